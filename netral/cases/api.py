"""Wire doors of cases for staff with a bearer token: list, look, take a step. Forms and verbs are the pages' own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Field
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Router
from ninja.security import HttpBearer
from pydantic import BaseModel, ConfigDict, StrictInt
from pydantic import Field as Limited

from netral.access.queries import acting as acting_of
from netral.access.queries import user_for_token
from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.forms import FORMS, StepForm
from netral.cases.json_schema import fits, schema_of
from netral.cases.models import Case
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.intake.queries import laporan_seen_by
from netral.intake.states import Problem, Refused
from netral.procedure.models import Clock
from netral.procedure.policies import Offer, check_can_take, offers
from netral.procedure.queries import clock_view, clocks_of, running_clocks, say, table
from netral.procedure.states import SomeoneWasFaster

PER_PAGE = 50


class StepIn(BaseModel):
    """A step and the version it was decided on; further keys are the step's own fields."""

    model_config = ConfigDict(extra="allow")
    step: str
    version: StrictInt


class ReportsIn(BaseModel):
    """Reports by the numbers on their receipts."""

    model_config = ConfigDict(extra="forbid")
    laporan: Annotated[list[Annotated[str, Limited(max_length=60)]], Limited(min_length=1, max_length=100)]


class StaffToken(HttpBearer):
    """A bearer token of someone who holds a seat today."""

    def authenticate(self, request: HttpRequest, token: str) -> Acting | None:
        user = user_for_token(token)
        acting = acting_of(user) if user else None
        return acting if acting and acting.seats else None


router = Router(tags=["perkara"], auth=StaffToken())


