"""The rules about conduct: who, what act, towards whom, when, and under which circumstances."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.penalties import FineCategory, Penalty, load_fine_categories, read_penalties
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import KINDS, LEVELS, PHASES, REGIMES, Vocabulary


@dataclass(frozen=True, kw_only=True)
class Circumstance:
    """A fact that must (or must not) be so. Conducts in `implied_by` already contain it."""

    wanted: bool
    text: Text
    implied_by: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Provision(Cited, Dated):
    """One row of the law on conduct. Empty lists and an absent phase mean that the row does not ask.

    `rank` 1 is the most specific instrument; a `general` row catches what nothing else names and comes last.
    `doubtful` targets and `doubtful_conducts` (some of the conducts) may or may not be covered by the wording: the
    element stays unknown. Of the subjects in `posts_of` it reaches only holders of a post in the group `posts`; `since`
    says from which day it reaches a subject added later; `others` whom it reaches beyond the subjects of this rulebook.
    `months_before`: it begins so many months before the determination.
    """

    code: str
    kind: str
    level: str | None
    rank: int
    general: bool
    title: Text
    basis: tuple[str, ...]
    subjects: tuple[str, ...]
    since: Mapping[str, date]
    others: Text | None
    posts: str
    posts_of: frozenset[str]
    conducts: tuple[str, ...]
    doubtful_conducts: tuple[str, ...]
    targets: tuple[str, ...]
    doubtful: tuple[str, ...]
    regimes: tuple[str, ...]
    offices: tuple[str, ...]
    phase: str | None
    months_before: int | None
    circumstances: Mapping[str, Circumstance]
    penalties: tuple[Penalty, ...]
    note: Text | None

    def statuses(self, subject: str, words: Vocabulary) -> tuple[str, ...]:
        """What such a person may be in the eyes of this provision: what it names them, or each status they can have."""
        return (subject,) if subject in self.subjects else words.subjects[subject].one_of

    def under(self, regime: str) -> bool:
        """Whether it is about elections under that law."""
        return not self.regimes or regime in self.regimes

    def reaches(self, subject: str, on: date, words: Vocabulary) -> bool:
        """Whether it is in force that day for such a person, or may be."""
        known = [code for code in self.statuses(subject, words) if code in self.subjects]
        return self.in_force(on) and any(self.since.get(code, on) <= on for code in known)


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
    fines = load_fine_categories(law)
    for path in files(law / "conduct"):
        with read(path, law) as row:
            provision = _provision(row, vocabulary, fines)
            if provision.code in found:
                row.refuse("provision", provision.code, "a code used once", "Give the row its own code.")
            if provision.code.split("/")[0] not in instruments:
                expected = "a code that begins with that of an instrument"
                row.refuse("provision", provision.code, expected, "Add the instrument to instruments/ first.")
            found[provision.code] = provision
    return found


def _provision(row: Table, vocabulary: Vocabulary, fines: Mapping[str, FineCategory]) -> Provision:
    code, kind = row.string("provision"), row.choice("kind", KINDS)
    return Provision(
        code=code,
        kind=kind,
        level=row.choice("level", LEVELS) if row.has("level") else None,
        rank=row.integer("rank") or 1,
        general=row.flag("general"),
        title=row.text("title"),
        basis=row.some("basis"),
        **_who(row, vocabulary),
        **_act(row, vocabulary),
        **_towards(row, vocabulary),
        **_election(row, vocabulary),
        **_when(row),
        circumstances=_circumstances(row, vocabulary),
        penalties=_penalties(row, code, kind, fines),
        note=row.optional_text("note"),
        **span(row),
        **row.cited(),
    )


class Who(TypedDict):
    subjects: tuple[str, ...]
    since: dict[str, date]
    others: Text | None
    posts: str
    posts_of: frozenset[str]


def _who(row: Table, vocabulary: Vocabulary) -> Who:
    with row.table("who") as who:
        others = who.optional_text("others")
        subjects = who.strings("subjects", vocabulary.subjects) if others else who.some("subjects", vocabulary.subjects)
        posts, posts_of = _posts(who, subjects, vocabulary)
        return Who(subjects=subjects, since=_since(who, subjects), others=others, posts=posts, posts_of=posts_of)


def _since(who: Table, subjects: Collection[str]) -> dict[str, date]:
    if not who.has("since"):
        return {}
    with who.table("since") as since:
        for name in since.names():
            if name not in subjects:
                since.refuse(name, name, f"one of {', '.join(subjects)}", "Name it among the subjects first.")
        return since.values(Table.day)


def _posts(who: Table, subjects: Collection[str], words: Vocabulary) -> tuple[str, frozenset[str]]:
    """The group of posts, and every subject that may have one of the statuses it is asked of."""
    if not who.has("posts"):
        return "", frozenset()
    with who.table("posts") as posts:
        group, asked = posts.choice("group", words.positions.groups), posts.some("of", subjects)
        return group, frozenset(code for code, each in words.subjects.items() if set(each.one_of) & set(asked))


class Act(TypedDict):
    conducts: tuple[str, ...]
    doubtful_conducts: tuple[str, ...]


def _act(row: Table, vocabulary: Vocabulary) -> Act:
    with row.table("act") as act:
        conducts = act.strings("conducts", vocabulary.conducts)
        doubtful = act.strings("doubtful", vocabulary.conducts)
        for code in doubtful:
            if code in conducts:
                act.refuse("doubtful", code, "a conduct that is not among the certain ones", "Keep it in one list.")
        if not conducts and not doubtful:
            act.refuse("conducts", None, "a list with at least one text", 'Write conducts = ["…"].')
        return Act(conducts=(*conducts, *doubtful), doubtful_conducts=doubtful)


class Towards(TypedDict):
    targets: tuple[str, ...]
    doubtful: tuple[str, ...]


def _towards(row: Table, vocabulary: Vocabulary) -> Towards:
    if not row.has("towards"):
        return Towards(targets=(), doubtful=())
    with row.table("towards") as table:
        targets = table.some("targets", vocabulary.targets)
        return Towards(targets=targets, doubtful=table.strings("doubtful", vocabulary.targets))


class Election(TypedDict):
    regimes: tuple[str, ...]
    offices: tuple[str, ...]


def _election(row: Table, vocabulary: Vocabulary) -> Election:
    if not row.has("election"):
        return Election(regimes=(), offices=())
    with row.table("election") as table:
        return Election(regimes=table.strings("regimes", REGIMES), offices=table.strings("offices", vocabulary.offices))


class When(TypedDict):
    phase: str | None
    months_before: int | None


def _when(row: Table) -> When:
    if not row.has("when"):
        return When(phase=None, months_before=None)
    with row.table("when") as table:
        months = table.integer("months_before")
        return When(phase=None if months else table.choice("phase", PHASES), months_before=months)


def _penalties(row: Table, code: str, kind: str, fines: Mapping[str, FineCategory]) -> tuple[Penalty, ...]:
    penalties = read_penalties(row, code, fines)
    if bool(penalties) is not (kind == "pidana"):
        expected = "tables [[penalty]] exactly where kind is pidana"
        row.refuse("penalty", [each.article for each in penalties], expected, "Add the penalty, or correct the kind.")
    return penalties


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
            implied_by=frozenset(row.strings("implied_by", vocabulary.conducts)),
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
