"""Tables as spreadsheets of any country write them, and files that only look like tables."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from netral.intake import tables
from netral.intake.tables import BadCell, TableRefused, harmless, read_table, write_csv
from tests.sizes import examples


def sheet(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"jenis;uraian\nlaporan;a, b\n",
        b'jenis,uraian\r\nlaporan,"a, b"\r\n',
        b"jenis\turaian\rlaporan\ta, b\r".replace(b"\r", b"\n"),
        b"\xef\xbb\xbfjenis;uraian\nlaporan;a, b",
        "jenis;uraian\nlaporan;a, b".encode("utf-16"),
        "jenis|uraian\nlaporan|a, b".encode("utf-16-be").join([b"\xfe\xff", b""]),
        b"\n\njenis;uraian\n;\nlaporan; a, b \n\n",
    ],
)
def test_every_way_to_write_csv_is_read(content: bytes) -> None:
    table = read_table(content)

    assert table.columns == ("jenis", "uraian")
    assert [cells for _row, cells in table.rows] == [("laporan", "a, b")]


def test_rows_are_numbered_as_the_spreadsheet_shows_them() -> None:
    assert [row for row, _cells in read_table(b"jenis\n\na\n\nb\n").rows] == [3, 5]
    assert [row for row, _cells in read_table(sheet(("jenis",), ("a",), (None,), ("b",))).rows] == [2, 4]


def test_old_windows_letters_are_read() -> None:
    assert read_table("jenis\nkopié".encode("cp1252")).rows[0][1] == ("kopié",)


def test_a_spreadsheet_gives_texts() -> None:
    moment = datetime(2024, 2, 5, 9, 30)  # noqa: DTZ001 - spreadsheets know no zones
    cells = (date(2024, 2, 5), moment, time(9, 30), 812345678901.0, 1.5, True, None, " a ")

    table = read_table(sheet(tuple("abcdefgh"), cells))

    expected = ("2024-02-05", "2024-02-05 09:30", "09:30", "812345678901", "1.5", "True", "", "a")
    assert table.rows[0][1] == expected


def test_formulas_and_errors_are_no_values() -> None:
    formula, error = read_table(sheet(("a", "b"), ("=HYPERLINK(1)", "#N/A"))).rows[0][1]

    assert isinstance(formula, BadCell)
    assert "tempel sebagai nilai" in formula.problem
    assert isinstance(error, BadCell)
    assert "#N/A" in error.problem


BAD_FILES: dict[str, bytes] = {
    "nothing": b"",
    "only blanks": b"\n ; \n",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "an old spreadsheet": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "a broken quote": b'jenis;uraian\n"laporan' + b"x" * 140_000,
    "a zip that is none": b"PK\x03\x04" + bytes(100),
    "a zip of something else": package(a=b"<a/>"),
    "an entity": package(xl__workbook=b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'),
    "a bomb": package(xl__workbook=b"<a>" + b" " * 41_000_000),
    "too many parts": package(**{f"a{n}": b"" for n in range(201)}),
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_no_table_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(TableRefused) as refused:
        read_table(content)

    assert len(str(refused.value)) > 20


def test_size_and_rows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    monkeypatch.setattr(tables, "LARGEST_TABLE", 40)

    assert len(read_table(b"a\n1\n2\n").rows) == 2
    for content in (b"a\n1\n2\n3\n", b"a\n" * 30):
        with pytest.raises(TableRefused):
            read_table(content)


@settings(max_examples=examples(40), deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except TableRefused:
        return
    assert table.columns


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@sum", "\tx", "\rx", "\n=x"])
def test_nothing_written_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless("a=1") == "a=1"
    assert b"'" + text.encode()[:1] in write_csv([(text,)])
