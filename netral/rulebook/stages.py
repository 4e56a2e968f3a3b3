"""Elections, their stages, and on which side of the determination of candidates a day lies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypedDict

from netral.rulebook.law_files import Table, files, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import REGIMES, Vocabulary

UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A stage of an election, both days included. `offices` is empty where it holds for all of them."""

    code: str
    offices: tuple[str, ...]
    starts_on: date
    ends_on: date
    source: str
    confidence: str
    checked: date | None = None
    assumption: Text | None = None

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, kw_only=True)
class Aside(Stage):
    """What belongs to an election but not to its run of stages: an oath, a round not `held`, a vote held again.

    No phase, no receiver and no last day of the election follows from it.
    """

    held: bool


@dataclass(frozen=True, kw_only=True)
class ElectionLaw:
    """One election: which law it is under, which offices it fills, when its stages are."""

    code: str
    name: Text
    regime: str
    voting_day: date
    offices: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def last_day(self) -> date:
        """The end of its last stage, or voting day where no stage is known."""
        return max((stage.ends_on for stage in self.stages), default=self.voting_day)

    def running(self, code: str, day: date) -> bool:
        return any(stage.covers(day) for stage in self.stages_called(code))

    def stages_called(self, code: str) -> tuple[Stage, ...]:
        return self._by_code.get(code, ())

    def first_days(self, code: str, office: str | None) -> tuple[date, ...]:
        """On which days stages of that name begin for an office, or for any."""
        found = self._first_days.get((code, office))
        if found is None:
            named = self.stages_called(code)
            fitting = [stage for stage in named if office is None or not stage.offices or office in stage.offices]
            found = self._first_days[code, office] = tuple(stage.starts_on for stage in fitting)
        return found

    @cached_property
    def _first_days(self) -> dict[tuple[str, str | None], tuple[date, ...]]:
        return {}

    @cached_property
    def _by_code(self) -> dict[str, tuple[Stage, ...]]:
        codes = dict.fromkeys(stage.code for stage in self.stages)
        return {code: tuple(stage for stage in self.stages if stage.code == code) for code in codes}


@dataclass(frozen=True)
class StageWords:
    """The names of stages, and which two of them decide about phase and campaign."""

    names: Mapping[str, Text]
    determination: str
    campaign: str
    asides: Mapping[str, Text]

    def phase(self, election: ElectionLaw, office: str | None, on: date) -> str:
        """`before`, `after`, or `unknown` when offices differ that day or no determination is known.

        The day of determination itself is already `after`.
        """
        days = self.determinations(election, office)
        if days and on < min(days):
            return "before"
        return "after" if days and on >= max(days) else UNKNOWN

    def determinations(self, election: ElectionLaw, office: str | None) -> tuple[date, ...]:
        """The days on which candidates for that office (for any, without one) are determined."""
        return election.first_days(self.determination, office)


def load_stage_words(law: Path) -> StageWords:
    """Read `law/stages.toml`."""
    with read(law / "stages.toml", law) as table:
        names = table.values_of("stages", Table.text)
        determination, campaign = table.choice("determination", names), table.choice("campaign", names)
        return StageWords(names, determination, campaign, table.values_of("asides", Table.text))


def load_elections(law: Path, words: StageWords, vocabulary: Vocabulary) -> dict[str, ElectionLaw]:
    """Every election of `law/elections/`, by code, in the order of their voting days."""
    found = [_election(path, law, words, vocabulary) for path in files(law / "elections")]
    return {election.code: election for election in sorted(found, key=lambda election: election.voting_day)}


def _election(path: Path, law: Path, words: StageWords, vocabulary: Vocabulary) -> ElectionLaw:
    with read(path, law) as table:
        code = table.string("code")
        if code != path.stem:
            table.refuse("code", code, f"the name of the file, {path.stem}", "Rename one of them.")
        offices = table.strings("offices", vocabulary.offices)
        return ElectionLaw(
            code=code,
            name=table.text("name"),
            regime=table.choice("regime", REGIMES),
            voting_day=table.day("voting_day"),
            offices=offices,
            stages=tuple(_stage(row, words.names, offices) for row in table.tables("stage")),
            asides=tuple(_aside(row, words.asides, offices) for row in table.tables("aside")),
        )


def _stage(row: Table, names: Collection[str], offices: tuple[str, ...]) -> Stage:
    with row:
        return Stage(code=row.choice("code", names), **_span(row, offices), **row.cited())


def _aside(row: Table, names: Collection[str], offices: tuple[str, ...]) -> Aside:
    with row:
        return Aside(code=row.choice("code", names), held=row.truth("held"), **_span(row, offices), **row.cited())


class _Span(TypedDict):
    offices: tuple[str, ...]
    starts_on: date
    ends_on: date


def _span(row: Table, offices: tuple[str, ...]) -> _Span:
    span = _Span(offices=row.strings("offices", offices), starts_on=row.day("starts_on"), ends_on=row.day("ends_on"))
    if span["ends_on"] < span["starts_on"]:
        row.refuse("ends_on", span["ends_on"].isoformat(), "a day not before starts_on", "Swap or correct them.")
    return span
