"""What people ask before they act: the acts, the stages and statuses to choose from, and the questions that decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import PHASES, Vocabulary, load_vocabulary

LAW = Path(__file__).parent / "law"
FOLDER = "selfcheck"


@dataclass(frozen=True, kw_only=True)
class AskedStage:
    """A stage to choose: its side of the determination, and whether campaigning is on."""

    code: str
    label: Text
    phase: str
    campaign: bool


@dataclass(frozen=True, kw_only=True)
class AskedStatus:
    """Who asks. `married`: husband or wife of someone who stands."""

    code: str
    label: Text
    subject: str
    married: bool


@dataclass(frozen=True, kw_only=True)
class Question:
    """What to ask about a circumstance that only the person who asks can know; `name` stands in addresses."""

    fact: str
    name: str
    text: Text


@dataclass(frozen=True, kw_only=True)
class Permission(Cited):
    """A passage that permits an act. It speaks only once every fact of `when` is said so."""

    subjects: tuple[str, ...]
    married: bool
    when: Mapping[str, bool]
    because: Text

    def speaks_of(self, status: AskedStatus, one_of: tuple[str, ...]) -> bool:
        return set(one_of) <= set(self.subjects) and (status.married or not self.married)


@dataclass(frozen=True, kw_only=True)
class Otherwise(Cited):
    """Those for whom an act is something else: the conduct it is, why, and advice of their own."""

    subjects: tuple[str, ...]
    conducts: tuple[str, ...]
    because: Text
    safe: tuple[Text, ...]
    undo: Text


@dataclass(frozen=True, kw_only=True)
class AskedAct(Cited):
    """One act as people ask about it; `title` continues "Bolehkah saya …".

    `asked` is its place among the most asked, None for those found by searching only. Acts without `conducts` are
    named by no rule on conduct, except for those of `otherwise`. `given` circumstances lie in the act itself.
    `caution` says why an act no rule names is risky; `safe` is what to do instead, `undo` what to do when it has
    already happened.
    """

    code: str
    title: Text
    asked: int | None
    words: tuple[str, ...]
    conducts: tuple[str, ...]
    of_married: tuple[str, ...]
    otherwise: tuple[Otherwise, ...]
    target: str | None
    given: Mapping[str, bool]
    permissions: tuple[Permission, ...]
    caution: Text
    safe: tuple[Text, ...]
    undo: Text

    def conducts_of(self, status: AskedStatus) -> tuple[str, ...]:
        """The conduct of the rulebook that it is when such a person does it."""
        if status.married and self.of_married:
            return self.of_married
        exception = self.exception_for(status)
        return exception.conducts if exception else self.conducts

    def exception_for(self, status: AskedStatus) -> Otherwise | None:
        return next((each for each in self.otherwise if status.subject in each.subjects), None)


@dataclass(frozen=True, kw_only=True)
class SelfCheck:
    """Everything `/tanya/` asks and answers with; the verdicts come from the rules on conduct."""

    stages: Mapping[str, AskedStage]
    statuses: Mapping[str, AskedStatus]
    questions: Mapping[str, Question]
    acts: Mapping[str, AskedAct]

    def most_asked(self) -> tuple[AskedAct, ...]:
        ranked = [act for act in self.acts.values() if act.asked is not None]
        return tuple(sorted(ranked, key=lambda act: act.asked or 0))


@cache
def self_check() -> SelfCheck:
    """The self-check of this release, read once."""
    return load_self_check(LAW)


def load_self_check(law: Path) -> SelfCheck:
    """Read `law/selfcheck/`. Raises LawFileError for the first mistake."""
    folder, words = law / FOLDER, load_vocabulary(law)
    with read(folder / "tahap.toml", law) as table:
        stages = {code: _stage(row, code) for code, row in table.entries().items()}
    with read(folder / "status.toml", law) as table:
        statuses = {code: _status(row, code, words) for code, row in table.entries().items()}
    return SelfCheck(
        stages=stages, statuses=statuses, questions=_questions(folder, law, words), acts=_acts(folder, law, words)
    )


def _stage(row: Table, code: str) -> AskedStage:
    with row:
        return AskedStage(
            code=code,
            label=row.text("label"),
            phase=row.choice("phase", PHASES),
            campaign=row.truth("campaign"),
        )


def _status(row: Table, code: str, words: Vocabulary) -> AskedStatus:
    with row:
        return AskedStatus(
            code=code,
            label=row.text("label"),
            subject=row.choice("subject", words.subjects),
            married=row.flag("married"),
        )


def _questions(folder: Path, law: Path, words: Vocabulary) -> dict[str, Question]:
    with read(folder / "pertanyaan.toml", law) as table:
        for fact in table.names():
            if fact not in words.circumstances:
                table.refuse(fact, fact, "a circumstance of circumstances.toml", "Add it there first.")
        return {fact: _question(row, fact) for fact, row in table.entries().items()}


def _question(row: Table, fact: str) -> Question:
    with row:
        return Question(fact=fact, name=row.string("name"), text=row.text("text"))


def _acts(folder: Path, law: Path, words: Vocabulary) -> dict[str, AskedAct]:
    found: dict[str, AskedAct] = {}
    places: dict[int, str] = {}
    for path in files(folder / "perbuatan"):
        with read(path, law) as row:
            act = _act(row, path.stem, words)
            if act.asked is not None and places.setdefault(act.asked, act.code) != act.code:
                row.refuse("asked", act.asked, f"a place that {places[act.asked]} does not have", "Choose another.")
            found[act.code] = act
    return found


def _act(row: Table, code: str, words: Vocabulary) -> AskedAct:
    return AskedAct(
        code=code,
        title=row.text("title"),
        asked=row.integer("asked"),
        words=row.strings("words"),
        conducts=row.strings("conducts", words.conducts),
        of_married=row.strings("of_married", words.conducts),
        otherwise=tuple(_otherwise(each, words) for each in row.tables("otherwise")),
        target=row.choice("target", words.targets) if row.has("target") else None,
        given=_facts(row, "given", words),
        permissions=tuple(_permission(each, words) for each in row.tables("permission")),
        caution=row.text("caution"),
        safe=_safe(row),
        undo=row.text("undo"),
        **row.cited(),
    )


def _otherwise(row: Table, words: Vocabulary) -> Otherwise:
    with row:
        return Otherwise(
            subjects=row.some("subjects", words.subjects),
            conducts=row.some("conducts", words.conducts),
            because=row.text("because"),
            safe=_safe(row),
            undo=row.text("undo"),
            **row.cited(),
        )


def _permission(row: Table, words: Vocabulary) -> Permission:
    with row:
        return Permission(
            subjects=row.some("subjects", words.subjects),
            married=row.flag("married"),
            when=_facts(row, "when", words),
            because=row.text("because"),
            **row.cited(),
        )


def _facts(row: Table, name: str, words: Vocabulary) -> dict[str, bool]:
    """Circumstances said to be so or not so; none when absent."""
    if not row.has(name):
        return {}
    with row.table(name) as table:
        for fact in table.names():
            if fact not in words.circumstances:
                table.refuse(fact, fact, "a circumstance of circumstances.toml", "Add it there first.")
        return table.values(Table.truth)


def _safe(row: Table) -> tuple[Text, ...]:
    found = []
    for each in row.tables("safe"):
        with each:
            found.append(Text(each.string("id"), each.string("en")))
    if not found:
        row.refuse("safe", None, "at least one table [[safe]]", "Say what people can do instead.")
    return tuple(found)
