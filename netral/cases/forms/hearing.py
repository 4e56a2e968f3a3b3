"""Minutes of a hearing."""

from django import forms
from django.utils.translation import gettext_lazy

from netral.cases.forms.fields import YES, YES_NO, StepForm
from netral.cases.states import Party
from netral.ui.inputs import day, long_text
from netral.ui.widgets import BigRadios


class KlarifikasiForm(StepForm):
    party = forms.ChoiceField(label=gettext_lazy("Pihak"), choices=Party.choices, widget=BigRadios)
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "Disimpan terpisah; tidak masuk jurnal dan tidak ikut diteruskan. Kosongkan untuk pelapor: namanya tetap "
            "tersegel."
        ),
    )
    held_on = day(gettext_lazy("Tanggal klarifikasi"))
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=160)
    attended = forms.TypedChoiceField(
        label=gettext_lazy("Hadir"), choices=YES_NO, coerce=lambda answer: answer == YES, widget=BigRadios
    )
    minutes = long_text(gettext_lazy("Tanya jawab"), rows=12, required=False)
    issue = forms.BooleanField(label=gettext_lazy("Terbitkan berita acara sebagai PDF bernomor"), required=False)
