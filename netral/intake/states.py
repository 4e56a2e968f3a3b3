"""Closed lists of the intake, the words of its own journal verbs, and how a refusal looks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText


class Kind(models.TextChoices):
    """How a report came: by a person with an identity, as a tip, or found by a supervisor."""

    LAPORAN = "laporan", _("Laporan")
    INFORMASI_AWAL = "informasi_awal", _("Informasi awal")
    TEMUAN = "temuan", _("Temuan")


# Kinds of violation of the wire contract, in the words of the workspace.
KIND_NAMES = {
    "kode_etik": _("Kode etik"),
    "disiplin": _("Disiplin"),
    "pidana": _("Pidana"),
    "peraturan_lainnya": _("Peraturan lainnya"),
    "kode_etik_penyelenggara": _("Kode etik penyelenggara"),
    "administrasi": _("Administrasi"),
}


class Door(models.TextChoices):
    """Through which door a report came."""

    WEB = "daring", _("Formulir daring")
    SPOKEN = "lisan", _("Datang ke kantor, diketik petugas")
    PAPER = "surat", _("Surat atau formulir kertas, diketik petugas")
    IMPORT = "impor", _("Impor dari tabel")
    FINDING = "temuan", _("Temuan pengawas")


# Staff met the reporter, or read a letter with a name.
TYPED = (Door.SPOKEN, Door.PAPER, Door.IMPORT)

# What the public may hand in. A temuan is written by a supervisor.
PUBLIC_KINDS = (Kind.LAPORAN, Kind.INFORMASI_AWAL)


class Answer(models.TextChoices):
    """An officer's answer to one item of the checklist of the kajian awal."""

    YES = "ya", _("Ya")
    NO = "tidak", _("Tidak")
    TO_COMPLETE = "perlu_dilengkapi", _("Perlu dilengkapi")


# The status of a laporan that its sender took back, in every table.
WITHDRAWN = "dicabut"

# Where the process of a laporan ends that a supervisor may trace by themselves, in every table.
PRELIMINARY = "informasi_awal"

# The same key with the same body is the same report for this long.
REPLAY_WINDOW = timedelta(hours=24)
# After this many wrong codes from one address within the window, look-ups wait.
FAILED_LOOKUPS = 10
LOOKUP_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what was handed in; `field` is a path such as `who.0.name`."""

    field: str
    message: str
    code: str


class Refused(Exception):  # noqa: N818 - reads as what happened
    """Nothing was stored, because of these problems."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


class TooLarge(Refused):
    """The whole is more than anybody reads; nothing was stored."""


class KeyReused(Exception):  # noqa: N818 - the same
    """An idempotency key came back with another body."""


class DraftGone(Exception):  # noqa: N818 - the same
    """No draft opens with this key: it ended, was sent or erased, or the key is another's. All look the same."""


class UnknownCode(Exception):  # noqa: N818 - the same
    """No laporan has this code. Malformed and unknown codes are the same to whoever asks."""


