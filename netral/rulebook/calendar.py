"""Which days are working days, and what the others are called."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

DAY = timedelta(days=1)
NONE: dict[date, "SkippedDay"] = {}


@dataclass(frozen=True)
class SkippedDay:
    """A day that did not count, with its name in Indonesian ("Sabtu", "Hari Raya Natal")."""

    date: date
    name: str


@dataclass(frozen=True, kw_only=True)
class CheckedYear(Cited):
    """A year whose days off were compared with the joint decree, and how many there were of each kind."""

    year: int
    public: int
    joint_leave: int


@dataclass(frozen=True, kw_only=True)
class Calendar(Cited):
    """The working week, the days off and the years in which a human has compared them with the decree."""

    weekend: dict[int, str]
    joint_leave_works: bool
    first_year: int
    last_year: int
    years: dict[int, CheckedYear]
    closed: dict[date, str] = field(default_factory=dict)
    _skipped: dict[int, dict[date, SkippedDay]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def day_off(self, day: date) -> str | None:
        """The name of a day that is not a working day; None for a working day."""
        skipped = self.skipped(day.year).get(day)
        return skipped.name if skipped else None

    def skipped(self, year: int) -> dict[date, SkippedDay]:
        """Every day of a year that is not a working day. Named once, asked for by every period that runs over it."""
        if year not in self._skipped:
            named = {**self._weekends(year), **days_off(year, self.joint_leave_works), **self.closed}
            self._skipped[year] = {day: SkippedDay(day, name) for day, name in named.items() if day.year == year}
        return self._skipped[year]

    def _weekends(self, year: int) -> dict[date, str]:
        first, length = date(year, 1, 1), date(year, 12, 31).timetuple().tm_yday
        days = (first + DAY * number for number in range(length))
        return {day: self.weekend[day.isoweekday()] for day in days if day.isoweekday() in self.weekend}

    def step(self, start: date, count: int, *, backward: bool = False) -> tuple[date, tuple[SkippedDay, ...]]:
        """The `count`-th working day after (or before) `start`, which itself never counts, and the days left out."""
        day, left, skipped, one = start, count, [], -DAY if backward else DAY
        year, off = 0, NONE
        while left:
            day += one
            if day.year != year:
                year, off = day.year, self.skipped(day.year)
            if day in off:
                skipped.append(off[day])
            else:
                left -= 1
        return day, tuple(skipped)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        days = (start + DAY * number for number in range(1, (end - start).days + 1))
        return sum(self.day_off(day) is None for day in days)

    def doubts(self, years: Iterable[int]) -> list[Text]:
        """One assumption for every year in which no human has yet compared the days off with the decree."""
        return [_unchecked(year) for year in years if year not in self.years]


@cache
def days_off(year: int, joint_leave_works: bool) -> dict[date, str]:
    """National holidays, voting days and (unless it counts as work) joint leave of one year, by their names."""
    # Only counting working days needs the package, and it is slow to load.
    import holidays

    categories = ("public",) if joint_leave_works else ("public", "government")
    found = holidays.country_holidays("ID", years=year, categories=categories, language="id", expand=False)
    return dict(found.items())


def _unchecked(year: int) -> Text:
    return Text(
        id=f"Hari libur dan cuti bersama tahun {year} belum diperiksa terhadap keputusan bersama tiga menteri; "
        "sebagian tanggal dapat berupa perkiraan.",
        en=f"The holidays and joint leave of {year} have not been compared with the joint decree of three ministers; "
        "some dates may be estimates.",
    )


def load_calendar(law: Path) -> Calendar:
    """Read `law/calendar.toml`."""
    with read(law / "calendar.toml", law) as table:
        week = {int(number): _name(row) for number, row in table.named_tables("weekend").items()}
        return Calendar(
            weekend=week,
            joint_leave_works=table.flag("joint_leave_works"),
            first_year=_year(table, "first_year"),
            last_year=_year(table, "last_year"),
            years={year.year: year for year in map(_checked_year, table.tables("year"))},
            closed=dict(_closed_day(row) for row in table.tables("closed_day")),
            **table.cited(),
        )


def _name(table: Table) -> str:
    with table:
        return table.string("name")


def _year(table: Table, name: str) -> int:
    return table.integer(name) or table.refuse(name, None, "a year", f"Write {name} = 2026.")


def _checked_year(table: Table) -> CheckedYear:
    with table:
        return CheckedYear(
            year=_year(table, "year"),
            public=table.integer("public") or 0,
            joint_leave=table.integer("joint_leave") or 0,
            **table.cited(),
        )


def _closed_day(table: Table) -> tuple[date, str]:
    with table:
        table.cited()
        return table.day("date"), table.string("name")
