"""What completes a hand-over that another house gave back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.access.states import Acting
from netral.cases import queries
from netral.cases.models import Penerusan
from netral.ui.inputs import long_text
from netral.ui.widgets import BigCheckboxes

PERSON = {"name": _("Nama terlapor"), "job": _("Jabatan"), "agency_text": _("Instansi")}
LONGEST_NAME = 160


class SupplyForm(forms.Form):
    """What was empty of the person, exhibits that did not go along, and what was completed."""

    exhibits = forms.MultipleChoiceField(
        label=_("Bukti yang ditambahkan"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Penerima mendapat salinan rilisnya."),
    )
    note = long_text(
        _("Yang dilengkapi"),
        rows=4,
        help_text=_("Dibaca penerima. Jangan menulis nama pelapor."),
    )

    def __init__(self, *args: Any, penerusan: Penerusan, acting: Acting, **options: Any) -> None:
        super().__init__(*args, **options)
        for field, label in PERSON.items():
            if not getattr(penerusan.accused, field):
                self.fields[field] = forms.CharField(label=label, max_length=LONGEST_NAME, required=False)
        self.own = {exhibit.key: exhibit for exhibit in queries.exhibits_not_sent(penerusan, acting)}
        named = [(key, f"{exhibit.called} {exhibit.filename}") for key, exhibit in self.own.items()]
        self.fields["exhibits"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["exhibits"]
        self.order_fields([*PERSON, "exhibits", "note"])

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        said = self.cleaned_data
        person = {field: said[field] for field in PERSON if said.get(field)}
        return {"note": said["note"], "person": person, "exhibits": [self.own[key] for key in said.get("exhibits", ())]}
