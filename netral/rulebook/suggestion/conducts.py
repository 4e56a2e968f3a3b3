"""Which conducts a text speaks of: cues of word groups standing close together, weakened by what stands around them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypedDict

from netral.rulebook.suggestion.dictionary import Cue, Dictionary
from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.reading import Reading, Span

# Of several passages for one conduct, each further one counts for half of the one before; the rest says nothing new.
_PASSAGES = 6
_LESS = 0.5
_LEAST = 0.12
# Passages looked at for each cue: more than any report has.
_MOST = 500


class Match(NamedTuple):
    """A cue found: how strongly it speaks, and its passages."""

    strength: float
    hits: tuple[Hit, ...]


class SuggestedConduct(TypedDict):
    code: str
    score: float
    because: list[Span]


def find(reading: Reading, book: Dictionary) -> dict[str, list[Match]]:
    """The matches of each conduct, strongest first."""
    found: dict[str, list[Match]] = {}
    for cue in book.cues:
        found.setdefault(cue.code, []).extend(_matches(reading, cue, book))
    return {code: sorted(matches, key=_order) for code, matches in found.items() if matches}


def _order(match: Match) -> tuple[float, tuple[Hit, ...]]:
    return -match.strength, match.hits


def _matches(reading: Reading, cue: Cue, book: Dictionary) -> Iterator[Match]:
    anchor, *others = cue.needs
    for hit in reading.of(anchor)[:_MOST]:
        near = [reading.nearest(hit, group, cue.within) for group in others]
        hits = (hit, *(each for each in near if each is not None))
        if len(hits) == len(cue.needs):
            yield Match(cue.weight * firmness(reading, hits, book, cue.code), hits)


def firmness(reading: Reading, hits: Sequence[Hit], book: Dictionary, code: str = "") -> float:
    """How much of a statement a passage is: 1 said outright, less when denied, forbidden, asked or quoted."""
    start = min(hits)
    factor = 1.0
    for shade in (*book.shades.get("conduct", ()), *book.shades.get(code, ())):
        if any(reading.shaded(hit, shade) for hit in hits):
            factor *= shade.factor
    if reading.sentence(start) in reading.questions:
        factor *= book.factors["question"]
    return factor * (book.factors["quotation"] if reading.quoted(start) else 1.0)


def suggest(reading: Reading, found: Mapping[str, Sequence[Match]]) -> list[SuggestedConduct]:
    """The conducts, best first; of equals, the one the law lists first."""
    scored = [(code, score(matches), matches) for code, matches in found.items()]
    best = sorted((each for each in scored if each[1] >= _LEAST), key=lambda each: -each[1])
    return [
        {"code": code, "score": round(value, 3), "because": reading.spans(_passages(matches))}
        for code, value, matches in best
    ]


def score(matches: Sequence[Match]) -> float:
    """Several passages together, each adding less: always below 1, since a suggestion is never a finding."""
    doubt = 1.0
    for place, match in enumerate(_apart(matches)):
        doubt *= 1 - match.strength * _LESS**place
    return min(1 - doubt, 0.99)


def _apart(matches: Sequence[Match]) -> list[Match]:
    """The strongest matches that do not rest on the same words."""
    kept: list[Match] = []
    used: set[Hit] = set()
    for match in matches:
        if len(kept) == _PASSAGES:
            break
        if not used.intersection(match.hits):
            kept.append(match)
            used.update(match.hits)
    return kept


def _passages(matches: Sequence[Match]) -> Iterator[Hit]:
    for match in _apart(matches):
        yield from match.hits
