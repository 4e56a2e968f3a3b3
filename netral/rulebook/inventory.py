"""Every entry of the law in one shape: what it is, what it says, since when, where it stands, and what is doubted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netral.rulebook.book import Rulebook
from netral.rulebook.dated import Dated
from netral.rulebook.ladder import rungs
from netral.rulebook.law_files import CONFIDENCES
from netral.rulebook.quorum import CONFLICT, Quorum
from netral.rulebook.successions import successions
from netral.rulebook.texts import Text
from netral.rulebook.transfers import transfer_rules

# The chapters in which entries are shown, in this order.
CHAPTERS = {
    "instrument": "Peraturan",
    "provision": "Norma",
    "penalty": "Ancaman pidana",
    "sanction": "Hukuman dan sanksi",
    "range": "Memilih dan menilai hukuman",
    "competence": "Siapa yang berwenang menghukum",
    "post": "Arti kata jabatan",
    "permission": "Izin sebelum menghukum",
    "remedy": "Upaya terhadap keputusan",
    "route": "Penerima penerusan",
    "deadline": "Tenggat",
    "change": "Yang menghentikan atau memperpanjang tenggat",
    "procedure": "Prosedur",
    "step": "Langkah prosedur",
    "team": "Susunan tim",
    "stage": "Tahapan pemilihan",
    "quorum": "Kuorum",
    "transfer": "Pindahnya perkara antar-kantor",
    "succession": "Penerima yang berhenti dan penggantinya",
    "ladder": "Tindakan terhadap rekomendasi yang didiamkan",
    "requirement": "Syarat laporan",
    "defence": "Keadaan yang menggugurkan dugaan",
    "form": "Formulir resmi",
    "proof": "Bukti yang menutup celah unsur",
}


class Source(Protocol):
    """What every cited entry has."""

    @property
    def source(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def assumption(self) -> Text | None: ...


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry. `begins` and `ends` are days or bare years as text, empty where open; `waits`: has no day yet."""

    chapter: str
    code: str
    says: str
    begins: str
    ends: str
    waits: bool
    source: str
    confidence: str
    assumption: str

    @property
    def doubtful(self) -> bool:
        """Whether a lawyer should look: not of high confidence, or resting on an assumption."""
        return self.confidence != CONFIDENCES[0] or bool(self.assumption)


def entries(book: Rulebook, quorums: dict[str, Quorum]) -> tuple[Entry, ...]:
    """All entries of a rulebook and its quorums, chapter by chapter."""
    found = [*_conduct(book), *_punishing(book), *_handling(book), *_around(book, quorums)]
    order = tuple(CHAPTERS)
    return tuple(sorted(found, key=lambda entry: order.index(entry.chapter)))


def _conduct(book: Rulebook) -> Iterator[Entry]:
    for law in book.instruments.values():
        yield _entry("instrument", law.code, law.title, law, (law.effective, law.until))
    for row in book.provisions.values():
        yield _dated("provision", row.code, row.title, row, row)
        for penalty in row.penalties:
            yield _dated("penalty", penalty.code, penalty.name, penalty, penalty)
    for defence in book.defences:
        yield _entry("defence", defence.fact, defence.because, defence)


def _punishing(book: Rulebook) -> Iterator[Entry]:
    for sanction in book.sanction_list.values():
        yield _dated("sanction", sanction.code, sanction.name, sanction, sanction)
    for rule in book.catalogue.rules:
        yield _dated("range", rule.code, rule.says, rule, rule)
    for row in book.competence.rows:
        yield _dated("competence", row.code, book.competence.officials[row.official], row, row)
    for word in book.competence.meanings.values():
        posts = ", ".join(book.competence.posts[post].id for post in word.posts)
        yield _entry("post", word.code, Text(posts, posts), word)
    for permission in book.competence.permissions:
        yield _dated("permission", permission.code, permission.says, permission, permission)
    for remedy in book.remedy_list.values():
        yield _dated("remedy", remedy.code, remedy.name, remedy, remedy)


def _handling(book: Rulebook) -> Iterator[Entry]:
    for route in book.routes:
        yield _dated("route", route.code, route.because, route, route)
    for versions in book.deadlines.values():
        for rule in versions:
            yield _entry("deadline", rule.code, rule.title, rule, (rule.version, _day(rule.until)))
            for permit in rule.permits.values():
                yield _dated("change", f"{rule.code}: {permit.kind}", permit.document, permit, permit)
    for table in (table for versions in book.procedures.values() for table in versions):
        yield _entry("procedure", table.code, table.title, table, (table.version, ""))
        for step in table.steps:
            yield _entry("step", f"{table.code}: {step.code}", step.label, step)
        for code, team in table.teams.items():
            yield _entry("team", f"{table.code}: {code}", table.requirements[code], team)


def _transfers() -> Iterator[Entry]:
    for rule in transfer_rules().values():
        for regime, basis in rule.bases.items():
            yield _entry("transfer", f"{rule.code}: {regime}", rule.title, basis)


def _successions() -> Iterator[Entry]:
    for rule in successions().values():
        yield _dated("succession", rule.code, rule.because, rule, rule)


def _around(book: Rulebook, quorums: dict[str, Quorum]) -> Iterator[Entry]:
    for election in book.elections.values():
        for stage in (*election.stages, *election.asides):
            name = Text(f"{election.name.id}: {stage.code}", f"{election.name.en}: {stage.code}")
            yield _entry(
                "stage", f"{election.code}: {stage.code}", name, stage, (_day(stage.starts_on), _day(stage.ends_on))
            )
    for body, quorum in quorums.items():
        yield _entry("quorum", body, Text(body, body), quorum)
    for conflict in {quorum.conflict for quorum in quorums.values()}:
        yield _entry("quorum", CONFLICT, Text("benturan kepentingan", "conflict of interest"), conflict)
    yield from _transfers()
    yield from _successions()
    for rung in rungs().values():
        yield _entry("ladder", rung.code, rung.title, rung)
    for need in (*book.report_requirements, *book.review_checks):
        yield _entry("requirement", need.code, need.label, need)
        for regime, basis in need.bases.items():
            yield _entry("requirement", f"{need.code}: {regime}", need.label, basis)
    yield from _papers(book)


def _papers(book: Rulebook) -> Iterator[Entry]:
    for form in book.forms.values():
        yield _entry("form", form.code, form.said or Text("judul belum diketahui", "title not known"), form)
    for proof in book.proofs.values():
        yield _entry("proof", proof.code, proof.label, proof)


def _dated(chapter: str, code: str, says: Text, cited: Source, dated: Dated) -> Entry:
    return _entry(chapter, code, says, cited, (_day(dated.effective), _day(dated.until)), waits=dated.not_yet)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _entry(
    chapter: str, code: str, says: Text, cited: Source, days: tuple[str, str] = ("", ""), *, waits: bool = False
) -> Entry:
    return Entry(
        chapter=chapter,
        code=code,
        says=says.id,
        begins=days[0],
        ends=days[1],
        waits=waits,
        source=cited.source,
        confidence=cited.confidence,
        assumption=cited.assumption.id if cited.assumption else "",
    )
