"""Forms of `/kelola/`."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from netral.access import queries
from netral.access.models import Role
from netral.access.states import ROLE_NAMES, ROLE_SENTENCES, Acting
from netral.lib.dates import ZONES
from netral.offices.models import Organisation
from netral.offices.queries import place_in_numbers
from netral.ui.widgets import BigRadios, DateInput3

KIND_NAMES = {
    Organisation.Kind.BAWASLU: _("Bawaslu RI"),
    Organisation.Kind.BAWASLU_PROVINCE: _("Bawaslu provinsi"),
    Organisation.Kind.BAWASLU_REGENCY: _("Bawaslu kabupaten/kota"),
    Organisation.Kind.PANWASLU_DISTRICT: _("Panwaslu kecamatan (ad hoc)"),
    Organisation.Kind.KPU: _("KPU RI"),
    Organisation.Kind.KPU_PROVINCE: _("KPU provinsi"),
    Organisation.Kind.KPU_REGENCY: _("KPU kabupaten/kota"),
    Organisation.Kind.PROVINCE_GOVERNMENT: _("Pemerintah provinsi"),
    Organisation.Kind.REGENCY_GOVERNMENT: _("Pemerintah kabupaten/kota"),
    Organisation.Kind.MINISTRY: _("Kementerian"),
    Organisation.Kind.AGENCY: _("Lembaga"),
    Organisation.Kind.ASN_SUPERVISOR: _("Pengawas ASN"),
}
PLAIN = RegexValidator(r"^[^\x00-\x1f<>]*$", _("Tulis tanpa tanda < > dan tanpa baris baru."))


class ListForm(forms.Form):
    """What narrows a list; nonsense narrows nothing."""

    cari = forms.CharField(
        label=_("Cari"), required=False, max_length=100, widget=forms.TextInput({"class": "isi", "type": "search"})
    )
    jenis = forms.ChoiceField(
        label=_("Jenis"),
        required=False,
        choices=[("", _("Semua jenis")), *KIND_NAMES.items()],
        widget=forms.Select({"class": "isi"}),
    )

    def value(self, name: str) -> str:
        """A cleaned value, empty where it was none."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


class JournalFilter(forms.Form):
    subjek = forms.RegexField(
        r"^[A-Za-z0-9_.:/-]{1,60}$",
        label=_("Subjek"),
        required=False,
        help_text=_("Misalnya akun:…, organisasi:bkn, atau perkara:…"),
        error_messages={"invalid": _("Tulis jenis dan kodenya, misalnya organisasi:bkn.")},
    )


