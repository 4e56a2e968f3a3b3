"""Wire doors of the matrix: read it, take a norm over, assess an element, ask for proof. Verbs are the pages' own."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import BaseModel, ConfigDict, Field, StrictInt

from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.matrix_states import PinTo
from netral.cases.models import Case, Pin, ProofRequest, TakenNorm
from netral.cases.queries.matrix import ElementLine, Matrix, NormSheet
from netral.cases.wire import Said, StaffToken, acting_in, case_in, page_from

LONGEST_TEXT = 20_000
LONGEST_CODE = 60


class Body(BaseModel):
    """Nothing but the keys named."""

    model_config = ConfigDict(extra="forbid")


class NormIn(Body):
    accused: Said = Field(max_length=LONGEST_CODE)
    provision: Said = Field(max_length=LONGEST_CODE)


class PinIn(Body):
    """`what` is `bukti:<key>`, `klarifikasi:<key>` or `permintaan:<key>`."""

    what: Said = Field(max_length=LONGEST_CODE)
    place: Said = Field("", max_length=LONGEST_CODE)


class ElementIn(Body):
    """`number` is that of the newest assessment the caller saw, 0 for none."""

    norm: Said = Field(max_length=LONGEST_CODE)
    element: Said = Field(max_length=LONGEST_CODE)
    number: StrictInt
    state: Said = Field(max_length=LONGEST_CODE)
    reason: Said = Field("", max_length=LONGEST_TEXT)
    pins: list[PinIn] = []


class RequestIn(Body):
    norm: Said = Field(max_length=LONGEST_CODE)
    element: Said = Field(max_length=LONGEST_CODE)
    proof: Said = Field(max_length=LONGEST_CODE)
    holder: Said = Field(max_length=160)
    place: Said = Field("", max_length=80)
    wanted: Said = Field(max_length=LONGEST_TEXT)
    wanted_by: date | None = None


class RequestEndIn(Body):
    status: Said = Field(max_length=LONGEST_CODE)
    answer: Said = Field(max_length=LONGEST_TEXT)


router = Router(tags=["perkara"], auth=StaffToken())


@router.get("perkara/{key}/matriks/", summary="The matrix of everybody a case is about")
def case_matrix(request: HttpRequest, key: str) -> dict[str, Any]:
    """Per person: norms in use with their elements, what people found, and what the machine only proposes."""
    case = case_in(request, key)
    people = list(queries.persons_of(case).select_related("case"))
    return {"case": case.key, "people": [_person(each) for each in queries.matrices(case, people)]}


@router.post("perkara/{key}/matriks/norma/", summary="Take a proposed norm over for one person")
def take_norm_over(request: HttpRequest, key: str, body: NormIn) -> dict[str, Any]:
    """→ {norm, entry_hash}; 409: it is in use already, 422: it is not proposed."""
    case = case_in(request, key)
    accused = get_object_or_404(queries.persons_of(case), key=body.accused)
    entry = actions.take_over(
        case, accused=accused, provision=body.provision, acting=acting_in(request), at=timezone.now()
    )
    return {"norm": entry.facts["norm"], "entry_hash": entry.hash}


@router.post("perkara/{key}/matriks/norma/{norm}/lepas/", summary="Let a norm go")
def release_taken_norm(request: HttpRequest, key: str, norm: str) -> dict[str, Any]:
    case = case_in(request, key)
    entry = actions.release(case, norm=_norm(case, norm), acting=acting_in(request), at=timezone.now())
    return _done(entry)


@router.post("perkara/{key}/matriks/unsur/", summary="Assess one element")
def assess_element(request: HttpRequest, key: str, body: ElementIn) -> dict[str, Any]:
    """→ {number, entry_hash}; 409: somebody has written a newer one, read the matrix again and decide."""
    case = case_in(request, key)
    entry = actions.assess_element(
        case, norm=_norm(case, body.norm), element=body.element, number=body.number, state=body.state,
        reason=body.reason, pins=[PinTo(pin.what, pin.place) for pin in body.pins], acting=acting_in(request),
        at=timezone.now(),
    )  # fmt: skip
    return {"number": entry.facts["number"], **_done(entry)}


@router.get("perkara/{key}/permintaan/", summary="Requests for proof, newest first")
def proof_requests(request: HttpRequest, key: str, cursor: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one."""
    shown, following = page_from(queries.requests_of(case_in(request, key)), cursor)
    return {"items": [_request(each) for each in shown], "next": following}


