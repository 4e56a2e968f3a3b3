"""A partner's list, and whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.access.states import Acting
from netral.insight import queries
from netral.insight.listed import Listed, read_list
from netral.intake.tables import TableRefused, read_table
from netral.offices.models import Organisation


class ListForm(forms.Form):
    """One file, the office that brings it, and the house it comes from."""

    office = forms.ModelChoiceField(Organisation.objects.none(), to_field_name="code", label=_("Kantor Anda"))
    partner = forms.ModelChoiceField(Organisation.objects.none(), to_field_name="code", label=_("Daftar milik"))
    table = forms.FileField(
        label=_("Berkas daftar"),
        help_text=_("XLSX atau CSV, paling besar 5 MB dan 10.000 baris. Kolom: nomor, nama, tanggal, status."),
        error_messages={"required": _("Pilih berkas daftarnya."), "empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = queries.handling_offices(acting)
        self._choose_among("office", offices)
        self._choose_among("partner", queries.partners_of(offices))

    def _choose_among(self, name: str, found: list[Organisation]) -> None:
        field = self.fields[name]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in found]).order_by("name")  # type: ignore[attr-defined]
        field.label_from_instance = str  # type: ignore[attr-defined]
        if len(found) == 1:
            self.initial[name] = found[0].code

    def clean_table(self) -> list[Listed]:
        try:
            return read_list(read_table(self.cleaned_data["table"].read()))
        except TableRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
