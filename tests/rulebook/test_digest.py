"""The law read as a whole: nothing is left out, and what is doubted is said."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook import digest
from netral.rulebook.inventory import CHAPTERS, Entry, entries
from netral.rulebook.quorum import CONFLICT, quorums
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()
ALL = entries(BOOK, quorums())


def chapter(name: str) -> list[Entry]:
    return [entry for entry in ALL if entry.chapter == name]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("provision", BOOK.provisions),
        ("sanction", BOOK.sanction_list),
        ("instrument", BOOK.instruments),
        ("remedy", BOOK.remedy_list),
        ("form", BOOK.forms),
        ("deadline", BOOK.deadlines),
        ("procedure", BOOK.procedures),
        ("quorum", {*quorums(), CONFLICT}),
        ("range", [rule.code for rule in BOOK.catalogue.rules]),
        ("competence", [row.code for row in BOOK.competence.rows]),
        ("route", [route.code for route in BOOK.routes]),
    ],
)
def test_no_entry_of_the_law_is_left_out(name: str, known: object) -> None:
    assert {entry.code for entry in chapter(name)} == set(known)  # type: ignore[call-overload]


def test_every_chapter_has_entries_and_they_come_in_its_order() -> None:
    order = list(CHAPTERS)
    places = [order.index(entry.chapter) for entry in ALL]

    assert set(places) == set(range(len(order)))
    assert places == sorted(places)


def test_every_entry_is_cited() -> None:
    assert [entry.code for entry in ALL if not entry.source or not entry.says] == []


def test_every_rule_stands_in_words_with_its_source() -> None:
    text = digest.rules_in_words()

    for entry in ALL:
        assert f"- `{entry.code}` " in text
        assert entry.source in text
    for title in CHAPTERS.values():
        assert f"\n## {title}\n" in text


def test_a_provision_says_who_what_towards_whom_and_when() -> None:
    line = next(line for line in digest.rules_in_words().splitlines() if line.startswith("- `SKB-2022/DS-6`"))

    for words in (
        "Jenis: disiplin",
        "Siapa: ",
        "Perbuatan: ",
        "Terhadap: ",
        "Kapan: sesudah calon ditetapkan",
        "Tingkat: berat",
        "Dasar: ",
    ):
        assert words in line


def test_provisions_stand_under_their_instrument() -> None:
    text = digest.rules_in_words()

    for instrument in {code.split("/")[0] for code in BOOK.provisions}:
        assert text.count(f"\n### {instrument}\n") == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("S1", "Belum berlaku."),
        ("ST1", "Sejak 2021-08-31."),
        ("OS1", "2010-06-06 sampai 2021-08-30."),
        ("R-ASN-BKN-JEDA", "2024-08-23 sampai 2024-09-03."),
        ("KEBERATAN-DESA", "Keyakinan rendah. Pengandaian: "),
    ],
)
def test_a_line_says_since_when_and_how_sure(code: str, words: str) -> None:
    line = next(line for line in digest.rules_in_words().splitlines() if line.startswith(f"- `{code}` "))

    assert words in line


def test_an_entry_that_only_ends_or_never_does_says_so() -> None:
    ended = replace(ALL[0], begins="", ends="2021-08-30", waits=False)
    always = replace(ended, ends="")

    assert "Sampai 2021-08-30." in digest._line(ended)
    assert "Sampai" not in digest._line(always)


@pytest.mark.parametrize(
    ("day", "begins", "ends"),
    [
        ("2021-08-31", "`B1`", ""),
        ("2021-08-30", "", "`OB1`"),
        ("2022-09-22", "`SKB-2022/DS-6`", ""),
        ("2023-10-30", "", "`PTDH-2014`"),
        ("2023-10-31", "`PTDH`", ""),
        ("2024-08-23", "`R-ASN-BKN-JEDA`", ""),
        ("2024-09-03", "", "`R-ASN-KASN-JEDA`"),
        ("2024-09-04", "`R-ASN-BKN`", ""),
    ],
)
def test_the_timeline_shows_what_began_and_what_ended(day: str, begins: str, ends: str) -> None:
    row = next(line for line in digest.timeline().splitlines() if line.startswith(f"| {day} |"))
    _, _, first, last, _ = row.split("|")

    assert begins in first
    assert ends in last


def test_the_timeline_is_in_order_and_ends_with_what_waits() -> None:
    text = digest.timeline()
    days = re.findall(r"^\| (\d{4}(?:-\d\d-\d\d)?) \|", text, re.MULTILINE)
    waiting = text.split("## Menunggu")[1]

    assert days == sorted(days)
    assert len(set(days)) == len(days)
    assert all(f"`{code}`" in waiting for code in ("S1", "S2", "S3", "R-ASN-NEW"))


def test_without_anything_waiting_the_timeline_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(digest, "entries", lambda *_: tuple(entry for entry in ALL if not entry.waits))

    assert digest.timeline().endswith("## Menunggu\n\nTidak ada.\n")


def test_every_weak_or_assumed_entry_stands_among_the_doubts_once() -> None:
    text = digest.doubts()

    for entry in ALL:
        row = f"| {CHAPTERS[entry.chapter]} | `{entry.code}` | "
        assert not entry.doubtful or row in text
        assert not entry.assumption or entry.assumption.replace("|", "\\|") in text
    assert f"{sum(entry.doubtful for entry in ALL)} dari {len(ALL)} butir." in text


def test_doubts_come_weakest_first_and_certain_entries_are_not_among_them() -> None:
    text = digest.doubts()

    assert text.index("Keyakinan rendah") < text.index("Keyakinan sedang") < text.index("Keyakinan tinggi")
    assert "| `TN1` |" not in text


def test_what_a_lawyer_settles_leaves_the_list(tmp_path: Path) -> None:
    """The count of open doubts falls by one when one of them becomes certain."""
    old = 'confidence = "medium"\nchecked = 2026-11-22\nassumption = { id = "Salinan yang dibaca'
    text = (rulebook.book.LAW / "competence/pp94.toml").read_text(encoding="utf-8")
    assumption = next(line for line in text.splitlines() if "Salinan yang dibaca" in line)
    new = 'confidence = "high"\nchecked = 2026-11-22'
    book = rulebook.load(
        law_changed(tmp_path, "competence/pp94.toml", old + assumption.split("Salinan yang dibaca")[1], new)
    )

    assert "PP94-18-3-C" in digest.doubts()
    assert "PP94-18-3-C" not in digest.doubts(book)
    assert "PP94-18-3-C" in digest.rules_in_words(book)
    assert digest.timeline(book) == digest.timeline()
