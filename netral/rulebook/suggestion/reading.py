"""A text read once: its words, what was found among them, and how firmly each passage says what it says."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from netral.rulebook.suggestion.phrases import Hit
from netral.rulebook.suggestion.tokens import Token, questions, quotations

NOTHING: Sequence[Hit] = ()


class Span(TypedDict):
    """A passage of the original text: offsets in characters, end exclusive."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Shade:
    """Words that make what follows (or stands before) them less of a statement: tidak, dilarang, bila."""

    group: str
    reach: int
    factor: float
    after: bool = False


@dataclass(frozen=True)
class Reading:
    text: str
    tokens: Sequence[Token]
    hits: Mapping[str, Sequence[Hit]]

    def of(self, group: str) -> Sequence[Hit]:
        return self.hits.get(group, NOTHING)

    def sentence(self, hit: Hit) -> int:
        return self.tokens[hit.first].sentence

    def span(self, hit: Hit) -> Span:
        start, end = self.tokens[hit.first].start, self.tokens[hit.last].end
        return {"start": start, "end": end, "text": self.text[start:end]}

    def spans(self, hits: Iterable[Hit], most: int = 8) -> list[Span]:
        """The passages of the first hits in the order of the text, each once."""
        return [self.span(hit) for hit in sorted(dict.fromkeys(list(hits)[:most]))]

    @cached_property
    def questions(self) -> frozenset[int]:
        return questions(self.text, self.tokens)

    @cached_property
    def _quotations(self) -> list[tuple[int, int]]:
        return quotations(self.text)

    def quoted(self, hit: Hit) -> bool:
        start = self.tokens[hit.first].start
        at = bisect_right(self._quotations, (start, len(self.text))) - 1
        return at >= 0 and start < self._quotations[at][1]

    def shaded(self, hit: Hit, shade: Shade) -> bool:
        """Whether words of the shade stand within its reach of the hit, in the same sentence."""
        marks = self.of(shade.group)
        if shade.after:
            at = bisect_right(marks, (hit.last, len(self.tokens)))
            return at < len(marks) and self._close(hit, marks[at], marks[at].first - hit.last, shade)
        at = bisect_left(marks, (hit.first, 0)) - 1
        return at >= 0 and self._close(hit, marks[at], hit.first - marks[at].last, shade)

    def _close(self, hit: Hit, mark: Hit, distance: int, shade: Shade) -> bool:
        return 0 < distance <= shade.reach and self.sentence(hit) == self.sentence(mark)

    def nearest(self, hit: Hit, group: str, within: int) -> Hit | None:
        """The closest hit of another group: in the same sentence, apart from it, at most `within` words between."""
        others = self.of(group)
        at = bisect_left(others, hit)
        near = [other for other in others[max(0, at - 2) : at + 3] if 0 < _apart(hit, other) <= within + 1]
        same = [other for other in near if self.sentence(other) == self.sentence(hit)]
        return min(same, key=lambda other: _apart(hit, other), default=None)


def _apart(one: Hit, other: Hit) -> int:
    """How many words apart two passages are: 1 when they touch, 0 or less when they share a word."""
    return max(other.first - one.last, one.first - other.last)
