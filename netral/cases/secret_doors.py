"""What pages behind a secret address share: what they keep from others, whoever guesses, and taking an address once."""

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TypeVar

import segno
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from netral.intake.actions import count_wrong_guess
from netral.intake.addresses import client_address
from netral.intake.states import TooManyFailures

Page = TypeVar("Page", bound=HttpResponseBase)
TAKEN = "tautan_diambil"  # in the session: which link's address it may still see
SHOWN = timedelta(minutes=15)  # long enough to print a page or to copy an address; a house rule


def kept_from_others(page: Page) -> Page:
    """The address is the secret: no cache and no search engine keeps it, and nobody is told more than the house.

    `strict-origin` names this house even to itself, so that a form still passes but no log sees a whole address.
    """
    page["Cache-Control"] = "no-store, private"
    page["X-Robots-Tag"] = "noindex, nofollow"
    page["Referrer-Policy"] = "strict-origin"
    return page


def unknown(request: HttpRequest, template: str = "cases/answer_unknown.html") -> HttpResponse:
    """The same for whatever opens nothing; who guesses often waits, as with receipt codes."""
    try:
        count_wrong_guess(client_address(request), at=timezone.now())
    except TooManyFailures as failures:
        context = {"wait": -(-failures.retry_after // 60)}
        page = render(request, template, context, status=HTTPStatus.TOO_MANY_REQUESTS)
        page["Retry-After"] = str(failures.retry_after)
        return kept_from_others(page)
    return kept_from_others(render(request, template, status=HTTPStatus.NOT_FOUND))


def remember_taken(request: HttpRequest, key: str, at: datetime) -> None:
    """The session remembers which link it took, never its address."""
    request.session[TAKEN] = {"link": key, "until": (at + SHOWN).isoformat()}


def just_took(request: HttpRequest, key: str, now: datetime) -> bool:
    """Whether this session took this link's address a short while ago."""
    took = request.session.get(TAKEN) or {}
    return took.get("link") == key and now <= datetime.fromisoformat(took["until"])


def square(address: str) -> SafeString:
    """The address as a square to scan from paper or screen."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass="kode-kotak")
    return mark_safe(drawn)  # noqa: S308 - drawn here, from an address made here
