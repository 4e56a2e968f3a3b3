"""The printed tables are those the code uses."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook import reference
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()


def test_every_deadline_stands_in_the_table_with_its_article() -> None:
    text = reference.deadline_table()

    for versions in BOOK.deadlines.values():
        for rule in versions:
            assert f"| `{rule.code}` | {rule.title.id} |" in text
            assert rule.source in text


def test_the_table_tells_numbers_open_units_and_absent_numbers() -> None:
    text = reference.deadline_table()

    assert "| `P-REP` | Menyampaikan laporan | paling lama 7 hari kerja |" in text
    assert "| `P-KA` | Kajian awal laporan | paling lama 2 hari kerja (naskah: “hari”) |" in text
    assert "| `S-PPK` | Pejabat pembina menindaklanjuti rekomendasi | tanpa angka |" in text
    assert "2010-06-06 sampai 2021-08-30" in text


def test_another_rulebook_can_be_printed(tmp_path: Path) -> None:
    book = rulebook.load(law_changed(tmp_path, "rulebook.toml", "2026.1", "2027.1"))

    assert "Paket aturan 2027.1" in reference.deadline_table(book)


@pytest.mark.parametrize("code", BOOK.procedures)
def test_the_diagram_shows_every_status_and_step(code: str) -> None:
    table = BOOK.procedure(code, date(2024, 10, 1))

    text = reference.status_diagram(table)

    assert text.count("```mermaid") == len(table.subjects)
    for status in table.statuses.values():
        assert f"    {status.code}: {status.label.id}\n" in text
        assert (f"    {status.code} --> [*]\n" in text) is status.final
    for step in table.steps:
        for origin in step.froms:
            assert f"    {origin} --> {step.to or origin}: {step.label.id}" in text


def test_the_diagram_shows_which_clocks_start_and_stop() -> None:
    text = reference.status_diagram(BOOK.procedure("pemilu", date(2024, 10, 1)))

    assert "diterima --> perlu_dilengkapi: Minta perbaikan +P-PERB -P-KA" in text


def test_instruments_are_listed() -> None:
    instruments = reference.instrument_table()

    assert all(f"| `{code}` |" in instruments for code in BOOK.instruments)
    assert "2014-01-15 sampai 2023-10-30" in instruments


def test_a_pipe_in_a_cell_does_not_break_the_table() -> None:
    assert reference.table(("a",), [("x|y",)]) == ["| a |", "| --- |", "| x\\|y |"]


@pytest.mark.parametrize(
    ("span", "words"),
    [((None, None), "selalu"), ((None, "2021"), "sampai 2021"), (("2010", None), "sejak 2010")],
)
def test_an_open_end_is_said_in_words(span: tuple[object, object], words: str) -> None:
    assert reference._span(*span) == words
