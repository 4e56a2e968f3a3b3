"""Another agency's list, row by row."""

from datetime import date

import pytest

from netral.insight.listed import COLUMNS, EXAMPLE, Listed, read_list
from netral.insight.states import Reason
from netral.intake.tables import TableRefused, read_table, write_csv
from tests.intake.test_tables import sheet


def read(*rows: tuple[object, ...], columns: tuple[str, ...] = COLUMNS) -> list[Listed]:
    return read_list(read_table(write_csv([columns, *rows])))


def test_the_example_is_a_good_row() -> None:
    (row,) = read(EXAMPLE)

    assert row == Listed(2, EXAMPLE[0], EXAMPLE[1], date(2026, 11, 20), "diterima")
    assert row.written() == dict(zip(COLUMNS, EXAMPLE, strict=True))


def test_columns_come_in_any_order_and_spelling_and_others_are_left() -> None:
    (row,) = read(("x", "Arif Contoh", "001"), columns=("Catatan", " NAMA ", "Nomor"))

    assert (row.number, row.name, row.day, row.status, row.problem) == ("001", "Arif Contoh", None, "", "")


@pytest.mark.parametrize("columns", [("nomor",), ("nama", "tanggal")])
def test_without_number_and_name_the_list_is_refused(columns: tuple[str, ...]) -> None:
    with pytest.raises(TableRefused, match="tidak ada"):
        read(("1", "2"), columns=columns)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("", "", "2024-02-05", "terkirim"), Reason.EMPTY),
        (("001", "Arif", "kemarin", ""), Reason.BAD_DAY),
        (("001", "", "", ""), ""),
        (("", "Arif", "", ""), ""),
    ],
)
def test_what_cannot_be_compared_says_why(row: tuple[str, ...], problem: str) -> None:
    assert read(row)[0].problem == problem


def test_a_formula_of_a_spreadsheet_is_never_read() -> None:
    (row,) = read_list(read_table(sheet(COLUMNS, ("001", "=HYPERLINK(1)", "", ""))))

    assert (row.name, row.problem) == ("", Reason.BAD_CELL)


def test_a_very_long_cell_is_cut() -> None:
    assert len(read(("9" * 5_000, "Arif", "", ""))[0].number) == 200