@router.get("perkara/", summary="Cases in scope, newest first")
def case_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one."""
    acting = _acting(request)
    found = _seen(acting).prefetch_related("joined_set__laporan").order_by("-pk")
    if cursor:
        found = found.filter(pk__lt=_place(found, cursor))
    listed = list(found[: PER_PAGE + 1])
    shown, more = listed[:PER_PAGE], len(listed) > PER_PAGE
    met, clocks = queries.met_of(shown), running_clocks([case.reference for case in shown])
    possible = {case.pk: _offers(case, acting, met[case.pk]) for case in shown}
    now = timezone.now()
    items = [_case(case, clocks.get(case.reference, []), possible[case.pk], now) for case in shown]
    return {"items": items, "next": shown[-1].key if more else None}


@router.get("perkara/{key}/", summary="One case with its possible steps")
def case_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """Choices that depend on the case (exhibits, receivers, norms) are listed here, not in the list."""
    acting = _acting(request)
    case = get_object_or_404(_seen(acting), key=key)
    possible = _offers(case, acting, queries.met(case))
    shown = _case(case, clocks_of(case.reference), possible, timezone.now())
    for step in shown["steps"]:
        step["fields"] = schema_of(FORMS[step["step"]](case=case).fields)
    return shown


@router.post("perkara/{key}/langkah/", summary="Take a step")
def take_step(request: HttpRequest, key: str, body: StepIn) -> dict[str, Any]:
    """{step, version, …fields} → {version, status, entry_hash}; 409: the version is stale, 422: what is wrong."""
    acting = _acting(request)
    case = get_object_or_404(_seen(acting), key=key)
    if body.version != case.version:
        raise SomeoneWasFaster(case.reference)
    check_can_take(case, body.step, acting, met=queries.met(case) | BROUGHT_BY_THE_FORM)
    form = FORMS[body.step](_form_data(FORMS[body.step].base_fields, body.model_dump()), case=case)
    if not form.is_valid():
        raise Refused(*_problems(form))
    entry = actions.STEPS[body.step](case, acting=acting, at=timezone.now(), **form.values())
    return {"version": case.version, "status": case.status, "entry_hash": entry.hash}


@router.post("perkara/{key}/laporan/gabung/", summary="Join reports about the same event to a case")
def join(request: HttpRequest, key: str, body: ReportsIn) -> dict[str, Any]:
    """{laporan: [numbers]} → {joined, left: [numbers that could not be joined]}."""
    acting = _acting(request)
    case = get_object_or_404(_seen(acting), key=key)
    chosen = laporan_seen_by(acting).select_related("office", "region").filter(number__in=body.laporan)
    joined, left = actions.join_many(case, list(chosen.order_by("pk")), acting=acting, at=timezone.now())
    return {"joined": joined, "left": [each.number for each in left]}


@router.post("perkara/{key}/laporan/pisah/", summary="Take reports out of a case again")
def separate(request: HttpRequest, key: str, body: ReportsIn) -> dict[str, Any]:
    """{laporan: [numbers]} → {separated: [numbers]}; all of them or, with the first that is refused, none."""
    acting = _acting(request)
    case = get_object_or_404(_seen(acting), key=key)
    inside = laporan_seen_by(acting).select_related("office", "region").filter(number__in=body.laporan)
    with transaction.atomic():
        for each in inside.order_by("pk"):
            actions.separate(case, each, acting=acting, at=timezone.now())
    return {"separated": [each.number for each in inside]}


def _place(found: QuerySet[Case], cursor: str) -> int:
    """Where a list goes on: at a case one sees, named by its key."""
    place = found.filter(key=cursor).values_list("pk", flat=True).first() if cursor.isalnum() else None
    if place is None:
        raise Refused(Problem("cursor", _("Penunjuk ini tidak dikenal. Mulai lagi dari awal daftar."), "tidak_sesuai"))
    return place


def _acting(request: HttpRequest) -> Acting:
    return request.auth  # type: ignore[attr-defined, no-any-return]


def _seen(acting: Acting) -> QuerySet[Case]:
    return queries.case_seen_by(acting).select_related("laporan", "office__region", "region")


def _offers(case: Case, acting: Acting, met: frozenset[str]) -> list[Offer]:
    return [offer for offer in offers(case, acting, met | BROUGHT_BY_THE_FORM) if offer.step.code in FORMS]


def _form_data(fields: Mapping[str, Field], body: Mapping[str, Any]) -> MultiValueDict[str, Any]:
    """JSON as a form sees it: lists stay lists, null is absent. Refused where a value is of another type."""
    given = {name: value for name, value in body.items() if value is not None}
    wrong = [name for name, value in given.items() if name in fields and not fits(fields[name], value)]
    if wrong:
        message = _("Bentuknya tidak sesuai dengan yang diminta.")
        raise Refused(*(Problem(name, message, "bentuk_tidak_sesuai") for name in wrong))
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in given.items()})


def _problems(form: StepForm) -> list[Problem]:
    errors = form.errors.get_json_data()
    return [
        Problem("" if name == NON_FIELD_ERRORS else name, error["message"], error["code"] or "tidak_sesuai")
        for name, rows in errors.items()
        for error in rows
    ]


def _case(case: Case, clocks: list[Clock], possible: list[Offer], now: datetime) -> dict[str, Any]:
    return {
        "key": case.key,
        "number": case.number,
        "title": case.title,
        "office": case.office.code,
        "procedure": case.procedure,
        "procedure_version": case.procedure_version,
        "status": case.status,
        "status_label": say(table(case).statuses[case.status].label),
        "version": case.version,
        "opened": case.opened_at.isoformat(),
        "clocks": [_clock(clock, now) for clock in clocks],
        "subjects": [case.reference, *case.also_about()],
        "steps": [_step(offer) for offer in possible],
    }


def _clock(clock: Clock, now: datetime) -> dict[str, Any]:
    view = clock_view(clock, now)
    return {
        "rule": view.rule,
        "what": view.title,
        "started": view.started.isoformat(),
        "due": view.due.isoformat() if view.due else None,
        "stopped": view.stopped.isoformat() if view.stopped else None,
        "met": view.met,
        "label": view.label,
        "extended": view.extended,
        "letter": view.letter,
        "source": view.source,
    }


def _step(offer: Offer) -> dict[str, Any]:
    shown = {"step": offer.step.code, "label": say(offer.step.label)}
    if not offer.allowed:
        shown["because"] = offer.because
    return {**shown, "fields": schema_of(FORMS[offer.step.code].base_fields)}
