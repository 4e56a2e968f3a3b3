"""Wire doors of tracks for staff with a bearer token: list, look, take a step. Form and verb are the page's own."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from netral.access.states import Acting
from netral.cases.json_schema import schema_of
from netral.cases.queries import REPORTS_AHEAD
from netral.cases.wire import (
    PDF,
    PER_PAGE,
    StaffToken,
    StepIn,
    acting_in,
    clock_shown,
    form_data,
    pdf_sent,
    place,
    problems,
    standing,
)
from netral.intake.states import Refused
from netral.procedure.models import Clock
from netral.procedure.policies import Offer, check_can_take, offers
from netral.procedure.queries import clocks_of, running_clocks, say, table
from netral.procedure.states import SomeoneWasFaster
from netral.tracks import actions, queries
from netral.tracks.forms import StepForm
from netral.tracks.models import Track

router = Router(tags=["jalur"], auth=StaffToken())


@router.get("jalur/", summary="Tracks in scope, newest first", url_name="track_list")
def track_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`next` is the cursor of the following page, null on the last one."""
    acting = acting_in(request)
    found = _seen(acting).order_by("-pk")
    if cursor:
        found = found.filter(pk__lt=place(found, cursor))
    listed = list(found.prefetch_related(*(f"case__{each}" for each in REPORTS_AHEAD))[: PER_PAGE + 1])
    shown, more = listed[:PER_PAGE], len(listed) > PER_PAGE
    clocks, now = running_clocks([track.reference for track in shown]), timezone.now()
    own = queries.supervised(shown, acting)
    items = [_track(track, clocks.get(track.reference, []), acting, now, told=track.pk in own) for track in shown]
    return {"items": items, "next": shown[-1].key if more else None}


@router.get("jalur/{key}/", summary="One track with its possible steps", url_name="track_detail")
def track_detail(request: HttpRequest, key: str) -> dict[str, Any]:
    """Fields of a step are as its table asks for them; a file is base64 of a PDF."""
    acting = acting_in(request)
    track = get_object_or_404(_seen(acting), key=key)
    told = bool(queries.supervised([track], acting))
    shown = _track(track, clocks_of(track.reference), acting, timezone.now(), told=told)
    for step in shown["steps"]:
        step["fields"] = _schema(track, step["step"])
    return shown


@router.post("jalur/{key}/langkah/", summary="Take a step of a track", url_name="take_track_step")
def take_track_step(request: HttpRequest, key: str, body: StepIn) -> dict[str, Any]:
    """{step, version, …fields} → {version, status, entry_hash}; 409: the version is stale, 422: what is wrong."""
    acting = acting_in(request)
    track = get_object_or_404(_seen(acting), key=key)
    if body.version != track.version:
        raise SomeoneWasFaster(track.reference)
    step = check_can_take(track, body.step, acting)
    sent = body.model_dump()
    files = {"upload": pdf_sent("upload", sent.pop("upload"))} if sent.get("upload") is not None else {}
    form = StepForm(form_data(StepForm(track=track, step=step).fields, sent), files, track=track, step=step)
    if not form.is_valid():
        raise Refused(*problems(form))
    entry = actions.take(track, body.step, acting=acting, at=timezone.now(), **form.values())
    return {"version": track.version, "status": track.status, "entry_hash": entry.hash}


def _seen(acting: Acting) -> QuerySet[Track]:
    return queries.track_seen_by(acting)


def _schema(track: Track, code: str) -> dict[str, Any]:
    fields = StepForm(track=track, step=table(track).step(code)).fields
    shown = schema_of(fields)
    if "upload" in fields:
        shown["properties"]["upload"] = {**PDF, "title": str(fields["upload"].label)}
    return shown


def _track(track: Track, clocks: list[Clock], acting: Acting, now: datetime, *, told: bool) -> dict[str, Any]:
    """`told`: whether this reader learns which reports it is about; a receiver learns nothing of them."""
    return {
        "key": track.key,
        "number": track.number,
        "kind": track.subject,
        "kind_label": say(table(track).subjects[track.subject]),
        "case": track.case.key if track.case else None,
        "office": track.office.code,
        "receiver": track.receiver.code if track.receiver else None,
        **standing(track),
        "clocks": [clock_shown(clock, now) for clock in clocks],
        "subjects": [track.reference, *(track.also_about() if told else ())],
        "steps": [_step(offer) for offer in offers(track, acting)],
    }


def _step(offer: Offer) -> dict[str, Any]:
    shown = {"step": offer.step.code, "label": say(offer.step.label)}
    return shown if offer.allowed else {**shown, "because": offer.because}
