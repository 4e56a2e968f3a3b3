"""Where work is on its way to, and since when it lies where it lies."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from netral.procedure.models import Tracked, Transfer, TransferState

ALWAYS = datetime(1, 1, 1, tzinfo=UTC)  # for what has never moved
_JOURNEY = "_journey"


def waiting_transfer(subject: Tracked) -> Transfer | None:
    """The transfer a subject waits on."""
    return next((row for row in _journey(subject) if row.waits), None)


def stays_of(subject: Tracked) -> list[Transfer]:
    """How a subject came from office to office, oldest first: the offices it left and what it was called there."""
    return [row for row in _journey(subject) if not row.waits]


def remember_waiting(subjects: Iterable[Tracked]) -> None:
    """Ask for many what is asked for one, in one query."""
    listed = list(subjects)
    found: dict[str, list[Transfer]] = {}
    for row in _rows([each.reference for each in listed]) if listed else ():
        found.setdefault(row.subject, []).append(row)
    for each in listed:
        each.__dict__[_JOURNEY] = (each.version, found.get(each.reference, []))


def _journey(subject: Tracked) -> list[Transfer]:
    """Asked once for each version: every transfer and answer moves the version."""
    if not subject.MOVES:
        return []
    known: tuple[int, list[Transfer]] | None = subject.__dict__.get(_JOURNEY)
    if known is None or known[0] != subject.version:
        known = subject.__dict__[_JOURNEY] = (subject.version, list(_rows([subject.reference])))
    return known[1]


def _rows(references: Sequence[str]) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(subject__in=references, state__in=(TransferState.WAITING, TransferState.ACCEPTED))
    return rows.select_related("origin", "receiver__region").order_by("answered_at", "pk")


def arrived_at(subject: Any) -> Coalesce:
    """Since when a subject lies at its office, as an expression: `subject` is its name or an expression for it."""
    rows = Transfer.objects.filter(subject=subject, state=TransferState.ACCEPTED).order_by("-answered_at", "-pk")
    return Coalesce(Subquery(rows.values("answered_at")[:1]), Value(ALWAYS))


def offices_over_time(subject: Tracked, today: str) -> Callable[[datetime], str]:
    """Which office a subject lay with at a moment, by name; `today` is the name of the one where it lies now."""
    left = [(stay.answered_at, stay.origin.name) for stay in stays_of(subject)]
    return lambda moment: next((name for until, name in left if until and moment < until), today)
