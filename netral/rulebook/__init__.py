"""The law as data, and the plain Python that asks it: no Django, no clock, no network, no chance.

    from netral import rulebook

    rulebook.due("P-REP", start, zone="Asia/Jakarta").due

The functions here ask the rulebook of this release; `rulebook.current()` is that rulebook itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from netral.rulebook.book import LAW, Rulebook, UnknownCodeError, current, load
from netral.rulebook.calendar import SkippedDay
from netral.rulebook.competence import Competent, CompetentOfficial
from netral.rulebook.counting import Change, Due, Event
from netral.rulebook.deadlines import UNIT_NAMES, DeadlineRule
from netral.rulebook.delivery import Delivery
from netral.rulebook.elements import code_of
from netral.rulebook.explanations import explain
from netral.rulebook.facts import AssessError
from netral.rulebook.findings import Allegation
from netral.rulebook.forms import Form
from netral.rulebook.forwarding import Receiver
from netral.rulebook.interruptions import NotPermittedError
from netral.rulebook.law_files import LawFileError
from netral.rulebook.procedures import Extension, Procedure, Status, Step, Team
from netral.rulebook.proofs import Proof
from netral.rulebook.ranges import SanctionCheck, SanctionRange
from netral.rulebook.remedies import Remedy
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.stages import ElectionLaw, Stage
from netral.rulebook.suggestion import suggest
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import (
    CheckedItem,
    Requirement,
    load_requirements,
    load_subjects,
    load_words,
)

__all__ = [
    "UNIT_NAMES",
    "Allegation",
    "AssessError",
    "Change",
    "CheckedItem",
    "Competent",
    "CompetentOfficial",
    "DeadlineRule",
    "Delivery",
    "Due",
    "ElectionLaw",
    "Event",
    "Extension",
    "Form",
    "LawFileError",
    "NotPermittedError",
    "Procedure",
    "Proof",
    "Receiver",
    "Remedy",
    "Requirement",
    "Rulebook",
    "Sanction",
    "SanctionCheck",
    "SanctionRange",
    "SkippedDay",
    "Stage",
    "Status",
    "Step",
    "Team",
    "Text",
    "UnknownCodeError",
    "assess",
    "code_of",
    "competent_officials",
    "conducts",
    "current",
    "due",
    "explain",
    "forms",
    "load",
    "offices",
    "phase",
    "receivers",
    "remedies",
    "report_requirements",
    "sanction",
    "sanction_range",
    "sanctions",
    "subjects",
    "suggest",
    "working_days_left",
]

# Word lists stand ready for forms at import time; the rest of the law is read when first asked for.
conducts: Mapping[str, Text] = load_words(LAW, "conducts")
offices: Mapping[str, Text] = load_words(LAW, "offices")
subjects: Mapping[str, Text] = {code: subject.label for code, subject in load_subjects(LAW).items()}
report_requirements: tuple[Requirement, ...] = load_requirements(LAW)


def due(code: str, start: datetime, *, zone: str | None = None, events: Sequence[Event] = ()) -> Due:
    """`Rulebook.due` of the current rulebook."""
    return current().due(code, start, zone=zone, events=events)


def working_days_left(now: datetime, due: datetime, zone: str) -> int:
    """`Rulebook.working_days_left` of the current rulebook."""
    return current().working_days_left(now, due, zone)


def phase(election: ElectionLaw, office: str | None, on: date) -> str:
    """`Rulebook.phase` of the current rulebook."""
    return current().phase(election, office, on)


def receivers(
    subject: str, kind: str, on: date, *, regime: str | None = None, position: str = "", situation: str = ""
) -> tuple[Receiver, ...]:
    """`Rulebook.receivers` of the current rulebook."""
    return current().receivers(subject, kind, on, regime=regime, position=position, situation=situation)


def sanction(code: str) -> Sanction:
    """`Rulebook.sanction` of the current rulebook."""
    return current().sanction(code)


def sanctions(level: str, on: date, *, subject: str = "PNS") -> tuple[Sanction, ...]:
    """`Rulebook.sanctions` of the current rulebook."""
    return current().sanctions(level, on, subject=subject)


def sanction_range(
    of: str, on: date, *, subject: str = "PNS", last: str = "", others: Collection[str] = ()
) -> SanctionRange:
    """`Rulebook.sanction_range` of the current rulebook."""
    return current().sanction_range(of, on, subject=subject, last=last, others=others)


def competent_officials(
    subject: str, level: str | None, on: date, *, position: str | None = None, agency: str | None = None
) -> Competent:
    """`Rulebook.competent_officials` of the current rulebook."""
    return current().competent_officials(subject, level, on, position=position, agency=agency)


def remedies(sanction: str, decided_on: date, *, official: str = "") -> tuple[Remedy, ...]:
    """`Rulebook.remedies` of the current rulebook."""
    return current().remedies(sanction, decided_on, official=official)


def forms() -> Mapping[str, Form]:
    """The official forms by code; print `official_title` only where there is one."""
    return current().forms


def assess(
    facts: Mapping[str, Any], *, elections: Mapping[str, ElectionLaw] | None = None, language: str = "id"
) -> dict[str, Any]:
    """`Rulebook.assess` of the current rulebook."""
    return current().assess(facts, elections=elections, language=language)
