"""Cases at every status of both tables, the verb of every step with values that would do, and all a verb can leave."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from netral import rulebook
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import (
    Accused,
    AccusedAnswer,
    AnswerLink,
    Case,
    ElementAssessment,
    HearingInvitation,
    Kajian,
    KajianText,
    Klarifikasi,
    Penerusan,
    Pin,
    Pleno,
    ProofRequest,
    SendBack,
    TakenNorm,
)
from netral.cases.states import Decision
from netral.documents.models import Document
from netral.intake.content import NewReport
from netral.intake.models import Laporan
from netral.offices.queries import organisation
from netral.procedure.models import Clock, Meeting, NumberSeries, Vote
from tests.cases.builders import (
    EXAMINER,
    FACTS,
    FULL,
    LONG,
    MONDAY,
    acting_at,
    assessed,
    day,
    decided,
    forwarded,
    heard,
    hearing,
    invitation,
    letter,
    link_for,
    opened,
    proposed,
    votes,
)

PROCEDURES = ("pemilu", "pilkada")
REPORTS: dict[str, NewReport] = {"pemilu": FULL, "pilkada": replace(FULL, election="pilkada2024")}
FACTS_OF: dict[str, dict[str, Any]] = {"pemilu": FACTS, "pilkada": {**FACTS, "office": "bupati"}}
TABLES = {code: rulebook.current().procedure(code, MONDAY.date()) for code in PROCEDURES}
STATUSES = [status.code for status in TABLES["pemilu"].statuses_of(Case.KIND)]
OFFICE = "bawaslu-99.07"

GOOD: dict[str, Callable[[Case], dict[str, Any]]] = {
    "undang_klarifikasi": lambda case: invitation(case.accused_set.last(), with_link=True, at=day(4)),
    "klarifikasi": lambda case: hearing(),
    "minta_jawaban": lambda case: {"accused": case.accused_set.last(), "told": "Diduga mengajak.", "at": day(4)},
    "cabut_tautan_jawaban": lambda case: {"link": case.answer_links.last() or AnswerLink(), "at": day(4)},
    "simpan_kajian": lambda case: {"facts": FACTS_OF[case.procedure], "at": day(4)},
    "minta_keterangan_tambahan": lambda case: {"at": day(1), **letter()},
    "tambah_terlapor": lambda case: {"name": "Orang Lain", "at": day(4)},
    "lepas_terlapor": lambda case: {"accused": case.accused_set.last(), "reason": LONG, "at": day(4)},
    "susun_kajian": lambda case: {"at": day(4)},
    "kembalikan": lambda case: {"reason": LONG, "at": day(4)},
    "teruskan": lambda case: {
        "receiver": organisation("kasn"),
        "conflict_of_interest": False,
        "summary": "Ringkasan untuk penerima.",
        "at": day(4),
    },
    "teruskan_lagi": lambda case: {
        "receiver": organisation("pemkab-99.07"),
        "conflict_of_interest": False,
        "summary": "Ringkasan untuk penerima kedua.",
        "further_reason": LONG,
        "at": day(5),
    },
}


def steps_of(procedure: str) -> list[rulebook.Step]:
    """The steps of a perkara that people take."""
    return [step for step in TABLES[procedure].steps if step.subject == Case.KIND and step.code in actions.STEPS]


def possible(procedure: str, status: str) -> list[rulebook.Step]:
    return list(TABLES[procedure].steps_from(Case.KIND, status))


def holder(step: rulebook.Step, office: str = OFFICE) -> Acting:
    """Somebody who may take the step."""
    return acting_at(step.by[0], office)


def at_station(status: str, procedure: str = "pemilu") -> Case:
    """A case that came to a status by the shortest way, heard and assessed."""
    case = heard(opened(report=REPORTS[procedure]))
    link_for(case)
    case.answer_links.update(expires_at=timezone.now() + timedelta(days=14))  # pages ask what day it is
    assessed(case, facts=FACTS_OF[procedure])
    if status == "pemeriksaan":
        actions.add_accused(case, acting=EXAMINER, at=day(2), name="Orang Kedua", job="Lurah")
        return case
    if status == "menunggu_pleno":
        return proposed(case)
    decided(status if status in Decision.values else Decision.PROVEN, case)
    if status in {"diteruskan", "selesai"}:
        forwarded(case)
    if status == "selesai":
        actions.close(case, at=day(9), outcome="dilaksanakan")
    return case


def take(case: Case, step: str, acting: Acting, **changes: Any) -> Entry:
    """The verb of a step, with values that would do at the right moment."""
    if step.startswith("putuskan_"):
        return actions.STEPS[step](case, acting=acting, **votes(**changes))
    return actions.STEPS[step](case, acting=acting, **{**GOOD[step](case), **changes})


LEFT_BEHIND: tuple[type[models.Model], ...] = (
    Case, Accused, AnswerLink, AccusedAnswer, HearingInvitation, Laporan, Klarifikasi, Kajian, Meeting, Vote, Pleno,
    SendBack, Penerusan, Document, Entry, Clock, NumberSeries, TakenNorm, ElementAssessment, Pin, ProofRequest,
    KajianText,
)  # fmt: skip


def traces() -> dict[str, list[dict[str, Any]]]:
    """Every row a verb of this room can write or change."""
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in LEFT_BEHIND}


@contextmanager
def nothing_left_behind(case: Case) -> Iterator[None]:
    """Whatever happens inside changes neither a row nor the case in memory."""
    before, held = traces(), (case.status, case.version)
    yield
    assert traces() == before
    assert (case.status, case.version) == held
