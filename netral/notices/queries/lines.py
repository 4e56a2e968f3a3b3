"""Deadlines as lines of a calendar: how each stands, what it is about, on which layer it lies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.lib.dates import ZONES, end_of_day, local_day
from netral.notices.layer_states import ALL, DEADLINES, Layer, layer_of, rows_on
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, Held, clock_view, clocks_held, held

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
WORKING_DAYS = "working"
SUPERVISORS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
AGENCIES = (Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER)
KPU = (Role.KPU_MEMBER, Role.KPU_EXAMINER)
LISTED_FOR = (*SUPERVISORS, Role.CUSTODIAN)  # who reads laporan
# Where a kind of subject is shown, by URL name (the rooms stand above), and to whom.
SHOWN_AT = {
    "laporan": ("intake:laporan", LISTED_FOR),
    "perkara": ("cases:case", SUPERVISORS),
    "jalur": ("tracks:track", (*SUPERVISORS, *AGENCIES, *KPU)),
    "pelimpahan": ("cases:transfer", SUPERVISORS),
    "organisasi": ("cases:temporary_office", SUPERVISORS),
    "penanganan": ("discipline:penanganan", (Role.AUDITOR, *AGENCIES)),
}


@dataclass(frozen=True)
class Line:
    """One deadline in the calendar: how it stands, the number of what it is about, and where that is shown.

    `unfilled`: the year whose days off are estimates and by which it was counted, where there is one. `title` is for
    the room that knows one.
    """

    clock: ClockView
    number: str
    address: str
    layer: Layer
    subject: str
    unfilled: int | None = None
    title: str = ""


def clocks_seen(acting: Acting, layers: Collection[Layer] = ALL) -> QuerySet[Clock]:
    """Running clocks with an end on these layers, in the offices somebody sees; soonest first."""
    among = None if set(layers) >= DEADLINES else rows_on(layers)
    return clocks_held(offices_seen_by(acting).organisations(), among=among)


def ending_between(clocks: QuerySet[Clock], first: date | None, last: date | None) -> QuerySet[Clock]:
    """Those that end on one of these days, both included, each by the calendar of its own zone."""
    found = ~Q(zone__in=list(ZONES)) & _between(first, last, "UTC")
    for zone in ZONES:
        found |= Q(zone=zone) & _between(first, last, zone)
    return clocks.filter(found)


def _between(first: date | None, last: date | None, zone: str) -> Q:
    since = Q(due_at__gte=end_of_day(first - DAY, zone) + SECOND) if first else Q()
    return since & (Q(due_at__lt=end_of_day(last, zone) + SECOND) if last else Q())


def lines_of(clocks: Iterable[Clock], acting: Acting, *, now: datetime) -> list[Line]:
    """Clocks that have an end with what they are about, in their order; one of what is gone has no line."""
    listed = [clock for clock in clocks if clock.due_at]
    told = held(clock.subject for clock in listed)
    return [_line(clock, told[clock.subject], acting, now) for clock in listed if clock.subject in told]


def lines_by_day(clocks: Iterable[Clock], acting: Acting, *, now: datetime) -> dict[date, list[Line]]:
    """The same by the day each ends in its own zone."""
    found: dict[date, list[Line]] = defaultdict(list)
    for line in lines_of(clocks, acting, now=now):
        if line.clock.due:
            found[local_day(line.clock.due, line.clock.zone)].append(line)
    return found


def _line(clock: Clock, about: Held, acting: Acting, now: datetime) -> Line:
    return Line(
        clock_view(clock, now),
        about.number,
        address_of(about, acting),
        layer_of(about.kind, about.procedure, about.status),
        clock.subject,
        unfilled_year(clock),
    )


def address_of(about: Held, acting: Acting) -> str:
    """The page of a subject; empty for whoever has no door to it."""
    name, roles = SHOWN_AT.get(about.kind, ("", ()))
    return reverse(name, args=[about.key]) if name and acting.holds_any(roles) else ""


def unfilled_year(clock: Clock) -> int | None:
    """The first year a count of working days ran through whose days off nobody has compared with the decree."""
    if clock.unit != WORKING_DAYS or clock.due_at is None:
        return None
    first, last = sorted(local_day(moment, clock.zone).year for moment in (clock.started_at, clock.due_at))
    known = rulebook.current().calendar.years
    return next((year for year in range(first, last + 1) if year not in known), None)


def unfilled_years(lines: Iterable[Line]) -> set[int]:
    return {line.unfilled for line in lines if line.unfilled is not None}
