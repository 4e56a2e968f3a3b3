"""Deadlines as calendar programs read them."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.notices.ics import Event, calendar
from tests.notices.calendars import read
from tests.sizes import examples

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
WHOLE = Event("a@netral.example", "Kajian awal · 001", datetime(2026, 11, 27, 15, 59, 59, tzinfo=UTC), "Asia/Makassar")
TIMED = Event("b@netral.example", "Lapor · 002", datetime(2026, 11, 27, 8, 0, tzinfo=UTC), "Asia/Makassar")


def test_what_ends_with_its_day_takes_the_whole_day() -> None:
    (event,) = read(calendar("Tenggat", [WHOLE], now=NOW)).all("VEVENT")

    assert (event.value("DTSTART"), event.value("DTEND")) == ("20261127", "20261128")
    assert event.value("DTSTAMP") == "20261122T030405Z"
    assert event.value("SUMMARY") == "Kajian awal · 001"


def test_what_ends_at_an_hour_stands_at_that_hour_in_its_zone() -> None:
    found = read(calendar("Tenggat", [TIMED, WHOLE], now=NOW))

    assert found.all("VEVENT")[0].properties["DTSTART"] == ({"TZID": "Asia/Makassar"}, "20261127T160000")
    (zone,) = found.all("VTIMEZONE")
    assert zone.all("STANDARD")[0].value("TZOFFSETTO") == "+0800"
    assert zone.all("STANDARD")[0].value("TZNAME") == "WITA"


def test_each_deadline_rings_before_its_day_and_on_it() -> None:
    whole, timed = read(calendar("Tenggat", [WHOLE, TIMED], now=NOW)).all("VEVENT")

    assert [alarm.value("TRIGGER") for alarm in whole.all("VALARM")] == ["-P2D", "PT7H"]
    assert [alarm.value("TRIGGER") for alarm in timed.all("VALARM")] == ["-P2D", "-PT2H"]
    assert whole.all("VALARM")[0].value("DESCRIPTION") == whole.value("SUMMARY")


def test_further_words_stand_beside_the_name() -> None:
    told = replace(WHOLE, description="Pukul 16.00; lalu, \\ habis")

    (event,) = read(calendar("Tenggat", [told], now=NOW)).all("VEVENT")

    assert event.value("DESCRIPTION") == "Pukul 16.00; lalu, \\ habis"


def test_a_zone_that_changes_its_clocks_is_told_in_utc() -> None:
    event = Event("c@x", "X", datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Europe/Amsterdam")

    (found,) = read(calendar("Tenggat", [event], now=NOW)).all("VEVENT")

    assert found.properties["DTSTART"] == ({}, "20260701T080000Z")


def test_a_calendar_without_deadlines_is_one_all_the_same() -> None:
    assert read(calendar("Kosong", [], now=NOW)).parts == []


@given(st.text(max_size=200), st.text(max_size=120))
@settings(max_examples=examples(25), deadline=None)
def test_any_words_come_back_as_they_went_in(summary: str, name: str) -> None:
    event = Event("d@x", summary, WHOLE.due, WHOLE.zone)

    found = read(calendar(name, [event], now=NOW))

    kept = "".join(char for char in summary if char == "\n" or char.isprintable())
    assert found.all("VEVENT")[0].value("SUMMARY") == kept
