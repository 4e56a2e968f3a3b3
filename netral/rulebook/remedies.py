"""What can be done against a decision: to whom, within which periods, and what follows silence."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, read
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True)
class Remedy(Cited, Dated):
    """One remedy. `file`, `reply` and `decide` are codes of deadlines, empty where none is known.

    Empty `sanctions` or `officials` mean all; `but` are sanctions it is not for. `closed` marks a rule that there is no
    remedy; `further` are the codes of what is open after it.
    """

    code: str
    name: Text
    to: Text
    subjects: tuple[str, ...]
    sanctions: tuple[str, ...]
    but: tuple[str, ...]
    officials: tuple[str, ...]
    file: str
    reply: str
    decide: str
    silence: Text | None
    further: tuple[str, ...]
    closed: bool

    def against(self, sanction: Sanction, official: str) -> bool:
        """Whether it may be meant for such a decision; an unknown official ("") closes nothing."""
        return (
            bool(set(self.subjects) & set(sanction.subjects))
            and (not self.sanctions or sanction.code in self.sanctions)
            and sanction.code not in self.but
            and (not self.officials or not official or official in self.officials)
        )

    def periods(self) -> tuple[str, ...]:
        """The deadlines it knows, in their order."""
        return tuple(code for code in (self.file, self.reply, self.decide) if code)


def remedies(known: Iterable[Remedy], sanction: Sanction, decided_on: date, official: str = "") -> tuple[Remedy, ...]:
    """The remedies first open against a decision of that day; what follows them stands in their `further`."""
    fitting = [each for each in known if each.in_force(decided_on) and each.against(sanction, official)]
    later = {code for each in fitting for code in each.further}
    return tuple(each for each in fitting if each.code not in later)


def load_remedies(
    law: Path,
    vocabulary: Vocabulary,
    sanctions: Collection[str],
    officials: Collection[str],
    deadlines: Collection[str],
) -> dict[str, Remedy]:
    """Read `law/remedies.toml`, by code."""
    with read(law / "remedies.toml", law) as table:
        entries = table.entries()
        known = {"sanctions": sanctions, "officials": officials, "deadlines": deadlines}
        return {code: _remedy(row, code, vocabulary, known, entries) for code, row in entries.items()}


def _remedy(
    row: Table, code: str, vocabulary: Vocabulary, known: dict[str, Collection[str]], codes: Collection[str]
) -> Remedy:
    with row:
        return Remedy(
            code=code,
            name=row.text("name"),
            to=row.text("to"),
            subjects=row.some("subjects", vocabulary.subjects),
            sanctions=row.strings("sanctions", known["sanctions"]),
            but=row.strings("but", known["sanctions"]),
            officials=row.strings("officials", known["officials"]),
            file=_period(row, "file", known["deadlines"]),
            reply=_period(row, "reply", known["deadlines"]),
            decide=_period(row, "decide", known["deadlines"]),
            silence=row.optional_text("silence"),
            further=row.strings("further", codes),
            closed=row.flag("closed"),
            **span(row),
            **row.cited(),
        )


def _period(row: Table, name: str, deadlines: Collection[str]) -> str:
    return row.choice(name, deadlines) if row.has(name) else ""
