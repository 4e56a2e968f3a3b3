"""The rail of the workspace. What a seat cannot use is absent, not greyed; each app's policies are asked, by role."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral.access.models import Role
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.access.states import Acting
from netral.cases.queries import incoming_waiting, open_tasks_seen, waiting_in_queue
from netral.discipline.queries import waiting_at_desk
from netral.exchange.queries import ROLES as EXCHANGING
from netral.insight.queries import HANDLERS
from netral.lib.counting import Counted, Tally, count_together
from netral.links.queries import MAKER_ROLES, wanting
from netral.notices.queries import unread
from netral.offices.models import Organisation
from netral.oversight.queries import READERS as LETTER_READERS
from netral.oversight.queries import unanswered
from netral.registry.conflict_policies import WRITERS as CONFLICT_WRITERS

Words = str | Promise

SUPERVISORS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
# A custodian finds the laporan whose seal is asked for in the same lists.
READERS = (*SUPERVISORS, Role.CUSTODIAN)
AGENCIES = (Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER)
KPU = (Role.KPU_MEMBER, Role.KPU_EXAMINER)
DISCIPLINE = (Role.AUDITOR, *AGENCIES)


# `/kelola/` itself is above every page of its room and must not light up on them.
SLASHES_OF_A_ROOT = 2


@dataclass(frozen=True)
class Item:
    label: Words
    url: str
    icon: str
    current: bool
    count: int | None = None
    late: int = 0
    letter: str = ""


@dataclass(frozen=True)
class Group:
    """A folded group stands as its heading alone, until somebody opens it."""

    heading: Words
    items: tuple[Item, ...]
    folded: bool = False


@dataclass(frozen=True)
class Place:
    """One line of the rail: where it leads, under which heading, and which roles have work there.

    `counted` names the lists of what waits there; those of all places are counted in one statement. `letter` is the key
    that leads there after G; of several places of one letter the first that somebody has. `covers`: the page above all
    that this line stands for, where it leads to one below.
    """

    name: str
    label: Words
    icon: str
    heading: Words
    roles: Collection[str]
    counted: Callable[[Acting, datetime], Tally] | None = None
    letter: str = ""
    covers: str = ""


def _of(lists: Callable[[Acting], Any]) -> Callable[[Acting, datetime], Tally]:
    """A place with one list, in which nothing is overdue."""
    return lambda acting, now: Tally((lists(acting),))


WORK, BETWEEN, LOOK_UP, RUN = _("Pekerjaan"), _("Antarlembaga"), _("Rujukan"), _("Kelola")
# Keys after G: antrean, tenggat, pegawai, dasbor. A place without one is reached by its link and by the palette.
QUEUE, DEADLINES, PEOPLE, BOARD = "a", "t", "p", "d"
LIST_OF_DEADLINES = "cases:deadlines"
PLACES = (
    Place("cases:queue", _("Antrean"), "inbox", WORK, READERS, waiting_in_queue, QUEUE),
    Place("cases:my_tasks", _("Tugas saya"), "checklist", WORK, SUPERVISORS, _of(open_tasks_seen)),
    Place("cases:transfers", _("Pelimpahan"), "arrows-exchange", BETWEEN, SUPERVISORS, _of(incoming_waiting)),
    Place(
        "notices:month", _("Tenggat"), "calendar-due", WORK, ROLES_THAT_SEE_CASES, None, DEADLINES, "cases:deadlines"
    ),
    Place("intake:doors", _("Laporan baru"), "plus", WORK, SUPERVISORS),
    Place("notices:inbox", _("Pemberitahuan"), "bell", WORK, ROLES_THAT_SEE_CASES, _of(unread)),
    Place("intake:letterbox", _("Pesan pelapor"), "message", WORK, SUPERVISORS),
    Place("intake:identity", _("Identitas pelapor"), "lock", WORK, (Role.CUSTODIAN,)),
    Place("discipline:list", _("Disiplin"), "gavel", WORK, (Role.AUDITOR,), letter=QUEUE),
    Place("discipline:desk", _("Meja saya"), "gavel", WORK, AGENCIES, waiting_at_desk, QUEUE),
    Place("oversight:board", _("Pengawasan tindak lanjut"), "clock", WORK, (Role.AUDITOR,), letter=BOARD),
    Place("tracks:list", _("Jalur"), "route", BETWEEN, (*SUPERVISORS, *AGENCIES, *KPU), letter=QUEUE),
    Place("exchange:outbox", _("Kiriman"), "send", BETWEEN, EXCHANGING),
    Place("insight:reconciliations", _("Pencocokan"), "list-check", BETWEEN, HANDLERS),
    Place("oversight:returns", _("Dikembalikan"), "arrow-back-up", BETWEEN, SUPERVISORS, _of(unanswered)),
    Place("official_links:list", _("Tautan dinas"), "link", BETWEEN, MAKER_ROLES, _of(wanting)),
    Place("cases:search", _("Cari"), "search", LOOK_UP, SUPERVISORS),
    Place("cases:candidates", _("Calon dan hubungan"), "users-group", LOOK_UP, CONFLICT_WRITERS),
    Place("cases:receivers", _("Kepada siapa"), "directions", LOOK_UP, ROLES_THAT_SEE_CASES),
    Place(
        "cases:temporary_offices", _("Kantor ad hoc"), "building-community", LOOK_UP, (*SUPERVISORS, Role.ADMINISTRATOR)
    ),
    Place(
        "insight:time_lost", _("Di mana waktu hilang"), "hourglass", LOOK_UP, (*SUPERVISORS, Role.AUDITOR), letter=BOARD
    ),
    Place("oversight:contacts", _("Buku kontak"), "address-book", LOOK_UP, LETTER_READERS),
    Place("discipline:people", _("Data pegawai"), "user-search", LOOK_UP, DISCIPLINE, letter=PEOPLE),
    Place("cases:handovers", _("Serah terima"), "user-share", RUN, (Role.MEMBER, Role.ADMINISTRATOR)),
    Place("discipline:successions", _("Peralihan penerima"), "replace", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:index", _("Ringkasan"), "settings", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:organisations", _("Organisasi"), "building", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:users", _("Pengguna"), "users", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:invitations", _("Undangan"), "mail", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:roles", _("Peran"), "id-badge-2", RUN, (Role.ADMINISTRATOR,)),
    Place("kelola:journal", _("Jurnal"), "history", RUN, (Role.ADMINISTRATOR,)),
)


def navigation(request: HttpRequest) -> dict[str, Callable[[], list[Group]] | Any]:
    """Context processor; made only where a template asks, and once, though a page shows the list twice."""
    acting: Acting | None = getattr(request, "acting", None)
    return {
        "navigation": cache(lambda: groups(acting, request.path, _known(request)) if acting else []),
        "search_url": reverse("cases:search") if acting and acting.holds_any(SUPERVISORS) else "",
        "office_name": cache(lambda: office_names(acting) if acting else ""),
    }


def office_names(acting: Acting) -> str:
    """The offices somebody sits in, once each, as the head of the rail shows them."""
    codes = list(dict.fromkeys(seat.office_code for seat in acting.seats))
    names = dict(Organisation.objects.filter(code__in=codes).values_list("code", "name"))
    return ", ".join(names[code] for code in codes)


def _known(request: HttpRequest) -> Mapping[str, Counted]:
    """What the page itself has counted."""
    return getattr(request, "counted", {})


def groups(acting: Acting, path: str, known: Mapping[str, Counted] | None = None) -> list[Group]:
    """The rail of somebody: daily work lies open; what one looks up or runs is folded, unless one stands in it.

    What waits at its places is counted in one statement, but for what is known already.
    """
    places = [place for place in PLACES if acting.holds_any(place.roles)]
    counts = _counts(places, acting, known or {})
    letters = {place.letter: place.name for place in reversed(places) if place.letter}
    found: dict[Words, list[Item]] = {}
    for place in places:
        letter = place.letter if letters.get(place.letter) == place.name else ""
        found.setdefault(place.heading, []).append(_item(place, counts.get(place.name), path, letter))
    return [Group(heading, tuple(items), _is_folded(heading, items, found)) for heading, items in found.items()]


def _is_folded(heading: Words, items: Collection[Item], found: Collection[Words]) -> bool:
    return heading in (LOOK_UP, RUN) and WORK in found and not any(item.current for item in items)


def _counts(places: Iterable[Place], acting: Acting, known: Mapping[str, Counted]) -> Mapping[str, Counted]:
    now = timezone.now()
    asked = {place.name: place.counted(acting, now) for place in places if place.counted and place.name not in known}
    return {**known, **dict(zip(asked, count_together(list(asked.values())), strict=True))}


def _item(place: Place, counted: Counted | None, path: str, letter: str) -> Item:
    url = reverse(place.name)
    count, late = (counted.waiting, counted.late) if counted else (None, 0)
    current = _is_current(reverse(place.covers or place.name), path)
    return Item(place.label, url, place.icon, current, count, late, letter)


def _is_current(url: str, path: str) -> bool:
    return path.startswith(url) and (path == url or url.count("/") > SLASHES_OF_A_ROOT)
