"""At the desk of the official: say that one has it, and whether something ties one to it."""

from datetime import datetime

from django.db import transaction

from netral.access.models import Role, User
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.cases import states as cases
from netral.cases.models import Declaration, Penerusan
from netral.discipline import policies, queries
from netral.discipline.models import AGENCY, Penanganan, Rekomendasi
from netral.discipline.states import ACKNOWLEDGED, TIED, UNTIED
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.states import SomeoneWasFaster

SENDERS = (Role.EXAMINER, Role.MEMBER)


@transaction.atomic
def acknowledge(penanganan: Penanganan, *, acting: Acting, at: datetime) -> Entry:
    """The agency says that it has the recommendation: once, for everybody upstream to see. Steps and clocks stay.

    Raises NotAllowed, or SomeoneWasFaster for the second who says it.
    """
    policies.check_can_acknowledge(penanganan, acting)
    here = Rekomendasi.objects.filter(penanganan=penanganan, penanganan__agency=penanganan.agency)
    if not here.filter(acknowledged_at=None).update(acknowledged_at=at):
        raise SomeoneWasFaster(penanganan.reference)
    penanganan.rekomendasi.acknowledged_at = at
    return record(
        penanganan.reference, ACKNOWLEDGED, actor=acting.reference, office=penanganan.office_at(AGENCY).code, at=at,
        about=penanganan.also_about(),
    )  # fmt: skip


@transaction.atomic
def declare(penanganan: Penanganan, *, acting: Acting, at: datetime, conflicted: bool, note: str = "") -> Entry:
    """Whoever decides says whether something ties them to the matter. Who is tied does not decide.

    The auditors of the authority are told, for they lead it around. Raises NotAllowed, Refused, SomeoneWasFaster.
    """
    policies.check_can_declare(penanganan, acting)
    office = penanganan.office_at(AGENCY)
    _write(penanganan.reference, office, conflicted=conflicted, note=note, acting=acting, at=at)
    entry = record(
        penanganan.reference, TIED if conflicted else UNTIED, actor=acting.reference, office=office.code, at=at,
        about=penanganan.also_about(),
    )  # fmt: skip
    if conflicted:
        _tell(people_in(penanganan.authority, queries.AT_AUTHORITY, at=at), penanganan.reference, entry, at=at)
    return entry


@transaction.atomic
def declare_of(penerusan: Penerusan, *, acting: Acting, at: datetime, conflicted: bool, note: str = "") -> Entry:
    """The same of a hand-over that lies with this office itself; its sender is told, and leads it around."""
    policies.check_can_declare_of(penerusan, acting)
    office, case = penerusan.receiver, penerusan.case
    _write(penerusan.reference, office, conflicted=conflicted, note=note, acting=acting, at=at)
    entry = record(
        case.reference, cases.TIED if conflicted else cases.UNTIED, actor=acting.reference, office=office.code, at=at,
        about=case.also_about(), facts={"accused": penerusan.accused.key},
    )  # fmt: skip
    if conflicted:
        people = [*case.examiners.order_by("pk"), *people_in(case.office, SENDERS, at=at)]
        _tell(list(dict.fromkeys(people)), case.reference, entry, at=at)
    return entry


def _write(subject: str, office: Organisation, *, conflicted: bool, note: str, acting: Acting, at: datetime) -> None:
    """Once each; that there is a conflict after all may be said later, the other way only somebody else decides."""
    if conflicted:
        policies.check_filled("note", note)
    said = {"conflicted": conflicted, "note": note.strip() if conflicted else "", "at": at, "office": office}
    _row, first = Declaration.objects.get_or_create(subject=subject, by=acting.reference, defaults=said)
    if first:
        return
    earlier = Declaration.objects.filter(subject=subject, by=acting.reference, conflicted=False)
    if not conflicted or not earlier.update(**said):
        raise SomeoneWasFaster(subject)


def _tell(people: list[User], subject: str, entry: Entry, *, at: datetime) -> None:
    tell(people, subject=subject, kind=Told.CONFLICT_DECLARED, mark=entry.hash, at=at)
