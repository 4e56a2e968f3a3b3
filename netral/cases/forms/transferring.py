"""Forms by which work goes to another office, and by which an ad hoc office goes on longer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.cases.policies import LETTER_NUMBER, NO_LETTER_NUMBER
from netral.cases.states import SHORTEST_REASON
from netral.offices.models import Organisation
from netral.procedure.models import DOCUMENT_LENGTH
from netral.ui.inputs import day, long_text

ENOUGH = gettext_lazy("Sedikitnya %(least)s huruf. Terbaca di kedua kantor, tidak oleh pelapor.")


def letter_field(**options: Any) -> forms.RegexField:
    return forms.RegexField(
        LETTER_NUMBER,
        label=gettext_lazy("Nomor surat"),
        error_messages={"invalid": NO_LETTER_NUMBER},
        max_length=DOCUMENT_LENGTH,
        help_text=gettext_lazy("Tercatat di jurnal; jangan menulis nama."),
        **options,
    )


class VersionForm(forms.Form):
    """What every form of a transfer carries: the version the person was looking at."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class LetterForm(VersionForm):
    """The letter and the reason."""

    letter_number = letter_field()
    letter_on = day(gettext_lazy("Tanggal surat"))
    reason = long_text(gettext_lazy("Alasan"), rows=4)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = ENOUGH % {"least": SHORTEST_REASON}


class TransferForm(LetterForm):
    """The same with the office it goes to: by its code or full name, offered from those the law's table allows."""

    receiver = forms.CharField(
        label=gettext_lazy("Kantor tujuan"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "kantor-tujuan", "autocomplete": "off"}),
        help_text=gettext_lazy("Ketik nama lengkap atau kodenya."),
    )
    field_order = ["version", "receiver", "letter_number", "letter_on", "reason"]

    def clean_receiver(self) -> Organisation:
        text = str(self.cleaned_data["receiver"]).strip()
        found = Organisation.objects.filter(code=text).first()
        found = found or Organisation.objects.filter(name__iexact=text).order_by("pk").first()
        if found is None:
            raise forms.ValidationError(_("Kantor ini tidak ditemukan. Ketik kode atau nama lengkapnya."), "unknown")
        return found


class ReturnForm(VersionForm):
    """Why it is not taken."""

    reason = long_text(gettext_lazy("Mengapa dikembalikan"), rows=3)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].help_text = ENOUGH % {"least": SHORTEST_REASON}


class TakeAllForm(forms.Form):
    """One letter and one reason for everything an office left behind."""

    letter_number = letter_field()
    letter_on = day(gettext_lazy("Tanggal surat"))
    reason = long_text(gettext_lazy("Alasan"), rows=3)


class ExtensionForm(forms.Form):
    """Until when an ad hoc office goes on, by which letter."""

    last_day = day(gettext_lazy("Hari terakhir yang baru"))
    letter_number = letter_field()
