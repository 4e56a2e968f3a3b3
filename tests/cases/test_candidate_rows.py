"""A table of candidates as officers bring it: its columns by any spelling, its rows by the number the sheet shows."""

from datetime import date

import pytest

from netral.cases.candidate_rows import COLUMNS, EXAMPLE, in_table, read_candidates
from netral.intake.tables import BadCell, Cell, Table, TableRefused
from netral.registry.models import Holds

pytestmark = pytest.mark.once
PLACES = [2, 5, 6]


def table(*rows: tuple[Cell, ...], columns: tuple[str, ...] = COLUMNS) -> Table:
    return Table(columns, tuple(enumerate(rows, 2)))


def example(**changes: Cell) -> tuple[Cell, ...]:
    return tuple({**dict(zip(COLUMNS, EXAMPLE, strict=True)), **changes}.values())


def test_the_example_of_the_page_is_read_as_it_stands() -> None:
    (row,) = read_candidates(table(EXAMPLE))

    assert (row.election, row.name, row.office, row.region) == ("pilkada2024", "Nama Rekaan", "bupati", "99.07")
    assert (row.agency, row.holds, row.source_on) == ("pemkab-99.07", Holds.APPOINTING, date(2024, 9, 22))


def test_columns_are_known_however_a_sheet_writes_them() -> None:
    spelled = tuple(f" {name.replace('_', ' ').upper()} " for name in COLUMNS)

    assert read_candidates(table(EXAMPLE, columns=spelled)) == read_candidates(table(EXAMPLE))


def test_a_row_that_ends_early_leaves_the_rest_empty() -> None:
    columns = ("pemilihan", "nama", "jabatan_dituju", "sumber", "tanggal_sumber", "wilayah", "instansi")
    (row,) = read_candidates(table(("pilkada2024", "A", "bupati", "Keputusan 1", "2024-09-22"), columns=columns))

    assert (row.region, row.agency, row.holds) == ("", "", Holds.NONE)


@pytest.mark.parametrize(("instansi", "holds"), [("pemkab-99.07", Holds.OTHER), ("", Holds.NONE), ("   ", Holds.NONE)])
def test_a_post_left_out_follows_from_the_agency(instansi: str, holds: Holds) -> None:
    (row,) = read_candidates(table(example(instansi=instansi, jabatan_sekarang="")))

    assert row.holds == holds


def test_every_missing_column_is_named_at_once() -> None:
    with pytest.raises(TableRefused, match="Kolom nama, tanggal_sumber tidak ada"):
        read_candidates(table(columns=("pemilihan", "jabatan_dituju", "sumber")))


@pytest.mark.parametrize("day", ["", "kemarin", "2024-13-01", "2024-09"])
def test_a_day_that_is_none_is_named_with_its_row(day: str) -> None:
    with pytest.raises(TableRefused, match="Baris 3, kolom tanggal_sumber: Tulis tanggal seperti 2024-09-22"):
        read_candidates(table(EXAMPLE, example(tanggal_sumber=day)))


def test_a_cell_that_cannot_be_read_says_so_in_its_own_words() -> None:
    with pytest.raises(TableRefused, match="Baris 2, kolom nama: Ini rumus"):
        read_candidates(table(example(nama=BadCell("Ini rumus."))))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("1.office", "Baris 2, kolom jabatan_dituju: Salah."),
        ("2.name", "Baris 5, kolom nama: Salah."),
        ("3.source_on", "Baris 6, kolom tanggal_sumber: Salah."),
        ("3.lain", "Baris 6, kolom lain: Salah."),
        ("rows", "Salah."),
        ("", "Salah."),
    ],
)
def test_a_refusal_names_the_row_as_the_sheet_numbers_it(field: str, said: str) -> None:
    """Rows 3 and 4 of the sheet were left empty."""
    assert in_table(field, "Salah.", PLACES) == said
