"""Forms of someone who holds a receipt code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.documents.sheets import Party
from netral.intake.checking import CAPS
from netral.intake.files import Upload, bare_photos
from netral.intake.forms.files import SeveralFiles
from netral.intake.models import Laporan
from netral.intake.queries import awaited_of
from netral.intake.states import Problem, Safety
from netral.intake.traces import LAST_FOUR
from netral.intake.wizard_report import KEEPS
from netral.lib.spoken_codes import normalise
from netral.ui.widgets import BigRadios


class CodeForm(forms.Form):
    """One field, forgiving: case, spaces and dashes do not matter, O is 0, I and L are 1."""

    code = forms.CharField(
        label=_("Kode tanda terima"),
        help_text=_("16 huruf dan angka. Huruf besar kecil dan spasi tidak masalah."),
        max_length=200,
        widget=forms.TextInput({
            "class": "isi--kode", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
        }),
        error_messages={"required": _("Tulis kode tanda terima Anda.")},
    )  # fmt: skip


class LastFourForm(forms.Form):
    """Proof that the code was written down."""

    last_four = forms.CharField(
        label=_("Ketik 4 huruf terakhir untuk memastikan sudah tersimpan"),
        max_length=20,
        widget=forms.TextInput({"class": "isi--kode", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Ketik 4 huruf terakhir kode Anda.")},
    )

    def clean_last_four(self) -> str:
        return normalise(self.cleaned_data["last_four"])[-LAST_FOUR:]


class PrintForm(forms.Form):
    """Who reports, for one print. Typed here, printed, and kept nowhere."""

    name = forms.CharField(label=_("Nama Anda"), max_length=CAPS["name"], required=False)
    address = forms.CharField(label=_("Alamat"), max_length=CAPS["address"], required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=CAPS["phone"], required=False)

    def party(self) -> Party:
        return Party(**self.cleaned_data)


class _WithFiles(forms.Form):
    """Words, files or both."""

    evidence = SeveralFiles(
        label=_("Berkas"), help_text=_("Paling banyak sepuluh berkas, masing-masing 25 MB."), required=False
    )

    def uploads(self) -> list[Upload]:
        return list(self.cleaned_data["evidence"])

    def add_problem(self, problem: Problem) -> None:
        self.add_error("text" if problem.field == "text" else "evidence", problem.message)


class _FromReporter(_WithFiles):
    """Photos of a reporter lose where and when they were taken, unless the reporter wants that kept."""

    location = forms.BooleanField(
        label=_("Simpan lokasi dan waktu yang tertanam di foto"),
        help_text=_("Tanpa centang, keduanya dihapus. Video, suara, dan PDF dikirim apa adanya."),
        required=False,
        widget=forms.CheckboxInput({"value": KEEPS}),
    )

    def uploads_for(self, laporan: Laporan) -> list[Upload]:
        """What goes to the office; an original that was awaited comes as it was promised. Raises Refused."""
        if self.cleaned_data["location"]:
            return self.uploads()
        return bare_photos(self.uploads(), agreed=awaited_of(laporan))


class SupplementForm(_FromReporter):
    """What was asked for."""

    text = forms.CharField(label=_("Tambahan Anda"), required=False, strip=False, widget=forms.Textarea({"rows": "5"}))
    field_order = ("text", "evidence", "location")


class OfficeMessageForm(_WithFiles):
    """A message to the reporter."""

    text = forms.CharField(label=_("Pesan Anda"), required=False, strip=False, widget=forms.Textarea({"rows": "5"}))
    field_order = ("text", "evidence")


class MessageForm(_FromReporter):
    """A message to the office."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands beside a form with fields of the same names.
        kwargs.setdefault("auto_id", "pesan_%s")
        super().__init__(*args, **kwargs)

    text = forms.CharField(label=_("Pesan Anda"), required=False, strip=False, widget=forms.Textarea({"rows": "5"}))
    field_order = ("text", "evidence", "location")


class CheckInForm(forms.Form):
    """Whether somebody retaliates."""

    answer = forms.ChoiceField(
        label=_("Apakah ada yang menekan Anda sejak melapor?"),
        choices=Safety.choices,
        widget=BigRadios,
        error_messages={"required": _("Pilih satu jawaban.")},
    )
    note = forms.CharField(
        label=_("Kalau ada, ceritakan seperlunya"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": "3"}),
    )

    def add_problem(self, problem: Problem) -> None:
        self.add_error(problem.field, problem.message)


class DoneForm(forms.Form):
    """What an office did about a worrying answer."""

    done = forms.CharField(label=_("Yang dilakukan kantor"), strip=False, widget=forms.Textarea({"rows": "3"}))

    def add_problem(self, problem: Problem) -> None:
        self.add_error("done", problem.message)
