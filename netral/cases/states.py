"""The closed lists of a case. Its statuses and steps are not here: they stand in the procedure table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText
from netral.intake import states as intake
from netral.procedure import queries


class Party(models.TextChoices):
    """Who speaks in a klarifikasi."""

    REPORTER = "pelapor", _("Pelapor")
    TERLAPOR = "terlapor", _("Terlapor")
    WITNESS = "saksi", _("Saksi")
    EXPERT = "ahli", _("Ahli")


class Signing(models.TextChoices):
    """Whether the person who was heard signed the minutes."""

    SIGNED = "ditandatangani", _("Ditandatangani")
    REFUSED = "menolak", _("Menolak menandatangani")


class LinkState(models.TextChoices):
    """How a right-of-answer link stands. A closed one was never used and its examination is over."""

    OPEN = "terbuka", _("Menunggu jawaban")
    USED = "dijawab", _("Sudah dijawab")
    REVOKED = "dicabut", _("Dicabut")
    EXPIRED = "kedaluwarsa", _("Kedaluwarsa")
    CLOSED = "ditutup", _("Ditutup: pemeriksaan selesai")


class Decision(models.TextChoices):
    """What a pleno may decide; the step that records it is `putuskan_<decision>`."""

    PROVEN = "terbukti", _("Terbukti")
    NOT_PROVEN = "tidak_terbukti", _("Tidak terbukti")
    NOT_COMPETENT = "bukan_kewenangan", _("Bukan kewenangan")


# What may be found of single people under the decision on their case, which is the first that anybody's reaches.
FOUND_UNDER: dict[str, tuple[Decision, ...]] = {
    Decision.PROVEN: (Decision.PROVEN, Decision.NOT_PROVEN, Decision.NOT_COMPETENT),
    Decision.NOT_PROVEN: (Decision.NOT_PROVEN, Decision.NOT_COMPETENT),
    Decision.NOT_COMPETENT: (Decision.NOT_COMPETENT,),
}


@dataclass(frozen=True)
class Ruling:
    """What a pleno found of one person, by the person's key, and why."""

    accused: str
    decision: str
    reason: str = ""


def differ(rulings: Iterable[Ruling]) -> bool:
    """Whether people of one case were found differently."""
    return len({each.decision for each in rulings}) > 1


class Result(models.TextChoices):
    """How a hand-over ended at its receiver."""

    SANCTIONED = "dijatuhi_sanksi", _("Dijatuhi sanksi")
    NOT_SANCTIONED = "tidak_dijatuhi_sanksi", _("Tidak dijatuhi sanksi")
    STOPPED = "dihentikan", _("Dihentikan")
    REFORWARDED = "dilimpahkan", _("Dilimpahkan ke instansi lain")


class Cause(models.TextChoices):
    """Why a hand-over went on with another receiver."""

    LAW = "undang_undang", _("Penerima lama berhenti menurut peraturan")
    CONFLICT = "konflik", _("Konflik kepentingan")


