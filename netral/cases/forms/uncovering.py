"""Why a redacted copy is taken back."""

from django import forms
from django.utils.translation import gettext_lazy

from netral.ui.inputs import long_text


class UncoverForm(forms.Form):
    """The reason alone: what is taken back stands above it."""

    reason = long_text(
        gettext_lazy("Mengapa salinan ini ditarik"),
        rows=3,
        help_text=gettext_lazy("Sedikitnya 20 huruf. Dibaca rekan di kantor ini."),
    )
