"""The sanctions the law knows, by level, day and who is punished."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import LEVELS, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Sanction(Cited, Dated):
    """One sanction. `months` and `years` are None where it has no length of its own; `level` where there is none."""

    code: str
    level: str | None
    name: Text
    months: int | None
    years: int | None
    subjects: tuple[str, ...]
    article: str
    needs_review: bool


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
    """Every sanction of `law/sanctions/`, by its code."""
    found: dict[str, Sanction] = {}
    for path in files(law / "sanctions"):
        with read(path, law) as table:
            for row in table.tables("sanction"):
                sanction = _sanction(row, vocabulary)
                if sanction.code in found:
                    row.refuse("code", sanction.code, "a code used once", "Give it another code.")
                found[sanction.code] = sanction
    return found


def _sanction(row: Table, vocabulary: Vocabulary) -> Sanction:
    with row:
        return Sanction(
            code=row.string("code"),
            level=row.choice("level", LEVELS) if row.has("level") else None,
            name=row.text("name"),
            months=row.integer("months"),
            years=row.integer("years"),
            subjects=row.some("subjects", vocabulary.subjects),
            article=row.string("article"),
            needs_review=row.flag("needs_review"),
            **span(row),
            **row.cited(),
        )
