"""The letter that asks for more, and with which the law grants more days."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from netral.access.queries import today_in
from netral.cases import queries
from netral.cases.forms.fields import StepForm
from netral.cases.policies import LETTER_NUMBER, NO_LETTER_NUMBER
from netral.procedure.models import DOCUMENT_LENGTH, Clock
from netral.procedure.queries import lengthenable, longer, permit_of, say
from netral.ui.inputs import day


@dataclass(frozen=True)
class Change:
    """What the letter will do: the running clock, the one that takes over, and what the law asks for."""

    before: Clock
    after: Clock
    document: str
    source: str


class MoreTimeForm(StepForm):
    """Number and day of the letter."""

    template = "more_time"
    letter_number = forms.RegexField(
        LETTER_NUMBER,
        label=gettext_lazy("Nomor surat"),
        error_messages={"invalid": NO_LETTER_NUMBER},
        max_length=DOCUMENT_LENGTH,
        help_text=gettext_lazy("Nomor surat permintaan keterangan tambahan. Tercatat di jurnal; jangan menulis nama."),
    )
    letter_on = day(
        gettext_lazy("Tanggal surat"),
        help_text=gettext_lazy("Tanggal surat menentukan apakah perpanjangan masih dalam waktu."),
    )

    @cached_property
    def changes(self) -> list[Change]:
        """For the page: until when now, and until when with the letter (as if it bore today's date)."""
        found = ((change, lengthenable(self.case, change)) for change in queries.extensions(self.case))
        today = today_in(self.case.office)
        return [
            Change(clock, longer(self.case, clock, change, today), say(permit.document), permit.source)
            for change, clock in found
            if clock
            for permit in [permit_of(clock, change)]
        ]
