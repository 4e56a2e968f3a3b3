"""What the journal says about places and organisations."""

from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText

VERBS = {
    "wilayah.dimuat": VerbText(_("Daftar wilayah dimuat")),
    "organisasi.dimuat": VerbText(_("Daftar organisasi dimuat")),
    "organisasi.dibuat": VerbText(_("Organisasi ditambahkan")),
    "organisasi.diubah": VerbText(_("Data organisasi diubah")),
    "organisasi.diperpanjang": VerbText(_("Masa tugas kantor diperpanjang")),
    "organisasi.ditutup": VerbText(_("Organisasi ditutup")),
}
