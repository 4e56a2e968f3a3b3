"""Which kind of post somebody holds, and which kinds a rule means when it says that only officials are bound."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

# Words, and what stands between them: no phrase reaches over a comma.
WORD = re.compile(r"\w+|[^\w\s]+")


class _Phrase(NamedTuple):
    """The words of a phrase and the kind of post they name; "" where they name none."""

    words: list[str]
    code: str


@dataclass(frozen=True)
class PostClass:
    """A kind of post and the words of a free text that name it."""

    label: Text
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PostGroup(Cited):
    """The posts a rule means by one word; it is open whether the `doubtful` ones are among them."""

    label: Text
    classes: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True)
class Positions:
    classes: Mapping[str, PostClass]
    groups: Mapping[str, PostGroup]
    silent: tuple[str, ...]

    def named_in(self, text: str) -> tuple[str, ...]:
        """The kinds of post a free text names, each once; longer words win over shorter ones inside them."""
        words, end = WORD.findall(text.lower()), 0
        found: dict[str, None] = {}
        for at, word in enumerate(words):
            phrase = _first_at(self._by_first.get(word, ()), words, at) if at >= end else None
            if phrase:
                end = at + len(phrase.words)
                if phrase.code:
                    found[phrase.code] = None
        return tuple(found)

    @cached_property
    def _by_first(self) -> dict[str, list[_Phrase]]:
        """Every phrase by its first word, the longest first."""
        named = {words: code for code, each in self.classes.items() for words in each.words}
        phrases: dict[str, list[_Phrase]] = {}
        for spoken in sorted({**named, **dict.fromkeys(self.silent, "")}, key=len, reverse=True):
            phrase = _Phrase(WORD.findall(spoken), named.get(spoken, ""))
            phrases.setdefault(phrase.words[0], []).append(phrase)
        return phrases


def _first_at(phrases: Iterable[_Phrase], words: list[str], at: int) -> _Phrase | None:
    for phrase in phrases:
        if words[at : at + len(phrase.words)] == phrase.words:
            return phrase
    return None


def load_positions(law: Path) -> Positions:
    """Read `law/positions.toml`."""
    with read(law / "positions.toml", law) as table:
        classes = {code: _class(row) for code, row in table.named_tables("class").items()}
        groups = {code: _group(row, classes) for code, row in table.named_tables("group").items()}
        return Positions(classes, groups, table.some("silent"))


def _class(row: Table) -> PostClass:
    with row:
        return PostClass(row.text("label"), row.some("words"))


def _group(row: Table, classes: Mapping[str, PostClass]) -> PostGroup:
    with row:
        return PostGroup(
            label=row.text("label"),
            classes=row.some("classes", classes),
            doubtful=row.strings("doubtful", classes),
            **row.cited(),
        )
