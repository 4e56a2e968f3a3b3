"""Rounds over many rows: one that fails is logged, and never keeps the rest from being done."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Row = TypeVar("Row")
Done = TypeVar("Done")


def one_by_one(act: Callable[[Row], Done], rows: Iterable[Row], *, log: logging.Logger) -> Iterator[Done]:
    """What the act answers for each row that goes well, as it is asked for.

    The log names the row by its number in the database only: nothing of what it says.
    """
    for row in rows:
        try:
            done = act(row)
        except Exception:
            log.exception("%s %s was passed over.", type(row).__name__, getattr(row, "pk", ""))
        else:
            yield done
