"""What people of this desk write. Clean values only; whether something is possible is asked elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.access.states import Acting
from netral.cases.queries import exhibits_not_sent
from netral.oversight.models import Pengembalian
from netral.oversight.states import PERSON_GAPS
from netral.ui.inputs import long_text
from netral.ui.widgets import BigCheckboxes

LONGEST_NAME = 160


class RequestForm(forms.Form):
    """The reason goes into the letter as it is written here."""

    reason = long_text(
        _("Alasan pemblokiran"),
        help_text=_("Tercetak dalam surat kepada pejabat pembina. Jangan menulis nama pelapor."),
    )


class ReasonForm(forms.Form):
    reason = long_text(_("Alasan"), rows=4, help_text=_("Jangan menulis nama pelapor."))


class CompleteForm(forms.Form):
    """The answer to what came back: what was asked of the person, exhibits that did not go along, and words."""

    exhibits = forms.MultipleChoiceField(
        label=_("Bukti yang ditambahkan"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Penerima mendapat salinan rilisnya."),
    )
    answer = long_text(
        _("Jawaban"),
        rows=4,
        help_text=_("Apa yang sudah dilengkapi, atau kenapa tidak bisa. Jangan menulis nama pelapor."),
    )

    def __init__(self, *args: Any, returned: Pengembalian, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        accused = returned.penerusan.accused
        for field, gap in PERSON_GAPS.items():
            if gap in returned.gaps and not getattr(accused, field):
                self.fields[field] = forms.CharField(label=gap.label, max_length=LONGEST_NAME, required=False)
        self.own = {exhibit.key: exhibit for exhibit in exhibits_not_sent(returned.penerusan, acting)}
        named = [(key, f"{exhibit.called} {exhibit.filename}") for key, exhibit in self.own.items()]
        self.fields["exhibits"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["exhibits"]
        self.order_fields([*PERSON_GAPS, "exhibits", "answer"])

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        said = self.cleaned_data
        person = {field: said[field] for field in PERSON_GAPS if said.get(field)}
        exhibits = [self.own[key] for key in said.get("exhibits", ())]
        return {"answer": said["answer"], "person": person, "exhibits": exhibits}


def reason_template(days: int) -> str:
    """What a request usually says, to be changed."""
    words = _("Rekomendasi sudah %(days)s hari tidak ditindaklanjuti. Semua surat sampai peringatan tidak dijawab.")
    return str(words % {"days": days})
