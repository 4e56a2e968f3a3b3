"""The calendar of this house: that of the rulebook, and the days off an administrator added since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from netral import rulebook
from netral.lib.dates import local_day
from netral.lib.statements import ask
from netral.procedure.models import Clock
from netral.rulebook.book import Rulebook
from netral.rulebook.calendar import Calendar

WORKING_DAYS = "working"
_ADDED = "SELECT day, name FROM offices_holiday"


def due(rule: str, start: datetime, *, zone: str) -> rulebook.Due:
    """When a period ends by the calendar of this house. Rules that count no working days ask nothing."""
    counted_as = rulebook.current().deadline(rule, local_day(start, zone)).counted_as
    book = with_days(_added()) if counted_as == WORKING_DAYS else rulebook.current()
    return book.due(rule, start, zone=zone)


def with_days(days: Iterable[tuple[date, str]]) -> Rulebook:
    """The rulebook with further days off (day, name)."""
    return _book(tuple(sorted(days)))


@lru_cache(maxsize=16)
def _book(days: tuple[tuple[date, str], ...]) -> Rulebook:
    book = rulebook.current()
    if not days:
        return book
    return replace(book, calendar=replace(book.calendar, closed={**dict(days), **book.calendar.closed}))


def _added() -> list[tuple[date, str]]:
    """Asked on the way of every report, so without the ORM; not every database hands out its days as days."""
    return [(day if isinstance(day, date) else date.fromisoformat(day), name) for day, name in ask(_ADDED)]


def calendar() -> Calendar:
    """The working days of this house. One query."""
    return with_days(_added()).calendar


def day_off(day: date) -> str:
    """Why a day is no working day here; empty for one that is."""
    return calendar().day_off(day) or ""


@dataclass(frozen=True)
class Move:
    """How one running clock would be counted with a further day off."""

    clock: Clock
    started: datetime
    due: datetime
    skipped: list[dict[str, str]]


def moves(day: date, name: str) -> list[Move]:
    """The running clocks a new day off would move, by subject. None when the day is no working day already.

    Only rules that count working days move, and periods that begin where such a one ends.
    """
    added = _added()
    known, new = with_days(added), with_days([*added, (day, name)])
    if known.calendar.day_off(day):
        return []
    following = [code for code, rules in rulebook.current().deadlines.items() if rules[-1].after]
    running = Clock.objects.filter(Q(unit=WORKING_DAYS) | Q(rule__in=following), stopped_at=None).exclude(due_at=None)
    ends: dict[tuple[str, str], tuple[datetime, datetime]] = {}
    found = (_moved(clock, known, new, day, ends) for clock in running.order_by("subject", "started_at", "pk"))
    return [move for move in found if move]


def _moved(
    clock: Clock, known: Rulebook, new: Rulebook, day: date, ends: dict[tuple[str, str], tuple[datetime, datetime]]
) -> Move | None:
    rule = _rule(clock)
    was, becomes = ends.get((clock.subject, rule.after or ""), (None, None))
    start = becomes if becomes and was == clock.started_at else clock.started_at
    if clock.unit != WORKING_DAYS and start == clock.started_at:
        return None
    zone = ZoneInfo(clock.zone)
    if known.counted(rule, clock.started_at.astimezone(zone)).due == clock.due_at:
        counted = new.counted(rule, start.astimezone(zone))
        skipped = [{"date": one.date.isoformat(), "name": one.name} for one in counted.skipped]
        end = counted.due
    else:
        end, skipped = _later(clock, new, day)
    if clock.due_at is None or end is None or end == clock.due_at:
        return None
    ends[clock.subject, clock.rule] = (clock.due_at, end)
    return Move(clock, start, end, skipped)


def _later(clock: Clock, new: Rulebook, day: date) -> tuple[datetime | None, list[dict[str, str]]]:
    """A period a document has changed is not counted again from its start: it ends one working day later."""
    if clock.due_at is None or not clock.started_at < clock.due_at:
        return clock.due_at, clock.skipped
    first, last = (local_day(moment, clock.zone) for moment in (clock.started_at, clock.due_at))
    if not first < day <= last:
        return clock.due_at, clock.skipped
    end, over = new.calendar.step(last, 1)
    local = clock.due_at.astimezone(ZoneInfo(clock.zone))
    left_out = {one["date"]: one for one in (*clock.skipped, *_named(new, [day, *(each.date for each in over)]))}
    return local.replace(year=end.year, month=end.month, day=end.day), [left_out[key] for key in sorted(left_out)]


def _named(book: Rulebook, days: Iterable[date]) -> Iterator[dict[str, str]]:
    return ({"date": day.isoformat(), "name": book.calendar.day_off(day) or ""} for day in days)


def _rule(clock: Clock) -> Any:
    """The version a clock was counted by."""
    versions = rulebook.current().deadlines[clock.rule]
    return next((rule for rule in versions if rule.version == clock.rule_version), versions[-1])
