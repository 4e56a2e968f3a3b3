"""Counting a period: from a moment and a rule to the last moment of the due day, with every reason."""

import calendar as calendar_months
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from netral.rulebook.calendar import DAY, Calendar, SkippedDay
from netral.rulebook.deadlines import DeadlineRule, Permit
from netral.rulebook.texts import Text

END_OF_DAY = time(23, 59, 59)
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Event:
    """What happened to a running period: its kind (that of a permission), the day, and the document that says so."""

    kind: str
    on: date
    document: str


@dataclass(frozen=True)
class Change:
    """An event, the permission it rests on, and when the period ended before and after it (None: standing still)."""

    event: Event
    permit: Permit
    due_before: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Due:
    """When a period ends (None: the law gives no number, or it stands still) and everything that led there.

    `due` is aware, in the zone asked for; `unit` is what was counted; `skipped` names every day left out; `changes`
    are its stops and extensions, each with its document and the article that permits it.
    """

    due: datetime | None
    rule: str
    title: Text
    version: str
    source: str
    unit: str | None
    count: int | None
    bound: str
    starts: Text
    started: datetime
    skipped: tuple[SkippedDay, ...]
    assumptions: tuple[Text, ...]
    confidence: str
    changes: tuple[Change, ...] = ()


class _Counted(NamedTuple):
    day: date
    skipped: tuple[SkippedDay, ...] = ()
    walked_years: range = range(0)


def count(rule: DeadlineRule, local: datetime, *, calendar: Calendar, always_open: Callable[[date], bool]) -> Due:
    """The due moment of one rule. `always_open(day)`: the office of this rule takes reports all day long then.

    The starting day never counts; the period ends in the zone of `local`. Raises ValueError for a start without
    offset, or in a year the calendar does not know.
    """
    if local.tzinfo is None:
        raise ValueError(f"start is {local.isoformat()}: give it an offset, such as +07:00")
    if not calendar.first_year <= local.year < calendar.last_year:
        years = f"{calendar.first_year} sampai {calendar.last_year}"
        raise ValueError(f"waktu mulai ada di tahun {local.year}; hari hanya bisa dihitung dari tahun {years}")
    due, counted = _moment(rule, local, calendar, always_open)
    return Due(
        due=due,
        rule=rule.code,
        title=rule.title,
        version=rule.version,
        source=rule.source,
        unit=rule.counted_as,
        count=rule.count,
        bound=rule.bound,
        starts=rule.starts,
        started=local,
        skipped=counted.skipped,
        assumptions=(
            *(() if rule.in_force(local.date()) else (_not_in_force(rule, local.date()),)),
            *rule.doubts,
            *(_closed_office(rule, counted.day, calendar) if rule.office_hours else ()),
            *calendar.doubts(counted.walked_years),
        ),
        confidence=rule.confidence,
    )


def _moment(
    rule: DeadlineRule, local: datetime, calendar: Calendar, always_open: Callable[[date], bool]
) -> tuple[datetime | None, _Counted]:
    if rule.count is None:
        return None, _Counted(local.date())
    if rule.counted_as == "hours":
        # Exact: through UTC, so that no change of zone rules adds or takes an hour.
        moment = (local.astimezone(UTC) + timedelta(hours=rule.count)).astimezone(local.tzinfo)
        return moment, _Counted(moment.date())
    counted = _day(rule, rule.count, local.date(), calendar)
    closing = _closing(rule, counted.day, calendar, always_open)
    return datetime.combine(counted.day, closing, local.tzinfo), counted


def _day(rule: DeadlineRule, number: int, start: date, calendar: Calendar) -> _Counted:
    if rule.counted_as == "working":
        counted = _working_days(start, number, calendar, backward=rule.backward)
    elif rule.counted_as == "calendar":
        counted = _Counted(start + DAY * (-number if rule.backward else number))
    else:
        months = number * (MONTHS_A_YEAR if rule.counted_as == "years" else 1)
        counted = _Counted(_months_later(start, -months if rule.backward else months))
    return counted._replace(day=counted.day - DAY) if rule.bound == "ban" else counted


def _working_days(start: date, number: int, calendar: Calendar, *, backward: bool) -> _Counted:
    day, skipped = calendar.step(start, number, backward=backward)
    first, last = (day.year, start.year) if backward else (start.year, day.year)
    return _Counted(day, skipped, range(first, last + 1))


def _months_later(start: date, number: int) -> date:
    """The same date some months later (or earlier), or the last day of that month where there is none."""
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + number, MONTHS_A_YEAR)
    return date(year, month + 1, min(start.day, calendar_months.monthrange(year, month + 1)[1]))


def _closing(rule: DeadlineRule, day: date, calendar: Calendar, always_open: Callable[[date], bool]) -> time:
    hours = rule.office_hours
    if hours is None or always_open(day) or calendar.day_off(day):
        return END_OF_DAY
    return hours.closes.get(day.isoweekday(), END_OF_DAY)


def _closed_office(rule: DeadlineRule, day: date, calendar: Calendar) -> list[Text]:
    name = calendar.day_off(day)
    if name is None:
        return []
    return [
        Text(
            id=f"Hari terakhir jatuh pada hari kantor tutup ({name}); dihitung sampai akhir hari itu.",
            en=f"The last day falls on a day the office is closed ({name}); counted to the end of that day.",
        )
    ]


def _not_in_force(rule: DeadlineRule, start: date) -> Text:
    if start < rule.effective:
        return Text(
            id=f"Aturan ini belum berlaku pada hari itu (mulai {rule.version}); dihitung menurut versi pertamanya.",
            en=f"This rule was not yet in force on that day (from {rule.version}); counted by its first version.",
        )
    return Text(
        id=f"Aturan ini tidak berlaku lagi pada hari itu (sampai {rule.until}); dihitung menurut versi terakhirnya.",
        en=f"This rule was no longer in force on that day (until {rule.until}); counted by its last version.",
    )
