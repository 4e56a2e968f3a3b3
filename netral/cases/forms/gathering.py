"""Files an examiner adds to a case."""

from django import forms
from django.utils.translation import gettext_lazy

from netral.intake.forms.files import SeveralFiles


class GatherForm(forms.Form):
    """The files alone: what they show is said where they are pinned."""

    evidence = SeveralFiles(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("Paling banyak sepuluh berkas, masing-masing 25 MB."),
    )
