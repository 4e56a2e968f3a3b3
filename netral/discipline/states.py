"""The closed lists of the discipline room. Its statuses and steps stand in the procedure table `disiplin`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText
from netral.intake import states as intake

PROCEDURE = "disiplin"


class Level(models.TextChoices):
    """How heavy a sanction is, lightest first; which sanctions each level holds, the rulebook says."""

    MORAL = "moral", _("Sanksi moral")
    LIGHT = "ringan", _("Hukuman disiplin ringan")
    MEDIUM = "sedang", _("Hukuman disiplin sedang")
    HEAVY = "berat", _("Hukuman disiplin berat")
    DISMISSAL = "ptdh", _("Pemberhentian tidak dengan hormat")


class Outcome(models.TextChoices):
    """How a penanganan ends without a sanction."""

    STOPPED = "dihentikan", _("Dihentikan")
    DECLINED = "tidak_dijatuhi_sanksi", _("Tidak dijatuhi sanksi")


# Below this score linking a person asks for a reason: a matter of care, not of law (ux: picker of pegawai).
SURE_ENOUGH = 80


# Kinds of breach that are answered elsewhere: by a court, or by the council of election organisers.
NOT_THE_EMPLOYERS = frozenset({"pidana", "kode_etik_penyelenggara"})

# What this house notes about a decision, beside the codes of the rulebook's own rules about ranges.
LIGHTER_THAN_RECOMMENDED, OTHER_OFFICIAL = "lebih_ringan_dari_rekomendasi", "pejabat_lain"
FLAG_NAMES = {
    LIGHTER_THAN_RECOMMENDED: _("Lebih ringan dari rekomendasi."),
    OTHER_OFFICIAL: _("Ditetapkan pejabat yang menurut data ini bukan yang berwenang."),
}


def is_lighter(level: str, recommended: str) -> bool:
    order = list(Level.values)
    return order.index(level) < order.index(recommended)


class Refused(intake.Refused):
    """One value an action does not accept; `field` names it so that a form shows the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(intake.Problem(field, message, "tidak_sesuai"))
        self.field = field
        self.message = message


# Steps that decide: they wait until their official has said whether something ties them to the matter.
DECIDING = frozenset({"jatuhkan_sanksi", "tidak_menjatuhkan"})
NOT_RECOMMENDED = frozenset({"diterima", "terverifikasi"})
RECOMMENDED = "direkomendasikan"  # the status in which the appointing official is to act

TEXTS_ERASED = "penanganan.isi_dihapus"
ACKNOWLEDGED = "penanganan.rekomendasi_diakui"
UNTIED, TIED = "penanganan.tanpa_benturan", "penanganan.benturan_dinyatakan"
VERBS = {
    ACKNOWLEDGED: VerbText(
        staff=_("Instansi mengakui penerimaan rekomendasi."),
        public=_("Instansi pegawai mengakui sudah menerima rekomendasi."),
    ),
    UNTIED: VerbText(staff=_("Pejabat yang memutus menyatakan tidak ada benturan kepentingan.")),
    TIED: VerbText(staff=_("Pejabat yang memutus menyatakan benturan kepentingan.")),
    "penanganan.dialihkan": VerbText(
        staff=_("Penanganan dialihkan ke %(to)s karena konflik kepentingan."),
        public=_("Keputusan dialihkan ke %(to)s. Batas waktu yang berjalan tetap."),
    ),
    "penanganan.diteruskan_lagi": VerbText(
        staff=_("Berkasnya diteruskan juga ke %(to)s; penanganan di sini berjalan terus.")
    ),
    "penanganan.beralih": VerbText(staff=_("Penanganan beralih ke %(to)s, yang meneruskan pekerjaan penerima lama.")),
    TEXTS_ERASED: VerbText(staff=_("Keterangan pada penanganan dihapus karena masa simpannya berakhir.")),
}

# Requirements the form of the step itself brings: a page may offer the step before they are met.
BROUGHT_BY_THE_FORM = frozenset({"orang_ditetapkan", "surat_terbit", "keputusan_diunggah"})
