"""Which kind of post somebody holds, and which kinds a rule means when it says that only officials are bound."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text

WORD = re.compile(r"\w+")


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
        spoken, end = " ".join(text.lower().split()), 0
        found: dict[str, None] = {}
        for word in WORD.finditer(spoken):
            phrases, start = self._by_first.get(word[0]), word.start()
            phrase = _first_at(phrases, spoken, start) if phrases and start >= end else ""
            if phrase:
                end = start + len(phrase)
                if code := self._class_of.get(phrase):
                    found[code] = None
        return tuple(found)

    @cached_property
    def _class_of(self) -> dict[str, str]:
        return {words: code for code, each in self.classes.items() for words in each.words}

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """Every phrase by its first word, the longest first."""
        phrases: dict[str, list[str]] = {}
        for phrase in sorted((*self._class_of, *self.silent), key=len, reverse=True):
            phrases.setdefault(phrase.split()[0], []).append(phrase)
        return phrases


def _first_at(phrases: Iterable[str], spoken: str, start: int) -> str:
    """The first of some phrases that stands there and ends where a word ends; empty where none does."""
    for phrase in phrases:
        if spoken.startswith(phrase, start) and not WORD.match(spoken, start + len(phrase)):
            return phrase
    return ""


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
