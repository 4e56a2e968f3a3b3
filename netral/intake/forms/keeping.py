"""Forms about what is kept and what leaves the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from netral.intake.forms.identity import reason_field
from netral.intake.states import Problem


class ReleaseForm(forms.Form):
    """The reporter's words as they may leave the house."""

    text = forms.CharField(
        label=_("Yang boleh keluar dari kantor ini"),
        help_text=_("Hapus nama, hubungan, tempat duduk, jam kerja: apa pun yang hanya diketahui pelapor."),
        strip=False,
        widget=forms.Textarea({"rows": "10"}),
        error_messages={"required": _("Tulis apa yang boleh keluar, atau biarkan laporan ini tanpa salinan.")},
    )

    def add_problem(self, problem: Problem) -> None:
        self.add_error("text", problem.message)


class HoldForm(forms.Form):
    """Why nothing may be erased."""

    reason = reason_field(_("Alasan menahan penghapusan"))

    def add_problem(self, problem: Problem) -> None:
        self.add_error("reason" if problem.field == "reason" else None, problem.message)
