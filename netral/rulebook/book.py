"""The rulebook: everything in `law/`, loaded once, checked, and asked by code and date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from netral.rulebook import assessment, competence, delivery, forwarding, interruptions, ranges, remedies, sanctioning
from netral.rulebook.calendar import Calendar, load_calendar
from netral.rulebook.competence import Competence, Competent, load_competence
from netral.rulebook.counting import Due, Event, count
from netral.rulebook.deadlines import DeadlineRule, in_force, load_deadlines
from netral.rulebook.delivery import Delivery, load_deliveries
from netral.rulebook.facts import parse
from netral.rulebook.findings import Allegation, Findings, find
from netral.rulebook.forms import Form, load_forms
from netral.rulebook.forwarding import SITUATIONS, Receiver, Route, load_routes
from netral.rulebook.index import Index
from netral.rulebook.law_files import read
from netral.rulebook.procedure_files import load_procedures
from netral.rulebook.procedures import Procedure
from netral.rulebook.proofs import Proof, load_proofs, proofs_for
from netral.rulebook.provisions import Defence, Provision, load_defences, load_provisions
from netral.rulebook.ranges import Catalogue, SanctionRange, load_catalogue
from netral.rulebook.remedies import Remedy, load_remedies
from netral.rulebook.sanctioning import Sanction, load_sanctions
from netral.rulebook.stages import ElectionLaw, StageWords, load_elections, load_stage_words
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import (
    LEVELS,
    Instrument,
    Requirement,
    ReviewCheck,
    Vocabulary,
    load_checks,
    load_instruments,
    load_notes,
    load_requirements,
    load_vocabulary,
)

LAW = Path(__file__).parent / "law"


class UnknownCodeError(KeyError):
    """No entry of the rulebook has this code. The message lists those that exist."""

    def __init__(self, kind: str, code: str, known: Mapping[str, object]) -> None:
        super().__init__(code)
        self.message = f"no {kind} {code!r} in the rulebook; there are {', '.join(known)}"

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The law of one release. Nothing in it knows what day it is: every question brings its date."""

    version: str
    checked: date
    regimes: Mapping[str, Text]
    deadlines: Mapping[str, tuple[DeadlineRule, ...]]
    procedures: Mapping[str, tuple[Procedure, ...]]
    calendar: Calendar
    vocabulary: Vocabulary
    stage_words: StageWords
    elections: Mapping[str, ElectionLaw]
    provisions: Mapping[str, Provision]
    defences: tuple[Defence, ...]
    sanction_list: Mapping[str, Sanction]
    catalogue: Catalogue
    competence: Competence
    remedy_list: Mapping[str, Remedy]
    deliveries: tuple[Delivery, ...]
    forms: Mapping[str, Form]
    proofs: Mapping[str, Proof]
    routes: tuple[Route, ...]
    report_requirements: tuple[Requirement, ...]
    review_checks: tuple[ReviewCheck, ...]
    instruments: Mapping[str, Instrument]
    notes: Mapping[str, Text]

    @cached_property
    def index(self) -> Index:
        """The rules sorted for asking."""
        provisions, sanctions = tuple(self.provisions.values()), tuple(self.sanction_list.values())
        return Index(self.vocabulary, provisions, sanctions, self.routes)

    @property
    def conducts(self) -> Mapping[str, Text]:
        """Plain words for what was done, by code."""
        return self.vocabulary.conducts

    @property
    def subjects(self) -> dict[str, Text]:
        """Plain words for who is bound by neutrality, by code."""
        return {code: subject.label for code, subject in self.vocabulary.subjects.items()}

    @property
    def offices(self) -> Mapping[str, Text]:
        """Plain words for the office an election fills, by code."""
        return self.vocabulary.offices

    def deadline(self, code: str, on: date | None = None) -> DeadlineRule:
        """The version of a period in force that day (the last one without a day). Raises UnknownCodeError."""
        if code not in self.deadlines:
            raise UnknownCodeError("deadline", code, self.deadlines)
        versions = self.deadlines[code]
        return in_force(versions, on) if on else versions[-1]

    def due(self, code: str, start: datetime, *, zone: str | None = None, events: Sequence[Event] = ()) -> Due:
        """When the period ends that began at `start` (aware), in `zone` or else the zone of `start`.

        `events`: what stopped or extended it since. Raises NotPermittedError for one the rule does not permit.
        """
        local = start.astimezone(ZoneInfo(zone)) if zone and start.tzinfo else start
        rule = self.deadline(code, local.date())
        due = self.counted(rule, local)
        return interruptions.changed(self, rule, due, events) if events else due

    def counted(self, rule: DeadlineRule, start: datetime) -> Due:
        """When a period of this rule ends in the zone of `start`, whatever version it is."""
        return count(rule, start, calendar=self.calendar, always_open=lambda day: self._always_open(rule, day))

    def _always_open(self, rule: DeadlineRule, day: date) -> bool:
        """Whether an election of the rule's regime is in a stage in which offices take reports day and night."""
        stages = rule.office_hours.open_stages if rule.office_hours else ()
        running = (election for election in self.elections.values() if election.regime == rule.regime)
        return any(election.running(stage, day) for election in running for stage in stages)

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

    def phase(self, election: ElectionLaw, office: str | None, on: date) -> str:
        """`before` or `after` the determination of candidates for that office, or `unknown`."""
        return self.stage_words.phase(election, office, on)

    def receivers(
        self, subject: str, kind: str, on: date, *, regime: str | None = None, position: str = "", situation: str = ""
    ) -> tuple[Receiver, ...]:
        """To whom such a breach of such a person goes that day, most certain first; `situation` of `SITUATIONS`."""
        if situation not in SITUATIONS:
            raise UnknownCodeError("situation", situation, dict.fromkeys(SITUATIONS))
        return forwarding.receivers(
            self.routes, subject=subject, kind=kind, on=on, regime=regime, position=position, situation=situation
        )

    def sanction(self, code: str) -> Sanction:
        """Raises UnknownCodeError."""
        if code not in self.sanction_list:
            raise UnknownCodeError("sanction", code, self.sanction_list)
        return self.sanction_list[code]

    def sanctions(self, level: str, on: date, *, subject: str = "PNS") -> tuple[Sanction, ...]:
        """The sanctions of a level that may be imposed that day on such a person."""
        statuses = self.vocabulary.subjects[subject].one_of
        return sanctioning.in_force(self.sanction_list.values(), level, on, statuses)

    def sanction_range(
        self, of: str, on: date, *, subject: str = "PNS", last: str = "", others: Collection[str] = ()
    ) -> SanctionRange:
        """The sanctions open under the law of that day for a breach, by the code of its provision or by a level.

        `others`: further breaches of the same person; `last`: the sanction imposed before for the same kind of breach.
        """
        levels = [self._level(code) for code in (of, *others)]
        crime = of in self.provisions and self.provisions[of].kind == "pidana"
        before = self.sanction(last) if last else None
        return ranges.sanction_range(self.catalogue, levels, on, self._people(subject), last=before, crime=crime)

    def competent_officials(
        self, subject: str, level: str | None, on: date, *, position: str | None = None, agency: str | None = None
    ) -> Competent:
        """Who may punish such a person at that level under the law of that day, and what would decide among them.

        `position` is a post of `law/competence/words.toml` or a plain word for one. Raises UnknownCodeError.
        """
        if position is not None and position not in {**self.competence.posts, **self.competence.meanings}:
            raise UnknownCodeError("post", position, {**self.competence.posts, **self.competence.meanings})
        if agency is not None and agency not in self.competence.agencies:
            raise UnknownCodeError("kind of agency", agency, self.competence.agencies)
        return competence.competent_officials(
            self.competence,
            self.sanction_list.values(),
            level,
            on,
            self._people(subject),
            position=position,
            agency=agency,
        )

    def remedies(self, sanction: str, decided_on: date, *, official: str = "") -> tuple[Remedy, ...]:
        """What is first open against such a decision of that day; the rest stands in `further`."""
        return remedies.remedies(self.remedy_list.values(), self.sanction(sanction), decided_on, official)

    def proofs_for(self, element: str, conducts: Collection[str] = ()) -> tuple[Proof, ...]:
        """What usually closes a gap in such an element (a part of a provision or a circumstance)."""
        return proofs_for(self.proofs.values(), element, conducts)

    def delivery(self, level: str, decided_on: date, *, subject: str = "PNS") -> Delivery | None:
        """The periods of handing over and taking effect of such a decision; None where no regulation sets any."""
        return delivery.delivery(self.deliveries, level, decided_on, self._people(subject))

    def _people(self, subject: str) -> tuple[str, ...]:
        """The subject itself and the statuses such a person can have."""
        if subject not in self.vocabulary.subjects:
            raise UnknownCodeError("subject", subject, self.vocabulary.subjects)
        return tuple(dict.fromkeys((subject, *self.vocabulary.subjects[subject].one_of)))

    def _level(self, of: str) -> str | None:
        if of in LEVELS:
            return of
        if of not in self.provisions:
            raise UnknownCodeError("level or provision", of, {**dict.fromkeys(LEVELS), **self.provisions})
        return self.provisions[of].level

    def assess(
        self, facts: Mapping[str, Any], *, elections: Mapping[str, ElectionLaw] | None = None, language: str = "id"
    ) -> dict[str, Any]:
        """The answer of `netral assess` to one row, in the shape of its contract. Raises AssessError."""
        return assessment.assess(self, facts, elections, language)

    def allegations(
        self, facts: Mapping[str, Any], *, elections: Mapping[str, ElectionLaw] | None = None
    ) -> tuple[Allegation, ...]:
        """What `assess` calls allegations, in both languages. Raises AssessError."""
        return self.find(facts, elections=elections).allegations

    def find(self, facts: Mapping[str, Any], *, elections: Mapping[str, ElectionLaw] | None = None) -> Findings:
        """Everything `assess` knows, before it is put into sentences. Raises AssessError."""
        known = {**self.elections, **elections} if elections else self.elections
        return find(self, parse(facts, self.vocabulary, known))

    def _procedures(self, code: str) -> tuple[Procedure, ...]:
        if code not in self.procedures:
            raise UnknownCodeError("procedure", code, self.procedures)
        return self.procedures[code]


