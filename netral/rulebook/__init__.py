"""The law as data, and the plain Python that asks it: no Django, no clock, no network, no chance.

    from netral import rulebook

    rulebook.due("P-REP", start, zone="Asia/Jakarta").due
"""

from datetime import datetime

from netral.rulebook.book import Rulebook, UnknownCodeError, current, load
from netral.rulebook.calendar import SkippedDay
from netral.rulebook.counting import Due
from netral.rulebook.deadlines import DeadlineRule
from netral.rulebook.law_files import LawFileError
from netral.rulebook.procedures import Procedure, Status, Step
from netral.rulebook.texts import Text

__all__ = [
    "DeadlineRule",
    "Due",
    "LawFileError",
    "Procedure",
    "Rulebook",
    "SkippedDay",
    "Status",
    "Step",
    "Text",
    "UnknownCodeError",
    "current",
    "due",
    "load",
    "working_days_left",
]


def due(code: str, start: datetime, *, zone: str | None = None) -> Due:
    """`Rulebook.due` of the current rulebook."""
    return current().due(code, start, zone=zone)


def working_days_left(now: datetime, due: datetime, zone: str) -> int:
    """`Rulebook.working_days_left` of the current rulebook."""
    return current().working_days_left(now, due, zone)
