"""How often the tests that try anything try: a little in `make test`, ten times as often a notch of SOAK."""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar
from zlib import crc32

from tests.database import KIND

Tried = TypeVar("Tried")
NOTCHES = int(os.environ.get("SOAK") or 0)


def examples(few: int) -> int:
    """How many examples to draw: `few`, and ten times as many more for each notch of SOAK."""
    return few * (1 + 10 * NOTCHES)


def share(of: Iterable[Tried], *, whose: str) -> Iterator[Tried]:
    """Every third, from a place that `whose` and the database decide: two of three in `make test`, all with SOAK.

    Whatever is tried at a hundred doors is tried at thirty of them all the same.
    """
    first = (crc32(whose.encode()) + (KIND == "sqlite")) % 3
    return islice(of, None if NOTCHES else first, None, None if NOTCHES else 3)
