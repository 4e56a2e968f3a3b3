"""Rows of a table as reports: which column is which question, and what is wrong with which cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from django.utils.translation import gettext as _

from netral.intake.checking import read_over
from netral.intake.content import NewReport, Reporter, Who, WitnessNamed
from netral.intake.states import Problem, Refused
from netral.intake.tables import BadCell, Cell, Table, TableRefused
from netral.offices import queries as offices
from netral.ui.widgets import iso_date

# Column by column: its name in a table, and the path of its question on the wire.
COLUMNS = {
    "jenis": "kind",
    "uraian": "what",
    "pemilihan": "election",
    "tanggal_kejadian": "when.date",
    "jam_kejadian": "when.time",
    "tanggal_diketahui": "when.known_on",
    "wilayah": "where.region",
    "tempat": "where.place",
    "terlapor_nama": "who.0.name",
    "terlapor_jabatan": "who.0.position",
    "terlapor_instansi": "who.0.agency",
    "terlapor_status": "who.0.subject",
    "saksi_nama": "witnesses.0.name",
    "saksi_alamat": "witnesses.0.address",
    "tautan": "links",
    "pelapor_nama": "reporter.name",
    "pelapor_alamat": "reporter.address",
    "pelapor_telepon": "reporter.phone",
    "pelapor_surel": "reporter.email",
}
REQUIRED = ("jenis", "uraian")
EXAMPLE = (
    "laporan", "Camat mengajak warga memilih calon tertentu di lapangan desa.", "pemilu2024", "2024-01-12", "09.30",
    "2024-01-12", "99.07", "Lapangan desa", "Nama Rekaan", "Camat", "Kecamatan Contoh", "PNS", "", "",
    "https://contoh.id/unggahan", "Pelapor Rekaan", "Jalan Contoh 1", "", "",
)  # fmt: skip
# The first day of spreadsheets that count days from 1900, and the numbers that can be a day of our times.
_FIRST, _DAYS = date(1899, 12, 30), range(36_526, 73_051)


@dataclass(frozen=True)
class BadRow:
    """One thing wrong: row and column as the spreadsheet shows them, what stands there, what to do."""

    row: int
    column: str
    found: str
    problem: str


@dataclass(frozen=True)
class Sorted:
    """The rows of a table: those that can be stored, what is wrong with the others, and what to know of the whole."""

    good: list[tuple[int, NewReport]] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    repeated: dict[int, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    @property
    def bad_rows(self) -> int:
        return len({each.row for each in self.bad})


def sort(table: Table, *, at: datetime) -> Sorted:
    """Every row read and checked as `submit` will check it. Raises TableRefused when a required column is missing."""
    columns = [_known(name) for name in table.columns]
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        message = _("Kolom %(missing)s tidak ada. Baris pertama memuat nama kolom; unduh templatnya untuk mencocokkan.")
        raise TableRefused(message % {"missing": ", ".join(missing)})
    unknown = tuple(name for name in table.columns if name and _known(name) not in COLUMNS)
    found, seen = Sorted(unknown=unknown), dict[NewReport, int]()
    region_of = cache(offices.region)
    for number, cells in table.rows:
        given = {name: cell for name, cell in zip(columns, cells, strict=False) if name in COLUMNS}
        try:
            report = read_over(_report(given), at=at, region_of=region_of)[0]
        except _Unreadable as unreadable:
            found.bad.extend(BadRow(number, column, cell, said) for column, cell, said in unreadable.cells)
        except Refused as refused:
            found.bad.extend(_bad_rows(number, given, refused.problems))
        else:
            if seen.setdefault(report, number) == number:
                found.good.append((number, report))
            else:
                found.repeated[number] = seen[report]
    return found


def _known(name: str) -> str:
    return re.sub(r"[^a-z]+", "_", name.strip().lower()).strip("_")


def _bad_rows(number: int, given: dict[str, Cell], problems: tuple[Problem, ...]) -> Iterator[BadRow]:
    for problem in problems:
        column = _column_of(problem.field)
        yield BadRow(number, column, str(given.get(column, ""))[:80], problem.message)


def _column_of(path: str) -> str:
    exact = next((name for name, field_path in COLUMNS.items() if field_path == path), "")
    group = path.partition(".")[0]
    return exact or next((name for name, field_path in COLUMNS.items() if field_path.startswith(group)), "")


class _Unreadable(Exception):  # noqa: N818 - reads as what happened
    """Cells that have no value: (column, what stands there, what to do)."""

    def __init__(self, cells: list[tuple[str, str, str]]) -> None:
        super().__init__()
        self.cells = cells


def _report(given: dict[str, Cell]) -> NewReport:
    unreadable = [(name, "", cell.problem) for name, cell in given.items() if isinstance(cell, BadCell)]
    texts = {name: cell for name, cell in given.items() if isinstance(cell, str)}
    days = {name: read_day(texts.get(name, "")) for name in ("tanggal_kejadian", "tanggal_diketahui")}
    clock = _clock(texts.get("jam_kejadian", ""))
    for name, day in days.items():
        if texts.get(name) and day is None:
            unreadable.append((name, texts[name][:80], _("Bukan tanggal. Tulis seperti 2024-02-05 atau 5/2/2024.")))
    if texts.get("jam_kejadian") and clock is None:
        unreadable.append(("jam_kejadian", texts["jam_kejadian"][:80], _("Bukan jam. Tulis seperti 09.30.")))
    if unreadable:
        raise _Unreadable(unreadable)
    return _filled(texts, days, clock)


def _filled(texts: dict[str, str], days: dict[str, date | None], clock: time | None) -> NewReport:
    def of(*names: str) -> tuple[str, ...]:
        return tuple(texts.get(name, "") for name in names)

    reporter = Reporter(*of("pelapor_nama", "pelapor_alamat", "pelapor_telepon", "pelapor_surel"))
    kind = _known(texts.get("jenis", ""))
    return NewReport(
        kind=kind,
        what=texts.get("uraian", ""),
        election=texts.get("pemilihan", ""),
        act_date=days["tanggal_kejadian"],
        act_time=clock,
        known_on=days["tanggal_diketahui"],
        region=texts.get("wilayah", ""),
        place=texts.get("tempat", ""),
        who=(Who(*of("terlapor_nama", "terlapor_jabatan", "terlapor_instansi", "terlapor_status")),),
        witnesses=(WitnessNamed(*of("saksi_nama", "saksi_alamat")),),
        links=tuple(texts.get("tautan", "").split()),
        reporter=reporter if reporter != Reporter() else None,
    )


def read_day(text: str) -> date | None:
    """`2024-02-05`, with or without a time behind it, `5/2/2024`, `5 Feb 2024`, or a spreadsheet's bare number."""
    if re.fullmatch(r"\d{5}", text, re.ASCII) and int(text) in _DAYS:
        return _FIRST + timedelta(days=int(text))
    written = text.partition(" ")[0] if re.match(r"\d{4}-\d", text) else iso_date(text)
    try:
        return date.fromisoformat(written) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", written, re.ASCII) else None
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    found = re.fullmatch(r"(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?", text, re.ASCII)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None
