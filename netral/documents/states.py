"""The kinds of documents, and what the journal says of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText


class Kind(models.TextChoices):
    """Codes as the procedure tables name the letters of their steps."""

    FORWARDING = "surat_penerusan", _("Surat penerusan")
    RECOMMENDATION = "surat_rekomendasi", _("Surat rekomendasi")
    HEARING_MINUTES = "berita_acara_klarifikasi", _("Berita acara klarifikasi")
    HEARING_INVITATION = "undangan_klarifikasi", _("Undangan klarifikasi")
    PLENO_MINUTES = "berita_acara_pleno", _("Berita acara rapat pleno")
    PROOF_REQUEST = "permintaan_bukti", _("Surat permintaan bukti")
    STATUS_NOTICE = "pemberitahuan_status", _("Pemberitahuan status laporan")
    KAJIAN = "kajian", _("Kajian dugaan pelanggaran")
    CONTROL = "surat_pengawasan", _("Surat pengawasan tindak lanjut")
    BLOCK = "surat_pemblokiran", _("Surat pemblokiran data")
    UNBLOCK = "surat_buka_blokir", _("Surat pembukaan blokir")


ISSUED = "dokumen.diterbitkan"
VERBS = {ISSUED: VerbText(staff=_("Dokumen diterbitkan"))}
