"""What the members decide, or why they send a case back."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy

from netral.cases.forms.fields import StepForm
from netral.cases.policies import pleno_rule
from netral.ui.inputs import day, long_text

MOST_MEMBERS = 99


class PlenoForm(StepForm):
    held_on = day(gettext_lazy("Tanggal rapat pleno"))
    seats = forms.IntegerField(
        label=gettext_lazy("Jumlah anggota"), min_value=1, max_value=MOST_MEMBERS, help_text=lazy(pleno_rule, str)()
    )
    present = forms.IntegerField(label=gettext_lazy("Anggota yang hadir"), min_value=0, max_value=MOST_MEMBERS)
    in_favour = forms.IntegerField(label=gettext_lazy("Anggota yang setuju"), min_value=0, max_value=MOST_MEMBERS)
    reason = long_text(gettext_lazy("Pertimbangan"), help_text=gettext_lazy("Sedikitnya 50 huruf."))


class SendBackForm(StepForm):
    reason = long_text(gettext_lazy("Yang masih kurang"), help_text=gettext_lazy("Sedikitnya 50 huruf."))
