"""Who may open which address: doors.toml as typed values. Nothing asks it at run time; tests and reference do."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("doors.toml")
# What someone outside and someone inside gets where a group says nothing else.
SIGN_IN, ABSENT = "masuk", "404"
_PARTS = {"title", "about", "doors", "semua", "luar", "lainnya"}


@dataclass(frozen=True)
class Group:
    """Doors that answer alike. `about` is the object in their address or empty; `answers`: persona → answer."""

    title: str
    about: str
    doors: tuple[str, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True)
class Access:
    """One kind of entry that reading leaves in the journal, at which doors. A name that ends in `:` is a whole room."""

    verb: str
    why: str
    doors: tuple[str, ...]

    def is_of(self, door: str) -> bool:
        return any(door == name or (name.endswith(":") and door.startswith(name)) for name in self.doors)


@dataclass(frozen=True)
class Doors:
    """The whole table. `answers`, `personas` and `objects` map a code to what it means."""

    answers: Mapping[str, str]
    outside: tuple[str, ...]
    personas: Mapping[str, str]
    objects: Mapping[str, str]
    groups: tuple[Group, ...]
    journalled: tuple[Access, ...] = ()

    def may_note(self, door: str, verb: str) -> bool:
        """Whether a GET of this door may leave this entry in the journal."""
        return any(each.verb == verb and each.is_of(door) for each in self.journalled)

    def matrix(self) -> dict[tuple[str, str, str], str]:
        """(door, object, persona) → answer."""
        return {
            (door, group.about, persona): answer
            for group in self.groups
            for door in group.doors
            for persona, answer in group.answers.items()
        }


def read(text: str | None = None) -> Doors:
    """The table; ValueError names an unknown word or a door that stands twice."""
    data = tomllib.loads(TABLE.read_text(encoding="utf-8") if text is None else text)
    table = Doors(
        answers=data["answers"],
        outside=tuple(data["outside"]),
        personas={**data["outside"], **data["inside"]},
        objects=data["objects"],
        groups=tuple(_group(row, data) for row in data["group"]),
        journalled=tuple(
            Access(verb, row["why"], tuple(row["doors"])) for verb, row in data.get("journalled", {}).items()
        ),
    )
    _check_once(f"{door} about {group.about or 'nothing'}" for group in table.groups for door in group.doors)
    return table


def _group(row: dict[str, Any], data: dict[str, Any]) -> Group:
    about, teams = row.get("about", ""), data["teams"]
    _check_known(row["title"], {about} - {""}, data["objects"])
    named_answers = [key for key in row if key not in _PARTS]
    _check_known(row["title"], named_answers, data["answers"])
    everybody = row.get("semua")
    answers = dict.fromkeys(data["outside"], row.get("luar", everybody or SIGN_IN))
    answers |= dict.fromkeys(data["inside"], row.get("lainnya", everybody or ABSENT))
    _check_known(row["title"], answers.values(), data["answers"])
    named = [(persona, answer) for answer in named_answers for persona in _persons(row[answer], teams)]
    _check_known(row["title"], [persona for persona, _answer in named], answers)
    _check_once(f"{persona} in group {row['title']!r}" for persona, _answer in named)
    return Group(row["title"], about, tuple(row["doors"]), answers | dict(named))


def _persons(names: Iterable[str], teams: Mapping[str, list[str]]) -> list[str]:
    return [persona for name in names for persona in teams.get(name, [name])]


def _check_known(title: str, words: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(words) - set(known))
    if unknown:
        raise ValueError(f"{TABLE.name}, group {title!r}: unknown {', '.join(unknown)}; known: {', '.join(known)}.")


def _check_once(words: Iterable[str]) -> None:
    twice = [word for word, count in Counter(words).items() if count > 1]
    if twice:
        raise ValueError(f"{TABLE.name}: {', '.join(twice)} stands there twice; one answer is enough.")
