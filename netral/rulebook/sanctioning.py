"""The sanctions the law knows, by level, day and who is punished."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import LEVELS, Vocabulary

LENGTHS = ("days", "months", "years")


@dataclass(frozen=True)
class Longest:
    """The longest a sanction may last, where the law leaves the length open below it. `unit` is one of LENGTHS."""

    count: int
    unit: str


@dataclass(frozen=True, kw_only=True)
class Sanction(Cited, Dated):
    """One sanction. `months` and `years` are None where it has no fixed length; `level` where there is none.

    `place` orders the sanctions of one list by weight, from 0. `succeeds` is the sanction it takes the place of,
    `after` are those that must have failed before it, `grades` its own gradations.
    """

    code: str
    level: str | None
    name: Text
    months: int | None
    years: int | None
    longest: Longest | None = None
    grades: tuple[Text, ...] = ()
    subjects: tuple[str, ...]
    article: str
    needs_review: bool
    place: int = 0
    succeeds: str = ""
    after: tuple[str, ...] = ()


def in_force(
    sanctions: Iterable[Sanction], level: str | None, on: date, subjects: Collection[str]
) -> tuple[Sanction, ...]:
    """The sanctions of a level that may be imposed on one of these kinds of people that day."""
    return tuple(
        sanction
        for sanction in sanctions
        if sanction.level == level and sanction.in_force(on) and set(sanction.subjects) & set(subjects)
    )


def load_sanctions(law: Path, vocabulary: Vocabulary) -> dict[str, Sanction]:
    """Every sanction of `law/sanctions/`, by its code. Files list them from the lightest to the heaviest of a level."""
    found: dict[str, Sanction] = {}
    for path in files(law / "sanctions"):
        seen: Counter[str | None] = Counter()
        with read(path, law) as table:
            for row in table.tables("sanction"):
                sanction = _sanction(row, vocabulary, seen, found)
                if sanction.code in found:
                    row.refuse("code", sanction.code, "a code used once", "Give it another code.")
                found[sanction.code] = sanction
    return found


def _sanction(row: Table, vocabulary: Vocabulary, seen: Counter[str | None], found: dict[str, Sanction]) -> Sanction:
    with row:
        level = row.choice("level", LEVELS) if row.has("level") else None
        succeeds = row.choice("succeeds", found) if row.has("succeeds") else ""
        place = found[succeeds].place if succeeds else seen[level]
        seen[level] += 1
        return Sanction(
            code=row.string("code"),
            level=level,
            name=row.text("name"),
            months=row.integer("months"),
            years=row.integer("years"),
            longest=_longest(row),
            grades=_grades(row),
            subjects=row.some("subjects", vocabulary.subjects),
            article=row.string("article"),
            needs_review=row.flag("needs_review"),
            place=place,
            succeeds=succeeds,
            after=row.strings("after", found),
            **span(row),
            **row.cited(),
        )


def _longest(row: Table) -> Longest | None:
    if not row.has("longest"):
        return None
    with row.table("longest") as table:
        return Longest(count=table.integer("count") or 0, unit=table.choice("unit", LENGTHS))


def _grades(row: Table) -> tuple[Text, ...]:
    return tuple(Text(id=each.string("id"), en=each.string("en")) for each in row.tables("grades"))
