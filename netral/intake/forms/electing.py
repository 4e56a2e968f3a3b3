"""Which election a report is about: chosen first, then confirmed beside what it changes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.intake import queries
from netral.intake.forms.identity import reason_field
from netral.intake.states import Problem


class ElectionForm(forms.Form):
    """The choice alone. It is sent by GET and changes nothing."""

    election = forms.ChoiceField(
        label=_("Pemilihan"),
        help_text=_("Yang dilindungi kenetralannya pada hari perbuatan itu."),
        error_messages={
            "required": _("Pilih salah satu pemilihan dari daftar."),
            "invalid_choice": _("Pilih salah satu pemilihan dari daftar."),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(row.code, queries.election_name(row)) for row in queries.elections()]
        self.fields["election"].choices = [("", _("Pilih pemilihan")), *listed]  # type: ignore[attr-defined]

    def add_problem(self, problem: Problem) -> None:
        self.add_error(problem.field if problem.field in self.fields else None, problem.message)


class SetElectionForm(ElectionForm):
    """What is saved: the choice that was shown with its effect, and why."""

    reason = reason_field(
        _("Alasan"), _("Dari mana Anda tahu pemilihannya. Tersimpan bersama laporan, tidak masuk jurnal.")
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["election"].widget = forms.HiddenInput()
