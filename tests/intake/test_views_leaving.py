"""Away at once, and nothing left behind."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings

from netral.intake.models import Draft
from tests.intake.builders import accepted, country
from tests.intake.pages import CHECK, REPORT, filled

pytestmark = pytest.mark.django_db


def test_the_quick_exit_forgets_the_session_and_leads_away(client: Client, settings: Settings) -> None:
    session = client.session
    session["bahasa"] = "x"
    session.save()
    key = session.session_key

    answer = client.post("/keluar-cepat/")

    assert answer.status_code == 303
    assert answer["Location"] == settings.QUICK_EXIT_URL
    assert answer["Cache-Control"] == "no-store"
    assert not client.session.exists(key)
    assert all(morsel["max-age"] == 0 for morsel in answer.cookies.values())


def test_the_quick_exit_forgets_what_was_sent_and_opened(client: Client) -> None:
    client.post(CHECK, {"code": accepted().code})

    answer = client.post("/keluar-cepat/")

    assert answer.cookies["jejak"].value == ""
    assert not Session.objects.exists()


def test_the_quick_exit_works_without_a_token() -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post("/keluar-cepat/").status_code == 303


ELSEWHERE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "https://jahat.example"},
]
HERE = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Origin": "https://testserver"},
    {"Origin": "null"},
    {},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_another_site_leads_away_and_destroys_nothing(client: Client, headers: dict[str, str]) -> None:
    client.post(CHECK, {"code": accepted().code})
    client.post(REPORT)

    answer = client.post("/keluar-cepat/", headers=headers)

    assert answer.status_code == 303
    assert not answer.cookies
    assert "Clear-Site-Data" not in answer
    assert (Draft.objects.count(), Session.objects.count()) == (1, 1)


@pytest.mark.parametrize("headers", HERE)
def test_from_a_page_of_ours_everything_goes(client: Client, headers: dict[str, str]) -> None:
    client.post(CHECK, {"code": accepted().code})
    client.post(REPORT)

    answer = client.post("/keluar-cepat/", headers=headers)

    assert answer.status_code == 303
    assert (answer.cookies["draf"].value, answer.cookies["jejak"].value) == ("", "")
    assert (Draft.objects.count(), Session.objects.count()) == (0, 0)


def test_looking_at_the_quick_exit_changes_nothing(client: Client) -> None:
    assert client.get("/keluar-cepat/").status_code == 405


def test_the_quick_exit_erases_the_draft_and_its_cookie(client: Client) -> None:
    client.post(REPORT)
    assert Draft.objects.count() == 1

    answer = client.post("/keluar-cepat/")

    assert not Draft.objects.exists()
    assert (answer.cookies["draf"].value, answer["Clear-Site-Data"]) == ("", '"storage"')


def test_a_draft_kept_for_later_stays_for_its_code_alone(client: Client) -> None:
    country()
    filled(client, until="siapa/")
    client.post(f"{REPORT}simpan/")

    client.post("/keluar-cepat/")

    assert Draft.objects.count() == 1
    assert client.get(f"{REPORT}kapan/")["Location"] == REPORT


def test_a_cookie_that_is_no_key_hinders_nobody(client: Client) -> None:
    client.cookies["draf"] = "bukan kunci"

    assert client.post("/keluar-cepat/").status_code == 303
