"""Words of this room: how something leaves, where it stands on its way, and what its receiver answers.

Nothing here is law: which authority receives, and until when, the rulebook and the clocks of the case say.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText


class Door(models.TextChoices):
    """How a partner is reached."""

    NETRAL = "netral", _("Netral di tempat lain")
    WEBHOOK = "webhook", _("Sistem lain lewat webhook")
    PACKAGE = "paket", _("Paket berkas, diserahkan sendiri")


class Matter(models.TextChoices):
    """What one message is: a hand-over, or the news of one going back to whoever sent it."""

    HANDOVER = "penerusan"
    NEWS = "kabar"


class Delivery(models.TextChoices):
    """Where a message stands on its way. Only a signed receipt, or a person's word for a package, ends the waiting."""

    WAITING = "menunggu", _("Menunggu dikirim")
    ARRIVED = "sampai", _("Sampai")
    HELD = "tertahan", _("Tertahan, perlu diperiksa")
    CANCELLED = "dibatalkan", _("Dibatalkan sebelum sampai")


class Cancelled(models.TextChoices):
    """Why a message no longer has to arrive."""

    SUCCEEDED = "beralih", _("Lembaga penerimanya digantikan lembaga lain")
    CONFLICT = "konflik", _("Penerimanya punya konflik kepentingan")


class Answer(models.TextChoices):
    """What a receiver says of a hand-over."""

    ARRIVED = "masuk", _("Masuk, belum dilihat")
    RECEIVED = "diterima", _("Diterima")
    ACCEPTED = "ditindaklanjuti", _("Ditindaklanjuti")
    RETURNED = "dikembalikan", _("Dikembalikan, perlu dilengkapi")
    PASSED_ON = "diteruskan", _("Diteruskan ke lembaga lain")
    ENDED = "selesai", _("Selesai")


class Outcome(models.TextChoices):
    """How a hand-over ended, in the words the room of every sender understands."""

    SANCTIONED = "dijatuhi_sanksi", _("Dijatuhi sanksi")
    NOT_SANCTIONED = "tidak_dijatuhi_sanksi", _("Tidak dijatuhi sanksi")
    STOPPED = "dihentikan", _("Dihentikan")
    REFORWARDED = "dilimpahkan", _("Dilimpahkan ke instansi lain")


# Where each answer may lead. What was returned comes again as a new message, so that both stay as they were.
NEXT: Mapping[Answer, tuple[Answer, ...]] = {
    Answer.ARRIVED: (Answer.RECEIVED, Answer.RETURNED),
    Answer.RECEIVED: (Answer.ACCEPTED, Answer.RETURNED, Answer.PASSED_ON, Answer.ENDED),
    Answer.ACCEPTED: (Answer.PASSED_ON, Answer.ENDED),
    Answer.RETURNED: (),
    Answer.PASSED_ON: (Answer.ENDED,),
    Answer.ENDED: (),
}

# The pause after each try, and the last one from then on: a receiver that comes back is found within a quarter hour.
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (15, 60, 300, 900))
CHANGED = "berubah"  # what is said last of a file that is not what its sender signed
WITHHELD = "ditahan"  # and of one its sender lets go no more
# How long a message belongs to the worker that took it. One that was killed has lost it by then; longer than a try.
LEASE = timedelta(seconds=90)
TIMEOUT = 20.0  # seconds for one whole try
PULL_AT_ONCE = 50.0  # seconds of one file in one try: less than the lease
LONGEST_PAUSE = timedelta(hours=1)  # a receiver may ask for patience, not for being forgotten
AT_ONCE = 2_000  # messages of one round
ROUND = 30.0  # seconds after which a round takes nothing more: other work of the worker waits meanwhile
TOGETHER = 50  # messages in one request: one line, one transaction and one wait for all of them
PATIENCE = 3  # lines that broke at once, in a row, until a receiver is left alone for the rest of a round
# Clocks of two houses differ, and a message may lie in a proxy for a moment. What is older was kept by somebody.
SKEW = timedelta(minutes=5)
LARGEST_MESSAGE = 1_000_000  # bytes of one message; files go in the package
MOST_TOGETHER = 100  # messages that are read in one request
LARGEST_ANSWER = 65_536  # bytes read of whatever a receiver answers
# What only a person can mend: the same key with other words, words the receiver cannot read, or too many of them.
FINAL_REFUSALS = frozenset({409, 413, 422})

SENT, DELIVERED, HELD, AGAIN, PACKED, CANCELLED, TOO_LATE = (
    "kiriman.dicatat",
    "kiriman.sampai",
    "kiriman.tertahan",
    "kiriman.kirim_ulang",
    "kiriman.paket_diserahkan",
    "kiriman.dibatalkan",
    "kiriman.sampai_sesudah_batal",
)
CAME_IN, REFUSED = "masukan.masuk", "kiriman.ditolak"
FILE_REPLACED, FILE_WITHHELD = "masukan.berkas_diganti", "masukan.berkas_ditahan"
TEXTS_ERASED = "masukan.isi_dihapus"
ANSWERED: Mapping[Answer, str] = {answer: f"masukan.{answer}" for answer in Answer if answer is not Answer.ARRIVED}
NEWS: Mapping[Answer, str] = {answer: f"kiriman.kabar_{answer}" for answer in ANSWERED}
# What a receiver says after the hand-over went on with another one: for the office to read, no news of the case.
LATE_NEWS: Mapping[Answer, str] = {answer: f"kiriman.kabar_lama_{answer}" for answer in ANSWERED}
# Who decides changed, around a conflict of interest; where the hand-over stands did not. (said, heard, heard late)
LED_AROUND, NEWS_LED, LATE_LED = "masukan.dialihkan", "kiriman.kabar_dialihkan", "kiriman.kabar_lama_dialihkan"
PARTNER_ADDED, PARTNER_CHANGED = "mitra.dicatat", "mitra.diubah"

