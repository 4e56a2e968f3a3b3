"""To whom a handling is passed on, and why. Clean values only."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netral.exchange.queries import named
from netral.offices.models import Organisation
from netral.ui.inputs import long_text

MOST_NAMED = 5


class PassOnForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    receiver = forms.CharField(
        label=gettext_lazy("Lembaga penerima"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "lembaga-mitra", "autocomplete": "off"}),
        help_text=gettext_lazy("Nama atau kodenya. Kabarnya diteruskan kepada pengirim."),
    )
    reason = long_text(
        gettext_lazy("Alasan"),
        help_text=gettext_lazy("Dibaca pengirim. Sedikitnya 50 huruf; jangan menulis nama pelapor."),
    )

    def clean_receiver(self) -> Organisation:
        found = named(str(self.cleaned_data["receiver"]).strip())
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(_("Tidak ada lembaga bernama atau berkode begini. Periksa ejaannya."))
        names = "; ".join(each.name for each in found[:MOST_NAMED])
        raise forms.ValidationError(_("Ada beberapa: %(names)s. Tulis nama lengkapnya.") % {"names": names})
