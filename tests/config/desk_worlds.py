"""Worlds of the lists about those who received: the desk of the supervising authority, official links, candidates."""

from collections.abc import Callable
from itertools import count

from django.utils import timezone

from netral.access.models import Role, User
from netral.cases.models import Peralihan
from netral.discipline.actions import move_to_successors
from netral.links.models import OfficialLink
from netral.offices.models import Organisation
from netral.oversight.models import Measure, Pengembalian
from netral.registry.models import Candidate
from tests.cases.builders import day, decided, forwarded
from tests.cases.people import at_office
from tests.discipline.builders import declined
from tests.discipline.worlds import again, handed_again, handled_again
from tests.links.builders import link_for
from tests.oversight.builders import asked, climbed, silent
from tests.oversight.test_policies import lacking
from tests.oversight.test_views import another_agency
from tests.registry.facts import candidate

# Who asks, the address, and what makes one more line there.
World = tuple[User, str, Callable[[], object]]
_numbers = count(1)


def auditor() -> User:
    """Of the authority the stories hand over to, as if its days were not over."""
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    return at_office(Role.AUDITOR, "kasn")


def owed(address: str) -> World:
    """Agencies that are silent, each with a draft, a letter and a request to block."""
    penanganan = climbed()
    asked(penanganan)
    Measure.objects.create(penanganan=penanganan, rung="pengingat", due_on=day(50).date(), prepared_at=day(50))
    return auditor(), address, lambda: another_agency(penanganan, next(_numbers))


def drafts() -> World:
    return owed("wasdal/konsep/")


def contacts() -> World:
    return owed("wasdal/kontak/")


def blocks() -> World:
    return owed("wasdal/blokir/")


def to_verify() -> World:
    given = lacking()
    return auditor(), "wasdal/verifikasi/", lambda: handed_again(type(given).objects.get(pk=given.pk))


def given_back() -> World:
    given = lacking()
    row = Pengembalian.objects.create(penerusan=given, gaps=["jabatan"], made_at=given.sent_at, made_by="akun:contoh")

    def more() -> None:
        again(row, penerusan_id=handed_again(type(given).objects.get(pk=given.pk)).pk)

    return at_office(), "wasdal/pengembalian/", more


def deviations() -> World:
    penanganan = declined(silent())

    def more() -> None:
        again(penanganan.ending, penanganan_id=handled_again(penanganan).pk)

    return auditor(), "wasdal/penyimpangan/", more


def links() -> World:
    link = link_for(at=timezone.now())

    def more() -> None:
        penerusan = handed_again(link.penerusan)
        again(OfficialLink.objects.get(pk=link.pk), penerusan_id=penerusan.pk, token_hash=f"salinan{next(_numbers)}")

    return auditor(), "tautan-dinas/", more


def candidates() -> World:
    user = at_office()
    first = candidate(name="Calon Rekaan")
    return user, "calon/", lambda: again(Candidate.objects.get(pk=first.pk), mark=f"{next(_numbers):064}")


def moved() -> World:
    forwarded(decided())
    move_to_successors(day(700))
    first = Peralihan.objects.get()
    return (
        at_office(Role.ADMINISTRATOR, "bawaslu"),
        "peralihan/",
        lambda: again(Peralihan.objects.get(pk=first.pk), rule=f"S-{next(_numbers)}"),
    )


DESK_WORLDS: dict[str, Callable[[], World]] = {
    "wasdal/konsep/": drafts,
    "wasdal/kontak/": contacts,
    "wasdal/blokir/": blocks,
    "wasdal/verifikasi/": to_verify,
    "wasdal/pengembalian/": given_back,
    "wasdal/penyimpangan/": deviations,
    "tautan-dinas/": links,
    "calon/": candidates,
    "peralihan/": moved,
}
