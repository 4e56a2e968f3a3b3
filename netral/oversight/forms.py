"""What people of this desk write. Clean values only; whether something is possible is asked elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.ui.inputs import long_text


class RequestForm(forms.Form):
    """The reason goes into the letter as it is written here."""

    reason = long_text(
        _("Alasan pemblokiran"),
        help_text=_("Tercetak dalam surat kepada pejabat pembina. Jangan menulis nama pelapor."),
    )


class ReasonForm(forms.Form):
    reason = long_text(_("Alasan"), rows=4, help_text=_("Jangan menulis nama pelapor."))


class CompleteForm(forms.Form):
    answer = long_text(
        _("Jawaban"),
        rows=4,
        help_text=_("Apa yang sudah dilengkapi, atau kenapa tidak bisa. Jangan menulis nama pelapor."),
    )


def reason_template(days: int) -> str:
    """What a request usually says, to be changed."""
    words = _("Rekomendasi sudah %(days)s hari tidak ditindaklanjuti. Semua surat sampai peringatan tidak dijawab.")
    return str(words % {"days": days})
