"""When a laporan was kept for as long as needed, what its case says of people goes as well.

Letters and minutes that were issued stay: they are official records, with a law of archives of their own.
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record
from netral.cases import queries
from netral.cases.actions.exchanging import KIND
from netral.cases.actions.labelling import erase_labels
from netral.cases.matrix_states import CHAPTERS
from netral.cases.models import (
    BASIS_LENGTH,
    AccusedAnswer,
    Case,
    Declaration,
    ElementAssessment,
    KajianText,
    Kekurangan,
    NoteEdition,
    Peralihan,
    Pin,
    Pleno,
    ProofRequest,
    PutusanTerlapor,
)
from netral.cases.states import TEXTS_ERASED
from netral.evidence import actions as evidence
from netral.exchange import actions as exchange
from netral.lib.one_by_one import one_by_one
from netral.procedure.models import Meeting, Transfer, Vote

log = logging.getLogger(__name__)


def erase_expired(at: datetime) -> int:
    """Erase the texts of every case whose laporan has none any more; how many. Safe to run at any time."""
    gone = one_by_one(partial(erase_texts, at=at), list(queries.outliving_their_laporan()), log=log)
    return len(list(gone))


@transaction.atomic
def erase_texts(case: Case, *, at: datetime) -> None:
    """Blank what people wrote of people. Numbers, days, decisions and votes stay, for the statistics and the law."""
    if not Case.objects.filter(pk=case.pk, texts_erased_at=None).update(texts_erased_at=at):
        return
    case.accused_set.update(name="", job="", agency_text="", subject="", left_reason="")
    case.hearing_invitations.update(name="", place="", note="")
    case.klarifikasi_set.update(name="", place="", minutes="", absent_reason=None, refusal_reason=None)
    case.answer_links.update(told="")
    AccusedAnswer.objects.filter(link__case=case).update(text="")
    evidence.erase(case.reference)
    handed = [f"{KIND}:{key}" for key in case.penerusan_set.values_list("key", flat=True)]
    exchange.erase(handed)
    Declaration.objects.filter(subject__in=handed).update(note="")
    erase_assessed(case)
    case.send_backs.update(reason="")
    Pleno.objects.filter(case=case).update(reason="")
    PutusanTerlapor.objects.filter(pleno__case=case).update(reason="")
    NoteEdition.objects.filter(note__case=case).update(text="")
    case.tasks.update(text="")
    erase_labels(case)
    erase_handed(case)
    Peralihan.objects.filter(penerusan__case=case).update(reason=None)
    erase_matrix(case)
    meetings = Meeting.objects.filter(subject=case.reference)
    Vote.objects.filter(meeting__in=meetings).update(note="")
    meetings.update(seats_reason="", salt="")
    Transfer.objects.filter(subject=case.reference).update(reason="", answer="")
    record(case.reference, TEXTS_ERASED, actor=SYSTEM.reference, at=at, about=case.also_about())


def erase_assessed(case: Case) -> None:
    """Conclusions and the position as it was typed; what the rulebook was asked and answered in codes stays."""
    for kajian in case.kajian_set.only("facts"):
        kajian.facts.pop("position", None)
        kajian.conclusion = ""
        kajian.save(update_fields=["facts", "conclusion"])


def erase_handed(case: Case) -> None:
    """What the hand-overs said; of their basis, only what an officer wrote: a source of law stays."""
    for sent in case.penerusan_set.only("basis", "override_reason"):
        if sent.override_reason and sent.basis == sent.override_reason[:BASIS_LENGTH]:
            sent.basis = ""
            sent.save(update_fields=["basis"])
    Kekurangan.objects.filter(penerusan__case=case).update(gaps="", answer="")
    case.penerusan_set.update(override_reason="", conflict_note="", summary="", further_reason=None, outcome_note=None)


def erase_matrix(case: Case) -> None:
    """Reasons, places, requests and texts; who said when that an element is met stays."""
    ElementAssessment.objects.filter(norm__accused__case=case).update(reason="", salt="")
    Pin.objects.filter(assessment__norm__accused__case=case).update(place="")
    ProofRequest.objects.filter(norm__accused__case=case).update(holder="", wanted="", answer="")
    KajianText.objects.filter(accused__case=case).update(**dict.fromkeys(CHAPTERS, ""), salt="")
