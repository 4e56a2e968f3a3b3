"""What staff type: a report in its reporter's place, and a finding of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.intake.content import NewReport
from netral.intake.forms.reporting import PEOPLE, ReportForm
from netral.intake.states import Door, Kind, Problem
from netral.offices.models import Organisation
from netral.ui.widgets import BigRadios, DateInput3

TYPED_DOORS = (Door.SPOKEN, Door.PAPER)
NO_SUCH_DAY = _("Tanggal ini tidak ada di kalender. Tulis hari, bulan, dan tahun.")


def _status() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Status kepegawaian"), choices=_statuses, required=False)


def _statuses() -> list[tuple[str, Any]]:
    """What a person may be, in the rulebook's words: it decides where the matter goes."""
    language = get_language() or "id"
    return [("", _("Belum diketahui")), *((code, text.text(language)) for code, text in rulebook.subjects.items())]


class StaffForm(ReportForm):
    """The questions every door of staff asks; `office` only where its holder sits in several."""

    WHO_PARTS: ClassVar[tuple[str, ...]] = (*ReportForm.WHO_PARTS, "subject")
    who1_subject, who2_subject, who3_subject = (_status() for _each in PEOPLE)
    office = forms.ChoiceField(label=_("Kantor yang menerima"), widget=BigRadios)

    def __init__(self, offices: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offices = {office.code: office for office in offices}
        choices = [(office.code, office.name) for office in offices]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]
        if len(self.offices) == 1:
            del self.fields["office"]

    def chosen_office(self) -> Organisation:
        code = self.cleaned_data.get("office") or next(iter(self.offices))
        return self.offices[code]


class TypedForm(StaffForm):
    """A report somebody told at the counter or wrote on paper."""

    door = forms.ChoiceField(
        label=_("Bagaimana laporan ini sampai?"),
        choices=[(door.value, door.label) for door in TYPED_DOORS],
        widget=BigRadios,
        error_messages={"required": _("Pilih: datang ke kantor, atau surat.")},
    )
    handed_in = forms.DateField(
        label=_("Diterima kantor pada tanggal"),
        help_text=_("Kosongkan kalau hari ini. Batas waktu kajian awal dihitung dari sini."),
        required=False,
        widget=DateInput3,
        error_messages={"invalid": NO_SUCH_DAY},
    )
    hidden_names = forms.BooleanField(
        label=_("Di pindaian, nama, alamat, dan tanda tangan pelapor sudah ditutup."),
        help_text=_("Pindaian dibaca semua petugas perkara. Surat aslinya simpan di lemari terkunci."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("reporter_name", _("Nama pelapor")), ("reporter_address", _("Alamat pelapor"))):
            self.fields[name].label = label
        self.fields["kind"].label = _("Apakah pelapor menyebut nama?")
        self.fields["truth"].label = _("Sudah dibacakan atau diperlihatkan kepada pelapor, atau disalin dari suratnya.")
        self.fields["truth"].error_messages["required"] = _("Beri tanda sesudah isinya dicocokkan dengan pelapor.")
        self.fields["evidence"].label = _("Pindaian surat dan bukti")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("evidence") and cleaned.get("door") == Door.PAPER and not cleaned.get("hidden_names"):
            message = _("Tutup dulu nama pelapor di pindaian, lalu beri tanda; atau kirim tanpa pindaian.")
            self.add_error("hidden_names", message)
        return cleaned

    def handed_in_at(self, now: datetime) -> datetime | None:
        """The beginning of the day it arrived, in the zone of the office; None for today."""
        day, zone = self.cleaned_data["handed_in"], ZoneInfo(self.chosen_office().zone)
        return None if day in (None, now.astimezone(zone).date()) else datetime.combine(day, time(), zone)

    def _field_of(self, path: str) -> str | None:
        return "handed_in" if path == "handed_in" else super()._field_of(path)


class FindingForm(StaffForm):
    """What a supervisor found. Nobody reports it, so nobody's identity is asked for."""

    ABSENT = ("kind", "reporter_name", "reporter_address", "reporter_phone", "truth")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.ABSENT:
            del self.fields[name]
        found = self.fields["known_on"]
        found.label, found.required = _("Ditemukan pada tanggal"), True
        found.help_text = _("Batas waktu menetapkan temuan dihitung dari hari ini.")
        found.error_messages["required"] = _("Tulis tanggal ditemukannya.")
        self.fields["what"].label = _("Apa yang ditemukan?")

    def report(self) -> NewReport:
        self.cleaned_data |= {"kind": Kind.TEMUAN.value, **dict.fromkeys(self.ABSENT[1:], "")}
        return replace(super().report(), reporter=None)

    def add_problem(self, problem: Problem) -> None:
        """A problem of a question this form does not ask stands above it."""
        field = self._field_of(problem.field)
        self.add_error(field if field in self.fields else None, problem.message)
