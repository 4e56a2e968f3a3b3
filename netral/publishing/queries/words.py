"""The glossary: one table in `docs/istilah.md`, read by people there, by the portal here, and by a test."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import get_language

COLUMNS = 7
EMPTY = "-"


@dataclass(frozen=True)
class Term:
    """One row. `meaning` is empty for words of the code only; `neighbour` is what it must not be mistaken for."""

    word: str
    identifiers: tuple[str, ...]
    kind: str
    meaning: str
    english: str
    neighbour: str
    source: str

    @property
    def anchor(self) -> str:
        return slugify(self.word)

    @property
    def explanation(self) -> str:
        """What it means, in the language of the page."""
        return self.english if get_language() == "en" else self.meaning


@cache
def terms() -> tuple[Term, ...]:
    """Every row of the glossary, in the order of the file."""
    text = (Path(settings.ROOT) / "docs" / "istilah.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    return tuple(_term(row) for row in rows if not row.startswith(("| Istilah", "| ---")))


def public_terms() -> list[Term]:
    """The words everybody meets, in alphabetical order."""
    return sorted((term for term in terms() if term.meaning), key=lambda term: term.word.casefold())


def _term(row: str) -> Term:
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    if len(cells) != COLUMNS:
        raise ValueError(f"docs/istilah.md: {COLUMNS} columns expected, found {len(cells)} in: {row}")
    word, identifiers, kind, *rest = (cell.replace(EMPTY, "") if cell == EMPTY else cell for cell in cells)
    return Term(word, tuple(identifiers.replace("`", "").replace(",", " ").split()), kind, *rest)
