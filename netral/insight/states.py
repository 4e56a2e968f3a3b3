"""Words of this room: what is counted of the way cases take, and how it is told."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

# Fewer than this many are not told to whoever does not work in the office they belong to.
FEWEST_TOLD = 5
# A cell is an office alone (its code), or with every office below it.
WITH_ALL_BELOW = "+"


class Measure(models.TextChoices):
    """What one figure is about. `of` and `number` differ by measure, as each line says."""

    WHOLE = "seluruh"  # number: finished traces
    STEP = "langkah"  # number: times the step was taken
    ROUTE = "varian"  # number: finished traces that took it, of all finished ones
    ORDER = "urutan"  # number: steps the table does not permit, of all of this verb
    DEADLINE = "tenggat"  # number: clocks stopped late, of all that came to their end


@dataclass(frozen=True)
class Told:
    """One figure as somebody may read it. `number` is None where it is too small to be told; then nothing is."""

    what: str
    rule: str
    number: int | None
    of: int | None
    median: int | None
    p90: int | None

    @property
    def share(self) -> float | None:
        """Per cent of `of`."""
        return None if self.number is None or not self.of else 100 * self.number / self.of


class Finding(models.TextChoices):
    """What became of one row when two lists were held against each other."""

    MATCHED = "cocok", _("Cocok")
    DIFFERENT = "berbeda", _("Berbeda")
    ONLY_THEIRS = "hanya_di_daftar", _("Hanya pada daftar")
    ONLY_OURS = "hanya_di_sini", _("Hanya di sini")
    UNREADABLE = "tidak_terbaca", _("Tidak terbaca")


class Reason(models.TextChoices):
    """Why a row does not simply match."""

    NUMBER = "nomor", _("Nomor berbeda")
    NAME = "nama", _("Nama berbeda")
    DAY = "tanggal", _("Tanggal berbeda")
    STATUS = "status", _("Status berbeda")
    TWICE = "ganda", _("Baris ini sudah ada di daftar")
    BAD_CELL = "sel", _("Sel berisi rumus atau galat")
    BAD_DAY = "bukan_tanggal", _("Bukan tanggal")
    EMPTY = "kosong", _("Nomor dan nama kosong")


# What a message from another house may leave open, and is therefore not compared.
NOT_TOLD = {
    Reason.NUMBER: _("Nomornya tidak disebut dalam kiriman"),
    Reason.NAME: _("Namanya tidak disebut dalam kiriman"),
    Reason.DAY: _("Hari penerusannya tidak disebut dalam kiriman"),
}


class Stand(models.TextChoices):
    """Where a hand-over stands, in words both sides can know."""

    SENT = "terkirim", _("Terkirim")
    TAKEN_IN = "diterima", _("Diterima")
    ENDED = "selesai", _("Selesai")


MADE, SIGNED, ERASED = "pencocokan.dibuat", "pencocokan.disetujui", "pencocokan.dihapus"
VERBS = {
    MADE: VerbText(_("Dua daftar dicocokkan")),
    SIGNED: VerbText(_("Hasil pencocokan disetujui satu pihak")),
    ERASED: VerbText(_("Isi daftar pencocokan dihapus")),
}
