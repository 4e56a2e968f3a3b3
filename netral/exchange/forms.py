"""What the office that received a hand-over says of it. Text to clean values only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.access.states import Acting
from netral.exchange.models import Masukan
from netral.exchange.policies import LONGEST_NOTE, can_answer
from netral.exchange.states import Answer, Outcome
from netral.ui.widgets import BigRadios


class AnswerForm(forms.Form):
    """One of the answers possible now; what is returned names its gaps, one a line."""

    answer = forms.ChoiceField(label=_("Jawaban"), widget=BigRadios)
    outcome = forms.ChoiceField(
        label=_("Hasil"),
        required=False,
        widget=BigRadios,
        choices=Outcome.choices,
        help_text=_("Wajib bila selesai; perkara pengirim berjalan menurutnya."),
    )
    gaps = forms.CharField(
        label=_("Yang perlu dilengkapi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu per baris. Wajib bila dikembalikan; pengirim membacanya."),
    )
    note = forms.CharField(
        label=_("Catatan untuk pengirim"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila selesai: nomor dan tanggal keputusan, atau alasannya."),
    )

    def __init__(self, *args: Any, masukan: Masukan, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        # To pass on, a receiver is needed: that is a form of its own.
        possible = [each for each in Answer if each != Answer.PASSED_ON and can_answer(masukan, each, acting)]
        self.fields["answer"].choices = [(each.value, each.label) for each in possible]  # type: ignore[attr-defined]
        if Answer.ENDED not in possible:
            del self.fields["outcome"]
        if Answer.RETURNED not in possible:
            del self.fields["gaps"]

    @property
    def offers_nothing(self) -> bool:
        return not self.fields["answer"].choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "to": Answer(said["answer"]),
            "gaps": said.get("gaps", "").splitlines(),
            "note": said["note"],
            "outcome": said.get("outcome", ""),
        }
