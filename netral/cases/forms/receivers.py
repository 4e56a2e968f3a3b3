"""To whom a breach would go: the status of a person, the kind of violation and a day."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from netral import rulebook
from netral.cases.forms.fields import spoken
from netral.cases.states import KIND_NAMES, SITUATION_NAMES
from netral.ui.inputs import day

SELECT = forms.Select(attrs={"class": "isi"})


class ReceiverForm(forms.Form):
    """One question to the rulebook. Everything stands in the address, so an answer can be sent to a colleague."""

    subject = forms.ChoiceField(label=gettext_lazy("Status kepegawaian terlapor"), widget=SELECT)
    kind = forms.ChoiceField(label=gettext_lazy("Jenis pelanggaran"), choices=list(KIND_NAMES.items()), widget=SELECT)
    on = day(gettext_lazy("Tanggal diteruskan"))
    regime = forms.ChoiceField(
        label=gettext_lazy("Pemilihan"),
        required=False,
        choices=[("", gettext_lazy("Keduanya")), ("pemilu", "Pemilu"), ("pilkada", "Pilkada")],
        widget=SELECT,
    )
    situation = forms.ChoiceField(
        label=gettext_lazy("Keadaan"), required=False, choices=list(SITUATION_NAMES.items()), widget=SELECT
    )
    position = forms.CharField(
        label=gettext_lazy("Jabatan terlapor"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Untuk penyelenggara pemilu: misalnya Anggota PPS."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].choices = spoken(rulebook.subjects)  # type: ignore[attr-defined]

    def receivers(self) -> tuple[rulebook.Receiver, ...]:
        """What the rulebook answers; for a valid form."""
        said = self.cleaned_data
        return rulebook.receivers(
            said["subject"], said["kind"], said["on"], regime=said["regime"] or None, position=said["position"],
            situation=said["situation"],
        )  # fmt: skip
