"""The calendar of a month: which clocks end on which day, and which days are not working days."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.urls import reverse

from netral import rulebook
from netral.access.models import Role
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.lib.dates import local_day
from netral.procedure import holidays
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, Held, clock_view, clocks_held, held
from netral.rulebook.calendar import Calendar

DAY = timedelta(days=1)
A_WEEK = 7
MOST = 1000  # clocks of a month on one page; a national office narrows by office first
SUPERVISORS = (Role.INTAKE_OFFICER, Role.EXAMINER, Role.MEMBER)
AGENCIES = (Role.APPOINTING_OFFICIAL, Role.PERSONNEL_OFFICER)
KPU = (Role.KPU_MEMBER, Role.KPU_EXAMINER)
LISTED_FOR = (*SUPERVISORS, Role.CUSTODIAN)  # whose work also stands in the list of cases, a room above
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
    """One deadline in the calendar: how it stands, the number of what it is about, and where that is shown."""

    clock: ClockView
    number: str
    address: str


@dataclass(frozen=True)
class Day:
    """A day of the grid. `off`: why it is no working day, empty for one that is; `inside`: it belongs to the month."""

    date: date
    inside: bool
    off: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    """Weeks from Monday on, with the first days of this month and its neighbours; `doubts` of the holidays shown."""

    first: date
    before: date
    after: date
    weeks: list[list[Day]]
    doubts: list[rulebook.Text]
    cut: bool

    @property
    def days(self) -> list[Day]:
        """The days of the month on which something ends."""
        return [day for week in self.weeks for day in week if day.inside and day.lines]


def month_of(acting: Acting, first: date, *, now: datetime) -> Month:
    """The month that begins on this day, with what ends in the offices somebody sees. Three queries and one a kind."""
    after = (first + 31 * DAY).replace(day=1)
    clocks = _ending(acting, first, after)
    lines = lines_by_day(clocks[:MOST], acting, now=now)
    start = first - first.weekday() * DAY
    count = -(-((after - start).days) // A_WEEK)
    known = holidays.calendar()
    days = [_day(start + number * DAY, first, lines, known) for number in range(count * A_WEEK)]
    return Month(
        first,
        (first - DAY).replace(day=1),
        after,
        [days[place : place + A_WEEK] for place in range(0, len(days), A_WEEK)],
        rulebook.current().calendar.doubts([first.year]),
        cut=len(clocks) > MOST,
    )


def _ending(acting: Acting, first: date, after: date) -> Sequence[Clock]:
    """A little more than the month: which day a moment falls on, its own zone says."""
    start, end = (datetime.combine(day, time(), UTC) for day in (first - DAY, after + DAY))
    running = clocks_held(offices_seen_by(acting).organisations())
    return list(running.filter(due_at__gte=start, due_at__lt=end)[: MOST + 1])


def lines_by_day(clocks: Iterable[Clock], acting: Acting, *, now: datetime) -> dict[date, list[Line]]:
    """Clocks with what they are about, by the day they end in their own zone."""
    listed = list(clocks)
    told = held(clock.subject for clock in listed)
    found: dict[date, list[Line]] = defaultdict(list)
    for clock in listed:
        if clock.due_at and clock.subject in told:
            about = told[clock.subject]
            line = Line(clock_view(clock, now), about.number, address_of(about, acting))
            found[local_day(clock.due_at, clock.zone)].append(line)
    return found


def address_of(about: Held, acting: Acting) -> str:
    """The page of a subject; empty for whoever has no door to it."""
    name, roles = SHOWN_AT.get(about.kind, ("", ()))
    return reverse(name, args=[about.key]) if name and acting.holds_any(roles) else ""


def _day(day: date, first: date, lines: dict[date, list[Line]], known: Calendar) -> Day:
    inside = (day.year, day.month) == (first.year, first.month)
    off = known.day_off(day) or ""
    return Day(day, inside, off, lines.get(day, []) if inside else [])
