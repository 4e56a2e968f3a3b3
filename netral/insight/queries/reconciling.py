"""Which reconciliations somebody sees, the hand-overs between two houses, and the rows of a result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.discipline.models import Penanganan
from netral.discipline.queries import day_in, name_in, number_in
from netral.exchange.models import Kiriman, Masukan, Partner
from netral.exchange.states import Answer, Delivery, Matter
from netral.insight.matching import Ours
from netral.insight.models import ReconciledRow, Reconciliation
from netral.insight.states import Finding, Reason, Stand
from netral.lib.dates import local_day
from netral.offices.models import Organisation

# Who works on hand-overs, on either side of them.
HANDLERS = (
    Role.EXAMINER.value, Role.MEMBER.value, Role.AUDITOR.value, Role.APPOINTING_OFFICIAL.value,
    Role.PERSONNEL_OFFICER.value, Role.KPU_MEMBER.value, Role.KPU_EXAMINER.value,
)  # fmt: skip


# Where a foreign hand-over stands, as its sender counts it too: what was returned was never taken in.
STANDS = {"": Stand.SENT, Answer.ARRIVED: Stand.SENT, Answer.RETURNED: Stand.SENT, Answer.ENDED: Stand.ENDED}


@dataclass(frozen=True)
class RowShown:
    """One row as people read it, theirs beside ours; a side that is not there is None.

    `unknown`: codes of what its message does not say, so that it was not compared. `asked`: the house that knows.
    """

    place: int
    finding: Finding
    reasons: Sequence[str]
    theirs: dict[str, str] | None
    ours: dict[str, str] | None
    unknown: Sequence[str] = ()
    asked: str = ""


def handling_offices(acting: Acting) -> list[Organisation]:
    """The offices in which somebody works on hand-overs, by name."""
    codes = {seat.office_code for seat in acting.seats if seat.role in HANDLERS}
    return list(Organisation.objects.filter(code__in=codes).order_by("name"))


def partners_of(offices: Sequence[Organisation]) -> list[Organisation]:
    """Every house that received hand-overs from these offices or sent some to them, by name."""
    others = Q()
    for rows, sender in ((Penerusan.objects, "case__office"), (_came_in(), "sender"), (_passed_on(), "sender")):
        others |= Q(pk__in=rows.filter(**{f"{sender}__in": offices}).order_by().values("receiver"))
        others |= Q(pk__in=rows.filter(receiver__in=offices).order_by().values(sender))
    return list(Organisation.objects.filter(others).order_by("name"))


def _came_in() -> QuerySet[Masukan]:
    """Hand-overs of cases of other houses."""
    return Masukan.objects.filter(matter=Matter.HANDOVER)


def _passed_on() -> QuerySet[Kiriman]:
    """Those of them that went on to another house, and were not taken back on their way."""
    found = Kiriman.objects.filter(matter=Matter.HANDOVER, passes_on__isnull=False)
    return found.exclude(delivery=Delivery.CANCELLED)


def hand_overs_between(office: Organisation, partner: Organisation) -> list[Ours]:
    """What stands here: a row is one person handed over by one of the two to the other, whichever house's case it is.

    What was returned and came again is one hand-over, as it came last.
    """
    own = Q(case__office=office, receiver=partner) | Q(case__office=partner, receiver=office)
    pair = Q(sender=office, receiver=partner) | Q(sender=partner, receiver=office)
    rows = Penerusan.objects.filter(own).select_related("case__office", "accused").order_by("pk")
    came = _came_in().filter(pair).select_related("sender", "receiver").annotate(handed_number=_number_kept("pk"))
    went = _passed_on().filter(pair).select_related("sender", "passes_on__sender")
    went = went.annotate(handed_number=_number_kept("passes_on"))
    foreign: dict[tuple[object, ...], Ours] = {}
    for each in came.order_by("pk"):
        foreign[_once("masukan", each, each)] = _ours_in(each, each.handed_number)
    for passed in went.order_by("pk"):
        foreign[_once("kiriman", passed, passed.passes_on)] = _ours_on(passed, passed.handed_number)
    return [*(_ours(row) for row in rows.iterator()), *foreign.values()]


def _once(kind: str, row: Masukan | Kiriman, told: Masukan | None) -> tuple[object, ...]:
    """What makes two messages the same hand-over: who sent it, to whom, and the key its first sender gave it."""
    key = told.content.get("handover") if told else None
    return kind, row.sender_id, row.receiver_id, key if isinstance(key, str) and key else row.pk


def _number_kept(masukan: str) -> Coalesce:
    """The number its handling keeps, also when the message says nothing any more."""
    kept = Penanganan.objects.filter(masukan=OuterRef(masukan)).values("handed_number")[:1]
    return Coalesce(Subquery(kept), Value(""))


def reconciliation_seen_by(acting: Acting) -> QuerySet[Reconciliation]:
    """Both sides see the same; nobody else sees anything."""
    codes = {seat.office_code for seat in acting.seats if seat.role in HANDLERS}
    seen = Reconciliation.objects.filter(Q(office__code__in=codes) | Q(partner__code__in=codes))
    return seen.select_related("office", "partner").prefetch_related("signatures__office").order_by("-pk")


def rows_of(found: Reconciliation, finding: str = "") -> QuerySet[ReconciledRow]:
    """The rows of a result, of one finding where one is named, in the order of the list."""
    rows = ReconciledRow.objects.filter(reconciliation=found, **({"finding": finding} if finding else {}))
    joined = ("penerusan__case__office", "penerusan__accused", "masukan__sender", "masukan__receiver")
    rows = rows.select_related(*joined, "kiriman__sender", "kiriman__passes_on__sender").order_by("place")
    came, passed = _number_kept("masukan"), _number_kept("kiriman__passes_on")
    return rows.annotate(handed_number=Case(When(kiriman=None, then=came), default=passed))


def other_house(found: Reconciliation) -> Organisation | None:
    """The side that works in a house of its own, and signs there; None where both work here."""
    sides = Partner.objects.select_related("organisation").filter(organisation__in=(found.office_id, found.partner_id))
    partner = sides.order_by("pk").first()
    return partner.organisation if partner else None


def shown(rows: Iterable[ReconciledRow]) -> list[RowShown]:
    return [_shown(row) for row in rows]


def due_for_erasing(at: datetime) -> QuerySet[Reconciliation]:
    return Reconciliation.objects.filter(erased_at=None, expires_at__lte=at).order_by("pk")


def _shown(row: ReconciledRow) -> RowShown:
    ours = _ours_of(row)
    if ours is None:
        return RowShown(row.place, Finding(row.finding), row.reasons, row.theirs, None)
    return RowShown(
        row.place, Finding(row.finding), row.reasons, row.theirs, _written(ours), ours.unknown, ours.asked
    )  # fmt: skip


def _ours_of(row: ReconciledRow) -> Ours | None:
    number: str = row.handed_number  # type: ignore[attr-defined]  # annotated by `rows_of`
    if row.penerusan:
        return _ours(row.penerusan)
    if row.masukan:
        return _ours_in(row.masukan, number)
    return _ours_on(row.kiriman, number) if row.kiriman else None


def _written(ours: Ours) -> dict[str, str]:
    day = ours.day.isoformat() if ours.day else ""
    return {"nomor": ours.number, "nama": ours.name, "tanggal": day, "status": ours.status}


def _ours(row: Penerusan) -> Ours:
    stand = Stand.ENDED if row.ended_at else Stand.TAKEN_IN if row.acknowledged_at else Stand.SENT
    day = local_day(row.sent_at, row.case.office.zone)
    return Ours(row.pk, row.case.number, row.accused.name, day, stand.value)


def _ours_in(row: Masukan, number: str) -> Ours:
    """What came from another house. Its day is its sender's; passed on inside this house, the day it was."""
    day = local_day(row.came_at, row.receiver.zone) if row.passed_from_id else day_in(row)
    return _foreign(row, row, number, day=day)


def _ours_on(row: Kiriman, number: str) -> Ours:
    """What came from another house and was passed on by this one."""
    day = local_day(row.made_at, row.sender.zone)
    assert row.passes_on is not None  # noqa: S101 - so they were found
    return _foreign(row, row.passes_on, number, day=day)


def _foreign(row: Masukan | Kiriman, told: Masukan, number: str, *, day: date | None) -> Ours:
    """`told` is the message that says whom it is about; what it leaves open is asked of whoever sent it."""
    number, name = number_in(told) or number, name_in(told)
    said = {Reason.NUMBER: bool(number), Reason.NAME: bool(name), Reason.DAY: day is not None}
    unknown = tuple(reason.value for reason, known in said.items() if not known)
    stand, kind = STANDS.get(row.answer, Stand.TAKEN_IN), "masukan" if isinstance(row, Masukan) else "kiriman"
    return Ours(row.pk, number, name, day, stand.value, kind, unknown, told.sender.name)
