"""How alike two reports are, told from marks made before the words are encrypted.

Every run of three words is hashed under a key of this server; of each of 32 parts of the hash's range the smallest is
kept (one-permutation MinHash, Li, Owen and Zhang 2012). The share of marks two reports have in common estimates the
share of their runs they have in common. From the marks alone nobody learns or confirms a word.
"""

import re
import struct
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b

from netral.intake import receipts
from netral.intake.content import NewReport

PARTS = 32
RUN = 3
# Words that are looked at; the beginning of a very long story tells enough.
MOST_WORDS = 1_500
# Reports that have this share of their marks in common tell the same. A house rule.
ALIKE = 0.6
# Marks that stand together in one band: two reports alike share a whole band almost surely, others almost never.
BAND = 4
_FORMAT = f">{PARTS}I"


def marks_of(report: NewReport) -> bytes:
    """The marks of a report's story. Numbers count as one word: bots change them to look different."""
    found = _words(report.what)
    runs = {" ".join(found[place : place + RUN]) for place in range(max(1, len(found) - RUN + 1))}
    return struct.pack(_FORMAT, *_smallest(runs))


def people_of(report: NewReport) -> str:
    """A keyed name for who is reported: the same story about somebody else is another report."""
    named = sorted(" ".join(_words(who.name or who.job)) for who in report.who)
    text = "|".join(name for name in named if name)
    return blake2b(text.encode(), key=_key(), digest_size=8).hexdigest() if text else ""


def likeness(one: bytes, other: bytes) -> float:
    """Between 0 and 1: the share of marks in common."""
    pairs = zip(struct.unpack(_FORMAT, one), struct.unpack(_FORMAT, other), strict=True)
    return float(sum(mine == theirs for mine, theirs in pairs)) / PARTS


def bands(marks: bytes) -> Iterator[tuple[int, bytes]]:
    """What reports alike are found by: (place, four marks)."""
    size = 4 * BAND
    return ((place, marks[place : place + size]) for place in range(0, len(marks), size))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text[: MOST_WORDS * 20]).casefold()
    return re.findall(r"[^\W\d_]+|\d+", re.sub(r"\d+", "0", plain))[:MOST_WORDS]


def _smallest(runs: set[str]) -> list[int]:
    key, smallest = _key(), [-1] * PARTS
    for run in runs:
        hashed = int.from_bytes(blake2b(run.encode(errors="replace"), key=key, digest_size=8).digest())
        part, value = hashed % PARTS, hashed >> 32
        if smallest[part] < 0 or value < smallest[part]:
            smallest[part] = value
    # A part no run fell into borrows from the next one that has: short stories have few runs.
    borrowed = next(value for value in smallest if value >= 0)
    for part in reversed(range(PARTS)):
        borrowed = smallest[part] = smallest[part] if smallest[part] >= 0 else borrowed
    return smallest


def _key() -> bytes:
    return bytes.fromhex(receipts.secret_for("likeness"))