class OfficeField(forms.CharField):
    """An office by its code or name, offered from those the reader administers."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=160, widget=forms.TextInput({"list": "kantor", "autocomplete": "off"}), **options)

    who: Acting

    def clean(self, value: Any) -> Organisation | None:
        text = super().clean(value)
        if not text:
            return None
        offices = queries.offices_administered(self.who)
        found = offices.filter(code=text).first() or _only(offices.filter(name__iexact=text)[:2])
        if found is None:
            raise forms.ValidationError(_("Kantor ini tidak ditemukan. Ketik kode atau nama lengkapnya."), "unknown")
        return found


def _only(found: Any) -> Organisation | None:
    rows: list[Organisation] = list(found)
    return rows[0] if len(rows) == 1 else None


class OfficeForm(forms.Form):
    """A form that names offices: only those its reader administers count."""

    def __init__(self, *args: Any, who: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            if isinstance(each, OfficeField):
                each.who = who


class SeatForm(OfficeForm):
    """A role in an office, until a day."""

    role = forms.ChoiceField(
        label=_("Peran"),
        choices=[(role.value, ROLE_NAMES[role]) for role in Role],
        widget=BigRadios(hints={role.value: ROLE_SENTENCES[role] for role in Role}),
    )
    office = OfficeField(label=_("Kantor"), help_text=_("Kode atau nama lengkap kantor."))
    until = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        widget=DateInput3,
        help_text=_("Hari terakhir masa tugas menurut SK. Kosongkan bila SK tidak menyebutnya."),
    )


class InvitationForm(SeatForm):
    name = forms.CharField(label=_("Nama lengkap"), max_length=120, validators=[PLAIN])
    email = forms.EmailField(label=_("Alamat surel"), help_text=_("Tautan undangan dikirim ke sini."))
    field_order = ["name", "email", "role", "office", "until"]


class NewSeatForm(SeatForm):
    since = forms.DateField(label=_("Berlaku sejak"), widget=DateInput3)
    field_order = ["role", "office", "since", "until"]


class LastDayForm(forms.Form):
    last_day = forms.DateField(label=_("Hari terakhir"), widget=DateInput3)


class NumberPatternForm(forms.Form):
    number_pattern = forms.CharField(
        label=_("Bentuk nomor"),
        required=False,
        max_length=100,
        help_text=_("Dikosongkan, nomor ditulis dalam bentuk biasa."),
    )


def number_places(office: Organisation) -> list[tuple[str, Any, str]]:
    """What can stand in a pattern, what it means, and what an office would write there."""
    code = place_in_numbers(office)
    return [
        ("{nomor}", _("urutan dalam seri dan tahun, sedikitnya tiga angka"), "014"),
        ("{nomor2}", _("urutan yang sama, sedikitnya dua angka"), "14"),
        ("{seri}", _("register dan jenisnya"), "Reg/LP"),
        ("{jenis}", _("LP laporan, TM temuan, Etik etik KPU"), "LP"),
        ("{kode}", _("kode wilayah Kemendagri; tulis kode kantor sendiri sebagai angka biasa"), code),
        ("{bulan}", _("bulan dalam angka Romawi"), "XI"),
        ("{tahun}", _("tahun"), "2026"),
    ]


class AboutOrganisationForm(OfficeForm):
    """What of an organisation may change."""

    name = forms.CharField(label=_("Nama"), max_length=160, validators=[PLAIN])
    parent = OfficeField(label=_("Induk"), required=False, help_text=_("Kode atau nama lengkap organisasi di atasnya."))
    region = forms.CharField(
        label=_("Kode wilayah"), required=False, max_length=13, help_text=_("Kode Kemendagri, misalnya 33.74.")
    )
    valid_from = forms.DateField(label=_("Berdiri sejak"), required=False, widget=DateInput3)
    valid_until = forms.DateField(
        label=_("Hari terakhir"), required=False, widget=DateInput3, help_text=_("Wajib bagi kantor ad hoc.")
    )


class OrganisationForm(AboutOrganisationForm):
    code = forms.CharField(
        label=_("Kode"), max_length=45, help_text=_("Tetap selamanya, misalnya dinkes-33.74. Dipakai di jurnal.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=list(KIND_NAMES.items()))
    field_order = ["name", "code", "kind", "parent", "region", "valid_from", "valid_until"]


class EditOrganisationForm(AboutOrganisationForm):
    other_names = forms.CharField(
        label=_("Nama lain"),
        required=False,
        max_length=200,
        validators=[PLAIN],
        help_text=_("Singkatan dan nama lama yang dipakai orang mencarinya."),
    )
    zone = forms.ChoiceField(
        label=_("Zona waktu"), choices=[(zone, f"{short} ({zone})") for zone, short in ZONES.items()]
    )
    field_order = ["name", "other_names", "parent", "region", "zone", "valid_from", "valid_until"]


def as_it_is(office: Organisation) -> dict[str, Any]:
    """What the form for changing an organisation starts with."""
    return {
        "name": office.name,
        "other_names": office.other_names,
        "parent": office.parent.code if office.parent else "",
        "region": office.region_id or "",
        "zone": office.zone,
        "valid_from": office.valid_from,
        "valid_until": office.valid_until,
    }
