"""Wire doors of the discipline room: hand-overs, handlings, their steps. Forms and verbs are the pages' own."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.access.states import Acting
from netral.cases.json_schema import schema_of
from netral.cases.models import Penerusan
from netral.cases.queries import REPORTS_AHEAD
from netral.cases.wire import (
    PDF,
    Body,
    Said,
    StaffToken,
    StepIn,
    acting_in,
    clock_shown,
    form_data,
    page_from,
    pdf_sent,
    problems,
    standing,
)
from netral.discipline import actions, policies, queries
from netral.discipline.forms import FORMS, OutcomeForm
from netral.discipline.models import Penanganan
from netral.discipline.states import BROUGHT_BY_THE_FORM
from netral.exchange import queries as exchange
from netral.intake.states import Refused
from netral.offices.models import OrganisationKind
from netral.procedure.models import Clock
from netral.procedure.policies import Offer
from netral.procedure.queries import clocks_of, running_clocks, say
from netral.procedure.states import SomeoneWasFaster

FILES = ("upload",)
router = Router(tags=["disiplin"], auth=StaffToken())


class OutcomeIn(Body):
    outcome: Said = Field(max_length=40)
    note: Said = Field(max_length=20_000)


class GapsIn(Body):
    gaps: Said = Field(max_length=20_000)


@router.get("penerusan/", summary="What was handed over to one's office, newest first")
def handed_over_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    found = queries.received_by(acting_in(request)).select_related("case", "case__office", "receiver", "document")
    listed, following = page_from(found, cursor)
    return {"items": [_handed(each) for each in listed], "next": following}


@router.post("penerusan/{key}/terima/", summary="Acknowledge a hand-over")
def take_handed_over(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {penerusan, penanganan}: the key of the handling that begins, where one does here; 409: it was taken in."""
    found = _received(request, key)
    supervised = found.receiver.kind == OrganisationKind.ASN_SUPERVISOR
    verb = actions.open_from if supervised else actions.take_in
    opened = verb(found, acting=acting_in(request), at=timezone.now())
    return {"penerusan": found.key, "penanganan": opened.key if isinstance(opened, Penanganan) else None}


@router.post("penerusan/{key}/hasil/", summary="How a hand-over ended elsewhere")
def report_outcome(request: HttpRequest, key: str, body: OutcomeIn) -> dict[str, Any]:
    """Only for receivers that work in their own house."""
    found = _received(request, key)
    policies.check_can_report(found, acting_in(request))
    form = OutcomeForm(form_data(OutcomeForm.base_fields, body.model_dump()))
    if not form.is_valid():
        raise Refused(*problems(form))
    actions.report_outcome(found, acting=acting_in(request), at=timezone.now(), **form.cleaned_data)
    return {"penerusan": found.key}


@router.post("penerusan/{key}/kembalikan/", summary="What a hand-over lacks, for its sender to complete")
def name_gaps(request: HttpRequest, key: str, body: GapsIn) -> dict[str, Any]:
    """→ {entry_hash}; for receivers in this house other than the supervising authority."""
    entry = actions.name_gaps(_received(request, key), acting=acting_in(request), at=timezone.now(), gaps=body.gaps)
    return {"entry_hash": entry.hash}


