"""The law read as a whole, as Markdown: every rule in plain words, what changed when, and what is doubted."""

from collections.abc import Iterable, Iterator

from netral.rulebook.book import Rulebook, current
from netral.rulebook.inventory import CHAPTERS, Entry, entries
from netral.rulebook.provisions import Provision
from netral.rulebook.quorum import quorums
from netral.rulebook.reference import CONFIDENCE_NAMES, table

PHASES = {"before": "sebelum calon ditetapkan", "after": "sesudah calon ditetapkan"}
# Not part of a timeline: a step has the day of its table, and a list of words has none.
UNDATED = ("step", "post", "quorum", "transfer", "ladder", "requirement", "defence", "form")


def rules_in_words(book: Rulebook | None = None) -> str:
    """Every entry with what it says, since when, where it stands and how sure that is, by chapter."""
    book = book or current()
    lines = ["# Aturan", "", f"Paket aturan {book.version}, diperiksa {book.checked.isoformat()}.", *_contents()]
    for chapter, title in CHAPTERS.items():
        lines += ["", f"## {title}", ""]
        lines += _provisions(book) if chapter == "provision" else map(_line, _of(book, chapter))
    return "\n".join(lines) + "\n"


def _contents() -> Iterator[str]:
    yield ""
    yield "Setiap baris: kode, bunyi, masa berlaku, dasar, keyakinan bila tidak tinggi, dan pengandaian bila ada."


def _of(book: Rulebook, *chapters: str) -> list[Entry]:
    return [entry for entry in entries(book, quorums()) if entry.chapter in chapters]


def _line(entry: Entry) -> str:
    parts = [f"`{entry.code}` {_sentence(entry.says)}", _span(entry), f"Dasar: {entry.source}.", *_doubts(entry)]
    return "- " + " ".join(part for part in parts if part)


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _span(entry: Entry) -> str:
    if entry.waits:
        return "Belum berlaku."
    if entry.begins and entry.ends:
        return f"{entry.begins} sampai {entry.ends}."
    return f"Sejak {entry.begins}." if entry.begins else f"Sampai {entry.ends}." if entry.ends else ""


def _doubts(entry: Entry) -> Iterator[str]:
    if entry.confidence != "high":
        yield f"Keyakinan {CONFIDENCE_NAMES[entry.confidence]}."
    if entry.assumption:
        yield f"Pengandaian: {entry.assumption}"


def _provisions(book: Rulebook) -> Iterator[str]:
    """Provisions under their instrument, with whom, what, towards whom and when in words."""
    shown = {entry.code: entry for entry in _of(book, "provision")}
    groups: dict[str, list[str]] = {}
    for code, row in book.provisions.items():
        groups.setdefault(code.split("/")[0], []).append(_line(shown[code]) + _elements(book, row))
    for number, (instrument, lines) in enumerate(groups.items()):
        yield from ["", f"### {instrument}", ""] if number else [f"### {instrument}", ""]
        yield from lines


def _elements(book: Rulebook, row: Provision) -> str:
    words, post = book.vocabulary, row.posts
    parts = {
        "Jenis": row.kind.replace("_", " "),
        "Siapa": ", ".join(words.subjects[code].label.id for code in row.subjects),
        "Hanya": words.positions.groups[post].label.id if post else "",
        "Juga": row.others.id if row.others else "",
        "Perbuatan": "; ".join(words.conducts[code].id for code in row.conducts if code not in row.doubtful_conducts),
        "Mungkin juga": "; ".join(words.conducts[code].id for code in row.doubtful_conducts),
        "Terhadap": ", ".join(words.targets[code].id for code in row.targets),
        "Diragukan terhadap": ", ".join(words.targets[code].id for code in row.doubtful),
        "Kapan": PHASES.get(row.phase or "", ""),
        "Pemilihan": ", ".join((*row.regimes, *(words.offices[code].id for code in row.offices))),
        "Keadaan": "; ".join(each.text.id for each in row.circumstances.values()),
        "Tingkat": row.level or "",
        "Ingat": row.note.id.rstrip(".") if row.note else "",
    }
    return "".join(f" {name}: {said}." for name, said in parts.items() if said)


def timeline(book: Rulebook | None = None) -> str:
    """What began and what ended on which day, oldest first; several entries of one kind in one cell."""
    book = book or current()
    dated = [entry for entry in entries(book, quorums()) if entry.chapter not in UNDATED]
    days = sorted({day for entry in dated for day in (entry.begins, entry.ends) if day})
    heads = ("Hari", "Mulai", "Hari terakhir")
    rows = [(day, _codes(dated, "begins", day), _codes(dated, "ends", day)) for day in days]
    waiting = _grouped(entry for entry in dated if entry.waits)
    lines = [
        "# Apa berubah kapan",
        "",
        "Hari pertama dan hari terakhir setiap aturan; tahun saja bila harinya tidak diketahui.",
    ]
    lines += ["", *table(heads, rows), "", "## Menunggu", "", waiting or "Tidak ada."]
    return "\n".join(lines) + "\n"


def _codes(dated: Iterable[Entry], when: str, day: str) -> str:
    return _grouped(entry for entry in dated if getattr(entry, when) == day)


def _grouped(found: Iterable[Entry]) -> str:
    chapters: dict[str, list[str]] = {}
    for entry in found:
        chapters.setdefault(CHAPTERS[entry.chapter], []).append(f"`{entry.code}`")
    return "; ".join(f"{title}: {', '.join(codes)}" for title, codes in chapters.items())


def doubts(book: Rulebook | None = None) -> str:
    """Every entry that is not certain or rests on an assumption: what a lawyer should look at, weakest first."""
    book = book or current()
    open_ones = [entry for entry in entries(book, quorums()) if entry.doubtful]
    lines = ["# Keraguan hukum yang terbuka", "", f"{len(open_ones)} dari {len(entries(book, quorums()))} butir."]
    for confidence in ("low", "medium", "high"):
        rows = [_doubt(entry) for entry in open_ones if entry.confidence == confidence]
        lines += ["", f"## Keyakinan {CONFIDENCE_NAMES[confidence]}", ""]
        lines += table(("Bab", "Kode", "Bunyi", "Dasar", "Yang diandaikan atau diragukan"), rows)
    return "\n".join(lines) + "\n"


def _doubt(entry: Entry) -> tuple[str, ...]:
    doubt = entry.assumption or "sumbernya belum cukup kuat; bandingkan dengan naskah resmi"
    return (CHAPTERS[entry.chapter], f"`{entry.code}`", entry.says, entry.source, doubt)
