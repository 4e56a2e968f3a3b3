"""Which kind of proof usually closes a gap, and who has it: practice to help people, never part of a judgment."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import Vocabulary

# A document is asked of an office, a statement of a person.
KINDS = ("document", "statement")
# The parts of a provision an element can be, beside its circumstances.
PARTS = ("who", "post", "act", "towards", "election", "office", "when")


@dataclass(frozen=True, kw_only=True)
class Proof(Cited):
    """One kind of proof: the elements it closes, who usually has it, and what a letter asks for.

    `conducts` narrows it to some acts; empty for all.
    """

    code: str
    kind: str
    elements: tuple[str, ...]
    conducts: tuple[str, ...]
    label: Text
    holder: Text
    request: Text

    def closes(self, element: str, conducts: Collection[str]) -> bool:
        """Whether it is of use for this element of a case about such acts."""
        return element in self.elements and (not self.conducts or not set(self.conducts).isdisjoint(conducts))


def proofs_for(known: Iterable[Proof], element: str, conducts: Collection[str] = ()) -> tuple[Proof, ...]:
    """Those of use for an element, those for these very acts first."""
    fitting = [each for each in known if each.closes(element, conducts)]
    return tuple(sorted(fitting, key=lambda each: not each.conducts))


def load_proofs(law: Path, vocabulary: Vocabulary) -> dict[str, Proof]:
    """Read `law/proofs.toml`, by code."""
    with read(law / "proofs.toml", law) as table:
        return {code: _proof(row, code, vocabulary) for code, row in table.entries().items()}


def _proof(row: Table, code: str, vocabulary: Vocabulary) -> Proof:
    with row:
        return Proof(
            code=code,
            kind=row.choice("kind", KINDS),
            elements=row.some("elements", (*PARTS, *vocabulary.circumstances)),
            conducts=row.strings("conducts", vocabulary.conducts),
            label=row.text("label"),
            holder=row.text("holder"),
            request=row.text("request"),
            **row.cited(),
        )
