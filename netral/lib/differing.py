"""What changed between two texts, so that people can read it: paragraph by paragraph, then word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, GONE, NEW = "sama", "hapus", "baru"
LONGEST_COMPARED = 2_000  # words of a paragraph; longer ones are shown whole, before and after


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, went or came. Pieces put one after another are both texts."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces in reading order; what went stands before what came in its place. Equal texts are one piece."""
    found = list(_lines(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    return [Piece(kind, "".join(each.text for each in run)) for kind, run in groupby(found, key=lambda each: each.kind)]


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for kind, (start, end), (from_, to) in _steps(before, after):
        old, new = "".join(before[start:end]), "".join(after[from_:to])
        words = _words(old), _words(new)
        if kind == "replace" and max(map(len, words)) <= LONGEST_COMPARED:
            yield from _inner(*words)
        else:
            yield from _pieces(kind, old, new)


def _inner(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for kind, (start, end), (from_, to) in _steps(before, after):
        yield from _pieces(kind, "".join(before[start:end]), "".join(after[from_:to]))


def _pieces(kind: str, old: str, new: str) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece(SAME, new)
        return
    if old:
        yield Piece(GONE, old)
    if new:
        yield Piece(NEW, new)


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        yield kind, (start, end), (from_, to)


def _words(text: str) -> list[str]:
    """Words with the space behind them."""
    return re.findall(r"\S+\s*|\s+", text)
