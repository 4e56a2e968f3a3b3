"""The board of appointing officials: one row per agency, whatever the number of hand-overs, in three queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet

from netral.access.models import Role
from netral.access.states import Acting
from netral.discipline.models import Penanganan
from netral.intake.house_rules import house_rule
from netral.lib.dates import local_day
from netral.offices.models import Organisation
from netral.oversight.models import Contact
from netral.oversight.queries.conflicts import conflicted
from netral.oversight.states import WAITING
from netral.procedure.models import FAR

# The spark line: how many of the open recommendations are this many months old, the oldest first and all older with it.
SPARK = 8
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One agency. `late` is None where no rule gives a last day; `spark` counts by age, oldest first."""

    code: str
    name: str
    open: int
    oldest_at: datetime
    days: int
    late: int | None
    long: int
    last_contact: datetime
    conflict: bool
    spark: tuple[int, ...]


@dataclass(frozen=True)
class Board:
    """Every agency that owes an answer, the one that has waited longest first."""

    rows: Sequence[Row]
    longer_than: int

    @property
    def open(self) -> int:
        return sum(row.open for row in self.rows)

    @property
    def long(self) -> int:
        return sum(row.long for row in self.rows)


def authorities(acting: Acting) -> tuple[str, ...]:
    """The authorities somebody audits for."""
    return acting.offices_for(Role.AUDITOR)


def waiting(codes: Collection[str]) -> QuerySet[Penanganan]:
    """Recommendations of these authorities that the appointing official has not answered."""
    return Penanganan.objects.filter(authority__code__in=codes, status=WAITING, open=True)


def board(acting: Acting, now: datetime) -> Board:
    """The whole board of an auditor."""
    long = house_rule("silence_shown").length
    codes = authorities(acting)
    found = list(_counted(codes, now, long))
    ids = [row["agency_id"] for row in found]
    names = Organisation.objects.in_bulk(ids)
    letters = _last_letters(codes, ids)
    zones = dict(Organisation.objects.filter(code__in=codes).values_list("code", "zone"))
    zone = next(iter(zones.values()), "Asia/Jakarta")
    in_conflict = conflicted(names.values(), on=local_day(now, zone))
    rows = [
        _row(
            row, names[row["agency_id"]], letters.get(row["agency_id"]),
            conflict=row["agency_id"] in in_conflict, days=days_waiting(row["oldest"], now, zone),
        )
        for row in found
    ]  # fmt: skip
    return Board(sorted(rows, key=lambda row: (row.oldest_at, row.code)), long.days)


def _counted(codes: Collection[str], now: datetime, long: timedelta) -> QuerySet[Any, Any]:
    """One statement over whatever waits: no row of it leaves the database but one per agency."""
    offices = Organisation.objects.filter(code__in=codes).values("pk")
    found = Penanganan.objects.filter(authority__in=offices, status=WAITING, open=True)
    ages = {f"age{place}": _of_age(place, now) for place in range(SPARK)}
    return (
        found.order_by()
        .values("agency_id")
        .annotate(
            number=Count("pk"),
            oldest=Min("rekomendasi__made_at"),
            newest=Max("rekomendasi__made_at"),
            limited=Count("pk", filter=Q(due_at__lt=FAR)),
            late=Count("pk", filter=Q(due_at__lt=now)),
            long=Count("pk", filter=Q(rekomendasi__made_at__lt=now - long)),
            **ages,
        )
    )


def _of_age(place: int, now: datetime) -> Count:
    """Recommendations of one month of age; the first place holds all that are older still."""
    youngest = now - MONTH * (SPARK - 1 - place)
    made = Q(rekomendasi__made_at__lte=youngest)
    return Count("pk", filter=made if place == 0 else made & Q(rekomendasi__made_at__gt=youngest - MONTH))


def _last_letters(codes: Collection[str], agencies: Sequence[int]) -> dict[int, datetime]:
    found = Contact.objects.filter(authority__code__in=codes, agency__in=agencies).order_by()
    return dict(found.values_list("agency_id").annotate(last=Max("made_at")))


def _row(row: dict[str, Any], agency: Organisation, letter: datetime | None, *, conflict: bool, days: int) -> Row:
    """The recommendation itself was a contact as well."""
    return Row(
        code=agency.code,
        name=agency.name,
        open=row["number"],
        oldest_at=row["oldest"],
        days=days,
        late=row["late"] if row["limited"] else None,
        long=row["long"],
        last_contact=max(letter, row["newest"]) if letter else row["newest"],
        conflict=conflict,
        spark=tuple(row[f"age{place}"] for place in range(SPARK)),
    )


def days_waiting(since: datetime, now: datetime, zone: str) -> int:
    """Calendar days at the authority; the day of the letter does not count."""
    return (local_day(now, zone) - local_day(since, zone)).days


def waiting_of(acting: Acting, agency: str) -> QuerySet[Penanganan]:
    """The open recommendations to one agency, the oldest first, with all that a line of them shows."""
    found = waiting(authorities(acting)).filter(agency__code=agency).annotate(made_at=F("rekomendasi__made_at"))
    joined = ("case__laporan", "masukan", "authority", "agency", "person", "rekomendasi__document")
    return found.select_related(*joined).order_by("made_at", "pk")
