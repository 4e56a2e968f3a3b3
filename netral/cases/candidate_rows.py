"""A table of candidates as officers bring it: which column is what, and its rows as values."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from netral.intake.table_rows import read_day
from netral.intake.tables import BadCell, Cell, Table, TableRefused
from netral.registry.models import Holds
from netral.registry.states import NewCandidate

COLUMNS = ("pemilihan", "nama", "jabatan_dituju", "wilayah", "instansi", "jabatan_sekarang", "sumber", "tanggal_sumber")
REQUIRED = ("pemilihan", "nama", "jabatan_dituju", "sumber", "tanggal_sumber")
EXAMPLE = (
    "pilkada2024", "Nama Rekaan", "bupati", "99.07", "pemkab-99.07", "pejabat_pembina",
    "Keputusan KPU Nomor 1 Tahun 2024", "2024-09-22",
)  # fmt: skip
# How fields of a candidate are called in the table.
NAMES = dict(
    zip(("election", "name", "office", "region", "agency", "holds", "source", "source_on"), COLUMNS, strict=True)
)


def read_candidates(table: Table) -> list[NewCandidate]:
    """Every row of the table. TableRefused names what is missing, or the first row and column that cannot be read."""
    names = [re.sub(r"[^a-z]+", "_", name.strip().lower()).strip("_") for name in table.columns]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise TableRefused(_("Kolom %(missing)s tidak ada.") % {"missing": ", ".join(missing)})
    return [_row(place, dict(zip(names, cells, strict=False))) for place, cells in table.rows]


def _row(place: int, cells: Mapping[str, Cell]) -> NewCandidate:
    texts = {name: _text(place, name, cells.get(name, "")) for name in COLUMNS}
    agency = texts["instansi"]
    holds = texts["jabatan_sekarang"] or (Holds.OTHER if agency else Holds.NONE)
    return NewCandidate(
        texts["pemilihan"], texts["nama"], texts["jabatan_dituju"], texts["wilayah"], agency, holds, texts["sumber"],
        _day(place, texts["tanggal_sumber"]),
    )  # fmt: skip


def _text(place: int, name: str, cell: Cell) -> str:
    if isinstance(cell, BadCell):
        raise TableRefused(_("Baris %(place)s, kolom %(name)s: %(problem)s") % _told(place, name, cell.problem))
    return cell.strip()


def _day(place: int, text: str) -> date:
    day = read_day(text)
    if day is None:
        problem = _("Tulis tanggal seperti 2024-09-22.")
        raise TableRefused(_("Baris %(place)s, kolom %(name)s: %(problem)s") % _told(place, "tanggal_sumber", problem))
    return day


def _told(place: int, name: str, problem: str) -> dict[str, str]:
    return {"place": str(place), "name": name, "problem": problem}


def in_table(field: str, message: str, places: Sequence[int]) -> str:
    """A refusal of row `3.office` as whoever brought the table reads it.

    `places` are the numbers its rows have in the spreadsheet: lines left empty are counted there, and only there.
    """
    number, _dot, name = field.partition(".")
    if not number.isdecimal():
        return message
    place = places[int(number) - 1]
    return _("Baris %(place)s, kolom %(name)s: %(problem)s") % _told(place, NAMES.get(name, name), message)
