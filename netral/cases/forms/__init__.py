"""One form per step of a case. Clean values only: whether a step is possible is asked elsewhere.

`FORMS` maps a step of the procedure table to its form; pages, the API's JSON Schema and the tests read it.
"""

from netral.cases.forms.answers import AnswerForm, LinkForm, RevokeForm
from netral.cases.forms.fields import ProposeForm, StepForm
from netral.cases.forms.forward import ForwardForm, FurtherForm
from netral.cases.forms.hearing import InvitationForm, KlarifikasiForm
from netral.cases.forms.kajian import FACTS, CircumstancesForm, KajianForm, kajian_initial
from netral.cases.forms.members import MemberForm, MembersField
from netral.cases.forms.more_time import MoreTimeForm
from netral.cases.forms.people import AddAccusedForm, LeaveOutForm
from netral.cases.forms.pleno import NotCompetentForm, NotProvenForm, PlenoForm, SendBackForm
from netral.cases.forms.registration import RegistrationForm

FORMS: dict[str, type[StepForm]] = {
    "klarifikasi": KlarifikasiForm,
    "undang_klarifikasi": InvitationForm,
    "minta_jawaban": LinkForm,
    "cabut_tautan_jawaban": RevokeForm,
    "simpan_kajian": KajianForm,
    "minta_keterangan_tambahan": MoreTimeForm,
    "tambah_terlapor": AddAccusedForm,
    "lepas_terlapor": LeaveOutForm,
    "susun_kajian": ProposeForm,
    "putuskan_terbukti": PlenoForm,
    "putuskan_tidak_terbukti": NotProvenForm,
    "putuskan_bukan_kewenangan": NotCompetentForm,
    "kembalikan": SendBackForm,
    "teruskan": ForwardForm,
    "teruskan_lagi": FurtherForm,
}

__all__ = [
    "FACTS",
    "FORMS",
    "AddAccusedForm",
    "AnswerForm",
    "CircumstancesForm",
    "ForwardForm",
    "FurtherForm",
    "InvitationForm",
    "KajianForm",
    "KlarifikasiForm",
    "LeaveOutForm",
    "LinkForm",
    "MemberForm",
    "MembersField",
    "MoreTimeForm",
    "PlenoForm",
    "ProposeForm",
    "RegistrationForm",
    "RevokeForm",
    "SendBackForm",
    "StepForm",
    "kajian_initial",
]
