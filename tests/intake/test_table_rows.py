"""Rows as reports: each bad cell named with row, column, what stands there and what to do."""

from datetime import date, time

import pytest

from netral.intake.states import Kind
from netral.intake.table_rows import COLUMNS, EXAMPLE, BadRow, Sorted, _clock, read_day, sort
from netral.intake.tables import BadCell, Table, TableRefused
from tests.intake.builders import MONDAY, country

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country() -> None:
    country()


def sorted_rows(*rows: dict[str, str | BadCell], columns: tuple[str, ...] = tuple(COLUMNS)) -> Sorted:
    cells = tuple((number, tuple(row.get(name, "") for name in columns)) for number, row in enumerate(rows, 2))
    return sort(Table(columns, cells), at=MONDAY)


WHOLE: dict[str, str | BadCell] = dict(zip(COLUMNS, EXAMPLE, strict=True))
TIP: dict[str, str | BadCell] = {"jenis": "Informasi Awal", "uraian": "Ada kampanye."}


def test_the_example_of_the_template_is_a_whole_report() -> None:
    ((row, report),) = sorted_rows(WHOLE).good

    assert (row, report.kind, report.act_date, report.act_time) == (2, "laporan", date(2024, 1, 12), time(9, 30))
    assert (report.region, report.who[0].job, report.links) == ("99.07", "Camat", ("https://contoh.id/unggahan",))
    assert report.reporter
    assert report.reporter.name == "Pelapor Rekaan"


def test_kinds_are_read_as_people_write_them() -> None:
    ((_row, report),) = sorted_rows(TIP).good

    assert (report.kind, report.reporter, report.who) == (Kind.INFORMASI_AWAL, None, ())


@pytest.mark.parametrize(
    ("changes", "column", "found"),
    [
        ({"jenis": "keluhan"}, "jenis", "keluhan"),
        ({"uraian": ""}, "uraian", ""),
        ({"tanggal_kejadian": "besok"}, "tanggal_kejadian", "besok"),
        ({"tanggal_kejadian": "2024-02-30"}, "tanggal_kejadian", "2024-02-30"),
        ({"tanggal_kejadian": "2024-01-16"}, "tanggal_kejadian", "2024-01-16"),
        ({"jam_kejadian": "pagi"}, "jam_kejadian", "pagi"),
        ({"wilayah": "77.77"}, "wilayah", "77.77"),
        ({"tautan": "bukan tautan"}, "tautan", "bukan tautan"),
        ({"pelapor_nama": ""}, "pelapor_nama", ""),
        ({"pelapor_alamat": ""}, "pelapor_alamat", ""),
        ({"jenis": "informasi_awal"}, "pelapor_nama", "Pelapor Rekaan"),
        ({"uraian": BadCell("rumus")}, "uraian", ""),
    ],
)
def test_a_bad_cell_is_named(changes: dict[str, str | BadCell], column: str, found: str) -> None:
    sorted_out = sorted_rows(WHOLE | changes, TIP)

    first = sorted_out.bad[0]
    assert (first.row, first.column, first.found) == (2, column, found)
    assert first.problem
    assert [row for row, _report in sorted_out.good] == [3]


def test_several_bad_cells_of_one_row_are_one_bad_row() -> None:
    found = sorted_rows(WHOLE | {"tanggal_kejadian": "x", "jam_kejadian": "y"})

    assert (len(found.bad), found.bad_rows) == (2, 1)
    assert isinstance(found.bad[0], BadRow)


def test_the_same_row_twice_counts_once() -> None:
    found = sorted_rows(TIP, WHOLE, TIP, {**TIP, "uraian": " Ada kampanye. "})

    assert [row for row, _report in found.good] == [2, 3]
    assert found.repeated == {4: 2, 5: 2}


def test_columns_are_found_by_name_in_any_order_and_unknown_ones_told() -> None:
    found = sorted_rows(
        {"URAIAN ": "Ada kampanye.", "Jenis": "laporan", "Catatan": "x", "Pelapor Nama": "A", "pelapor-alamat": "B"},
        columns=("URAIAN ", "Catatan", "Jenis", "Pelapor Nama", "pelapor-alamat", ""),
    )

    assert found.unknown == ("Catatan",)
    assert len(found.good) == 1


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(TableRefused, match="jenis"):
        sorted_rows(columns=("uraian",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-05", date(2024, 2, 5)),
        ("2024-02-05 09:30", date(2024, 2, 5)),
        ("5/2/2024", date(2024, 2, 5)),
        ("5 Februari 2024", date(2024, 2, 5)),
        ("45327", date(2024, 2, 5)),
        ("99999", None),
        ("2024-2-5", None),
        ("2024-13-01", None),
        ("", None),
    ],
)
def test_days_are_read_as_spreadsheets_write_them(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "clock"), [("9.30", time(9, 30)), ("09:30:00", time(9, 30)), ("25.00", None), ("", None)]
)
def test_hours_are_read(text: str, clock: time | None) -> None:
    assert _clock(text) == clock
