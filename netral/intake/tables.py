"""Tables that people bring: CSV as spreadsheets of any country write it, and XLSX. Bounded in bytes, rows and columns.

Every cell becomes a text; what cannot (a formula, an error) becomes a `BadCell`. Nothing of a table is ever run.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeAlias

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

LARGEST_TABLE = 5_000_000  # bytes as uploaded
LARGEST_UNPACKED = 40_000_000  # bytes of everything in an XLSX
MOST_PARTS = 200
MOST_ROWS = 10_000
MOST_COLUMNS = 60
LONGEST_CELL = 100_000
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_DELIMITERS = ";,\t|"
# What a spreadsheet would run on opening; written behind an apostrophe it is text.
_LEADING = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class BadCell:
    """A cell without a value of its own; `problem` says what it is and what to do."""

    problem: str


Cell: TypeAlias = str | BadCell


@dataclass(frozen=True)
class Table:
    """Names of the columns as written, and (row number as the spreadsheet shows it, cells) of every row not empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


class TableRefused(Exception):  # noqa: N818 - reads as what happened
    """The whole file cannot be read as a table. The message says what was found and what to do."""


def read_table(content: bytes) -> Table:
    """Raises TableRefused for what is too large, no table, or empty."""
    if len(content) > LARGEST_TABLE:
        raise TableRefused(_("Berkas lebih besar dari 5 MB. Bagi menjadi beberapa berkas, lalu impor satu per satu."))
    rows = _spreadsheet(content) if content[:2] == b"PK" else _text(content)
    numbered = ((number, cells) for number, cells in enumerate(rows, 1) if any(cells))
    header = next(numbered, None)
    if header is None:
        raise TableRefused(_("Berkas ini kosong. Unduh templatnya, isi, lalu unggah lagi."))
    return Table(tuple(str(cell) for cell in header[1]), tuple(_bounded(numbered)))


def _bounded(rows: Iterable[tuple[int, tuple[Cell, ...]]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    for count, row in enumerate(rows, 1):
        if count > MOST_ROWS:
            message = _("Lebih dari %(most)d baris. Bagi menjadi beberapa berkas, lalu impor satu per satu.")
            raise TableRefused(message % {"most": MOST_ROWS})
        yield row


def _text(content: bytes) -> Iterator[tuple[Cell, ...]]:
    text = _decoded(content)
    if "\0" in text:
        raise TableRefused(_("Ini bukan CSV atau XLSX. Simpan tabelnya sebagai XLSX atau CSV, lalu unggah lagi."))
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from (tuple(cell.strip() for cell in row[:MOST_COLUMNS]) for row in reader)
    except csv.Error:
        message = _("Baris %(row)d tidak terbaca sebagai CSV. Periksa tanda kutipnya, atau simpan sebagai XLSX.")
        raise TableRefused(message % {"row": reader.line_num}) from None


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _spreadsheet(content: bytes) -> Iterator[tuple[Cell, ...]]:
    refused = TableRefused(_("Berkas XLSX ini rusak atau tidak biasa. Simpan ulang sebagai CSV, lalu unggah lagi."))
    try:
        _check_package(content, refused)
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS):
            yield _trimmed([_cell(cell) for cell in row])
    except TableRefused:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, IndexError,
            AttributeError, SyntaxError, NotImplementedError, EOFError, RuntimeError) as problem:  # fmt: skip
        raise refused from problem


def _check_package(content: bytes, refused: TableRefused) -> None:
    """No bomb and no entity: sizes are counted before anything is unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise refused
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with package.open(part) as unpacked:
                    if b"<!" in unpacked.read(4_096).replace(b"<!--", b""):
                        raise refused


def _trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """Without the empty cells at the end of a row."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _cell(cell: Any) -> Cell:
    if cell.data_type == "f":
        return BadCell(_("Sel ini berisi rumus. Salin selnya, lalu tempel sebagai nilai."))
    if cell.data_type == "e":
        return BadCell(_("Sel ini berisi galat %(error)s. Tulis nilainya langsung.") % {"error": cell.value})
    return "" if cell.value is None else _written(cell.value)


def _written(value: object) -> str:
    """Dates and times in ISO, whole numbers without a point, everything else as it is."""
    match value:
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()[:LONGEST_CELL]


def harmless(text: str) -> str:
    """A text for a cell we write: no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_LEADING) else text


def write_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Semicolons and a byte order mark, as spreadsheets set to Indonesian read without asking."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
