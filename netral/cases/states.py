"""The closed lists of a case. Its statuses and steps are not here: they stand in the procedure table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Party(models.TextChoices):
    """Who speaks in a klarifikasi."""

    REPORTER = "pelapor", _("Pelapor")
    TERLAPOR = "terlapor", _("Terlapor")
    WITNESS = "saksi", _("Saksi")
    EXPERT = "ahli", _("Ahli")


class Decision(models.TextChoices):
    """What a pleno may decide; the step that records it is `putuskan_<decision>`."""

    PROVEN = "terbukti", _("Terbukti")
    NOT_PROVEN = "tidak_terbukti", _("Tidak terbukti")
    NOT_COMPETENT = "bukan_kewenangan", _("Bukan kewenangan")


class Refused(Exception):
    """A value an action does not accept; `field` names it so that a form or the API can show the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


# A pleno's reason and a kajian's conclusion must say something; the number is a house rule, not a rule of law.
SHORTEST_REASON = 50

# Requirements the form of the step itself brings: a page may offer the step before they are met.
BROUGHT_BY_THE_FORM = frozenset({"kuorum", "surat_terbit"})

# Facts the rulebook asks for as yes, no or unknown.
CIRCUMSTANCES = {
    "campaign_period": _("Terjadi dalam masa kampanye"),
    "state_facility": _("Memakai fasilitas negara"),
    "attributes": _("Memakai atribut partai atau calon"),
    "active_support": _("Mendukung secara aktif"),
    "posted_publicly": _("Diunggah untuk umum"),
    "purpose_support": _("Bertujuan mendukung"),
    "knew": _("Tahu acara itu kampanye"),
    "repeat": _("Pernah diberi sanksi untuk hal serupa"),
    "deceived": _("Terkecoh undangan"),
    "name_used_without_consent": _("Nama atau foto dicatut"),
    "deployed_others": _("Mengerahkan orang lain"),
    "cltn": _("Sedang cuti di luar tanggungan negara"),
}
TARGETS = {
    "bakal_calon": _("Bakal calon"),
    "calon": _("Calon"),
    "parpol": _("Partai politik"),
    "diri_sendiri": _("Diri sendiri"),
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
