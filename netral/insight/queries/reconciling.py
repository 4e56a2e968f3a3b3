"""Which reconciliations somebody sees, the hand-overs between two houses, and the rows of a result."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Penerusan
from netral.insight.matching import Ours
from netral.insight.models import ReconciledRow, Reconciliation
from netral.insight.states import Finding, Stand
from netral.lib.dates import local_day
from netral.offices.models import Organisation

# Who works on hand-overs, on either side of them.
HANDLERS = (
    Role.EXAMINER.value, Role.MEMBER.value, Role.AUDITOR.value, Role.APPOINTING_OFFICIAL.value,
    Role.PERSONNEL_OFFICER.value, Role.KPU_MEMBER.value, Role.KPU_EXAMINER.value,
)  # fmt: skip


@dataclass(frozen=True)
class RowShown:
    """One row as people read it, theirs beside ours; a side that is not there is None."""

    place: int
    finding: Finding
    reasons: Sequence[str]
    theirs: dict[str, str] | None
    ours: dict[str, str] | None


def handling_offices(acting: Acting) -> list[Organisation]:
    """The offices in which somebody works on hand-overs, by name."""
    codes = {seat.office_code for seat in acting.seats if seat.role in HANDLERS}
    return list(Organisation.objects.filter(code__in=codes).order_by("name"))


def partners_of(offices: Sequence[Organisation]) -> list[Organisation]:
    """Every house that received hand-overs from these offices or sent some to them, by name."""
    received = Penerusan.objects.filter(case__office__in=offices).order_by().values("receiver")
    sent = Penerusan.objects.filter(receiver__in=offices).order_by().values("case__office")
    return list(Organisation.objects.filter(Q(pk__in=received) | Q(pk__in=sent)).order_by("name"))


def hand_overs_between(office: Organisation, partner: Organisation) -> list[Ours]:
    """What stands here: a row is one person handed over by one of the two to the other."""
    pair = Q(case__office=office, receiver=partner) | Q(case__office=partner, receiver=office)
    rows = Penerusan.objects.filter(pair).select_related("case__office", "accused").order_by("pk")
    return [_ours(row) for row in rows.iterator()]


def reconciliation_seen_by(acting: Acting) -> QuerySet[Reconciliation]:
    """Both sides see the same; nobody else sees anything."""
    codes = {seat.office_code for seat in acting.seats if seat.role in HANDLERS}
    seen = Reconciliation.objects.filter(Q(office__code__in=codes) | Q(partner__code__in=codes))
    return seen.select_related("office", "partner").prefetch_related("signatures__office").order_by("-pk")


def rows_of(found: Reconciliation, finding: str = "") -> QuerySet[ReconciledRow]:
    """The rows of a result, of one finding where one is named, in the order of the list."""
    rows = ReconciledRow.objects.filter(reconciliation=found, **({"finding": finding} if finding else {}))
    return rows.select_related("penerusan__case__office", "penerusan__accused").order_by("place")


def shown(rows: Iterable[ReconciledRow]) -> list[RowShown]:
    return [_shown(row) for row in rows]


def due_for_erasing(at: datetime) -> QuerySet[Reconciliation]:
    return Reconciliation.objects.filter(erased_at=None, expires_at__lte=at).order_by("pk")


def _shown(row: ReconciledRow) -> RowShown:
    ours = _written(_ours(row.penerusan)) if row.penerusan else None
    return RowShown(row.place, Finding(row.finding), row.reasons, row.theirs, ours)


def _written(ours: Ours) -> dict[str, str]:
    return {"nomor": ours.number, "nama": ours.name, "tanggal": ours.day.isoformat(), "status": ours.status}


def _ours(row: Penerusan) -> Ours:
    stand = Stand.ENDED if row.ended_at else Stand.TAKEN_IN if row.acknowledged_at else Stand.SENT
    day = local_day(row.sent_at, row.case.office.zone)
    return Ours(row.pk, row.case.number, row.accused.name, day, stand.value)
