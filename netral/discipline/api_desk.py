"""Wire doors of the appointing official's desk: what lies there, and saying what is said before deciding."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.access.states import Acting
from netral.cases.wire import Body, Said, StaffToken, acting_in
from netral.discipline import actions, queries
from netral.discipline.models import Penanganan
from netral.lib.answers import PER_PAGE

router = Router(tags=["disiplin"], auth=StaffToken())
JOINED = ("case__laporan", "case__office", "rekomendasi", "penerusan__accused", "masukan__sender")


class DeclarationIn(Body):
    conflicted: bool
    note: Said = Field(default="", max_length=20_000)


@router.get("meja/", summary="All that lies with one's agency, the longest waiting first", url_name="official_desk")
def official_desk(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`left`: days until the house asks for an acknowledgement; `cursor` is where the next page begins."""
    acting, now = _at_agency(request), timezone.now()
    lying, start = queries.Desk(acting, now), int(cursor) if cursor.isdecimal() else 0
    places = lying[start : start + PER_PAGE]
    following = start + PER_PAGE if len(lying) > start + PER_PAGE else None
    counts = lying.counts
    return {
        "items": [_shown(line) for line in queries.desk_lines(places, now)],
        "next": str(following) if following else None,
        "waiting": counts.waiting,
        "unacknowledged": counts.unanswered,
        "overdue": counts.late,
    }


@router.post("penanganan/{key}/akui/", summary="Acknowledge a recommendation", url_name="acknowledge_recommendation")
def acknowledge_recommendation(request: HttpRequest, key: str) -> dict[str, Any]:
    """409: somebody has said so already."""
    acting, found = _seen(request, key)
    entry = actions.acknowledge(found, acting=acting, at=timezone.now())
    return {"penanganan": found.key, "entry_hash": entry.hash}


@router.post(
    "penanganan/{key}/benturan/", summary="Declare one's own conflict of interest, or none", url_name="declare_conflict"
)
def declare_conflict(request: HttpRequest, key: str, body: DeclarationIn) -> dict[str, Any]:
    """Of a recommendation; deciding waits for it. A conflict says what it is in `note`. 409: it was said before."""
    acting, found = _seen(request, key)
    entry = actions.declare(found, acting=acting, at=timezone.now(), conflicted=body.conflicted, note=body.note)
    return {"penanganan": found.key, "entry_hash": entry.hash}


@router.post(
    "penerusan/{key}/benturan/", summary="The same of a hand-over to one's own agency", url_name="declare_conflict_of"
)
def declare_conflict_of(request: HttpRequest, key: str, body: DeclarationIn) -> dict[str, Any]:
    """422: it is not acknowledged, or over; 409: it was said before."""
    acting = _at_agency(request)
    joined = ("case__laporan", "case__office", "receiver", "accused")
    found = get_object_or_404(queries.received_by(acting).select_related(*joined), key=key)
    entry = actions.declare_of(found, acting=acting, at=timezone.now(), conflicted=body.conflicted, note=body.note)
    return {"penerusan": found.key, "entry_hash": entry.hash}


def _at_agency(request: HttpRequest) -> Acting:
    acting = acting_in(request)
    if not acting.holds_any(queries.AT_AGENCY):
        raise Http404
    return acting


def _seen(request: HttpRequest, key: str) -> tuple[Acting, Penanganan]:
    acting = _at_agency(request)
    return acting, get_object_or_404(queries.penanganan_seen_by(acting).select_related(*JOINED), key=key)


def _shown(line: queries.DeskLine) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "key": line.key,
        "case": line.number,
        "title": line.title,
        "from": line.sender,
        "since": line.since.isoformat(),
        "days": line.days,
        "acknowledged_at": _moment(line.acknowledged_at),
        "left": line.left,
        "due_at": _moment(line.clock.due if line.clock else None),
        "status": line.status,
        "conflict_declared": line.tied,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
