"""The form of a new day off."""

from django import forms
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.access.forms.administration import PLAIN
from netral.ui.widgets import DateInput3


class HolidayForm(forms.Form):
    """A day, its name, and the decree that made it one."""

    day = forms.DateField(label=_("Tanggal"), widget=DateInput3())
    name = forms.CharField(
        label=_("Nama hari libur"), max_length=100, validators=[PLAIN], widget=forms.TextInput({"class": "isi"})
    )
    source = forms.CharField(
        label=_("Dasar"),
        help_text=_("Nomor dan tanggal keputusan yang menetapkannya."),
        max_length=200,
        validators=[PLAIN],
        widget=forms.TextInput({"class": "isi"}),
    )

    def clean_day(self) -> object:
        """Within the years the calendar knows."""
        day, years = self.cleaned_data["day"], rulebook.current().calendar
        if not years.first_year < day.year < years.last_year:
            words = _("Tahun %(year)s di luar kalender. Tulis tahun antara %(first)s dan %(last)s.")
            raise forms.ValidationError(
                words % {"year": day.year, "first": years.first_year + 1, "last": years.last_year - 1}
            )
        return day
