"""Two lists held against each other: every row of either comes to exactly one finding.

A number that agrees finds the row, whatever the spelling of the name; without it, a name that only one row of each
list has. Nothing is guessed beyond that: likeness of names is for people.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netral.insight.listed import Listed
from netral.insight.states import Finding, Reason
from netral.registry.names import comparable


@dataclass(frozen=True)
class Ours:
    """One hand-over as it stands here: one person, one receiver.

    `kind` says among which hand-overs `pk` counts. `unknown` are codes of what its message does not say, or no longer:
    that is not compared. `asked` is the house that knows.
    """

    pk: int
    number: str
    name: str
    day: date | None
    status: str
    kind: str = "penerusan"
    unknown: tuple[str, ...] = ()
    asked: str = ""

    @property
    def reference(self) -> tuple[str, int]:
        return self.kind, self.pk


@dataclass(frozen=True)
class Found:
    """What became of one row: of theirs, of ours, or of both."""

    finding: Finding
    reasons: tuple[str, ...] = ()
    theirs: Listed | None = None
    ours: Ours | None = None


def held_against(listed: Sequence[Listed], ours: Sequence[Ours]) -> list[Found]:
    """Theirs in the order of the list, then those of ours that the list does not have."""
    pairs = _paired([row for row in listed if not row.problem], ours)
    seen: set[tuple[str, str]] = set()
    found = [_found(row, pairs, seen) for row in listed]
    taken = {pair.reference for pair in pairs.values()}
    return found + [Found(Finding.ONLY_OURS, ours=each) for each in ours if each.reference not in taken]


def _found(row: Listed, pairs: dict[int, Ours], seen: set[tuple[str, str]]) -> Found:
    if row.problem:
        return Found(Finding.UNREADABLE, (row.problem,), row)
    identity = (comparable_number(row.number), comparable(row.name))
    again = identity in seen
    seen.add(identity)
    pair = pairs.get(row.place)
    if pair is None:
        return Found(Finding.ONLY_THEIRS, (Reason.TWICE,) if again else (), row)
    reasons = differences(row, pair)
    return Found(Finding.DIFFERENT if reasons else Finding.MATCHED, reasons, row, pair)


def differences(row: Listed, ours: Ours) -> tuple[str, ...]:
    """Codes of what differs; what the list leaves empty, or nobody told us, is not compared."""
    differs = {
        Reason.NUMBER: bool(row.number) and comparable_number(row.number) != comparable_number(ours.number),
        Reason.NAME: bool(row.name) and comparable(row.name) != comparable(ours.name),
        Reason.DAY: row.day is not None and row.day != ours.day,
        Reason.STATUS: bool(row.status) and row.status != ours.status,
    }
    return tuple(reason.value for reason, so in differs.items() if so and reason not in ours.unknown)


def comparable_number(text: str) -> str:
    """A number as it is compared: small and large letters, spaces and kinds of strokes do not count."""
    return re.sub(r"[^0-9a-z]+", "/", text.casefold()).strip("/")


def _paired(listed: Sequence[Listed], ours: Sequence[Ours]) -> dict[int, Ours]:
    """Place in the list → the row of ours it means; each of ours once. The surest pairs are made first."""
    pairs: dict[int, Ours] = {}
    free = {each.reference: each for each in ours}
    for by_number, by_name in ((True, True), (True, False), (False, True)):
        mine, theirs = defaultdict(list), defaultdict(list)
        for each in free.values():
            mine[_identity(each.number, each.name, by_number, by_name)].append(each)
        for row in listed:
            if row.place not in pairs:
                theirs[_identity(row.number, row.name, by_number, by_name)].append(row)
        for identity, rows in theirs.items():
            for row, each in _unmistakable(identity, rows, mine.get(identity, []), sure=by_number and by_name):
                pairs[row.place] = each
                del free[each.reference]
    return pairs


def _unmistakable(
    identity: tuple[str, ...], rows: Sequence[Listed], mine: Sequence[Ours], *, sure: bool
) -> Iterable[tuple[Listed, Ours]]:
    """With number and name alike the first of each; with one of them only where there is but one on either side."""
    if not all(identity) or not (sure or len(rows) == len(mine) == 1):
        return ()
    return zip(rows, mine, strict=False)


def _identity(number: str, name: str, by_number: bool, by_name: bool) -> tuple[str, ...]:
    return (*([comparable_number(number)] if by_number else []), *([comparable(name)] if by_name else []))
