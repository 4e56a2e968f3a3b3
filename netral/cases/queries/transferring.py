"""Work on its way between offices, and ad hoc offices with what they leave behind."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from netral.access.queries import offices_administered, offices_seen_by, today_in
from netral.access.states import Acting
from netral.cases.models import Case
from netral.cases.queries.joined import INSIDE
from netral.cases.queries.scope import ROLES
from netral.intake.house_rules import house_rule
from netral.intake.models import Laporan
from netral.notices.queries.people import office_above
from netral.offices.models import AD_HOC_KINDS, Organisation
from netral.procedure.models import Transfer, TransferKind, TransferState
from netral.rulebook.transfers import TransferRule, transfer_rules

Subject = Case | Laporan
TRANSFER_VIEWS = ("masuk", "keluar", "riwayat")


@dataclass(frozen=True)
class TransferLine:
    """A transfer with what it is about, and for how many days it has been waiting (`late`: longer than it should)."""

    transfer: Transfer
    subject: Subject | None
    days: int
    late: bool


def own_codes(acting: Acting) -> list[str]:
    """The supervising offices somebody works in."""
    return sorted({seat.office_code for seat in acting.seats if seat.role in ROLES})


def transfers_seen(acting: Acting) -> QuerySet[Transfer]:
    """Transfers from or to the offices in scope. Of what was handed over the old office reads this line, no page."""
    among = offices_seen_by(acting, roles=ROLES).organisations().values("pk")
    rows = Transfer.objects.filter(Q(origin__in=among) | Q(receiver__in=among), part_of=None)
    return rows.select_related("origin__region", "receiver__region", "origin__parent", "receiver__parent")


def transfers_in(acting: Acting, view: str) -> QuerySet[Transfer]:
    """A view: what waits for one's own office, what one's own office waits for, or what was answered."""
    seen = transfers_seen(acting)
    if view == "riwayat":
        return seen.exclude(state=TransferState.WAITING).order_by("-answered_at", "-pk")
    end = "receiver__code__in" if view == "masuk" else "origin__code__in"
    return seen.filter(state=TransferState.WAITING, **{end: own_codes(acting)}).order_by("made_at", "pk")


def incoming_waiting(acting: Acting) -> QuerySet[Transfer]:
    """What waits for an answer of one's own office."""
    return Transfer.objects.filter(receiver__code__in=own_codes(acting), state=TransferState.WAITING)


def incoming_count(acting: Acting) -> int:
    """How many do."""
    return incoming_waiting(acting).count()


def transfer_lines(transfers: Iterable[Transfer], *, now: datetime) -> list[TransferLine]:
    """The lines of one page, in as many queries for one as for thirty."""
    listed = list(transfers)
    subjects = subjects_of([row.subject for row in listed])
    allowed = house_rule("transfer_answer").length
    return [
        TransferLine(
            row, subjects.get(row.subject), (now - row.made_at).days, row.waits and now - row.made_at > allowed
        )
        for row in listed
    ]


def subjects_of(references: Collection[str]) -> dict[str, Subject]:
    """Cases and laporan by reference, with their offices. Two queries at most."""
    keys: dict[str, list[str]] = {}
    for reference in references:
        kind, _, key = reference.partition(":")
        keys.setdefault(kind, []).append(key)
    found: dict[str, Subject] = {}
    if keys.get(Case.KIND):
        cases = Case.objects.filter(key__in=keys[Case.KIND]).select_related("laporan", "office__region", "region")
        found |= {each.reference: each for each in cases.select_related("office__parent")}
    if keys.get(Laporan.KIND):
        reports = Laporan.objects.filter(key__in=keys[Laporan.KIND]).select_related("office__region", "region")
        found |= {each.reference: each for each in reports.select_related("office__parent")}
    return found


def subject_of(transfer: Transfer) -> Subject:
    return subjects_of([transfer.subject])[transfer.subject]


def receivers_for(subject: Subject, kind: str, *, now: datetime) -> list[Organisation]:
    """Offices it may go to today by the law's table: the one above for a request, else by name."""
    rule = transfer_rules()[kind]
    if rule.up:
        above = office_above(subject.office)
        return [above] if above and above.exists_on(today_in(above, now=now)) else []
    kinds = rule.receivers.get(subject.office.kind, ())
    found = Organisation.objects.filter(kind__in=kinds).exclude(pk=subject.office_id).order_by("name", "pk")
    return [each for each in found if each.exists_on(today_in(each, now=now))]


def rule_of(kind: str) -> TransferRule:
    return transfer_rules()[kind]


def waiting_transfers() -> QuerySet[Transfer]:
    """Everything on its way, oldest first."""
    rows = Transfer.objects.filter(state=TransferState.WAITING).exclude(kind=TransferKind.TAKEOVER)
    return rows.select_related("origin__region", "receiver__region", "receiver__parent").order_by("pk")


def temporary_seen_by(acting: Acting) -> QuerySet[Organisation]:
    """Ad hoc offices somebody works in, stands above, or administers from above, those that end first on top."""
    seen = offices_seen_by(acting, roles=ROLES).organisations().values("pk")
    administered = offices_administered(acting).values("pk")
    among = Q(pk__in=seen) | Q(pk__in=administered) | Q(parent__in=administered)
    rows = Organisation.objects.filter(among, kind__in=AD_HOC_KINDS).select_related("parent__region", "region")
    return rows.order_by("valid_until", "name", "pk")


@dataclass(frozen=True)
class TemporaryLine:
    """An ad hoc office: its last day, how many days are left (below zero: over), and what is open there."""

    office: Organisation
    left: int | None
    cases: int
    reports: int

    @property
    def over(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def soon(self) -> bool:
        return self.left is not None and 0 <= self.left <= house_rule("office_ending").length.days

    @property
    def homeless(self) -> bool:
        """Whether work lies at an office that is no more."""
        return self.over and bool(self.cases or self.reports)


def temporary_lines(offices: Sequence[Organisation], *, now: datetime) -> list[TemporaryLine]:
    """The lines of one page. Two queries."""
    keys = [office.pk for office in offices]
    cases = _counted(Case.objects.filter(office__in=keys, open=True))
    reports = _counted(open_reports().filter(office__in=keys))
    return [
        TemporaryLine(each, days_left(each, now=now), cases.get(each.pk, 0), reports.get(each.pk, 0))
        for each in offices
    ]


def _counted(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.order_by().values_list("office_id").annotate(Count("pk")))


def open_reports() -> QuerySet[Laporan]:
    """Reports that are no case yet and go with none."""
    return Laporan.objects.filter(open=True).exclude(status=INSIDE)


def days_left(office: Organisation, *, now: datetime) -> int | None:
    """Days until the last one, counted where the office stands: 0 on it, below 0 after it."""
    last: date | None = office.valid_until
    return (last - today_in(office, now=now)).days if last else None


def left_at(office: Organisation) -> list[Subject]:
    """Everything open at an office: cases first, each by its nearest clock."""
    cases = Case.objects.filter(office=office, open=True).select_related("laporan", "office__parent", "region")
    reports = open_reports().filter(office=office).select_related("office__parent", "region")
    return [*cases.order_by("due_at", "pk"), *reports.order_by("due_at", "pk")]


def ad_hoc_ending() -> QuerySet[Organisation]:
    """Ad hoc offices with a last day, whenever it is."""
    rows = Organisation.objects.filter(kind__in=AD_HOC_KINDS).exclude(valid_until=None)
    return rows.select_related("parent__region", "region").order_by("pk")
