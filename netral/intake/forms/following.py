"""Forms of someone who holds a receipt code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.documents.content import Party
from netral.intake.checking import CAPS
from netral.intake.files import Upload
from netral.intake.forms.files import SeveralFiles
from netral.intake.states import Problem
from netral.intake.traces import LAST_FOUR
from netral.lib.spoken_codes import normalise


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


class SupplementForm(forms.Form):
    """What was asked for: words, files or both."""

    text = forms.CharField(label=_("Tambahan Anda"), required=False, strip=False, widget=forms.Textarea({"rows": "5"}))
    evidence = SeveralFiles(
        label=_("Berkas"), help_text=_("Paling banyak sepuluh berkas, masing-masing 25 MB."), required=False
    )

    def uploads(self) -> list[Upload]:
        return list(self.cleaned_data["evidence"])

    def add_problem(self, problem: Problem) -> None:
        self.add_error("text" if problem.field == "text" else "evidence", problem.message)