VERBS = {
    SENT: VerbText(_("Kiriman dicatat, menunggu dikirim")),
    DELIVERED: VerbText(
        _("Kiriman sampai; penerima menandatangani tanda terimanya"), public=_("Berkas sampai di lembaga penerima")
    ),
    HELD: VerbText(_("Kiriman ditolak penerima dan tertahan")),
    AGAIN: VerbText(_("Kiriman dikirim ulang atas permintaan")),
    PACKED: VerbText(_("Paket berkas diserahkan"), public=_("Berkas diserahkan kepada lembaga penerima")),
    CANCELLED: VerbText(_("Kiriman dibatalkan sebelum sampai: penerusannya beralih")),
    TOO_LATE: VerbText(_("Tanda terima datang sesudah kiriman dibatalkan; disimpan")),
    CAME_IN: VerbText(_("Kiriman masuk dan ditandatangani tanda terimanya")),
    FILE_REPLACED: VerbText(_("Pengirim mengganti satu berkas dengan salinan yang sebagiannya ditutup")),
    FILE_WITHHELD: VerbText(_("Pengirim menahan satu berkas")),
    TEXTS_ERASED: VerbText(_("Isi dan berkas kiriman dihapus karena masa simpannya berakhir")),
    REFUSED: VerbText(_("Kiriman dari luar ditolak: tidak sah")),
    ANSWERED[Answer.RECEIVED]: VerbText(_("Kiriman diterima oleh petugas")),
    ANSWERED[Answer.ACCEPTED]: VerbText(_("Kiriman ditindaklanjuti")),
    ANSWERED[Answer.RETURNED]: VerbText(_("Kiriman dikembalikan untuk dilengkapi")),
    ANSWERED[Answer.PASSED_ON]: VerbText(_("Kiriman diteruskan ke lembaga lain")),
    ANSWERED[Answer.ENDED]: VerbText(_("Kiriman selesai ditangani")),
    NEWS[Answer.RECEIVED]: VerbText(
        _("Kabar dari penerima: diterima"), public=_("Lembaga penerima menerima perkara ini")
    ),
    NEWS[Answer.ACCEPTED]: VerbText(
        _("Kabar dari penerima: ditindaklanjuti"), public=_("Lembaga penerima mulai menindaklanjuti")
    ),
    NEWS[Answer.RETURNED]: VerbText(
        _("Kabar dari penerima: dikembalikan untuk dilengkapi"),
        public=_("Lembaga penerima meminta berkas dilengkapi"),
    ),
    NEWS[Answer.PASSED_ON]: VerbText(
        _("Kabar dari penerima: diteruskan ke lembaga lain"), public=_("Perkara diteruskan ke lembaga berikutnya")
    ),
    NEWS[Answer.ENDED]: VerbText(_("Kabar dari penerima: selesai"), public=_("Lembaga penerima selesai menangani")),
    LATE_NEWS[Answer.RECEIVED]: VerbText(_("Kabar dari penerima sebelumnya, sesudah penerusan beralih: diterima")),
    LATE_NEWS[Answer.ACCEPTED]: VerbText(
        _("Kabar dari penerima sebelumnya, sesudah penerusan beralih: ditindaklanjuti")
    ),
    LATE_NEWS[Answer.RETURNED]: VerbText(
        _("Kabar dari penerima sebelumnya, sesudah penerusan beralih: dikembalikan untuk dilengkapi")
    ),
    LATE_NEWS[Answer.PASSED_ON]: VerbText(
        _("Kabar dari penerima sebelumnya, sesudah penerusan beralih: diteruskan ke lembaga lain")
    ),
    LATE_NEWS[Answer.ENDED]: VerbText(_("Kabar dari penerima sebelumnya, sesudah penerusan beralih: selesai")),
    LED_AROUND: VerbText(_("Pengirim dikabari: keputusan dialihkan ke %(to)s karena konflik kepentingan")),
    NEWS_LED: VerbText(
        _("Kabar dari penerima: keputusan dialihkan ke %(to)s karena konflik kepentingan"),
        public=_("Keputusan dialihkan ke %(to)s. Batas waktu yang berjalan tetap."),
    ),
    LATE_LED: VerbText(_("Kabar dari penerima sebelumnya, sesudah penerusan beralih: keputusan dialihkan ke %(to)s")),
    PARTNER_ADDED: VerbText(_("Lembaga mitra dicatat")),
    PARTNER_CHANGED: VerbText(_("Alamat atau kunci lembaga mitra diubah")),
}


class Unreadable(Exception):  # noqa: N818 - reads as what happened
    """A message that is not shaped as one; `field` names the first part that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotGenuine(Exception):  # noqa: N818 - the same
    """A message that is not believed; `reason` is the code the journal keeps."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SaidOtherwise(Exception):  # noqa: N818 - the same
    """The key of this message came before, with other words."""


class Refused(Exception):  # noqa: N818 - the same
    """A value a form shows its sentence beside."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


class Forgery(models.TextChoices):
    """Why something from outside was not believed."""

    STRANGER = "tidak_dikenal", _("Pengirim tidak dikenal")
    SIGNATURE = "tanda_tangan", _("Tanda tangan tidak cocok")
    STALE = "basi", _("Terlalu lama di jalan, atau jam pengirim salah")
    ELSEWHERE = "bukan_untuk_kita", _("Bukan untuk rumah ini")
    FOREIGN = "bukan_miliknya", _("Tentang kiriman lembaga lain")
    OTHER_WORDS = "isi_berbeda", _("Kunci yang sama dengan isi lain")