# Hand-overs that go on with another receiver: the table's steps, status and clocks stay where they are.
MOVED_VERBS = {Cause.LAW: "penerusan_beralih", Cause.CONFLICT: "penerusan_dialihkan"}
# The receiver's own report of how it ended is no step of the table: the case moves on only with the last of them.
OUTCOME_REPORTED = "perkara.hasil_dicatat"
# What came back from another house goes there once more; where the case stands does not change by it.
SENT_COMPLETED = "perkara.penerusan_dilengkapi"
# The same for a receiver in this house, which says what it misses and finds it completed.
GAPS_NAMED, COMPLETED_HERE = "perkara.penerusan_dikembalikan", "perkara.kekurangan_dilengkapi"
TEXTS_ERASED = "perkara.isi_dihapus"
# What a receiver's official said of a conflict of interest: no step either, and nothing the reporter is told.
UNTIED, TIED = "perkara.tanpa_benturan", "perkara.benturan_dinyatakan"
TAKEN_IN, LET_GO = f"perkara.{queries.TAKEN_IN}", f"perkara.{queries.LET_GO}"
# What people do at the desk is no step of the table either: status and clocks stay where they are.
ASSIGNED = "perkara.pemeriksa_diubah"
NOTED = "perkara.catatan_ditulis"
TASK_GIVEN = "perkara.tugas_diberikan"
TASK_DONE = "perkara.tugas_selesai"
TASK_MOVED = "perkara.tugas_dialihkan"
TASK_REOPENED = "perkara.tugas_dibuka_lagi"
LABELLED, UNLABELLED = "perkara.label_dipasang", "perkara.label_dilepas"
# Following leaves no entry: by this it is named where one's last act is.
FOLLOWED = "ikuti"
# Pelimpahan changes no status either: by kind of transfer, the verb that begins it.
HANDED_VERBS = {
    "pelimpahan": "dilimpahkan",
    "permintaan": "diminta_diambil_alih",
    "pengambilalihan": "diambil_alih",
}
_HANDED = {
    "dilimpahkan": VerbText(
        staff=_("Dilimpahkan ke kantor lain; menunggu diterima."),
        public=_("Dilimpahkan ke %(to)s; menunggu diterima di sana."),
    ),
    "diminta_diambil_alih": VerbText(
        staff=_("Kantor di atasnya diminta mengambil alih; menunggu jawaban."),
        public=_("%(to)s diminta mengambil alih; menunggu jawabannya."),
    ),
    "pelimpahan_diterima": VerbText(
        staff=_("Pelimpahan diterima; ditangani kantor ini sejak sekarang."),
        public=_("Dilimpahkan ke %(to)s, yang menanganinya sejak hari ini. Batas waktu yang berjalan tetap."),
    ),
    "pelimpahan_dikembalikan": VerbText(
        staff=_("Pelimpahan dikembalikan kepada pengirimnya."),
        public=_("Tidak jadi pindah ke %(to)s; kantor semula tetap menanganinya."),
    ),
    "pelimpahan_ditarik": VerbText(
        staff=_("Pelimpahan ditarik kembali."),
        public=_("Pelimpahan ke %(to)s ditarik kembali; kantor semula tetap menanganinya."),
    ),
    "diambil_alih": VerbText(
        staff=_("Diambil alih oleh kantor di atasnya."),
        public=_("Diambil alih oleh %(to)s, yang menanganinya sejak hari ini. Batas waktu yang berjalan tetap."),
    ),
}
MINUTES_SIGNED = "perkara.berita_acara_ditandatangani"
EXPORTED = "akun.antrean_diekspor"
LINK_TAKEN = "perkara.tautan_diambil"
VERBS = {
    **{f"{kind}.{verb}": text for kind in ("laporan", "perkara") for verb, text in _HANDED.items()},
    "perkara.penerusan_beralih": VerbText(
        staff=_("Penerusan beralih ke %(to)s, yang meneruskan pekerjaan penerima lama."),
        public=_(
            "Penerusan beralih ke %(to)s, yang meneruskan pekerjaan penerima lama. Batas waktu yang berjalan tetap."
        ),
    ),
    "perkara.penerusan_dialihkan": VerbText(
        staff=_("Penerusan dialihkan ke %(to)s karena konflik kepentingan."),
        public=_("Penerusan dialihkan ke %(to)s. Batas waktu yang berjalan tetap."),
    ),
    ASSIGNED: VerbText(_("Pemeriksa perkara diubah.")),
    NOTED: VerbText(_("Catatan ditulis.")),
    TASK_GIVEN: VerbText(_("Tugas diberikan.")),
    TASK_DONE: VerbText(_("Tugas selesai.")),
    TASK_MOVED: VerbText(_("Tugas dialihkan ke orang lain.")),
    TASK_REOPENED: VerbText(_("Tugas dibuka lagi.")),
    LABELLED: VerbText(_("Label dipasang.")),
    UNLABELLED: VerbText(_("Label dilepas.")),
    LINK_TAKEN: VerbText(_("Alamat tautan hak jawab diambil untuk diserahkan.")),
    MINUTES_SIGNED: VerbText(_("Tanda tangan atau penolakannya pada berita acara dicatat.")),
    EXPORTED: VerbText(_("Baris antrean diekspor")),
    OUTCOME_REPORTED: VerbText(
        staff=_("Penerima mencatat hasil tindak lanjutnya."),
        public=_("Penerima mencatat hasil tindak lanjutnya."),
    ),
    SENT_COMPLETED: VerbText(
        staff=_("Penerusan yang dikembalikan dilengkapi dan dikirim lagi."),
        public=_("Berkas yang diminta lembaga penerima dilengkapi dan dikirim lagi."),
    ),
    GAPS_NAMED: VerbText(
        staff=_("Penerima mengembalikan penerusan untuk dilengkapi."),
        public=_("Lembaga penerima meminta berkas dilengkapi"),
    ),
    COMPLETED_HERE: VerbText(
        staff=_("Kekurangan penerusan dilengkapi; penerima melihatnya."),
        public=_("Berkas yang diminta lembaga penerima sudah dilengkapi."),
    ),
    UNTIED: VerbText(staff=_("Pejabat penerima menyatakan tidak ada benturan kepentingan.")),
    TIED: VerbText(staff=_("Pejabat penerima menyatakan benturan kepentingan.")),
    TEXTS_ERASED: VerbText(
        staff=_("Isi perkara dihapus karena masa simpannya berakhir."),
        public=_("Isi perkara dihapus karena masa simpannya berakhir."),
    ),
    # The step of the laporan tells its sender; the entry of the case is for the officers.
    TAKEN_IN: VerbText(staff=_("Laporan digabungkan ke perkara ini.")),
    LET_GO: VerbText(staff=_("Laporan dipisahkan dari perkara ini.")),
}


