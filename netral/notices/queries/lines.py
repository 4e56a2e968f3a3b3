"""Deadlines as lines of a calendar: how each stands, what it is about, on which layer it lies."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.lib.dates import local_day
from netral.notices.layer_states import ALL, Layer, layer_of, rows_on
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, Held, clock_view, clocks_held, held

DAY = timedelta(days=1)
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
    return clocks_held(offices_seen_by(acting).organisations(), among=rows_on(layers))


def ending_between(clocks: QuerySet[Clock], first: date, last: date) -> QuerySet[Clock]:
    """Those that may end on one of these days: which day a moment falls on, its own zone says."""
    start, end = (datetime.combine(day, time(), UTC) for day in (first - DAY, last + 2 * DAY))
    return clocks.filter(due_at__gte=start, due_at__lt=end)


def lines_by_day(clocks: Iterable[Clock], acting: Acting, *, now: datetime) -> dict[date, list[Line]]:
    """Clocks with what they are about, by the day they end in their own zone."""
    listed = list(clocks)
    told = held(clock.subject for clock in listed)
    found: dict[date, list[Line]] = defaultdict(list)
    for clock in listed:
        if clock.due_at and clock.subject in told:
            found[local_day(clock.due_at, clock.zone)].append(_line(clock, told[clock.subject], acting, now))
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
