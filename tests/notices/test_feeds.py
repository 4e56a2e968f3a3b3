"""Calendars to subscribe to: what they tell, to whom, and how an address is made and revoked."""

import pytest
from django.test import Client

from netral.access.models import FeedToken, User
from netral.access.queries import feed_link, feeds_of
from netral.procedure.models import Clock
from tests.cases.builders import opened
from tests.cases.pages import client
from tests.notices.calendars import Component, read

pytestmark = pytest.mark.django_db
PAGE = "/kerja/tenggat/langganan/"


def made(browser: Client, office: str = "", who: str = "") -> str:
    """The path of a new address, made on the page; `who` names the office of its maker where there are two."""
    assert browser.post(PAGE, {"kantor": office}).status_code == 303
    return feed_link(feeds_of(User.objects.get(name__endswith=who))[office]).split("//", 1)[1].partition("/")[2]


def fetched(path: str) -> Component:
    answer = Client().get("/" + path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "no-store"
    return read(answer.content)


def test_a_calendar_holds_number_and_rule_and_nothing_of_the_case() -> None:
    case = opened()
    path = made(client())

    events = fetched(path).all("VEVENT")

    clocks = Clock.objects.filter(subject=case.reference, stopped_at=None)
    assert {event.value("UID").split("@")[0] for event in events} == {clock.key for clock in clocks}
    assert {event.value("SUMMARY").split(" · ")[1] for event in events} == {case.number}
    content = Client().get("/" + path).content.decode().replace("\r\n ", "")
    assert case.title not in content
    assert "Terlapor" not in content
    assert case.key not in content


def test_an_office_has_a_calendar_of_its_own() -> None:
    opened()
    browser = client("pemeriksa", "bawaslu-99")

    own, office = fetched(made(browser)), fetched(made(browser, "bawaslu-99"))

    assert len(own.all("VEVENT")) > 0
    assert office.all("VEVENT") == []
    assert office.value("X-WR-CALNAME") == "Bawaslu Provinsi Contoh"


def test_the_hour_is_told_in_the_zone_of_the_office_and_in_that_of_the_reader() -> None:
    opened()
    Clock.objects.update(due_at="2026-11-27T08:00:00Z")

    (own,) = fetched(made(client())).all("VEVENT")
    (elsewhere,) = fetched(made(client("pemeriksa", "bawaslu-99"), who="bawaslu-99")).all("VEVENT")

    assert own.value("DESCRIPTION").startswith("Berakhir pukul 16.00 WITA. Dasar: ")
    assert elsewhere.value("DESCRIPTION").startswith("Berakhir pukul 16.00 WITA (15.00 WIB). Dasar: ")
    assert own.value("UID") == elsewhere.value("UID")
    assert (
        own.properties["DTSTART"] == elsewhere.properties["DTSTART"] == ({"TZID": "Asia/Makassar"}, "20261127T160000")
    )


def test_an_event_keeps_its_name_when_its_end_moves() -> None:
    opened()
    path = made(client())
    (before,) = fetched(path).all("VEVENT")
    Clock.objects.update(due_at="2026-11-30T15:59:59Z")

    (after,) = fetched(path).all("VEVENT")

    assert after.value("UID") == before.value("UID")
    assert after.value("DTSTART") == "20261130"


def test_the_calendar_of_an_office_can_be_revoked_alone() -> None:
    browser = client()
    own, office = made(browser), made(browser, "bawaslu-99.07")

    browser.post(PAGE, {"kantor": "bawaslu-99.07", "langkah": "cabut"})

    assert Client().get("/" + office).status_code == 404
    assert Client().get("/" + own).status_code == 200


def test_a_stopped_clock_leaves_the_calendar() -> None:
    opened()
    path = made(client())
    Clock.objects.update(stopped_at="2024-01-16T00:00:00Z")

    assert fetched(path).all("VEVENT") == []


def test_the_page_shows_an_address_until_it_is_revoked() -> None:
    browser = client()
    path = made(browser)
    assert path in browser.get(PAGE).content.decode()

    browser.post(PAGE, {"kantor": "", "langkah": "cabut"})

    assert path not in browser.get(PAGE).content.decode()
    assert Client().get("/" + path).status_code == 404


def test_revoking_what_is_not_there_does_nothing() -> None:
    browser = client()

    assert browser.post(PAGE, {"kantor": "", "langkah": "cabut"}).status_code == 303
    assert not FeedToken.objects.exists()


def test_a_second_address_is_refused_with_a_sentence() -> None:
    browser = client()
    made(browser)

    page = browser.post(PAGE, {"kantor": ""}, follow=True).content.decode()

    assert "Alamat kalender ini sudah ada." in page


def test_an_office_of_others_has_no_address_here() -> None:
    browser = client()

    assert browser.post(PAGE, {"kantor": "bawaslu-99.08"}).status_code == 404
    assert not FeedToken.objects.exists()


def test_an_unknown_address_is_absent() -> None:
    assert Client().get("/kalender/tidakada.ics").status_code == 404
