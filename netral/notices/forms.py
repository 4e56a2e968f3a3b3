"""Forms of this room: a new day off, and a number for short messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from netral import rulebook
from netral.access.forms.administration import PLAIN
from netral.notices.whatsapp_states import WrongNumber, e164
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


class NumberForm(forms.Form):
    """A telephone number as people write it."""

    number = forms.CharField(
        label=_("Nomor WhatsApp"),
        help_text=_("Misalnya 0812-3456-7890."),
        max_length=40,
        widget=forms.TextInput({"class": "isi", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Tulis nomor Anda.")},
    )

    def clean_number(self) -> str:
        try:
            return e164(self.cleaned_data["number"])
        except WrongNumber as problem:
            raise forms.ValidationError(str(problem)) from None


class ReporterNumberForm(NumberForm):
    """The same for whoever handed in a report, with what a message may say."""

    detail = forms.BooleanField(
        label=_("Sebutkan juga tenggat melengkapi"),
        help_text=_("Tanpa centang isinya hanya: Ada pembaruan pada urusan Anda."),
        required=False,
    )


class NumberCodeForm(forms.Form):
    """What came to the number."""

    code = forms.CharField(
        label=_("Kode dari WhatsApp"),
        help_text=_("6 angka. Berlaku 15 menit."),
        max_length=20,
        widget=forms.TextInput({
            "class": "isi isi--kode", "inputmode": "numeric", "autocomplete": "one-time-code",
        }),
        error_messages={"required": _("Tulis kode yang Anda terima.")},
    )  # fmt: skip
