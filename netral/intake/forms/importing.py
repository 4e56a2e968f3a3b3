"""A table to be looked over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.intake.tables import Table, TableRefused, read_table
from netral.offices.models import Organisation
from netral.ui.widgets import BigRadios


class TableForm(forms.Form):
    """One file; what is wrong with it as a whole stands beside it."""

    table = forms.FileField(
        label=_("Berkas tabel"),
        help_text=_("XLSX atau CSV, paling besar 5 MB dan 10.000 baris. Baris pertama memuat nama kolom."),
        error_messages={"required": _("Pilih berkas tabelnya."), "empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )
    office = forms.ChoiceField(label=_("Kantor yang menerima"), widget=BigRadios)

    def __init__(self, offices: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [office.code for office in offices]
        choices = [(office.code, office.name) for office in offices]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            del self.fields["office"]

    def clean_table(self) -> Table:
        try:
            return read_table(self.cleaned_data["table"].read())
        except TableRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

    def chosen_office(self) -> str:
        return str(self.cleaned_data.get("office") or self.codes[0])
