"""One more person in a case, or one fewer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases import queries
from netral.cases.forms.fields import UNKNOWN, StepForm, spoken
from netral.cases.models import Accused, Case
from netral.ui.inputs import long_text
from netral.ui.widgets import BigRadios


def called(accused: Accused) -> str:
    """How a person stands in a list to choose from."""
    return ", ".join(part for part in (accused.name or _("Nama belum diketahui"), accused.job) if part)


class AddAccusedForm(StepForm):
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Tidak masuk jurnal. Boleh kosong bila jabatannya diketahui."),
    )
    job = forms.CharField(label=gettext_lazy("Jabatan"), max_length=160, required=False)
    agency_text = forms.CharField(label=gettext_lazy("Instansi"), max_length=160, required=False)
    subject = forms.ChoiceField(
        label=gettext_lazy("Status kepegawaian terlapor"),
        choices=lambda: [UNKNOWN, *spoken(rulebook.subjects)],
        required=False,
    )


class LeaveOutForm(StepForm):
    accused = forms.ChoiceField(label=gettext_lazy("Terlapor"), widget=BigRadios)
    reason = long_text(gettext_lazy("Alasan"), help_text=gettext_lazy("Sedikitnya 50 huruf. Orangnya tetap tercatat."))

    def __init__(self, *args: Any, case: Case, **options: Any) -> None:
        super().__init__(*args, case=case, **options)
        self.people = {each.key: each for each in queries.persons_of(case)}
        named = [(key, called(each)) for key, each in self.people.items()]
        self.fields["accused"].choices = named  # type: ignore[attr-defined]

    def clean_accused(self) -> Accused:
        return self.people[self.cleaned_data["accused"]]
