"""Cases with a matrix: norms in use, elements assessed, requests and texts."""

from typing import Any

from netral.cases import actions, queries
from netral.cases.matrix_states import CHAPTERS, PinTo
from netral.cases.models import Accused, Case, KajianText, ProofRequest, TakenNorm
from tests.cases.builders import EXAMINER, LONG, assessed, day

__all__ = ["PinTo"]


def person(case: Case) -> Accused:
    return Accused.objects.select_related("case").filter(case=case).earliest("place")


def norm_of(case: Case) -> TakenNorm:
    """The first norm in use."""
    rows = TakenNorm.objects.select_related("accused__case", "kajian")
    return rows.filter(accused__case=case, released_at=None).earliest("pk")


def first_element(case: Case) -> str:
    return queries.matrix_of(person(case)).sheets[0].lines[0].code


def said(case: Case, **changes: Any) -> dict[str, Any]:
    """Values of one assessment of the first element, as the machine proposes it."""
    values = {"norm": norm_of(case), "element": first_element(case), "number": 0, "state": "terpenuhi"}
    return {**values, "acting": EXAMINER, "at": day(3), **changes}


def asked(case: Case, **changes: Any) -> ProofRequest:
    """An open request for the record of the person."""
    values = {"norm": norm_of(case), "element": "who", "proof": "data_kepegawaian", "holder": "BKPSDM Rekaan"}
    values |= {"wanted": "Salinan keputusan pengangkatan.", "acting": EXAMINER, "at": day(3), **changes}
    entry = actions.ask_for_proof(case, **values)
    return ProofRequest.objects.get(key=entry.facts["request"])


def texts(**changes: str) -> dict[str, str]:
    return {**dict.fromkeys(CHAPTERS, "Isi bab ini."), "conclusion": LONG, **changes}


def written(case: Case, *, edition: int = 0, **changes: str) -> KajianText:
    """An edition of the text about the first person."""
    values = {"accused": person(case), "edition": edition, "chapters": texts(**changes)}
    actions.save_text(case, acting=EXAMINER, at=day(3), **values)
    return KajianText.objects.select_related("accused", "document", "kajian").latest("pk")


def examined() -> Case:
    """A case under examination with one norm in use."""
    return assessed()