@router.post("kiriman/masuk/{key}/penanganan/", summary="Open the handling of a hand-over from another house")
def open_incoming_handling(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {masukan, penanganan}: the same one each time; null at an agency, which acknowledges it and tells its outcome.

    422: it is not handled here, or was answered otherwise.
    """
    acting, now = acting_in(request), timezone.now()
    found = get_object_or_404(exchange.inbox(acting), key=key)
    if queries.takers(found.receiver) == queries.AT_AGENCY:
        actions.take_incoming(found, acting=acting, at=now)
        return {"masukan": found.key, "penanganan": None}
    return {"masukan": found.key, "penanganan": actions.open_incoming(found, acting=acting, at=now).key}


@router.get("penanganan/", summary="Handlings in scope, newest first")
def penanganan_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    acting, now = acting_in(request), timezone.now()
    found = queries.penanganan_seen_by(acting).select_related("case__laporan")
    listed, following = page_from(found.prefetch_related(*(f"case__{each}" for each in REPORTS_AHEAD)), cursor)
    clocks = running_clocks([each.reference for each in listed])
    items = [_shown(each, clocks.get(each.reference, []), _offers(each, acting), now) for each in listed]
    return {"items": items, "next": following}


@router.get("penanganan/{key}/", summary="One handling with its possible steps")
def penanganan_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """A file among the fields is base64 of a PDF."""
    found = _seen(request, key)
    shown = _shown(found, clocks_of(found.reference), _offers(found, acting_in(request)), timezone.now())
    for step in shown["steps"]:
        step["fields"] = _schema(found, step["step"])
    return shown


@router.post("penanganan/{key}/langkah/", summary="Take a step of a handling")
def take_discipline_step(request: HttpRequest, key: str, body: StepIn) -> dict[str, Any]:
    """{step, version, …fields} → {version, status, entry_hash}; 409: the version is stale, 422: what is wrong."""
    acting, found = acting_in(request), _seen(request, key)
    if body.version != found.version:
        raise SomeoneWasFaster(found.reference)
    policies.check_can_step(found, body.step, acting, met=queries.met(found) | BROUGHT_BY_THE_FORM)
    sent = body.model_dump()
    files = {name: pdf_sent(name, sent.pop(name)) for name in FILES if sent.get(name) is not None}
    form = FORMS[body.step](form_data(FORMS[body.step].base_fields, sent), files, penanganan=found)
    if not form.is_valid():
        raise Refused(*problems(form))
    entry = actions.STEPS[body.step](found, acting=acting, at=timezone.now(), **form.values())
    return {"version": found.version, "status": found.status, "entry_hash": entry.hash}


def _received(request: HttpRequest, key: str) -> Penerusan:
    joined = ("case__laporan", "case__office", "receiver", "document", "accused")
    return get_object_or_404(queries.received_by(acting_in(request)).select_related(*joined), key=key)


def _seen(request: HttpRequest, key: str) -> Penanganan:
    joined = (
        "case__laporan",
        "case__office",
        "person__agency",
        "penerusan__document",
        "penerusan__accused",
        "masukan__sender",
    )
    return get_object_or_404(queries.penanganan_seen_by(acting_in(request)).select_related(*joined), key=key)


def _offers(found: Penanganan, acting: Acting) -> list[Offer]:
    met = queries.met(found) | BROUGHT_BY_THE_FORM
    return [offer for offer in policies.offers_to(found, acting, met) if offer.step.code in FORMS]


def _schema(found: Penanganan, code: str) -> dict[str, Any]:
    fields = FORMS[code](penanganan=found).fields
    shown = schema_of(fields)
    for name in FILES:
        if name in fields:
            shown["properties"][name] = {**PDF, "title": str(fields[name].label)}
    return shown


def _handed(found: Penerusan) -> dict[str, Any]:
    return {
        "key": found.key,
        "case": found.case.number,
        "from": found.case.office.code,
        "receiver": found.receiver.code,
        "letter": found.document.number,
        "sent_at": found.sent_at.isoformat(),
        "acknowledged_at": found.acknowledged_at.isoformat() if found.acknowledged_at else None,
        "ended_at": found.ended_at.isoformat() if found.ended_at else None,
        "outcome": found.outcome or None,
    }


def _shown(found: Penanganan, clocks: list[Clock], possible: list[Offer], now: datetime) -> dict[str, Any]:
    return {
        "key": found.key,
        "case": str(found),
        "masukan": found.masukan.key if found.masukan else None,
        "authority": found.authority.code,
        "agency": found.agency.code if found.agency else None,
        **standing(found),
        "clocks": [clock_shown(clock, now) for clock in clocks],
        "subjects": [found.reference, *found.also_about()],
        "steps": [_step(offer) for offer in possible],
    }


def _step(offer: Offer) -> dict[str, Any]:
    shown = {"step": offer.step.code, "label": say(offer.step.label)}
    return shown if offer.allowed else {**shown, "because": offer.because}
