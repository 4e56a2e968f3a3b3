"""Whether a person or an election may be entered so. Each refusal names the field and says how it should be."""

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from netral import rulebook
from netral.registry.models import Election, Employment, Person, PositionClass
from netral.registry.states import StageDays

_NIP = re.compile(r"(?:19|20)[0-9]{6}(?:19|20)[0-9]{4}[0-9]{4}", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*", re.ASCII)
_LONGEST_NAME = 120
_LONGEST_CODE = 40


class NotPossible(Exception):  # noqa: N818 - named as it reads where it is raised
    """A row cannot be so. `field` names what to change, the message says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check_person(name: str, *, nip: str, employment: str, position_class: str) -> None:
    """What one person must satisfy. Raises NotPossible."""
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise NotPossible("name", _("Tulis nama orangnya, paling banyak 120 huruf."))
    if nip and not _NIP.fullmatch(nip):
        raise NotPossible("nip", _("NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."))
    if nip and Person.objects.filter(nip=nip, valid_until=None).exists():
        raise NotPossible("nip", _("NIP ini sudah ada pada jabatan yang masih berjalan. Akhiri dulu jabatan itu."))
    if employment not in Employment.values:
        raise NotPossible("employment", _("Status kepegawaian tidak dikenal. Pilih salah satu dari daftar."))
    if position_class and position_class not in PositionClass.values:
        raise NotPossible("position_class", _("Jenis jabatan tidak dikenal. Pilih salah satu dari daftar."))


def check_days(valid_from: date | None, valid_until: date | None) -> None:
    """A posting ends on or after the day it began."""
    if valid_from and valid_until and valid_until < valid_from:
        raise NotPossible("valid_until", _("Hari terakhir tidak boleh sebelum hari pertama."))


def check_election(code: str, *, name: str, regime: str, offices: Sequence[str], stages: Sequence[StageDays]) -> None:
    """What an election made here must satisfy; the codes of the law's own elections are taken."""
    if len(code) > _LONGEST_CODE or not _CODE.fullmatch(code):
        raise NotPossible("code", _("Kode hanya huruf kecil, angka, dan tanda hubung, misalnya latihan-2026."))
    if code in rulebook.current().elections or Election.objects.filter(code=code).exists():
        raise NotPossible("code", _("Kode pemilihan ini sudah dipakai. Pilih kode lain."))
    if not name.strip():
        raise NotPossible("name", _("Tulis nama pemilihannya."))
    if regime not in Election.Regime.values:
        raise NotPossible("regime", _("Pilih pemilu atau pilkada."))
    _check_offices("offices", offices)
    for stage in stages:
        _check_stage(stage)


def _check_offices(field: str, offices: Sequence[str]) -> None:
    known = rulebook.current().offices
    if set(offices) - set(known):
        message = _("Ada jabatan yang tidak dikenal. Yang dikenal: %(known)s.")
        raise NotPossible(field, message % {"known": ", ".join(known)})


def _check_stage(stage: StageDays) -> None:
    # The phase of an act is counted from the stages: one under another name would silently not count.
    known = rulebook.current().stage_words.names
    if stage.code not in known:
        message = _("Tahapan %(code)s tidak dikenal. Yang dikenal: %(known)s.")
        raise NotPossible("stages", message % {"code": stage.code, "known": ", ".join(known)})
    if stage.ends_on < stage.starts_on:
        message = _("Tahapan %(code)s berakhir sebelum dimulai. Tukar tanggalnya.")
        raise NotPossible("stages", message % {"code": stage.code})
    _check_offices("stages", stage.offices)
