"""Who may punish whom: by status, post, agency, level and day, with what would decide where a fact is unknown."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from netral.rulebook.dated import Dated, span
from netral.rulebook.law_files import CONFIDENCES, Cited, Table, files, read
from netral.rulebook.sanctioning import Sanction, in_force
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import LEVELS, Vocabulary

# How a row names the sanctions of a list without levels.
NO_LEVEL = "tanpa"
FACTS = ("position", "agency")


@dataclass(frozen=True, kw_only=True)
class PostMeaning(Cited):
    """Which posts of the law a plain word for a post may mean."""

    code: str
    posts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CompetenceRow(Cited, Dated):
    """One competence. Empty `over` or `agencies` mean every post or agency.

    It covers whole `levels` and single `sanctions`; `condition` is what must be so besides, `proposal` who proposes,
    `fallback` marks one that is open only where no other official is.
    """

    code: str
    official: str
    subjects: tuple[str, ...]
    over: tuple[str, ...]
    agencies: tuple[str, ...]
    levels: tuple[str, ...]
    sanctions: tuple[str, ...]
    condition: Text | None
    proposal: Text | None
    fallback: bool

    def concerns(self, subjects: Collection[str], posts: Collection[str], agencies: Collection[str]) -> bool:
        """Whether it may be about such a person: one of these statuses, posts and agencies."""
        return (
            bool(set(self.subjects) & set(subjects))
            and (not self.over or bool(set(self.over) & set(posts)))
            and (not self.agencies or bool(set(self.agencies) & set(agencies)))
        )


@dataclass(frozen=True, kw_only=True)
class Permission(Cited, Dated):
    """Whose leave such officials need before they impose one of these sanctions, and when."""

    code: str
    officials: tuple[str, ...]
    sanctions: tuple[str, ...]
    deadline: str
    says: Text


@dataclass(frozen=True)
class CompetentOfficial:
    """Somebody who may impose these sanctions (codes, lightest first), and the row that says so."""

    official: str
    label: Text
    sanctions: tuple[str, ...]
    row: CompetenceRow

    @property
    def confidence(self) -> str:
        return self.row.confidence


@dataclass(frozen=True)
class Competent:
    """Those who may punish, most certain first; the unknown facts that would decide among them; permissions needed."""

    officials: tuple[CompetentOfficial, ...]
    decides: tuple[Text, ...]
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, kw_only=True)
class Competence:
    """Everything of `law/competence/`."""

    officials: Mapping[str, Text]
    posts: Mapping[str, Text]
    agencies: Mapping[str, Text]
    facts: Mapping[str, Text]
    meanings: Mapping[str, PostMeaning]
    rows: tuple[CompetenceRow, ...]
    permissions: tuple[Permission, ...]

    def meant(self, position: str | None) -> tuple[str, ...]:
        """The posts of the law a post, or a plain word for one, may be; all of them when unknown. Raises KeyError."""
        if position is None:
            return tuple(self.posts)
        return (position,) if position in self.posts else self.meanings[position].posts


def competent_officials(
    competence: Competence,
    catalogue: Iterable[Sanction],
    level: str | None,
    on: date,
    subjects: tuple[str, ...],
    *,
    position: str | None = None,
    agency: str | None = None,
) -> Competent:
    """Who may impose a sanction of this level on such a person under the law of that day. Raises KeyError for words."""
    ask = _Question(competence, in_force(catalogue, level, on, subjects), level, on, subjects)
    posts = competence.meant(position)
    agencies = tuple(competence.agencies) if agency is None else (agency,)
    found = ask.officials(posts, agencies)
    by_post = {ask.named((post,), agencies) for post in posts} - {frozenset()}
    by_agency = {ask.named(posts, (each,)) for each in agencies} - {frozenset()}
    decides = {"position": len(by_post) > 1, "agency": len(by_agency) > 1}
    return Competent(
        officials=found,
        decides=tuple(competence.facts[fact] for fact in FACTS if decides[fact]),
        permissions=tuple(each for each in competence.permissions if each.in_force(on) and _needed(each, found)),
    )


@dataclass(frozen=True)
class _Question:
    """Sanctions of one level, on a day, for a person: asked of the rows for one post and agency or another."""

    competence: Competence
    sanctions: tuple[Sanction, ...]
    level: str | None
    on: date
    subjects: tuple[str, ...]

    def officials(self, posts: Collection[str], agencies: Collection[str]) -> tuple[CompetentOfficial, ...]:
        rows = [row for row in self.competence.rows if row.in_force(self.on)]
        found = [
            CompetentOfficial(row.official, self.competence.officials[row.official], tuple(self._covered(row)), row)
            for row in rows
            if row.concerns(self.subjects, posts, agencies) and self._empowers(row)
        ]
        return tuple(sorted(found, key=lambda each: (each.row.fallback, CONFIDENCES.index(each.confidence))))

    def named(self, posts: Collection[str], agencies: Collection[str]) -> frozenset[str]:
        return frozenset(each.official for each in self.officials(posts, agencies))

    def _empowers(self, row: CompetenceRow) -> bool:
        """Also where the law has no list of sanctions for such people: somebody is still in charge."""
        return self._by_level(row) or any(each.code in row.sanctions for each in self.sanctions)

    def _by_level(self, row: CompetenceRow) -> bool:
        return (self.level or NO_LEVEL) in row.levels

    def _covered(self, row: CompetenceRow) -> Iterator[str]:
        for sanction in self.sanctions:
            whole = self._by_level(row) and bool(set(row.subjects) & set(sanction.subjects))
            if whole or sanction.code in row.sanctions:
                yield sanction.code


def _needed(permission: Permission, found: Iterable[CompetentOfficial]) -> bool:
    wanted = set(permission.sanctions)
    return any(each.official in permission.officials and wanted & set(each.sanctions) for each in found)


def load_competence(
    law: Path, vocabulary: Vocabulary, sanctions: Collection[str], deadlines: Collection[str]
) -> Competence:
    """Read `law/competence/`: the words in `words.toml`, the rows in every other file."""
    with read(law / "competence" / "words.toml", law) as table:
        words = {name: table.values_of(name, Table.text) for name in ("officials", "posts", "agencies", "facts")}
        meanings = {code: _meaning(row, code, words["posts"]) for code, row in table.named_tables("class").items()}
        _complete(table, words["facts"], FACTS)
        permissions = tuple(
            _permission(row, code, words["officials"], sanctions, deadlines)
            for code, row in table.named_tables("permission").items()
        )
    rows: dict[str, CompetenceRow] = {}
    for path in (each for each in files(law / "competence") if each.stem != "words"):
        with read(path, law) as table:
            for code, entry in table.entries().items():
                if code in rows:
                    table.refuse(code, code, "a code used once", "Give it another code.")
                rows[code] = _row(entry, code, words, vocabulary, sanctions)
    return Competence(
        officials=words["officials"],
        posts=words["posts"],
        agencies=words["agencies"],
        facts=words["facts"],
        meanings=meanings,
        rows=tuple(rows.values()),
        permissions=permissions,
    )


def _complete(table: Table, words: Collection[str], wanted: Iterable[str]) -> None:
    for name in wanted:
        if name not in words:
            table.refuse(f"facts → {name}", None, "a text in both languages", "Say what that fact is.")


def _meaning(row: Table, code: str, posts: Collection[str]) -> PostMeaning:
    with row:
        return PostMeaning(code=code, posts=row.strings("posts", posts), **row.cited())


def _permission(
    row: Table, code: str, officials: Collection[str], sanctions: Collection[str], deadlines: Collection[str]
) -> Permission:
    with row:
        return Permission(
            code=code,
            officials=row.some("officials", officials),
            sanctions=row.some("sanctions", sanctions),
            deadline=row.choice("deadline", deadlines),
            says=row.text("says"),
            **span(row),
            **row.cited(),
        )


def _row(
    row: Table,
    code: str,
    words: Mapping[str, Mapping[str, Text]],
    vocabulary: Vocabulary,
    sanctions: Collection[str],
) -> CompetenceRow:
    with row:
        found = CompetenceRow(
            code=code,
            official=row.choice("official", words["officials"]),
            subjects=row.some("subjects", vocabulary.subjects),
            over=row.strings("over", words["posts"]),
            agencies=row.strings("agencies", words["agencies"]),
            levels=row.strings("levels", (*LEVELS, NO_LEVEL)),
            sanctions=row.strings("sanctions", sanctions),
            condition=row.optional_text("condition"),
            proposal=row.optional_text("proposal"),
            fallback=row.flag("fallback"),
            **span(row),
            **row.cited(),
        )
        if not found.levels and not found.sanctions:
            row.refuse("levels", None, "levels or sanctions", "Say what this official may impose.")
        return found
