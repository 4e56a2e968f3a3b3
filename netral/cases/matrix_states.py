"""The closed lists of the matrix: what people say of an element, what became of a request, what the journal says."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from netral.audit.states import VerbText
from netral.procedure.states import SomeoneWasFaster


class ElementState(models.TextChoices):
    """What a person finds of an element. Only this counts; the machine's answer is a proposal."""

    MET = "terpenuhi", _("Terpenuhi")
    NOT_MET = "tidak_terpenuhi", _("Tidak terpenuhi")
    OPEN = "belum_terang", _("Belum terang")


class RequestStatus(models.TextChoices):
    """What became of a request for proof."""

    ASKED = "diminta", _("Diminta")
    ANSWERED = "dijawab", _("Dijawab")
    WITHDRAWN = "ditarik", _("Ditarik")


# The rulebook's words for the same three answers.
OF_MACHINE = {"met": ElementState.MET, "not_met": ElementState.NOT_MET, "unknown": ElementState.OPEN}
TONES = {ElementState.MET: "hijau", ElementState.NOT_MET: "bata", ElementState.OPEN: "kunyit"}

# Whoever may save a kajian fills in the matrix: one right, one span of time. With the proposal to the pleno both end.
WORK_STEP = "simpan_kajian"

NORM_TAKEN = "perkara.norma_dipakai"
NORM_RELEASED = "perkara.norma_dilepas"
ELEMENT_ASSESSED = "perkara.unsur_dinilai"
PROOF_ASKED = "perkara.bukti_diminta"
REQUEST_ENDED = "perkara.permintaan_selesai"
TEXT_SAVED = "perkara.naskah_disimpan"
VERBS = {
    NORM_TAKEN: VerbText(staff=_("Norma dipakai untuk seorang terlapor.")),
    NORM_RELEASED: VerbText(staff=_("Norma dilepas.")),
    ELEMENT_ASSESSED: VerbText(staff=_("Satu unsur dinilai.")),
    PROOF_ASKED: VerbText(staff=_("Surat permintaan bukti diterbitkan.")),
    REQUEST_ENDED: VerbText(staff=_("Permintaan bukti dijawab atau ditarik.")),
    TEXT_SAVED: VerbText(staff=_("Edisi baru naskah kajian disimpan.")),
}

# The chapters of the text of a kajian, in the order in which they are printed; a form of our own.
CHAPTERS = {
    "events": _("Peristiwa"),
    "people": _("Pihak"),
    "hearings": _("Klarifikasi"),
    "evidence": _("Bukti"),
    "analysis": _("Penilaian unsur"),
    "gaps": _("Yang belum terang"),
    "conclusion": _("Kesimpulan"),
    "recommendation": _("Rekomendasi"),
}
# What the matrix says again on demand; the last two are people's own.
ASSEMBLED = ("events", "people", "hearings", "evidence", "analysis", "gaps")

LONGEST_PLACE = 80  # a page, a minute, a line: no sentence
MOST_PINS = 30


class Overtaken(SomeoneWasFaster):
    """Somebody wrote a newer one of the very thing; `number` is the newest now."""

    def __init__(self, reference: str, number: int) -> None:
        super().__init__(reference)
        self.number = number


@dataclass(frozen=True)
class PinTo:
    """What an assessment rests on: `<kind>:<key>` of `queries.pinnable`, and where in it."""

    what: str
    place: str = ""
