"""The closed lists of words: what was done, by whom, for which office, under which circumstances."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from netral.rulebook.law_files import Cited, Table, files, read
from netral.rulebook.positions import Positions, load_positions
from netral.rulebook.texts import Text

KINDS = ("kode_etik", "disiplin", "pidana", "peraturan_lainnya", "kode_etik_penyelenggara", "administrasi")
LEVELS = ("ringan", "sedang", "berat", "ptdh", "moral")
PHASES = ("before", "after")
REGIMES = ("pemilu", "pilkada")
# The sentences an assessment may need.
NOTES = (
    "administrative_first",
    "decides",
    "defence",
    "low_confidence",
    "milder_law",
    "no_date",
    "no_date_no_election",
    "no_rule",
    "phase_conflict",
    "repeat",
    "several",
)
REQUIREMENT_KINDS = ("formal", "material")


@dataclass(frozen=True, kw_only=True)
class CheckedItem(Cited):
    """Something the initial study looks at. It stands in one regulation for Pemilu, in another in `bases`."""

    code: str
    label: Text
    bases: Mapping[str, Cited] = field(default_factory=dict)

    def basis(self, regime: str) -> Cited:
        """Where it stands for reports of this regime; for one without an article of its own, where it stands."""
        return self.bases.get(regime, self)


@dataclass(frozen=True, kw_only=True)
class Requirement(CheckedItem):
    """One thing the initial study checks on a report. `ask` is the sentence that asks the reporter for it."""

    kind: str
    ask: Text
    article: str


@dataclass(frozen=True, kw_only=True)
class ReviewCheck(CheckedItem):
    """What the office asks itself in the initial study. `blocks`: answered No, the report cannot be complete."""

    blocks: bool


@dataclass(frozen=True, kw_only=True)
class Instrument(Cited):
    """A law, regulation or decision that entries cite."""

    code: str
    title: Text
    effective: str
    until: str


@dataclass(frozen=True)
class Subject:
    """Whom neutrality binds. `one_of`: the statuses one can have (ASN is PNS or PPPK); `post`: one all hold."""

    label: Text
    one_of: tuple[str, ...]
    post: str = ""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    conducts: Mapping[str, Text]
    subjects: Mapping[str, Subject]
    offices: Mapping[str, Text]
    targets: Mapping[str, Text]
    circumstances: Mapping[str, Text]
    positions: Positions


def load_vocabulary(law: Path) -> Vocabulary:
    """Read the word lists of `law/`."""
    positions = load_positions(law)
    return Vocabulary(
        conducts=load_words(law, "conducts"),
        subjects=load_subjects(law, positions.classes),
        offices=load_words(law, "offices"),
        targets=load_words(law, "targets"),
        circumstances=load_words(law, "circumstances"),
        positions=positions,
    )


def load_words(law: Path, name: str) -> dict[str, Text]:
    """A flat list of codes with their texts, in the order of the file."""
    with read(law / f"{name}.toml", law) as table:
        return table.values(Table.text)


def load_subjects(law: Path, posts: Collection[str] | None = None) -> dict[str, Subject]:
    """Read `law/subjects.toml`; with `posts`, a post that is not among them is refused."""
    with read(law / "subjects.toml", law) as table:
        rows = table.entries()
        return {code: _subject(row, code, rows, posts) for code, row in rows.items()}


def _subject(row: Table, code: str, known: Mapping[str, object], posts: Collection[str] | None) -> Subject:
    with row:
        post = row.choice("post", posts, default="") if posts else row.optional_string("post")
        return Subject(row.text("label"), row.strings("one_of", known) or (code,), post)


def load_requirements(law: Path) -> tuple[Requirement, ...]:
    """The formal and material requirements of a report, in the order they are checked."""
    with read(law / "report.toml", law) as table:
        requirements = tuple(map(_requirement, table.tables("requirement")))
        table.tables("check")
        return requirements


def load_checks(law: Path) -> tuple[ReviewCheck, ...]:
    """What an office asks itself about a report, beside the requirements."""
    with read(law / "report.toml", law) as table:
        table.tables("requirement")
        return tuple(map(_check, table.tables("check")))


def _check(row: Table) -> ReviewCheck:
    with row:
        return ReviewCheck(
            code=row.string("code"),
            label=row.text("label"),
            blocks=row.flag("blocks"),
            bases=_bases(row),
            **row.cited(),
        )


def _bases(row: Table) -> dict[str, Cited]:
    """Where it stands in other regimes."""
    return {regime: _basis(basis) for regime, basis in row.named_tables("basis").items()}


def _basis(row: Table) -> Cited:
    with row:
        return Cited(**row.cited())


def load_notes(law: Path) -> dict[str, Text]:
    """The sentences for the human who must look, by their codes."""
    with read(law / "notes.toml", law) as table:
        notes = {code: _note(row) for code, row in table.entries().items()}
        for code in NOTES:
            if code not in notes:
                table.refuse(code, None, "a note of that code", "Write it; the assessment needs the sentence.")
        return notes


def _note(row: Table) -> Text:
    with row:
        row.cited()
        return row.text("text")


def _requirement(row: Table) -> Requirement:
    with row:
        return Requirement(
            code=row.string("code"),
            kind=row.choice("kind", REQUIREMENT_KINDS),
            label=row.text("label"),
            ask=row.text("ask"),
            article=row.string("article"),
            bases=_bases(row),
            **row.cited(),
        )


def load_instruments(law: Path) -> dict[str, Instrument]:
    """The laws and regulations the entries cite, by their codes."""
    found: dict[str, Instrument] = {}
    for path in files(law / "instruments"):
        with read(path, law) as table:
            for code, row in table.entries().items():
                if code in found:
                    table.refuse(code, code, "a code used once", "Give the instrument one entry.")
                found[code] = _instrument(row, code)
    return found


def _instrument(row: Table, code: str) -> Instrument:
    with row:
        return Instrument(
            code=code,
            title=row.text("title"),
            effective=row.string("effective"),
            until=row.optional_string("until"),
            **row.cited(),
        )
