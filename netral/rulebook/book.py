"""The rulebook: everything in `law/`, loaded once, checked, and asked by code and date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from netral.rulebook.calendar import Calendar, load_calendar
from netral.rulebook.counting import Due, count
from netral.rulebook.deadlines import DeadlineRule, in_force, load_deadlines, load_regimes
from netral.rulebook.law_files import read
from netral.rulebook.procedure_files import load_procedures
from netral.rulebook.procedures import Procedure
from netral.rulebook.texts import Text

LAW = Path(__file__).parent / "law"


class UnknownCodeError(LookupError):
    """No entry of the rulebook has this code. The message lists those that exist."""

    def __init__(self, kind: str, code: str, known: Mapping[str, object]) -> None:
        super().__init__(f"no {kind} {code!r} in the rulebook; there are {', '.join(known)}")


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The law of one release. Nothing in it knows what day it is: every question brings its date."""

    version: str
    checked: date
    regimes: Mapping[str, Text]
    deadlines: Mapping[str, tuple[DeadlineRule, ...]]
    procedures: Mapping[str, tuple[Procedure, ...]]
    calendar: Calendar

    def deadline(self, code: str, on: date | None = None) -> DeadlineRule:
        """The version of a period in force that day (the last one without a day). Raises UnknownCodeError."""
        if code not in self.deadlines:
            raise UnknownCodeError("deadline", code, self.deadlines)
        versions = self.deadlines[code]
        return in_force(versions, on) if on else versions[-1]

    def due(self, code: str, start: datetime, *, zone: str | None = None) -> Due:
        """When the period ends that began at `start` (aware), in `zone` or else the zone of `start`."""
        local = start.astimezone(ZoneInfo(zone)) if zone and start.tzinfo else start
        rule = self.deadline(code, local.date())
        return count(rule, start, zone=zone, calendar=self.calendar, always_open=lambda day: False)

    def working_days_left(self, now: datetime, due: datetime, zone: str) -> int:
        """Working days after today up to and including the due day; 0 on the due day and later."""
        here = ZoneInfo(zone)
        return self.calendar.working_days_between(now.astimezone(here).date(), due.astimezone(here).date())

    def procedure(self, code: str, on: date) -> Procedure:
        """The table in force that day; the first one for days before it. Raises UnknownCodeError."""
        versions = self._procedures(code)
        begun = [version for version in versions if version.effective <= on]
        return begun[-1] if begun else versions[0]

    def procedure_version(self, code: str, version: str) -> Procedure:
        """The table a subject was pinned to. Raises UnknownCodeError."""
        tables = {table.version: table for table in self._procedures(code)}
        if version not in tables:
            raise UnknownCodeError(f"version of procedure {code}", version, tables)
        return tables[version]

    def _procedures(self, code: str) -> tuple[Procedure, ...]:
        if code not in self.procedures:
            raise UnknownCodeError("procedure", code, self.procedures)
        return self.procedures[code]


def load(law: Path = LAW) -> Rulebook:
    """Read and check every file below `law`. Raises LawFileError for the first mistake."""
    with read(law / "rulebook.toml", law) as table:
        version, checked = table.string("version"), table.day("checked")
    deadlines = load_deadlines(law)
    return Rulebook(
        version=version,
        checked=checked,
        regimes=load_regimes(law),
        deadlines=deadlines,
        procedures=load_procedures(law, deadlines),
        calendar=load_calendar(law),
    )


@cache
def current() -> Rulebook:
    """The rulebook of this release, read once."""
    return load()
