"""Wire doors to candidates, those connected with them, and the flags that follow."""

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from netral.access.states import Acting
from netral.cases.states import Refused
from netral.cases.wire import Body, Said, StaffToken, acting_in, page_from
from netral.offices.models import Organisation
from netral.registry import conflict_actions as registry
from netral.registry.conflict_policies import MOST_AT_ONCE, WRITERS
from netral.registry.models import Candidate, Connection
from netral.registry.policies import NotPossible
from netral.registry.queries import candidates, conflict_flags
from netral.registry.states import NewCandidate

router = Router(tags=["calon"], auth=StaffToken())
Code = Annotated[Said, Field(max_length=60)]
Text = Annotated[Said, Field(max_length=300)]


class CandidateIn(Body):
    election: Code
    name: Text
    office: Code
    region: Code = ""
    agency: Code = ""
    holds: Code = "tidak_ada"
    source: Text
    source_on: date


class CandidatesIn(Body):
    rows: Annotated[list[CandidateIn], Field(min_length=1, max_length=MOST_AT_ONCE)]


class ConnectionIn(Body):
    agency: Code
    kind: Code
    source: Text
    source_on: date
    note: Annotated[Said, Field(max_length=20_000)] = ""


class WithdrawIn(Body):
    reason: Annotated[Said, Field(max_length=20_000)]


@router.get("calon/", summary="Candidates on record, newest first", url_name="candidate_list")
def candidate_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """Nothing that was withdrawn."""
    _officer(request)
    listed, following = page_from(candidates(), cursor)
    return {"items": [_shown(each) for each in listed], "next": following}


@router.post("calon/", summary="Write down candidates, all of them or none", url_name="enter_candidates")
def enter_candidates(request: HttpRequest, body: CandidatesIn) -> dict[str, Any]:
    """→ {made, known}; 422 names the row and field (`3.office`)."""
    rows = [NewCandidate(**row.model_dump()) for row in body.rows]
    try:
        made, known = registry.enter_candidates(rows, acting=_officer(request), at=timezone.now())
    except NotPossible as refusal:
        raise Refused(refusal.field, str(refusal)) from None
    return {"made": made, "known": known}


@router.post("calon/{key}/hubungan/", summary="Write down a connection with a candidate", url_name="enter_connection")
def enter_connection(request: HttpRequest, key: str, body: ConnectionIn) -> dict[str, Any]:
    """→ {key}. `agency` is the code of the agency whose appointing official is connected."""
    acting, sent = _officer(request), body.model_dump()
    candidate = get_object_or_404(candidates(), key=key)
    agency = Organisation.objects.filter(code=sent.pop("agency")).first()
    if agency is None:
        raise Refused("agency", _("Instansi ini tidak ada di data. Tulis namanya."))
    try:
        made = registry.enter_connection(candidate, agency=agency, acting=acting, at=timezone.now(), **sent)
    except NotPossible as refusal:
        raise Refused(refusal.field, str(refusal)) from None
    return {"key": made.key}


@router.post("calon/{kind}/{key}/cabut/", summary="Withdraw a candidate or connection", url_name="withdraw_fact")
def withdraw_fact(request: HttpRequest, kind: str, key: str, body: WithdrawIn) -> dict[str, Any]:
    """`kind`: calon or hubungan. It flags nobody from then on."""
    acting = _officer(request)
    fact = _fact(kind, key)
    try:
        registry.withdraw_fact(fact, reason=body.reason, acting=acting, at=timezone.now())
    except NotPossible as refusal:
        raise Refused(refusal.field, str(refusal)) from None
    return {"key": fact.key}


@router.get("konflik/", summary="What is on record of one appointing official", url_name="conflict_flags")
def flags(request: HttpRequest, organisation: str) -> dict[str, Any]:
    """By the code of the organisation, on today's running elections."""
    _officer(request)
    office = get_object_or_404(Organisation, code=organisation)
    found = conflict_flags([office]).get(office.pk, [])
    return {
        "items": [
            {"kind": each.kind, "candidate": each.candidate, "election": each.election.code, "source": each.source,
             "source_on": each.source_on.isoformat()}
            for each in found
        ]
    }  # fmt: skip


def _officer(request: HttpRequest) -> Acting:
    acting = acting_in(request)
    if not acting.holds_any(WRITERS):
        raise Http404
    return acting


def _shown(found: Candidate) -> dict[str, Any]:
    return {
        "key": found.key,
        "election": found.election.code,
        "name": found.name,
        "office": found.office,
        "region": found.region_id,
        "agency": found.agency.code if found.agency else None,
        "holds": found.holds,
        "source": found.source,
        "source_on": found.source_on.isoformat(),
    }


def _fact(kind: str, key: str) -> Candidate | Connection:
    if kind == Candidate.KIND:
        return get_object_or_404(Candidate, key=key)
    if kind == Connection.KIND:
        return get_object_or_404(Connection, key=key)
    raise Http404
