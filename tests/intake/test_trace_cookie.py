"""The cookie of the traces: given when something is remembered, gone when it is forgotten, and never before."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from netral.access.sessions import SessionStore
from netral.intake.trace_cookie import COOKIE, TraceStore, keep, of
from tests.intake.builders import accepted
from tests.intake.pages import CHECK, STATUS, traced

pytestmark = pytest.mark.django_db


def asked(view: Any, *, holding: str = "") -> HttpResponseBase:
    """The answer to a browser that holds this key."""
    request = HttpRequest()
    request.COOKIES = {COOKIE: holding} if holding else {}
    return keep(view)(request)


def remembers(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    of(request)["laporan"] = "abc"
    return HttpResponse(status=status)


def looks(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(of(request).get("laporan")))


def key() -> str:
    """The key of traces that are kept."""
    return asked(remembers).cookies[COOKIE].value


@pytest.mark.parametrize("view", [lambda _request: HttpResponse(), looks])
def test_who_remembers_nothing_gets_no_cookie(view: Any) -> None:
    assert not asked(view).cookies
    assert not Session.objects.exists()


def test_what_was_remembered_comes_back_with_its_cookie_and_is_kept_for_nobody_else() -> None:
    answer = asked(looks, holding=key())

    assert isinstance(answer, HttpResponse)
    assert (answer.content, answer["Vary"]) == (b"abc", "Cookie")
    assert not answer.cookies


def test_behind_https_the_cookie_goes_over_https_alone(settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True

    assert asked(remembers).cookies[COOKIE]["secure"]


def test_a_cookie_whose_row_is_gone_is_taken_back() -> None:
    held = key()
    Session.objects.all().delete()

    assert asked(looks, holding=held).cookies[COOKIE].value == ""


def test_forgotten_by_a_faster_request_it_stays_forgotten() -> None:
    def is_slower(request: HttpRequest) -> HttpResponse:
        answer = remembers(request)
        Session.objects.all().delete()
        return answer

    answer = asked(is_slower, holding=key())

    assert answer.cookies[COOKIE].value == ""
    assert not Session.objects.exists()


def test_an_answer_that_failed_remembers_nothing() -> None:
    assert not asked(lambda request: remembers(request, status=503)).cookies


def test_a_signed_in_persons_key_opens_no_traces_and_the_other_way_round(client: Client) -> None:
    client.post(CHECK, {"code": accepted().code})
    client.cookies["sessionid"] = client.cookies[COOKIE].value
    seat = SessionStore()
    seat["laporan"] = "abc"
    seat.save()

    assert dict(client.session.items()) == {}
    assert dict(TraceStore(seat.session_key).items()) == {}


def test_a_stolen_row_of_traces_opens_no_report(client: Client) -> None:
    client.post(CHECK, {"code": accepted().code})
    thief = Client()
    thief.cookies[COOKIE] = Session.objects.get().session_key

    assert client.get(STATUS).status_code == 200
    assert thief.get(STATUS)["Location"] == CHECK
    assert traced(thief).is_empty()
