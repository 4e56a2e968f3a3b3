"""Words of this room: kinds of notices and their pace, and what the journal says about days off."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText


class Kind(models.TextChoices):
    """What somebody is told about a clock: it ends soon or today, it was missed, and twice that others must act."""

    SOON = "segera", _("Segera berakhir")
    TODAY = "hari_ini", _("Hari terakhir")
    MISSED = "lewat", _("Lewat tenggat")
    MEMBERS = "anggota", _("Lewat tenggat, belum ada langkah; pimpinan kantor diberi tahu")
    ABOVE = "atasan", _("Lewat tenggat, belum ada langkah; kantor di atasnya diberi tahu")


class Told(models.TextChoices):
    """What somebody is told about a piece of work rather than about a clock."""

    STEP = "langkah", _("Langkah baru pada yang Anda ikuti")
    ASSIGNED = "penugasan", _("Anda ditugaskan memeriksanya")
    TASK = "tugas", _("Ada tugas untuk Anda")
    TASK_DUE = "tugas_tiba", _("Tugas Anda sudah waktunya")
    HANDED = "pelimpahan", _("Ada pelimpahan yang menunggu jawaban kantor Anda")
    HANDED_SILENT = "pelimpahan_diam", _("Pelimpahan belum dijawab")
    HANDED_ANSWERED = "pelimpahan_dijawab", _("Pelimpahan kantor Anda sudah dijawab")
    HANDED_OFF = "tugas_berakhir", _("Tugas Anda padanya berakhir: sudah pindah ke kantor lain")
    RECEIVER_MOVED = "penerima_beralih", _("Penerusan beralih ke penerima lain")
    RECEIVER_SILENT = "penerima_diam", _("Penerima belum mengakui penerusan kantor Anda")
    RECOMMENDED = "rekomendasi", _("Ada rekomendasi yang menunggu keputusan instansi Anda")
    CONFLICT_DECLARED = "benturan", _("Pejabat penerima menyatakan benturan kepentingan")
    BLOCK_ASKED = "blokir_diminta", _("Ada permintaan blokir yang menunggu auditor lain")
    BLOCKED = "blokir_berlaku", _("Layanan data diblokir")
    BLOCK_REFUSED = "blokir_ditolak", _("Permintaan blokir Anda ditolak")
    UNBLOCKED = "blokir_dibuka", _("Blokir layanan data dibuka")
    GIVEN_BACK = "dikembalikan", _("Penerusan kantor Anda dikembalikan untuk dilengkapi")
    COMPLETED = "dilengkapi", _("Kekurangan penerusan sudah dijawab pengirimnya")
    LINK_OPENED = "tautan_dibuka", _("Tautan dinas yang Anda buat sudah dibuka")
    LINK_DONE = "tautan_selesai", _("Urusan lewat tautan dinas Anda selesai")
    LINK_EXPIRED = "tautan_lewat", _("Tautan dinas yang Anda buat lewat harinya dan belum selesai")
    FILE_DIFFERS = "sidik_berbeda", _("Sidik sebuah berkas bukti berbeda dari catatan saat diterima")
    OFFICE_ENDS = "kantor_berakhir", _("Masa tugas kantor ad hoc akan berakhir")
    OFFICE_OVER = "kantor_selesai", _("Kantor ad hoc sudah berakhir dan masih meninggalkan urusan")


KINDS = [*Kind.choices, *Told.choices]
PACE = Path(__file__).with_name("pace.toml")


@dataclass(frozen=True)
class Pace:
    """How long before or after the last moment of a clock a kind of notice is due, and why."""

    kind: Kind
    before: bool
    length: timedelta
    reason: str


@cache
def paces() -> tuple[Pace, ...]:
    """The pace of every kind, as this house states it in pace.toml."""
    table = tomllib.loads(PACE.read_text("utf-8"))
    return tuple(
        Pace(kind, table[kind]["when"] == "before", timedelta(days=table[kind]["days"]), table[kind]["reason"])
        for kind in Kind
    )


CALENDAR = "kalender:nasional"
ADDED = "kalender.libur_ditambahkan"
MOVED = "tenggat_bergeser"


def verbs(kinds: Iterable[str]) -> dict[str, VerbText]:
    """The verbs of this room, for every kind of subject that has clocks."""
    moved = VerbText(
        _("Tenggat bergeser karena hari libur baru"), public=_("Batas waktu bergeser karena ada hari libur baru")
    )
    return {ADDED: VerbText(_("Hari libur ditambahkan")), **{f"{kind}.{MOVED}": moved for kind in kinds}}
