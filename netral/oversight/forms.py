"""What people of this desk write. Clean values only; whether something is possible is asked elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.cases.forms.supplying import LackingForm
from netral.oversight.models import Pengembalian
from netral.oversight.states import PERSON_GAPS
from netral.ui.inputs import long_text


class RequestForm(forms.Form):
    """The reason goes into the letter as it is written here."""

    reason = long_text(
        _("Alasan pemblokiran"),
        help_text=_("Tercetak dalam surat kepada pejabat pembina. Jangan menulis nama pelapor."),
    )


class ReasonForm(forms.Form):
    reason = long_text(_("Alasan"), rows=4, help_text=_("Jangan menulis nama pelapor."))


class CompleteForm(LackingForm):
    """The answer to what came back, with what was asked of the person."""

    WORDS = "answer"

    answer = long_text(
        _("Jawaban"),
        rows=4,
        help_text=_("Apa yang sudah dilengkapi, atau kenapa tidak bisa. Jangan menulis nama pelapor."),
    )

    def __init__(self, *args: Any, returned: Pengembalian, **options: Any) -> None:
        asked = {field: gap.label for field, gap in PERSON_GAPS.items() if gap in returned.gaps}
        super().__init__(*args, penerusan=returned.penerusan, asked=asked, **options)


def reason_template(days: int) -> str:
    """What a request usually says, to be changed."""
    words = _("Rekomendasi sudah %(days)s hari tidak ditindaklanjuti. Semua surat sampai peringatan tidak dijawab.")
    return str(words % {"days": days})
