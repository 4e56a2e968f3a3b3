"""Wire doors of cases for staff with a bearer token: list, look, take a step. Forms and verbs are the pages' own."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router

from netral.access.states import Acting
from netral.cases import actions, queries
from netral.cases.forms import FORMS
from netral.cases.json_schema import schema_of
from netral.cases.models import Case
from netral.cases.picking import LONGEST_QUERY
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.cases.wire import (
    PER_PAGE,
    StaffToken,
    StepIn,
    acting_in,
    clock_shown,
    form_data,
    place,
    problems,
    standing,
)
from netral.intake.states import Problem, Refused
from netral.procedure.models import Clock
from netral.procedure.policies import Offer, check_can_take, offers
from netral.procedure.queries import clocks_of, remember_waiting, running_clocks, say
from netral.procedure.states import SomeoneWasFaster

router = Router(tags=["perkara"], auth=StaffToken())


@router.get("perkara/", summary="Cases in scope, newest first")
def case_list(request: HttpRequest, cursor: str = "", tampilan: str = "", saring: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one.

    `saring` is a line as in the queue (`tahap:pemeriksaan pemeriksa:saya`, or words), and `tampilan` the list it cuts
    down: tenggat (the usual one), baru, pleno, selesai. Without both every case in scope is listed. 422 says which part
    of a line is not understood.
    """
    acting, now = acting_in(request), timezone.now()
    found = _asked_for(acting, tampilan, saring, now).prefetch_related(*queries.REPORTS_AHEAD).order_by("-pk")
    if cursor:
        found = found.filter(pk__lt=place(found, cursor))
    listed = list(found[: PER_PAGE + 1])
    shown, more = listed[:PER_PAGE], len(listed) > PER_PAGE
    met, clocks = queries.met_of(shown), running_clocks([case.reference for case in shown])
    remember_waiting(shown)
    possible = {case.pk: _offers(case, acting, met[case.pk]) for case in shown}
    items = [_case(case, clocks.get(case.reference, []), possible[case.pk], now) for case in shown]
    return {"items": items, "next": shown[-1].key if more else None}


@router.get("perkara/{key}/", summary="One case with its possible steps")
def case_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """Choices that depend on the case (exhibits, receivers, norms) are listed here, not in the list."""
    acting = acting_in(request)
    case = get_object_or_404(_seen(acting), key=key)
    possible = _offers(case, acting, queries.met(case))
    shown = _case(case, clocks_of(case.reference), possible, timezone.now())
    for step in shown["steps"]:
        step["fields"] = _fields_of(step["step"], case, acting)
    return shown


@router.post("perkara/{key}/langkah/", summary="Take a step")
def take_step(request: HttpRequest, key: str, body: StepIn) -> dict[str, Any]:
    """{step, version, …fields} → {version, status, entry_hash}; 409: the version is stale, 422: what is wrong."""
    acting = acting_in(request)
    case = get_object_or_404(_seen(acting), key=key)
    if body.version != case.version:
        raise SomeoneWasFaster(case.reference)
    check_can_take(case, body.step, acting, met=queries.met(case) | BROUGHT_BY_THE_FORM)
    form = FORMS[body.step](form_data(FORMS[body.step].base_fields, body.model_dump()), case=case)
    if not form.is_valid():
        raise Refused(*problems(form))
    entry = actions.STEPS[body.step](case, acting=acting, at=timezone.now(), **form.values())
    return {"version": case.version, "status": case.status, "entry_hash": entry.hash}


def _fields_of(step: str, case: Case, acting: Acting) -> dict[str, Any]:
    """The fields of a step with the choices of this case; files of an answer only to those who read answers."""
    fields = schema_of(FORMS[step](case=case).fields)
    if "exhibits" in fields["properties"]:
        seen = [exhibit.key for exhibit in queries.exhibits_seen_by(case, acting)]
        fields["properties"]["exhibits"]["items"]["enum"] = seen
    return fields


def _seen(acting: Acting) -> QuerySet[Case]:
    return queries.case_seen_by(acting).select_related("laporan", "office__region", "region")


def _asked_for(acting: Acting, view: str, text: str, now: datetime) -> QuerySet[Case]:
    """Every case in scope, or those of a list of the queue that fit a line."""
    if not (view or text):
        return _seen(acting)
    if view and view not in queries.VIEWS:
        words = _("Tidak ada tampilan ini. Pilihannya: %(views)s.")
        raise Refused(Problem("tampilan", words % {"views": ", ".join(queries.VIEWS)}, "tidak_sesuai"))
    line = queries.parse(text[:LONGEST_QUERY])
    if line.problems:
        raise Refused(Problem("saring", " ".join(line.problems), "tidak_sesuai"))
    chosen = queries.filtered(acting, view or queries.VIEWS[0], line, now=now).cases
    return _seen(acting).filter(pk__in=chosen.order_by().values("pk"))


def _offers(case: Case, acting: Acting, met: frozenset[str]) -> list[Offer]:
    return [offer for offer in offers(case, acting, met | BROUGHT_BY_THE_FORM) if offer.step.code in FORMS]


def _case(case: Case, clocks: list[Clock], possible: list[Offer], now: datetime) -> dict[str, Any]:
    return {
        "key": case.key,
        "number": case.number,
        "title": case.title,
        "office": case.office.code,
        **standing(case),
        "clocks": [clock_shown(clock, now) for clock in clocks],
        "subjects": [case.reference, *case.also_about()],
        "steps": [_step(offer) for offer in possible],
    }


def _step(offer: Offer) -> dict[str, Any]:
    shown = {"step": offer.step.code, "label": say(offer.step.label)}
    if not offer.allowed:
        shown["because"] = offer.because
    return {**shown, "fields": schema_of(FORMS[offer.step.code].base_fields)}
