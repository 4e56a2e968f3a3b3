"""Many numbers in one question: each is how long a list is, counted no further than anybody reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Lists = tuple["QuerySet[Any, Any]", ...]
MOST = 1_000  # nobody leafs further


@dataclass(frozen=True)
class Tally:
    """What waits somewhere, as the lists that hold it, and which of it is overdue. Nothing is counted yet."""

    waiting: Lists
    late: Lists = ()


@dataclass(frozen=True)
class Counted:
    """The same as numbers, at most MOST each."""

    waiting: int
    late: int = 0


def count_together(tallies: Sequence[Tally]) -> list[Counted]:
    """Every tally as numbers, in their order: one statement for all of them."""
    found = iter(lengths([each for tally in tallies for each in (*tally.waiting, *tally.late)]))
    return [Counted(_sum(tally.waiting, found), _sum(tally.late, found)) for tally in tallies]


def _sum(lists: Lists, found: Iterator[int]) -> int:
    return min(sum(next(found) for _ in lists), MOST)


def lengths(found: "Sequence[QuerySet[Any, Any]]") -> list[int]:
    """How long each of these lists is, as far as MOST; one statement, and none where all of them must be empty."""
    parts: list[str] = []
    values: list[Any] = []
    for each in found:
        try:
            sql, given = each.order_by().values("pk")[:MOST].query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS listed)")  # noqa: S608 - Django's own statement, values apart
        values.extend(given)
    if not any(part != "0" for part in parts):
        return [0] * len(parts)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
