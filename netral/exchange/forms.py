"""What the office that received a hand-over says of it. Text to clean values only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.access.states import Acting
from netral.exchange.models import Masukan
from netral.exchange.policies import LONGEST_NOTE, can_answer
from netral.exchange.queries import named
from netral.exchange.states import Answer, Outcome
from netral.offices.models import Organisation
from netral.ui.widgets import BigRadios

MOST_NAMED = 5


class PassOnForm(forms.Form):
    """To whom a hand-over goes on: by code or name, whichever house it works in."""

    receiver = forms.CharField(
        label=_("Lembaga penerima"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "lembaga-mitra", "autocomplete": "off"}),
        help_text=_("Nama atau kodenya. Kabarnya diteruskan kepada pengirim."),
    )
    note = forms.CharField(
        label=_("Catatan untuk pengirim"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_receiver(self) -> Organisation:
        called = str(self.cleaned_data["receiver"]).strip()
        found = named(called)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Tidak ada lembaga bernama atau berkode begini. Periksa ejaannya."))
        names = "; ".join(each.name for each in found[:MOST_NAMED])
        raise forms.ValidationError(_("Ada beberapa: %(names)s. Tulis nama lengkapnya.") % {"names": names})


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
