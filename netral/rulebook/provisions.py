"""The rules about conduct: who, what act, towards whom, when, and under which circumstances."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import KINDS, LEVELS, PHASES, REGIMES, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Circumstance:
    """A fact that must (or must not) be so. Conducts in `implied_by` already contain it."""

    wanted: bool
    text: Text
    implied_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Provision(Cited, Dated):
    """One row of the law on conduct. Empty lists and an absent phase mean that the row does not ask.

    `rank` 1 is the most specific instrument; a `general` row catches what nothing else names and comes last.
    `doubtful` targets may or may not be covered by the wording: the element stays unknown.
    """

    code: str
    kind: str
    level: str | None
    rank: int
    general: bool
    title: Text
    basis: tuple[str, ...]
    subjects: tuple[str, ...]
    conducts: tuple[str, ...]
    targets: tuple[str, ...]
    doubtful: tuple[str, ...]
    regimes: tuple[str, ...]
    offices: tuple[str, ...]
    phase: str | None
    circumstances: Mapping[str, Circumstance]

    def concerns(self, conducts: Iterable[str]) -> bool:
        """Whether it is about one of these acts at all."""
        return any(conduct in self.conducts for conduct in conducts)


@dataclass(frozen=True, kw_only=True)
class Defence(Cited):
    """A circumstance that, once stated, takes an allegation away: the act was not the person's own."""

    fact: str
    when: bool
    conducts: tuple[str, ...]
    because: Text


def load_provisions(law: Path, vocabulary: Vocabulary, instruments: Collection[str]) -> dict[str, Provision]:
    """Every row of `law/conduct/`, by its code: that of its instrument, a slash, and the place in it."""
    found: dict[str, Provision] = {}
    for path in files(law / "conduct"):
        with read(path, law) as row:
            provision = _provision(row, vocabulary)
            if provision.code in found:
                row.refuse("provision", provision.code, "a code used once", "Give the row its own code.")
            if provision.code.split("/")[0] not in instruments:
                expected = "a code that begins with that of an instrument"
                row.refuse("provision", provision.code, expected, "Add the instrument to instruments.toml first.")
            found[provision.code] = provision
    return found


def _provision(row: Table, vocabulary: Vocabulary) -> Provision:
    targets, doubtful = _towards(row, vocabulary)
    regimes, offices = _election(row, vocabulary)
    return Provision(
        code=row.string("provision"),
        kind=row.choice("kind", KINDS),
        level=row.choice("level", LEVELS) if row.has("level") else None,
        rank=row.integer("rank") or 1,
        general=row.flag("general"),
        title=row.text("title"),
        basis=row.strings("basis"),
        subjects=_inner(row, "who", "subjects", vocabulary.subjects),
        conducts=_inner(row, "act", "conducts", vocabulary.conducts),
        targets=targets,
        doubtful=doubtful,
        regimes=regimes,
        offices=offices,
        phase=_phase(row),
        circumstances=_circumstances(row, vocabulary),
        **span(row),
        **row.cited(),
    )


def _inner(row: Table, name: str, key: str, options: Mapping[str, object]) -> tuple[str, ...]:
    with row.table(name) as table:
        return table.some(key, options)


def _towards(row: Table, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not row.has("towards"):
        return (), ()
    with row.table("towards") as table:
        return table.some("targets", vocabulary.targets), table.strings("doubtful", vocabulary.targets)


def _election(row: Table, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not row.has("election"):
        return (), ()
    with row.table("election") as table:
        return table.strings("regimes", REGIMES), table.strings("offices", vocabulary.offices)


def _phase(row: Table) -> str | None:
    if not row.has("when"):
        return None
    with row.table("when") as table:
        return table.choice("phase", PHASES)


def _circumstances(row: Table, vocabulary: Vocabulary) -> dict[str, Circumstance]:
    rows = row.named_tables("circumstance")
    for fact in rows:
        if fact not in vocabulary.circumstances:
            expected = f"one of {', '.join(vocabulary.circumstances)}"
            row.refuse("circumstance", fact, expected, "Add it to circumstances.toml first.")
    return {fact: _circumstance(inner, vocabulary) for fact, inner in rows.items()}


def _circumstance(row: Table, vocabulary: Vocabulary) -> Circumstance:
    with row:
        return Circumstance(
            wanted=row.truth("wanted"),
            text=row.text("text"),
            implied_by=row.strings("implied_by", vocabulary.conducts),
        )


def load_defences(law: Path, vocabulary: Vocabulary) -> tuple[Defence, ...]:
    """Read `law/defences.toml`."""
    with read(law / "defences.toml", law) as table:
        return tuple(_defence(row, fact, vocabulary) for fact, row in table.entries().items())


def _defence(row: Table, fact: str, vocabulary: Vocabulary) -> Defence:
    if fact not in vocabulary.circumstances:
        row.refuse(fact, fact, f"one of {', '.join(vocabulary.circumstances)}", "Add it to circumstances.toml first.")
    with row:
        return Defence(
            fact=fact,
            when=row.truth("when"),
            conducts=row.some("conducts", vocabulary.conducts),
            because=row.text("because"),
            **row.cited(),
        )
