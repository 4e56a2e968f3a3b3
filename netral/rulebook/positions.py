"""Which kind of post somebody holds, and which kinds a rule means when it says that only officials are bound."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text


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
        found = (self._class_of.get(words) for words in self._pattern.findall(" ".join(text.lower().split())))
        return tuple(dict.fromkeys(code for code in found if code))

    @cached_property
    def _class_of(self) -> dict[str, str]:
        return {words: code for code, each in self.classes.items() for words in each.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted((*self._class_of, *self.silent), key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


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
