"""What the members decide and how each voted, or why they send a case back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from netral.access.models import User
from netral.cases import queries
from netral.cases.forms.fields import StepForm
from netral.cases.forms.members import MeetingTable, MembersField
from netral.cases.forms.outcomes import OutcomesField, OutcomesPart
from netral.cases.states import Decision
from netral.offices.models import Organisation
from netral.ui.inputs import day, long_text

MOST_MEMBERS = 99


class PlenoForm(OutcomesPart, MeetingTable, StepForm):
    """One row per member who held a seat on the day of the meeting; of several people, what was found of each."""

    template = "pleno"
    weighs = True
    held_on = day(gettext_lazy("Tanggal rapat pleno"))
    members = MembersField(label=gettext_lazy("Anggota pleno"))
    seats = forms.IntegerField(
        label=gettext_lazy("Jumlah anggota menurut keputusan pengangkatan"),
        min_value=1,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=gettext_lazy("Kosongkan bila sama dengan jumlah baris di atas."),
    )
    seats_reason = forms.CharField(
        label=gettext_lazy("Mengapa jumlahnya lain"), max_length=500, required=False,
        help_text=gettext_lazy("Misalnya satu kursi kosong atau satu anggota belum punya akun."),
    )  # fmt: skip
    outcomes = OutcomesField(
        label=gettext_lazy("Putusan per terlapor"),
        required=False,
        help_text=gettext_lazy(
            "Isi bila putusannya berbeda: satu baris per terlapor, masing-masing dengan pertimbangan."
        ),
    )
    reason = long_text(gettext_lazy("Pertimbangan"), help_text=gettext_lazy("Sedikitnya 50 huruf."))
    issue = forms.BooleanField(label=gettext_lazy("Terbitkan berita acara pleno sebagai PDF bernomor"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lay_table()
        self.lay_outcomes(list(queries.persons_of(self.case)) if self.case.pk else [])

    @property
    def office(self) -> Organisation:
        return self.case.office

    def seated_on(self, day: date) -> list[User]:
        return queries.members_on(self.office, day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.clean_table(cleaned)
        self.clean_outcomes_table(cleaned)
        return cleaned


class NotProvenForm(PlenoForm):
    """Nobody was found proven, and somebody not proven."""

    decision = Decision.NOT_PROVEN


class NotCompetentForm(PlenoForm):
    """Nothing about anybody is for this office to decide."""

    decision = Decision.NOT_COMPETENT


class SendBackForm(StepForm):
    reason = long_text(gettext_lazy("Yang masih kurang"), help_text=gettext_lazy("Sedikitnya 50 huruf."))
