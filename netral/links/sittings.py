"""The sitting of one browser at one link: begun by a code, over after a while, never at two links at once."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from netral.access.states import Acting
from netral.cases.secret_doors import kept_from_others
from netral.links import actions, queries
from netral.links.models import OfficialLink
from netral.links.pages import Sitting
from netral.links.states import SITTING, LinkState, Refusal

SEAT = "tautan_dinas"  # in the session: which link, and until when
Rest = ParamSpec("Rest")


class LinkRequest(HttpRequest):
    """A request from somebody who sits at a link."""

    link: OfficialLink
    acting: Acting
    sitting: Sitting


SittingView = Callable[Concatenate[LinkRequest, Rest], HttpResponseBase]


def begin(request: HttpRequest, link: OfficialLink, *, at: datetime) -> None:
    """From now on this browser sits at this link, under a session nobody knew before."""
    request.session.cycle_key()
    request.session[SEAT] = {"link": link.key, "until": (at + SITTING).isoformat()}


def end(request: HttpRequest) -> None:
    request.session.pop(SEAT, None)


def sits_at(request: HttpRequest, *, at: datetime) -> str:
    """The key of the link this browser sits at; empty where it sits at none any more."""
    seat = request.session.get(SEAT) or {}
    return str(seat["link"]) if seat and at <= datetime.fromisoformat(seat["until"]) else ""


def seated(view: SittingView[Rest]) -> Callable[..., HttpResponseBase]:
    """Let through whoever sits at the link of this key; everybody else is told to open the letter's address again.

    A finished link still shows its page and its record to whoever finished it. Nothing here is kept by any cache.
    """

    @wraps(view)
    def door(request: HttpRequest, /, key: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        held = sits_at(request, at=now)
        if held != key:
            return _elsewhere(request, held, now)
        found = OfficialLink.objects.select_related(*queries.JOINED).get(key=key)
        state = queries.state_of(found, now)
        if state not in (LinkState.OPEN, LinkState.FINISHED):
            end(request)
            actions.count_refusal(Refusal.OVER, at=now, link=found)
            return over(request, found, state)
        request.link, request.acting = found, queries.acting_of(found)  # type: ignore[attr-defined]
        request.sitting = Sitting(found, now)  # type: ignore[attr-defined]
        return kept_from_others(view(request, *args, **kwargs))  # type: ignore[arg-type]

    return never_cache(door)


def _elsewhere(request: HttpRequest, held: str, now: datetime) -> HttpResponseBase:
    """Not this browser's matter. Whoever sits at another link and reaches for this one is counted."""
    mine = OfficialLink.objects.filter(key=held).first() if held else None
    if mine:
        actions.count_refusal(Refusal.FOREIGN, at=now, link=mine)
    return kept_from_others(render(request, "links/elsewhere.html", status=HTTPStatus.NOT_FOUND))


def over(request: HttpRequest, link: OfficialLink, state: LinkState) -> HttpResponseBase:
    """Why a link opens nothing any more."""
    context = {"link": link, "state": state}
    return kept_from_others(render(request, "links/over.html", context, status=HTTPStatus.GONE))