@router.post("perkara/{key}/permintaan/", summary="Issue a letter that asks for proof")
def ask_for_proof(request: HttpRequest, key: str, body: RequestIn) -> dict[str, Any]:
    """→ {request, entry_hash}; 409: the same was asked of the same and is still open."""
    case = case_in(request, key)
    said = body.model_dump() | {"norm": _norm(case, body.norm)}
    entry = actions.ask_for_proof(case, acting=acting_in(request), at=timezone.now(), **said)
    return {"request": entry.facts["request"], **_done(entry)}


@router.post("perkara/{key}/permintaan/{asked}/", summary="Record that a request was answered or withdrawn")
def end_proof_request(request: HttpRequest, key: str, asked: str, body: RequestEndIn) -> dict[str, Any]:
    case = case_in(request, key)
    found = get_object_or_404(queries.requests_of(case), key=asked)
    entry = actions.end_request(
        case, request=found, status=body.status, answer=body.answer, acting=acting_in(request), at=timezone.now()
    )
    return _done(entry)


def _norm(case: Case, key: str) -> TakenNorm:
    rows = TakenNorm.objects.select_related("accused__case", "kajian")
    return get_object_or_404(rows, key=key, accused__case=case, released_at=None)


def _done(entry: Entry) -> dict[str, Any]:
    return {"entry_hash": entry.hash}


def _person(matrix: Matrix) -> dict[str, Any]:
    rows = matrix.kajian.assessment["allegations"] if matrix.kajian else []
    return {
        "accused": matrix.accused.key,
        "kajian": matrix.kajian.edition if matrix.kajian else None,
        "norms": [_sheet(sheet) for sheet in matrix.sheets],
        "proposals": [row["provision"] for row in rows if row["provision"] not in matrix.taken],
    }


def _sheet(sheet: NormSheet) -> dict[str, Any]:
    return {
        "norm": sheet.norm.key,
        "provision": sheet.norm.provision,
        "basis": sheet.row["basis"],
        "taken": sheet.norm.taken_at.isoformat(),
        "by": sheet.norm.taken_by,
        "proposed": sheet.proposed,
        "met": sheet.met,
        "complete": sheet.complete,
        "elements": [_line(line) for line in sheet.lines],
    }


def _line(line: ElementLine) -> dict[str, Any]:
    said = line.said.row if line.said else None
    return {
        "element": line.code,
        "name": line.text,
        "number": line.number,
        "state": line.state or None,
        "reason": said.reason if said else "",
        "by": said.assessed_by if said else None,
        "at": said.assessed_at.isoformat() if said else None,
        "pins": [_pin(pin) for pin in line.said.pins] if line.said else [],
        "machine": _machine(line),
        "proofs": [proof.code for proof in line.proofs],
        "requests": [each.key for each in line.open_requests],
    }


def _machine(line: ElementLine) -> dict[str, str] | None:
    """The proposal beside the human answer, never instead of it."""
    if line.machine is None:
        return None
    return {
        "state": str(line.machine.state),
        "because": line.machine.because,
        "rule": line.machine.rule,
        "rulebook": line.machine.rulebook,
    }


def _pin(pin: Pin) -> dict[str, str]:
    things = (("bukti", pin.exhibit), ("klarifikasi", pin.klarifikasi), ("permintaan", pin.request))
    what = next(f"{kind}:{thing.key}" for kind, thing in things if thing)
    return {"what": what, "place": pin.place}


def _request(asked: ProofRequest) -> dict[str, Any]:
    return {
        "request": asked.key,
        "norm": asked.norm.key,
        "element": asked.element,
        "proof": asked.proof,
        "holder": asked.holder,
        "wanted": asked.wanted,
        "wanted_by": asked.wanted_by.isoformat() if asked.wanted_by else None,
        "letter": asked.document.number,
        "status": asked.status,
        "asked": asked.asked_at.isoformat(),
        "ended": asked.ended_at.isoformat() if asked.ended_at else None,
        "answer": asked.answer,
    }
