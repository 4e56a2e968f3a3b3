"""The dictionaries of `law/suggestion/`, read once: words, what they point to, and what weakens them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from netral.rulebook.law_files import Table, read
from netral.rulebook.suggestion.affixes import forms
from netral.rulebook.suggestion.phrases import Hit, Phrases
from netral.rulebook.suggestion.reading import Reading, Shade
from netral.rulebook.suggestion.tokens import Spelling, tokenise
from netral.rulebook.vocabulary import load_subjects, load_words

LAW = Path(__file__).resolve().parents[1] / "law"
FOLDER = "suggestion"
# Names the group of exceptions to a group of weakening words.
BUT = " but"
Groups: TypeAlias = dict[str, Iterable[str]]


@dataclass(frozen=True)
class Cue:
    """Word groups that together, close to each other, point to a conduct."""

    code: str
    needs: tuple[str, ...]
    within: int
    weight: float


@dataclass(frozen=True)
class Sign:
    """Words that point to a code by themselves. `there`: the code they stand for in the provinces of `where`."""

    code: str
    group: str
    weight: float
    where: tuple[str, ...] = ()
    there: str = ""


@dataclass(frozen=True)
class Calendar:
    """Names of months and days, and the last month in which people act for an election of that year."""

    months: Mapping[str, int]
    days: Mapping[str, int]
    seasons: Mapping[str, int]


@dataclass(frozen=True)
class PlaceWords:
    """Words before the name of a place by what they say of it ("" for none), short names, names that are also words."""

    before: Mapping[str, str]
    weights: Mapping[str, float]
    short: Mapping[str, str]
    common: frozenset[str]


@dataclass(frozen=True)
class Dictionary:
    phrases: Phrases
    spelling: Spelling
    cues: tuple[Cue, ...]
    subjects: tuple[Sign, ...]
    targets: tuple[Sign, ...]
    channels: tuple[Sign, ...]
    shades: Mapping[str, tuple[Shade, ...]]
    factors: Mapping[str, float]
    calendar: Calendar
    places: PlaceWords

    def read(self, text: str) -> Reading:
        tokens = tokenise(text, self.spelling)
        hits = self.phrases.find([token.word for token in tokens])
        for group in [group for group in hits if group + BUT in hits]:
            hits[group] = _outside(hits[group], hits[group + BUT])
        return Reading(text, tokens, hits)


def _outside(hits: Iterable[Hit], exceptions: Iterable[Hit]) -> list[Hit]:
    """The hits that do not begin inside an exception: `tidak`, but not that of `tidak hanya`."""
    covered = {at for exception in exceptions for at in range(exception.first, exception.last + 1)}
    return [hit for hit in hits if hit.first not in covered]


@cache
def current() -> Dictionary:
    """The dictionary of this release."""
    return load(LAW)


def load(law: Path) -> Dictionary:
    """Read the dictionaries below a law folder. LawFileError names file, key, value and remedy."""
    groups = _words(law)
    spelling = _spelling(law)
    cues = _cues(law, groups)
    subjects = _signs(law, "subjects", load_subjects(law), groups)
    targets = _signs(law, "targets", load_words(law, "targets"), groups)
    channels = _signs(law, "channels", None, groups)
    shades, factors = _shades(law, groups)
    return Dictionary(
        phrases=Phrases(groups, spelling.instead),
        spelling=spelling,
        cues=cues,
        subjects=subjects,
        targets=targets,
        channels=channels,
        shades=shades,
        factors=factors,
        calendar=_calendar(law),
        places=_places(law),
    )


def _open(law: Path, name: str) -> Table:
    return read(law / FOLDER / f"{name}.toml", law)


def _words(law: Path) -> Groups:
    groups: Groups = {}
    with _open(law, "words") as table:
        table.cited()
        for name, row in table.entries().items():
            _add(groups, name, row)
    return groups


def _add(groups: Groups, name: str, row: Table) -> None:
    """The phrases of a table and all forms of its roots, without those that mean something else."""
    with row:
        grown = {form for root in row.strings("roots") for form in forms(root)}
        found = (grown | set(row.strings("phrases"))) - set(row.strings("without"))
        if not found:
            row.refuse("phrases", None, "roots or phrases", "Add words, or remove the group.")
        groups[name] = found
        groups[name + BUT] = row.strings("but")


def _cues(law: Path, groups: Mapping[str, object]) -> tuple[Cue, ...]:
    with _open(law, "conducts") as table:
        table.cited()
        conducts = load_words(law, "conducts")
        return tuple(
            cue for code, row in table.named_tables("conduct").items() for cue in _conduct(code, row, conducts, groups)
        )


def _conduct(code: str, row: Table, conducts: Iterable[str], groups: Mapping[str, object]) -> list[Cue]:
    with row:
        if code not in conducts:
            row.refuse("cue", code, f"one of {', '.join(conducts)}", "Name the table after a conduct.")
        return [_cue(code, each, groups) for each in row.tables("cue")]


def _cue(code: str, row: Table, groups: Mapping[str, object]) -> Cue:
    with row:
        return Cue(code, row.some("needs", groups), row.integer("within") or 8, _percent(row, "weight"))


def _percent(row: Table, name: str) -> float:
    value = row.integer(name)
    if value is None or value > 100:  # noqa: PLR2004 - per cent
        row.refuse(name, value, "per cent from 1 to 100", f"Write {name} = … as a whole number.")
    return value / 100


def _signs(law: Path, name: str, codes: Iterable[str] | None, groups: Groups) -> tuple[Sign, ...]:
    with _open(law, name) as table:
        table.cited()
        return tuple(
            _sign(f"{name} {number}", row, codes, groups) for number, row in enumerate(table.tables("sign"), start=1)
        )


def _sign(group: str, row: Table, codes: Iterable[str] | None, groups: Groups) -> Sign:
    code = row.string("code") if codes is None else row.choice("code", codes)
    where, there = row.strings("where"), row.optional_string("there")
    sign = Sign(code, group, _percent(row, "weight"), where, there)
    _add(groups, group, row)
    return sign


def _shades(law: Path, groups: Groups) -> tuple[dict[str, tuple[Shade, ...]], dict[str, float]]:
    """What weakens a passage, by what kind of passage it is about, and the factors of marks that are no words."""
    shades: dict[str, list[Shade]] = {}
    conducts = load_words(law, "conducts")
    with _open(law, "shades") as table:
        table.cited()
        factors = {name: _percent(table, name) for name in ("question", "quotation")}
        for number, row in enumerate(table.tables("shade"), start=1):
            of = row.choice("of", ("conduct", "subject", "date", "target", *conducts))
            shades.setdefault(of, []).append(_shade(f"shades {number}", row, groups))
    return {of: tuple(each) for of, each in shades.items()}, factors


def _shade(group: str, row: Table, groups: Groups) -> Shade:
    shade = Shade(group, row.integer("reach") or 1, _percent(row, "factor"), after=row.flag("after"))
    _add(groups, group, row)
    return shade


def _spelling(law: Path) -> Spelling:
    with _open(law, "spelling") as table:
        table.cited()
        return Spelling(table.values_of("instead", Table.string), frozenset(table.strings("short")))


def _calendar(law: Path) -> Calendar:
    with _open(law, "dates") as table:
        table.cited()
        return Calendar(_numbers(table, "months"), _numbers(table, "days"), _numbers(table, "seasons"))


def _numbers(table: Table, name: str) -> dict[str, int]:
    return {word: number or 0 for word, number in table.values_of(name, Table.integer).items()}


def _places(law: Path) -> PlaceWords:
    with _open(law, "places") as table:
        table.cited()
        before: dict[str, str] = {}
        weights = {"": _percent(table, "bare")}
        for kind, row in table.named_tables("before").items():
            with row:
                weights[kind] = _percent(row, "weight")
                before |= dict.fromkeys(row.some("words"), kind)
        short = table.values_of("short", Table.string)
        return PlaceWords(before, weights, short, frozenset(table.strings("common")))