class TooManyFailures(Exception):  # noqa: N818 - the same
    """Too many wrong codes from one address; `retry_after` in seconds."""

    def __init__(self, retry_after: int) -> None:
        sentence = gettext("Terlalu banyak kode salah. Coba lagi %(minutes)d menit kemudian.")
        super().__init__(sentence % {"minutes": -(-retry_after // 60)})
        self.retry_after = retry_after


class TooManyReports(Exception):  # noqa: N818 - the same
    """More reports from one client than a training room sends; `retry_after` in seconds. Nothing was stored."""

    def __init__(self, retry_after: int) -> None:
        sentence = gettext(
            "Dari jaringan yang Anda pakai baru saja masuk sangat banyak laporan. Laporan Anda belum terkirim dan "
            "masih ada di sini. Kirim lagi %(seconds)d detik kemudian."
        )
        super().__init__(sentence % {"seconds": retry_after})
        self.retry_after = retry_after


@dataclass(frozen=True)
class Gate:
    """What a sender must bring now: the solution of `challenge`, or `ticket` after `wait` seconds. At rest nothing."""

    level: int = 0
    challenge: Mapping[str, Any] | None = None
    ticket: str = ""
    wait: int = 0

    @property
    def as_json(self) -> str:
        return json.dumps(self.challenge) if self.challenge else ""


class ProofWanted(Exception):  # noqa: N818 - the same
    """The house is full: the report comes in with a proof or a waited ticket. Nothing was stored."""

    def __init__(self, gate: Gate) -> None:
        sentence = gettext(
            "Saat ini sangat banyak laporan masuk. Laporan Anda belum terkirim dan masih ada di sini. Tunggu "
            "%(seconds)d detik, lalu tekan Kirim sekali lagi."
        )
        super().__init__(sentence % {"seconds": gate.wait})
        self.gate, self.retry_after = gate, max(1, gate.wait)


class KeysMissing(Exception):  # noqa: N818 - the same
    """A key file of this room is not there. `netral init` makes them."""


class WrongKey(Exception):  # noqa: N818 - the same
    """The private key offered does not open this seal."""


class Purpose(models.TextChoices):
    """What the name of a reporter is needed for. The reporter reads it on the status page."""

    REGISTRATION = "registrasi", _("Registrasi laporan")
    HEARING = "klarifikasi", _("Klarifikasi dengan pelapor")
    PROTECTION = "pelindungan", _("Pelindungan pelapor")
    COURT = "permintaan_hukum", _("Permintaan tertulis lembaga yang berwenang")
    LOST_CODE = "kode_hilang", _("Pelapor kehilangan kode dan datang sendiri")


# What an officer may ask the custodian for; the others come to the custodian from outside.
ASKED_FOR = (Purpose.REGISTRATION, Purpose.HEARING, Purpose.PROTECTION)


class Asked(models.TextChoices):
    """How a request for a name stands."""

    WAITING = "menunggu", _("Menunggu pemegang kunci")
    GRANTED = "dikabulkan", _("Dikabulkan")
    DECLINED = "ditolak", _("Ditolak")


class Side(models.TextChoices):
    """Who wrote a message."""

    OFFICE = "kantor", _("Kantor")
    REPORTER = "pelapor", _("Pelapor")


class Safety(models.TextChoices):
    """What a reporter answers to the question whether somebody retaliates."""

    SAFE = "aman", _("Aman, tidak ada apa-apa")
    PRESSED = "ada_tekanan", _("Ada tekanan")
    NEEDS_HELP = "butuh_bantuan", _("Butuh bantuan")


# Answers an office must do something about.
HEARD = (Safety.PRESSED, Safety.NEEDS_HELP)
# So many messages of one reporter in one day; enough for a talk, too few to fill a disk.
MOST_MESSAGES = 20
# The step by which an officer sets the election a report is handled under.
SET_ELECTION = "tetapkan_pemilihan"
MESSAGE_SENT, MESSAGE_CAME = "pesan.dari_kantor", "pesan.dari_pelapor"
CHECK_IN_ANSWERED, CHECK_IN_HANDLED = "pelindungan.dijawab", "pelindungan.ditindaklanjuti"

IDENTITY_OPENED, IDENTITY_ASKED = "identitas.dibuka", "identitas.diminta"
IDENTITY_GRANTED, IDENTITY_DECLINED = "identitas.diperlihatkan", "identitas.permintaan_ditolak"
IDENTITY_SEEN, CODE_REISSUED = "identitas.dilihat", "tanda_terima.kode_baru"
IDENTITY_RESEALED = "identitas.disegel_ulang"
IDENTITY_ERASED, TEXTS_ERASED = "identitas.dihapus", "laporan.isi_dihapus"
ERASING_HELD, ERASING_FREED = "penghapusan.ditahan", "penghapusan.dilanjutkan"
RELEASE_APPROVED = "salinan.disahkan"
# Beside the table: an informasi awal stays one, and a temuan with a number of its own was recorded from it.
BECAME_FINDING = "laporan.menjadi_temuan"

# What the public sentence of these says is meant for the reporter alone: it tells when they came, and what they fear.
TO_THE_REPORTER = frozenset(
    {IDENTITY_OPENED, IDENTITY_GRANTED, IDENTITY_RESEALED, IDENTITY_ERASED, ERASING_HELD, ERASING_FREED}
    | {CHECK_IN_HANDLED, CODE_REISSUED}
)


class Because(models.TextChoices):
    """Why something was erased."""

    PERIOD = "masa_simpan", _("Masa simpan berakhir")
    REQUEST = "permintaan", _("Diminta pelapor")


# A reason must say something; the number is a house rule, not a rule of law.
SHORTEST_REASON = 20
VERBS = {
    IDENTITY_OPENED: VerbText(
        staff=_("Identitas pelapor dibuka oleh pemegang kunci"),
        public=_("Identitas Anda dibuka oleh pemegang kunci dengan alasan tertulis"),
    ),
    IDENTITY_ASKED: VerbText(staff=_("Identitas pelapor diminta kepada pemegang kunci")),
    IDENTITY_GRANTED: VerbText(
        staff=_("Identitas pelapor diperlihatkan kepada yang meminta"),
        public=_("Identitas Anda diperlihatkan kepada petugas yang memintanya dengan alasan tertulis"),
    ),
    IDENTITY_DECLINED: VerbText(staff=_("Permintaan identitas pelapor ditolak pemegang kunci")),
    IDENTITY_SEEN: VerbText(staff=_("Identitas pelapor dilihat petugas yang memintanya")),
    IDENTITY_RESEALED: VerbText(
        staff=_("Identitas pelapor disegel ulang dengan kunci baru"),
        public=_("Identitas Anda disegel ulang dengan kunci baru; tidak ada yang membacanya"),
    ),
    IDENTITY_ERASED: VerbText(
        staff=_("Identitas pelapor dihapus"), public=_("Identitas Anda dihapus; segelnya tidak ada lagi")
    ),
    TEXTS_ERASED: VerbText(
        staff=_("Isi laporan dihapus karena masa simpan berakhir"),
        public=_("Isi laporan Anda dihapus karena masa simpan berakhir"),
    ),
    ERASING_HELD: VerbText(
        staff=_("Penghapusan ditahan"), public=_("Penghapusan ditahan karena masih diperlukan proses hukum")
    ),
    ERASING_FREED: VerbText(staff=_("Penghapusan dilanjutkan"), public=_("Penghapusan tidak ditahan lagi")),
    BECAME_FINDING: VerbText(
        staff=_("Temuan dicatat dari informasi awal ini"),
        public=_("Informasi Anda ditindaklanjuti: pengawas mencatat temuan dari sini"),
    ),
    RELEASE_APPROVED: VerbText(staff=_("Salinan rilis laporan disahkan")),
    MESSAGE_SENT: VerbText(staff=_("Pesan dikirim kepada pelapor")),
    MESSAGE_CAME: VerbText(staff=_("Pesan datang dari pelapor")),
    CHECK_IN_ANSWERED: VerbText(staff=_("Pelapor menjawab pertanyaan keamanan")),
    CHECK_IN_HANDLED: VerbText(
        staff=_("Jawaban keamanan pelapor ditindaklanjuti"),
        public=_("Kantor menindaklanjuti jawaban Anda tentang keamanan"),
    ),
    CODE_REISSUED: VerbText(
        staff=_("Kode tanda terima diganti sesudah identitas diperiksa"),
        public=_("Kode tanda terima diganti sesudah identitas Anda diperiksa di kantor; kode lama tidak berlaku"),
    ),
}
