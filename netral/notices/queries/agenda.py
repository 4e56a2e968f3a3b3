"""The list by day: deadlines soonest first, with what the days between them are, and when the next one is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from netral.access.states import Acting
from netral.lib.dates import local_day
from netral.notices.layer_states import ALL, Layer
from netral.notices.queries.happenings import Happening, happenings, stages_between
from netral.notices.queries.lines import Line, clocks_seen, lines_by_day, unfilled_years
from netral.procedure import holidays
from netral.procedure.models import Clock

AHEAD = timedelta(days=30)  # how far the list looks where no deadline asks for more
FARTHEST = timedelta(days=92)  # how far it tells what the days are, on the way to a deadline years ahead
CASES = "perkara:"


@dataclass(frozen=True)
class AgendaDay:
    """One day of the list."""

    date: date
    lines: list[Line]
    happenings: list[Happening]


@dataclass(frozen=True)
class Agenda:
    """A page of the list. `until`: the last day it speaks of; `unfilled`: years counted by that are estimates."""

    days: list[AgendaDay]
    until: date
    unfilled: list[int]

    @property
    def lines(self) -> list[Line]:
        return [line for day in self.days for line in day.lines]

    def titled(self, titles: dict[str, str]) -> "Agenda":
        """The same, with titles by the reference of the subject."""
        days = [
            replace(day, lines=[replace(line, title=titles.get(line.subject, "")) for line in day.lines])
            for day in self.days
        ]
        return replace(self, days=days)


@dataclass(frozen=True)
class NextDue:
    """The next day on which something ends, and how many pieces of work that is; `cases`: all of them are cases."""

    day: date
    count: int
    cases: bool


def agenda(
    clocks: Sequence[Clock],
    acting: Acting,
    *,
    now: datetime,
    today: date,
    layers: frozenset[Layer] = ALL,
    since: date | None = None,
    more: bool = False,
) -> Agenda:
    """One page of clocks, soonest first. As many queries for one as for thirty.

    `since`: the last day of the page before; `more`: a page follows, so this one speaks of no day after its last.
    """
    lines = lines_by_day(clocks, acting, now=now)
    last = max(lines, default=today)
    until = last if more else max(last, today + AHEAD)
    first = max(today, since) if since else today
    told = min(until, first + FARTHEST)
    stages = stages_between(first, told) if Layer.STAGES in layers else []
    besides = happenings(first, told, layers, known=holidays.calendar(), stages=stages)
    days = [AgendaDay(day, lines.get(day, []), besides.get(day, [])) for day in sorted({*lines, *besides})]
    return Agenda(days, until, sorted(unfilled_years(line for day in days for line in day.lines)))


def next_due(acting: Acting, *, now: datetime) -> NextDue | None:
    """What ends next where somebody sees it, missed ones aside; None where nothing runs. Two or three queries."""
    running = clocks_seen(acting).filter(due_at__gte=now)
    first = running.first()
    if first is None or first.due_at is None:
        return None
    day = local_day(first.due_at, first.zone)
    near = running.filter(due_at__lte=first.due_at + timedelta(days=2)).values_list("subject", "due_at", "zone")
    that_day = Counter(subject for subject, due, zone in near if due and local_day(due, zone) == day)
    return NextDue(day, len(that_day), all(subject.startswith(CASES) for subject in that_day))
