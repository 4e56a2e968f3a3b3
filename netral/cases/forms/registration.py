"""Opening a case from a laporan."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from netral.access.models import Role, User
from netral.access.queries import today_in
from netral.cases import queries
from netral.intake.models import Laporan
from netral.ui.widgets import BigCheckboxes


class RegistrationForm(forms.Form):
    """Opening a case from a laporan: the first step a case has, taken on the laporan."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("Judul perkara"),
        max_length=160,
        help_text=gettext_lazy("Satu kalimat tentang perbuatannya, tanpa nama orang."),
    )
    examiners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Pemeriksa"),
        queryset=User.objects.none(),
        to_field_name="key",
        required=False,
        widget=BigCheckboxes,
    )

    def __init__(self, *args: Any, laporan: Laporan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["version"].initial = laporan.version
        self.fields["examiners"].queryset = _examiners(laporan)  # type: ignore[attr-defined]


def _examiners(laporan: Laporan) -> QuerySet[User]:
    return queries.people_at(laporan.office, Role.EXAMINER, today_in(laporan.office))