def load(law: Path = LAW) -> Rulebook:
    """Read and check every file below `law`. Raises LawFileError for the first mistake."""
    with read(law / "rulebook.toml", law) as table:
        version, checked = table.string("version"), table.day("checked")
    vocabulary, stage_words, instruments = load_vocabulary(law), load_stage_words(law), load_instruments(law)
    (deadlines, regimes), sanctions = load_deadlines(law, stage_words.names), load_sanctions(law, vocabulary)
    competent = load_competence(law, vocabulary, sanctions, deadlines)
    procedures = load_procedures(law, deadlines)
    return Rulebook(
        version=version,
        checked=checked,
        regimes=regimes,
        deadlines=deadlines,
        procedures=procedures,
        calendar=load_calendar(law),
        vocabulary=vocabulary,
        stage_words=stage_words,
        elections=load_elections(law, stage_words, vocabulary),
        provisions=load_provisions(law, vocabulary, instruments),
        defences=load_defences(law, vocabulary),
        sanction_list=sanctions,
        catalogue=load_catalogue(law, vocabulary, sanctions),
        competence=competent,
        remedy_list=load_remedies(law, vocabulary, sanctions, competent.officials, deadlines),
        deliveries=load_deliveries(law, vocabulary, deadlines),
        forms=load_forms(law),
        proofs=load_proofs(law, vocabulary),
        routes=load_routes(law, vocabulary, procedures),
        report_requirements=load_requirements(law),
        review_checks=load_checks(law),
        instruments=instruments,
        notes=load_notes(law),
    )


@cache
def current() -> Rulebook:
    """The rulebook of this release, read once."""
    return load()
