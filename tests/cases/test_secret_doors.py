"""Pages behind a secret address: what no cache keeps, and how long a taken address is shown."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from netral.cases.secret_doors import SHOWN, TAKEN, just_took, kept_from_others, remember_taken, square

pytestmark = pytest.mark.once
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADDRESS = "https://netral.contoh.go.id/jawab/abcdefghijklmnopqrstuvwxyz0123456789/"


def took(key: str = "k1") -> HttpRequest:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    remember_taken(request, key, NOW)
    return request


def test_the_address_is_seen_for_a_while_by_the_session_that_took_it() -> None:
    request = took()

    assert [just_took(request, "k1", NOW + each) for each in (timedelta(0), SHOWN, SHOWN + timedelta(seconds=1))] == [
        True, True, False,
    ]  # fmt: skip
    assert not just_took(request, "k2", NOW)


def test_a_session_that_took_none_sees_none() -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]

    assert not just_took(request, "k1", NOW)


def test_the_session_remembers_the_link_and_never_its_address() -> None:
    request = took()

    assert set(request.session[TAKEN]) == {"link", "until"}


def test_no_cache_no_search_engine_and_no_other_site_learns_of_it() -> None:
    page = kept_from_others(HttpResponse("isi"))

    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "strict-origin"


def test_the_square_is_drawn_here_and_holds_no_readable_address() -> None:
    drawn = square(ADDRESS)

    assert drawn.startswith("<svg")
    assert ADDRESS not in drawn
    assert square(ADDRESS.replace("abc", "abd")) != drawn
    assert not any(word in drawn for word in ("href", "<image", "<script", "url("))
