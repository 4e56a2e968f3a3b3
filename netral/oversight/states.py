"""The closed lists of this room: the rungs, how a draft and a block stand, what is missing in a hand-over."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText
from netral.discipline.states import Refused

__all__ = ["Refused"]

# The status of the table `disiplin` in which the appointing official is to act.
WAITING = "direkomendasikan"
RECEIVED = "diterima"
VERIFICATION_RULE = "S-VER"


class Rung(models.TextChoices):
    """Measures toward a silent official, lightest first; the codes are those of the rulebook's ladder.toml."""

    REMINDER = "pengingat", _("Pengingat")
    FIRST = "surat_1", _("Surat pertama")
    SECOND = "surat_2", _("Surat kedua")
    WARNING = "peringatan", _("Peringatan")
    BLOCK = "blokir", _("Permintaan blokir data")
    UNBLOCK = "buka_blokir", _("Buka blokir data")


RUNGS = tuple(Rung)
# What is climbed by waiting; the last of it is asked for, not sent.
LADDER = (Rung.REMINDER, Rung.FIRST, Rung.SECOND, Rung.WARNING, Rung.BLOCK)
LETTERS = LADDER[:-1]
# What may be sent from its draft: the request to block has a way of its own, through two people.
SENT_FROM_DRAFTS = (*LETTERS, Rung.UNBLOCK)


class MeasureState(models.TextChoices):
    """A measure is drafted by the worker, sent by a person, or dropped when the official acted."""

    DRAFT = "konsep", _("Konsep")
    SENT = "terkirim", _("Terkirim")
    DROPPED = "gugur", _("Tidak perlu lagi")


class BlockState(models.TextChoices):
    """How a block stands. Asked for by one auditor, approved by another; it ends by hand or by itself."""

    REQUESTED = "diminta", _("Menunggu auditor lain")
    IN_FORCE = "berlaku", _("Diblokir")
    REFUSED = "ditolak", _("Ditolak")
    LIFTED = "dibuka", _("Blokir dibuka")
    LAPSED = "gugur", _("Gugur sebelum disetujui")


LIVE = (BlockState.REQUESTED, BlockState.IN_FORCE)


class Gap(models.TextChoices):
    """What a hand-over may lack."""

    NAME = "nama", _("Nama terlapor")
    JOB = "jabatan", _("Jabatan")
    AGENCY = "instansi", _("Instansi")
    SUMMARY = "uraian", _("Uraian singkat")
    EXHIBIT = "bukti", _("Bukti")


# What of it stands in a column of the accused person, and is filled in there.
PERSON_GAPS = {"name": Gap.NAME, "job": Gap.JOB, "agency_text": Gap.AGENCY}

PREPARED, DROPPED = "tindakan.disiapkan", "tindakan.gugur"
SENT = {rung: f"kontak.{rung}" for rung in RUNGS}
ASKED, APPROVED, DENIED, LIFTED, ENDED, LAPSED, FORGOTTEN = (
    "blokir.diminta",
    "blokir.disetujui",
    "blokir.ditolak",
    "blokir.dibuka",
    "blokir.berakhir",
    "blokir.gugur",
    "blokir.isi_dihapus",
)
RETURNED, COMPLETED = "pengembalian.dibuat", "pengembalian.dijawab"
REMINDED = _("Pengawas ASN meminta instansi menindaklanjuti rekomendasi.")
VERBS = {
    PREPARED: VerbText(_("Konsep surat kepada pejabat pembina disiapkan")),
    DROPPED: VerbText(_("Konsep surat gugur karena rekomendasi sudah dijawab")),
    SENT[Rung.REMINDER]: VerbText(_("Pengingat dikirim kepada pejabat pembina"), public=REMINDED),
    SENT[Rung.FIRST]: VerbText(_("Surat pertama dikirim kepada pejabat pembina"), public=REMINDED),
    SENT[Rung.SECOND]: VerbText(_("Surat kedua dikirim kepada pejabat pembina"), public=REMINDED),
    SENT[Rung.WARNING]: VerbText(
        _("Peringatan dikirim kepada pejabat pembina"), public=_("Pengawas ASN memperingatkan instansi pegawai.")
    ),
    SENT[Rung.BLOCK]: VerbText(_("Surat pemblokiran dikirim kepada pejabat pembina")),
    SENT[Rung.UNBLOCK]: VerbText(_("Surat pembukaan blokir dikirim kepada pejabat pembina")),
    ASKED: VerbText(_("Pemblokiran layanan data diminta")),
    APPROVED: VerbText(
        _("Pemblokiran layanan data disetujui auditor lain"),
        public=_("Layanan data instansi pegawai diblokir sampai ada tindak lanjut."),
    ),
    DENIED: VerbText(_("Permintaan pemblokiran ditolak auditor lain")),
    LIFTED: VerbText(_("Blokir layanan data dibuka"), public=_("Blokir layanan data instansi pegawai dibuka.")),
    ENDED: VerbText(
        _("Blokir layanan data berakhir sendiri karena sebabnya tidak ada lagi"),
        public=_("Blokir layanan data instansi pegawai dibuka."),
    ),
    LAPSED: VerbText(_("Permintaan pemblokiran gugur karena sebabnya tidak ada lagi")),
    FORGOTTEN: VerbText(_("Alasan pada blokir dihapus karena masa simpannya berakhir.")),
    RETURNED: VerbText(
        _("Penerusan dikembalikan pengawas ASN untuk dilengkapi"),
        public=_("Pengawas ASN meminta berkas penerusan dilengkapi."),
    ),
    COMPLETED: VerbText(
        _("Kekurangan penerusan sudah dijawab pengirim"), public=_("Kekurangan berkas penerusan sudah dijawab.")
    ),
}
