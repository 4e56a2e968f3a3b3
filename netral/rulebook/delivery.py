"""How long the delivery of a decision may take and when it takes effect, by who was punished and how heavily."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.vocabulary import LEVELS, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Delivery(Cited, Dated):
    """For such people and levels: the deadlines (codes) of handing the decision over and of its taking effect."""

    code: str
    subjects: tuple[str, ...]
    levels: tuple[str, ...]
    deliver: str
    effect: str


def delivery(known: Iterable[Delivery], level: str, decided_on: date, subjects: Collection[str]) -> Delivery | None:
    """The rule for a decision of that day; None where no regulation sets these periods."""
    fitting = (each for each in known if each.in_force(decided_on) and level in each.levels)
    return next((each for each in fitting if set(each.subjects) & set(subjects)), None)


def load_deliveries(law: Path, vocabulary: Vocabulary, deadlines: Collection[str]) -> tuple[Delivery, ...]:
    """Read `law/delivery.toml`."""
    with read(law / "delivery.toml", law) as table:
        return tuple(_delivery(row, code, vocabulary, deadlines) for code, row in table.entries().items())


def _delivery(row: Table, code: str, vocabulary: Vocabulary, deadlines: Collection[str]) -> Delivery:
    with row:
        return Delivery(
            code=code,
            subjects=row.some("subjects", vocabulary.subjects),
            levels=row.some("levels", LEVELS),
            deliver=row.choice("deliver", deadlines),
            effect=row.choice("effect", deadlines),
            **span(row),
            **row.cited(),
        )
