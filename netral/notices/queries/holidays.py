"""Days off added in this house, and what one more would move."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from netral.offices.models import Holiday
from netral.procedure.holidays import Move, moves
from netral.procedure.queries import held, title

SHOWN = 100


@dataclass(frozen=True)
class Shift:
    """One running clock that would move: of what, which period, from when to when."""

    number: str
    title: str
    was: datetime | None
    becomes: datetime
    zone: str


@dataclass(frozen=True)
class Preview:
    """How many clocks would move, and the first hundred of them by their last moment."""

    count: int
    shifts: list[Shift]


def added_holidays() -> QuerySet[Holiday]:
    return Holiday.objects.order_by("-day")


def preview(day: date, name: str) -> Preview:
    """What a further day off would move. Nothing is written."""
    found = sorted(moves(day, name), key=lambda move: (move.due, move.clock.pk))
    told = held(move.clock.subject for move in found[:SHOWN])
    return Preview(len(found), [_shift(move, told[move.clock.subject].number) for move in found[:SHOWN]])


def _shift(move: Move, number: str) -> Shift:
    return Shift(number, title(move.clock), move.clock.due_at, move.due, move.clock.zone)