# To a program that names two things by one key of its own.
SENT_OTHERWISE = _("Kunci pengiriman ini sudah dipakai untuk isi yang lain. Pakai kunci baru.")


class Refused(intake.Refused):
    """One value an action does not accept; `field` names it so that a form or the API shows the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(intake.Problem(field, message, "tidak_sesuai"))
        self.field = field
        self.message = message


class LinkUnusable(Exception):  # noqa: N818 - reads as what happened
    """A right-of-answer link by which nobody can answer any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(str(state.label))
        self.state = state


# How the rulebook marks an article nobody has confirmed yet: never shown as if it were settled.
UNSURE = "low"

# A pleno's reason and a kajian's conclusion must say something; the number is a house rule, not a rule of law.
SHORTEST_REASON = 50

# Requirements the form of the step itself brings: a page may offer the step before they are met.
BROUGHT_BY_THE_FORM = frozenset({"kuorum", "surat_terbit"})

# Facts a kajian asks for, beside the circumstances, which have the rulebook's own words.
FACT_NAMES = {
    "subject": _("Status kepegawaian terlapor"),
    "position": _("Jabatan terlapor"),
    "position_class": _("Jenis jabatan"),
    "conduct": _("Perbuatan"),
    "date": _("Tanggal perbuatan"),
    "office": _("Jabatan yang diperebutkan"),
    "target": _("Yang didukung"),
    "phase": _("Tahap pencalonan pada hari itu"),
    "election": _("Pemilihan"),
}

POSITION_CLASSES = {
    "jpt": _("Jabatan pimpinan tinggi"),
    "administrator": _("Administrator"),
    "pengawas": _("Pengawas"),
    "fungsional": _("Fungsional"),
    "pelaksana": _("Pelaksana"),
    "camat": _("Camat"),
    "lurah": _("Lurah"),
    "kepala_sekolah": _("Kepala sekolah"),
    "guru": _("Guru"),
    "kepala_daerah": _("Kepala daerah"),
}

# Kinds of violation and levels of sanction of the wire contract.
KIND_NAMES = intake.KIND_NAMES
LEVEL_NAMES = {
    "moral": _("sanksi moral"),
    "ringan": _("hukuman disiplin ringan"),
    "sedang": _("hukuman disiplin sedang"),
    "berat": _("hukuman disiplin berat"),
    "ptdh": _("pemberhentian tidak dengan hormat"),
}

# Receivers of the rulebook, in the words of the pages.
RECEIVER_NAMES: dict[str, str | Promise] = {
    "KASN": _("Komisi Aparatur Sipil Negara (KASN)"),
    "BKN": _("Badan Kepegawaian Negara (BKN)"),
    "pejabat_pembina": _("Pejabat Pembina Kepegawaian"),
    "kepala_daerah": _("kepala daerah"),
    "atasan_langsung": _("atasan langsung"),
    "camat": _("camat"),
    "kepala_desa": _("kepala desa"),
    "BPD": _("badan permusyawaratan desa (BPD)"),
    "DKPP": _("Dewan Kehormatan Penyelenggara Pemilu (DKPP)"),
    "KPU": _("Komisi Pemilihan Umum (KPU)"),
    "Bawaslu": _("Bawaslu"),
    "Polri": _("Kepolisian"),
    "Kejaksaan": _("Kejaksaan"),
    "Propam": _("Propam Polri"),
    "Puspom_TNI": _("Polisi Militer TNI"),
    "Kemendagri": _("Kementerian Dalam Negeri"),
    "KemenPANRB": _("Kementerian PANRB"),
    "Presiden": _("Presiden"),
    "Gubernur": _("gubernur"),
    "lembaga_pengawas_asn": _("lembaga pengawas ASN yang diminta Mahkamah Konstitusi"),
}

# Circumstances that lead elsewhere than usual; empty is an ordinary hand-over.
SITUATION_NAMES: dict[str, str | Promise] = {
    "": _("Penerusan biasa"),
    "konflik_kepentingan": _("Pejabat Pembina Kepegawaian punya konflik kepentingan"),
    "diproses_kasn": _("Sudah diproses KASN"),
    "tidak_ditindaklanjuti": _("Rekomendasi tidak ditindaklanjuti"),
    "tsm": _("Pelanggaran terstruktur, sistematis, dan masif"),
    "tembusan": _("Siapa mendapat tembusan"),
}
