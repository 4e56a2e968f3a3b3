"""What completes a hand-over that another house gave back."""

from collections.abc import Mapping
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


class LackingForm(forms.Form):
    """What was empty of the person, exhibits that did not go along, and words: a field that each such form adds."""

    WORDS = ""

    exhibits = forms.MultipleChoiceField(
        label=_("Bukti yang ditambahkan"),
        required=False,
        widget=BigCheckboxes,
        help_text=_("Penerima mendapat salinan rilisnya."),
    )

    def __init__(
        self, *args: Any, penerusan: Penerusan, asked: Mapping[str, Any], acting: Acting, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.person = [field for field in asked if not getattr(penerusan.accused, field)]
        for field in self.person:
            self.fields[field] = forms.CharField(label=asked[field], max_length=LONGEST_NAME, required=False)
        self.own = {exhibit.key: exhibit for exhibit in queries.exhibits_not_sent(penerusan, acting)}
        named = [(key, f"{exhibit.called} {exhibit.filename}") for key, exhibit in self.own.items()]
        self.fields["exhibits"].choices = named  # type: ignore[attr-defined]
        if not named:
            del self.fields["exhibits"]
        self.order_fields([*self.person, "exhibits", self.WORDS])

    def values(self) -> dict[str, Any]:
        """Keyword arguments for the action."""
        said = self.cleaned_data
        person = {field: said[field] for field in self.person if said.get(field)}
        exhibits = [self.own[key] for key in said.get("exhibits", ())]
        return {self.WORDS: said[self.WORDS], "person": person, "exhibits": exhibits}


class SupplyForm(LackingForm):
    """Everything that can be lacking, for a receiver with a house of its own."""

    WORDS = "note"

    note = long_text(
        _("Yang dilengkapi"),
        rows=4,
        help_text=_("Dibaca penerima. Jangan menulis nama pelapor."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, asked=PERSON, **options)
