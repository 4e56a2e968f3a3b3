"""Many phrases looked for in one pass: a tree of words, walked from every word of the text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

_END = ""  # no word is empty, so the key cannot be one


class Hit(NamedTuple):
    """A phrase found: the numbers of its first and last word."""

    first: int
    last: int


class Phrases:
    """Phrases in groups. The walk from a word is as long as the longest phrase, so cost is linear in the text."""

    def __init__(self, groups: Mapping[str, Iterable[str]], instead: Mapping[str, str] | None = None) -> None:
        """`instead`: spellings replaced in the text before the search, and therefore in the phrases as well."""
        self._root: dict[str, Any] = {}
        known = instead or {}
        for group, phrases in groups.items():
            for phrase in phrases:
                self._add(group, [known.get(word, word) for word in phrase.split()])

    def _add(self, group: str, words: Sequence[str]) -> None:
        node = self._root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, {})[group] = None

    def find(self, words: Sequence[str]) -> dict[str, list[Hit]]:
        """The hits of each group in the order of their first words; of several from one word, the longest."""
        hits: dict[str, list[Hit]] = {}
        for first in range(len(words)):
            for group, last in self._from(words, first).items():
                hits.setdefault(group, []).append(Hit(first, last))
        return hits

    def _from(self, words: Sequence[str], first: int) -> dict[str, int]:
        node, longest = self._root, dict[str, int]()
        for at in range(first, len(words)):
            node = node.get(words[at])  # type: ignore[assignment]
            if node is None:
                break
            longest |= dict.fromkeys(node.get(_END, ()), at)
        return longest
