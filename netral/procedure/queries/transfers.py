"""Where work is on its way to, and since when it lies where it lies."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from netral.procedure.models import Tracked, Transfer, TransferState

ALWAYS = datetime(1, 1, 1, tzinfo=UTC)  # for what has never moved
_WAITING = "_waiting_transfer"


def waiting_transfer(subject: Tracked) -> Transfer | None:
    """The transfer a subject waits on. Asked once for each version: every transfer and answer moves the version."""
    if not subject.MOVES:
        return None
    known: tuple[int, Transfer | None] | None = subject.__dict__.get(_WAITING)
    if known is None or known[0] != subject.version:
        found = waiting_on([subject.reference]).get(subject.reference)
        known = subject.__dict__[_WAITING] = (subject.version, found)
    return known[1]


def remember_waiting(subjects: Iterable[Tracked]) -> None:
    """Ask for many what `waiting_transfer` asks for one, in one query."""
    listed = list(subjects)
    found = waiting_on([each.reference for each in listed]) if listed else {}
    for each in listed:
        each.__dict__[_WAITING] = (each.version, found.get(each.reference))


def waiting_on(references: Iterable[str]) -> dict[str, Transfer]:
    """By subject: its transfer that waits for an answer. One query."""
    rows = Transfer.objects.filter(subject__in=list(references), state=TransferState.WAITING)
    return {row.subject: row for row in rows.select_related("origin", "receiver__region")}


def stays_of(reference: str) -> QuerySet[Transfer]:
    """How a subject came from office to office, oldest first: the offices it left and what it was called there."""
    rows = Transfer.objects.filter(subject=reference, state=TransferState.ACCEPTED)
    return rows.select_related("origin", "receiver").order_by("answered_at", "pk")


def arrived_at(subject: Any) -> Coalesce:
    """Since when a subject lies at its office, as an expression: `subject` is its name or an expression for it."""
    rows = Transfer.objects.filter(subject=subject, state=TransferState.ACCEPTED).order_by("-answered_at", "-pk")
    return Coalesce(Subquery(rows.values("answered_at")[:1]), Value(ALWAYS))


def offices_over_time(reference: str, today: str) -> Callable[[datetime], str]:
    """Which office a subject lay with at a moment, by name; `today` is the name of the one where it lies now."""
    left = [(stay.answered_at, stay.origin.name) for stay in stays_of(reference)]
    return lambda moment: next((name for until, name in left if until and moment < until), today)
