"""Whether an organisation may be created or changed so. Who may do it, the doors decide."""

import re
from datetime import date

from django.utils.translation import gettext as _

from netral.lib.dates import long_date
from netral.offices import numbering
from netral.offices.models import AD_HOC_KINDS, Organisation

_CODE = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
_LONGEST_CODE = 45


class NotPossible(Exception):  # noqa: N818 - named as it reads where it is raised
    """An organisation cannot be so. `field` names what to change, the message says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_code(code: str) -> None:
    """A code is for ever: the journal names the organisation by it."""
    if len(code) > _LONGEST_CODE or not _CODE.fullmatch(code):
        raise NotPossible("code", _("Kode hanya huruf kecil, angka, titik, dan tanda hubung, misalnya dinkes-33.74."))
    if Organisation.objects.filter(code=code).exists():
        raise NotPossible("code", _("Kode ini sudah dipakai. Buka organisasi itu, atau pilih kode lain."))


def check_kind(kind: str) -> None:
    """Kinds of organisations are a closed list."""
    if kind not in Organisation.Kind.values:
        raise NotPossible("kind", _("Jenis organisasi tidak dikenal. Pilih salah satu dari daftar."))


def check_name(name: str) -> None:
    """A name for people to read: something, without control characters, not endless."""
    longest = 160
    if not name.strip() or len(name) > longest or not name.isprintable():
        raise NotPossible("name", _("Tulis nama organisasi, paling banyak 160 huruf."))


def check_days(valid_from: date | None, valid_until: date | None) -> None:
    """An organisation ends on or after the day it began."""
    if valid_from and valid_until and valid_until < valid_from:
        raise NotPossible("valid_until", _("Hari terakhir tidak boleh sebelum hari pertama."))


def check_parent(organisation: Organisation, parent: Organisation | None) -> None:
    """Nobody stands above itself: whatever climbs from an office to the top must arrive."""
    above = parent
    while above is not None:
        if above.pk == organisation.pk:
            raise NotPossible("parent", _("Organisasi ini sendiri atau yang di bawahnya tidak bisa menjadi induknya."))
        above = above.parent


def check_ad_hoc(kind: str, *, parent: Organisation | None, valid_until: date | None) -> None:
    """An ad hoc office names its last day, and the office above to which its work falls on the day after."""
    if kind not in AD_HOC_KINDS:
        return
    if parent is None:
        raise NotPossible("parent", _("Kantor ad hoc berada di bawah sebuah Bawaslu. Isi induknya."))
    if valid_until is None:
        raise NotPossible("valid_until", _("Kantor ad hoc punya hari terakhir. Isi menurut surat pembentukannya."))


def check_extends(organisation: Organisation, last_day: date) -> None:
    """Only what has an end goes on longer."""
    if organisation.valid_until is None:
        raise NotPossible("last_day", _("Kantor ini tidak punya hari terakhir, jadi tidak perlu diperpanjang."))
    if last_day <= organisation.valid_until:
        words = _("Isi hari sesudah %(day)s, hari terakhirnya sekarang.")
        raise NotPossible("last_day", words % {"day": long_date(organisation.valid_until)})


def check_number_pattern(pattern: str) -> None:
    """Only places that are known, those without which two numbers would be alike, and short enough. Empty is usual."""
    if not pattern:
        return
    if not numbering.is_pattern(pattern):
        words = _("Hanya huruf, angka, titik, garis miring, tanda hubung, dan tempat isian seperti {nomor}.")
        raise NotPossible("number_pattern", words)
    if lacking := numbering.lacking(pattern):
        words = _("Belum ada %(places)s. Tanpa itu dua perkara bisa bernomor sama.")
        raise NotPossible("number_pattern", words % {"places": ", ".join(lacking)})
    if not numbering.fits(pattern):
        words = _("Nomornya bisa lebih panjang dari %(longest)s huruf. Pendekkan bentuknya.")
        raise NotPossible("number_pattern", words % {"longest": numbering.LONGEST})
