"""Forms of official links: the officer's one that makes a link, and those of a sitting that the desk has not."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from netral.access.states import ROLE_NAMES
from netral.links.states import ROLES, Channel
from netral.notices.gateways import is_on
from netral.ui.inputs import long_text
from netral.ui.widgets import BigRadios

NOT_TYPED = frozenset({"csrfmiddlewaretoken", "version", "simpan"})
LONGEST_DRAFT = 20_000  # characters of one box


class MakeForm(forms.Form):
    """Where the code goes, to whom the letter is written, and as whom the office works."""

    official = forms.CharField(
        label=_("Kepada siapa suratnya"),
        max_length=160,
        help_text=_("Jabatannya, bukan namanya. Misalnya: Bupati Tirta Buana, melalui Kepala BKPSDM."),
    )
    channel = forms.ChoiceField(label=_("Kode sekali pakai dikirim lewat"), widget=BigRadios, initial=Channel.EMAIL)
    address = forms.CharField(
        label=_("Alamat atau nomor dinas"),
        max_length=200,
        help_text=_("Saluran resmi kantor itu, bukan milik pribadi. Periksa ke kantor itu sebelum dipakai."),
    )
    role = forms.ChoiceField(
        label=_("Bekerja sebagai"),
        widget=BigRadios,
        choices=[(role, ROLE_NAMES[role]) for role in ROLES],
        initial=ROLES[0],
        help_text=_("Yang boleh memutuskan hanya Pejabat Pembina Kepegawaian."),
    )
    official_channel = forms.BooleanField(
        label=_("Saluran ini milik kantor penerima, dan sudah saya pastikan."),
        error_messages={"required": _("Pastikan dulu salurannya, lalu centang.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [each for each in Channel if each != Channel.WHATSAPP or is_on()]
        self.fields["channel"].choices = [(each.value, each.label) for each in offered]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        return {name: self.cleaned_data[name] for name in ("official", "channel", "address", "role")}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode 6 angka"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class GapsForm(forms.Form):
    gaps = long_text(
        _("Apa yang kurang"),
        rows=5,
        help_text=_("Satu kekurangan satu baris. Dibaca kantor pengirim; tenggat Anda tidak berubah karenanya."),
    )


class ProofForm(forms.Form):
    upload = forms.FileField(
        label=_("Berkas bukti"),
        help_text=_("PDF atau foto, misalnya tanda terima keputusan. Paling besar 25 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
    )


class FinishForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Semua yang perlu dicatat sudah dicatat. Tautan ini boleh ditutup."),
        error_messages={"required": _("Centang ini untuk menutup tautan.")},
    )


def typed_in(data: QueryDict) -> dict[str, list[str]]:
    """What was typed into a form, to be kept as a draft: no file, no version, nothing endless."""
    kept = {name: values for name, values in data.lists() if name not in NOT_TYPED}
    return {name: [str(value)[:LONGEST_DRAFT] for value in values] for name, values in kept.items()}


def initial_of(form: forms.Form, draft: dict[str, list[str]]) -> dict[str, Any]:
    """A draft as what the fields of a form begin with."""
    data = QueryDict(mutable=True)
    for name, values in draft.items():
        data.setlist(name, values)
    named = {name: field for name, field in form.fields.items() if not isinstance(field, forms.FileField)}
    read = {name: field.widget.value_from_datadict(data, {}, name) for name, field in named.items()}
    return {name: value for name, value in read.items() if value not in (None, "", []) and name != "version"}
