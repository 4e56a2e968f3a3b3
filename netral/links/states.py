"""The closed lists of official links: what one is for, how it stands, what was done by it, and why one is refused."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.access.models import Role
from netral.audit.states import VerbText
from netral.intake import states as intake

# House rules, no rules of law: a letter names the last day, so a link lasts until that day ends at its office.
LASTS = timedelta(days=14)
SITTING = timedelta(hours=2)  # after the code was typed; then a new code
TOLD_FOR = timedelta(days=7)  # a round that stood still longer tells nobody of what ran out before
MOST_WRONG = 15  # wrong codes of one link, whichever codes they were meant for; then it is locked for good
MOST_PROOFS = 10
PROOF = "bukti_dinas"  # what its files are kept as
KIND = "tautan"  # of the chain in the journal
SIGN = "dinas."  # what every token of such a link begins with: no other secret address has a full stop


class Purpose(models.TextChoices):
    """What the office was sent: a hand-over, or the recommendation that followed one."""

    HANDED = "penerusan", _("Penerusan")
    RECOMMENDED = "rekomendasi", _("Rekomendasi")


class Channel(models.TextChoices):
    """Where the one-time code goes: the official address of the office, never one of a private person."""

    EMAIL = "surel", _("Surel dinas")
    WHATSAPP = "whatsapp", _("WhatsApp dinas")


class Ending(models.TextChoices):
    """How a link ended before its last day."""

    FINISHED = "selesai", _("Selesai")
    REVOKED = "dicabut", _("Dicabut")
    REPLACED = "diganti", _("Diganti tautan baru")
    LOCKED = "terkunci", _("Terkunci: terlalu banyak kode salah")


class LinkState(models.TextChoices):
    """How a link stands at a moment."""

    OPEN = "terbuka", _("Terbuka")
    EXPIRED = "kedaluwarsa", _("Lewat harinya")
    MOVED = "beralih", _("Urusannya beralih ke kantor lain")
    FINISHED = Ending.FINISHED.value, Ending.FINISHED.label
    REVOKED = Ending.REVOKED.value, Ending.REVOKED.label
    REPLACED = Ending.REPLACED.value, Ending.REPLACED.label
    LOCKED = Ending.LOCKED.value, Ending.LOCKED.label


class Refusal(models.TextChoices):
    """Why something that was tried with a link is refused; counted, and journalled once an hour."""

    UNKNOWN = "tidak_dikenal", _("Alamat yang tidak pernah dibuat")
    OVER = "tidak_berlaku", _("Tautan yang sudah berakhir")
    WRONG_CODE = "kode_salah", _("Kode yang salah atau sudah dipakai")
    FOREIGN = "bukan_urusannya", _("Sesuatu di luar urusan tautan ini")


class Read(models.TextChoices):
    """The pieces of the dossier."""

    LETTER = "surat", _("Surat penerusan")
    RECOMMENDATION = "rekomendasi", _("Surat rekomendasi")
    EXHIBIT = "bukti", _("Bukti")


# As whom the holder of a link works: what their table lets these take, a link lets them take.
ROLES = (Role.APPOINTING_OFFICIAL.value, Role.PERSONNEL_OFFICER.value)
# Who makes links: whoever handed over, and whoever recommends.
MAKERS = {Purpose.HANDED: Role.EXAMINER.value, Purpose.RECOMMENDED: Role.AUDITOR.value}

MADE, TAKEN, REVOKED, REPLACED = "tautan.dibuat", "tautan.alamat_diambil", "tautan.dicabut", "tautan.diganti"
CODE_SENT, LOCKED, OPENED = "tautan.kode_dikirim", "tautan.terkunci", "tautan.dibuka"
READ, ACKNOWLEDGED, DECLARED = "tautan.berkas_dibaca", "tautan.diakui", "tautan.benturan_dinyatakan"
RETURNED, FINISHED = "tautan.dikembalikan", "tautan.selesai"
FETCHED, REFUSED, ERASED = "tautan.catatan_diunduh", "tautan.ditolak", "tautan.isi_dihapus"
VERBS = {
    MADE: VerbText(staff=_("Tautan dinas dibuat")),
    TAKEN: VerbText(staff=_("Alamat tautan dinas diambil untuk diserahkan")),
    REVOKED: VerbText(staff=_("Tautan dinas dicabut")),
    REPLACED: VerbText(staff=_("Tautan dinas diganti dengan yang baru")),
    CODE_SENT: VerbText(staff=_("Kode sekali pakai dikirim ke saluran dinas")),
    LOCKED: VerbText(staff=_("Tautan dinas terkunci karena terlalu banyak kode salah")),
    OPENED: VerbText(staff=_("Tautan dinas dibuka dengan kode sekali pakai")),
    READ: VerbText(staff=_("Berkas dibaca lewat tautan dinas")),
    ACKNOWLEDGED: VerbText(staff=_("Penerimaan diakui lewat tautan dinas")),
    DECLARED: VerbText(staff=_("Ada tidaknya benturan kepentingan dinyatakan lewat tautan dinas")),
    RETURNED: VerbText(staff=_("Dikembalikan dengan catatan kekurangan lewat tautan dinas")),
    FINISHED: VerbText(staff=_("Urusan lewat tautan dinas dinyatakan selesai")),
    FETCHED: VerbText(staff=_("Catatan tautan dinas diunduh")),
    REFUSED: VerbText(staff=_("Percobaan lewat tautan dinas ditolak")),
    ERASED: VerbText(staff=_("Isi tautan dinas dihapus karena masa simpannya berakhir")),
}


class LinkUnusable(Exception):  # noqa: N818 - named for what it is
    """Nothing can be done by this link any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(str(state.label))
        self.state = state


class Refused(intake.Refused):
    """One value an action does not accept; `field` names it so that a form shows the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(intake.Problem(field, message, "tidak_sesuai"))
        self.field, self.message = field, message
