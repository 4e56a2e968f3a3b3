"""The calendar of a month: which clocks end on which day, what else the days are, and which are not working days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from netral import rulebook
from netral.access.states import Acting
from netral.notices.layer_states import ALL, Layer
from netral.notices.queries.happenings import Happening, RunningStage, happenings, stages_between
from netral.notices.queries.lines import Line, clocks_seen, ending_between, lines_by_day, unfilled_years
from netral.procedure import holidays
from netral.rulebook.calendar import Calendar

DAY = timedelta(days=1)
A_WEEK = 7
MOST = 1000  # clocks of a month on one page; a national office narrows by office first


@dataclass(frozen=True)
class Day:
    """A day of the grid. `off`: why it is no working day, empty for one that is; `inside`: it belongs to the month.

    `happenings`: what the day is besides; the grid names the day off once, by `off`.
    """

    date: date
    inside: bool
    off: str
    lines: list[Line] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)

    @property
    def stages(self) -> list[Happening]:
        return [each for each in self.happenings if each.layer == Layer.STAGES]


@dataclass(frozen=True)
class Month:
    """Weeks from Monday on, with the first days of this month and its neighbours.

    `stages`: those that cover days of it; `unfilled`: years in it, or counted by in it, whose days off are estimates.
    """

    first: date
    before: date
    after: date
    weeks: list[list[Day]]
    stages: list[RunningStage]
    unfilled: list[int]
    cut: bool

    @property
    def last(self) -> date:
        return self.after - DAY

    @property
    def days(self) -> list[Day]:
        """The days of the month on which something ends, or which are something besides."""
        return [day for week in self.weeks for day in week if day.inside and (day.lines or day.happenings)]

    @property
    def count(self) -> int:
        """How many deadlines end in it."""
        return sum(len(day.lines) for day in self.days)


def month_of(acting: Acting, first: date, *, now: datetime, layers: frozenset[Layer] = ALL) -> Month:
    """The month that begins on this day, with what ends in the offices somebody sees. Four queries and one a kind."""
    after = (first + 31 * DAY).replace(day=1)
    clocks = list(ending_between(clocks_seen(acting, layers), first, after - DAY)[: MOST + 1])
    lines = lines_by_day(clocks[:MOST], acting, now=now)
    start = first - first.weekday() * DAY
    count = -(-((after - start).days) // A_WEEK)
    known = holidays.calendar()
    stages = stages_between(first, after - DAY) if Layer.STAGES in layers else []
    besides = happenings(first, after - DAY, layers, known=known, stages=stages)
    off = known if Layer.HOLIDAYS in layers else None
    days = [_day(start + number * DAY, first, lines, besides, off) for number in range(count * A_WEEK)]
    return Month(
        first,
        (first - DAY).replace(day=1),
        after,
        [days[place : place + A_WEEK] for place in range(0, len(days), A_WEEK)],
        stages,
        _unfilled(first.year, [line for day in days for line in day.lines]),
        cut=len(clocks) > MOST,
    )


def _unfilled(year: int, lines: Sequence[Line]) -> list[int]:
    own = {year} - rulebook.current().calendar.years.keys()
    return sorted(own | unfilled_years(lines))


def _day(
    day: date,
    first: date,
    lines: Mapping[date, list[Line]],
    besides: Mapping[date, list[Happening]],
    known: Calendar | None,
) -> Day:
    inside = (day.year, day.month) == (first.year, first.month)
    off = (known.day_off(day) if known else None) or ""
    return Day(day, inside, off, lines.get(day, []) if inside else [], besides.get(day, []))
