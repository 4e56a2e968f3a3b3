"""Another agency's list: which column is what, and the rows of it as values that can be compared."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from netral.insight.states import Reason
from netral.intake.table_rows import read_day
from netral.intake.tables import BadCell, Cell, Table, TableRefused

COLUMNS = ("nomor", "nama", "tanggal", "status")
REQUIRED = ("nomor", "nama")
EXAMPLE = ("001/Reg/LP/99.07/XI/2026", "Nama Rekaan", "2026-11-20", "diterima")
LONGEST = 200


@dataclass(frozen=True)
class Listed:
    """One row as it was written. `place` is its number in the spreadsheet; `problem` says why it cannot be compared."""

    place: int
    number: str
    name: str
    day: date | None
    status: str
    problem: str = ""

    def written(self) -> dict[str, str]:
        """The row as it is kept, and as people read it."""
        day = self.day.isoformat() if self.day else ""
        return {"nomor": self.number, "nama": self.name, "tanggal": day, "status": self.status}


def read_list(table: Table) -> list[Listed]:
    """Every row, readable or not. Raises TableRefused when a required column is missing."""
    names = [column_name(name) for name in table.columns]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        message = _("Kolom %(missing)s tidak ada. Baris pertama memuat nama kolom: nomor, nama, tanggal, status.")
        raise TableRefused(message % {"missing": ", ".join(missing)})
    return [row_of(place, dict(zip(names, cells, strict=False))) for place, cells in table.rows]


def column_name(text: str) -> str:
    return re.sub(r"[^a-z]+", "_", text.strip().lower()).strip("_")


def row_of(place: int, cells: Mapping[str, Cell]) -> Listed:
    texts = {name: "" if isinstance(cell, BadCell) else cell.strip()[:LONGEST] for name, cell in cells.items()}
    number, name, written, status = (texts.get(column, "") for column in COLUMNS)
    day = read_day(written)
    problem = _problem(cells.values(), named=bool(number or name), no_day=bool(written) and day is None)
    return Listed(place, number, name, day, column_name(status), problem)


def _problem(cells: Iterable[Cell], *, named: bool, no_day: bool) -> str:
    if any(isinstance(cell, BadCell) for cell in cells):
        return Reason.BAD_CELL
    if not named:
        return Reason.EMPTY
    return Reason.BAD_DAY if no_day else ""
