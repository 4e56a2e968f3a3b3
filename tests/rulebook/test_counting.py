"""Counting a period, and what always holds of it."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral import rulebook
from netral.rulebook.counting import _months_later
from tests.sizes import examples

BOOK = rulebook.current()
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
WORKING = [code for code, versions in BOOK.deadlines.items() if versions[-1].counted_as == "working"]
NUMBERED = [code for code, versions in BOOK.deadlines.items() if versions[-1].count]
FORWARD = [code for code in NUMBERED if not BOOK.deadlines[code][-1].backward]
BACKWARD = [code for code in NUMBERED if BOOK.deadlines[code][-1].backward]

# Seconds since 2017-01-01 up to the end of 2027.
moments = st.integers(0, 11 * 366 * 86400).map(lambda seconds: datetime(2017, 1, 1, tzinfo=UTC) + timedelta(0, seconds))
zones = st.sampled_from(ZONES)
few = settings(max_examples=examples(40), deadline=None)


@few
@given(st.sampled_from(WORKING), moments, zones)
def test_a_period_of_working_days_never_ends_on_a_day_off(code: str, start: datetime, zone: str) -> None:
    due = rulebook.due(code, start, zone=zone).due

    assert due is not None
    assert BOOK.calendar.day_off(due.date()) is None


@few
@given(st.sampled_from(WORKING), moments, zones)
def test_counted_and_skipped_days_are_all_the_days_in_between(code: str, start: datetime, zone: str) -> None:
    due = rulebook.due(code, start, zone=zone)

    assert due.due is not None
    assert due.count is not None
    first, last = sorted((due.started.date(), due.due.date()))
    assert (last - first).days == due.count + len(due.skipped)
    assert all(first <= day.date <= last and BOOK.calendar.day_off(day.date) == day.name for day in due.skipped)


@few
@given(st.sampled_from(NUMBERED), moments, st.timedeltas(timedelta(0), timedelta(days=40)), zones)
def test_who_starts_later_is_never_due_earlier(code: str, start: datetime, later: timedelta, zone: str) -> None:
    rule = BOOK.deadline(code, start.date())
    if rule.office_hours or BOOK.deadline(code, (start + later).date()) is not rule:
        later = timedelta(0)

    first = rulebook.due(code, start, zone=zone).due
    second = rulebook.due(code, start + later, zone=zone).due

    assert first is not None
    assert second is not None
    assert first <= second


@few
@given(st.sampled_from(FORWARD), moments, zones)
def test_a_forward_period_ends_after_its_start_and_a_day_ends_at_its_last_second(
    code: str, start: datetime, zone: str
) -> None:
    due = rulebook.due(code, start, zone=zone)

    assert due.due is not None
    assert due.due > start
    if due.unit != "hours" and BOOK.deadline(code).office_hours is None:
        assert due.due.strftime("%H:%M:%S") == "23:59:59"


@few
@given(st.sampled_from(BACKWARD), moments, zones)
def test_a_backward_period_ends_before_its_start(code: str, start: datetime, zone: str) -> None:
    due = rulebook.due(code, start, zone=zone).due

    assert due is not None
    assert due.date() < start.astimezone(ZoneInfo(zone)).date()


@few
@given(moments, zones)
def test_the_days_left_are_the_days_of_the_period_on_its_first_day(start: datetime, zone: str) -> None:
    due = rulebook.due("P-REP", start, zone=zone)

    assert due.due is not None
    assert rulebook.working_days_left(start, due.due, zone) == due.count
    assert rulebook.working_days_left(due.due, due.due, zone) == 0
    assert rulebook.working_days_left(due.due + timedelta(days=3), due.due, zone) == 0


def test_the_same_moment_can_be_another_day_elsewhere() -> None:
    start = datetime(2024, 1, 8, 16, 30, tzinfo=UTC)

    west = rulebook.due("K-TL", start, zone="Asia/Jakarta").due
    east = rulebook.due("K-TL", start, zone="Asia/Jayapura").due

    assert west == datetime(2024, 1, 11, 23, 59, 59, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert east == datetime(2024, 1, 12, 23, 59, 59, tzinfo=ZoneInfo("Asia/Jayapura"))


def test_without_a_zone_the_offset_of_the_start_is_used() -> None:
    start = datetime(2024, 2, 5, 10, tzinfo=timezone(timedelta(hours=8)))

    due = rulebook.due("P-REP", start).due

    assert due is not None
    assert due.isoformat() == "2024-02-19T23:59:59+08:00"


def test_hours_are_exact_even_when_the_clocks_change() -> None:
    start = datetime(2024, 3, 30, 12, tzinfo=ZoneInfo("Europe/Amsterdam"))

    due = rulebook.due("P-PID", start, zone="Europe/Amsterdam").due

    assert due is not None
    assert due.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=24)
    assert due.hour == 13


def test_a_start_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match=r"give it an offset, such as \+07:00"):
        rulebook.due("P-REP", datetime(2024, 2, 5, 10), zone="Asia/Jakarta")  # noqa: DTZ001 - the very mistake


@pytest.mark.parametrize("year", [1, 1989, 2100, 9999])
def test_a_start_in_a_year_the_calendar_does_not_know_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="hari hanya bisa dihitung dari tahun 1990 sampai 2100"):
        rulebook.due("P-REP", datetime(year, 6, 5, 10, tzinfo=UTC), zone="Asia/Jakarta")


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        rulebook.due("P-REP", datetime(2024, 6, 5, 10, tzinfo=UTC), zone="Asia/Atlantis")


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_end_on_the_same_date_or_the_last_of_the_month(start: date, number: int, end: date) -> None:
    assert _months_later(start, number) == end


def test_a_period_without_a_number_walks_no_days_and_doubts_no_year() -> None:
    due = rulebook.due("S-PPK", datetime(2027, 6, 5, 10, tzinfo=UTC), zone="Asia/Jakarta")

    assert (due.due, due.unit, due.count, due.skipped) == (None, None, None, ())
    assert [text.id.split(",")[0] for text in due.assumptions] == ["Kewajiban menindaklanjuti pasti"]


def test_a_period_over_new_year_doubts_the_unchecked_year_it_walks_into() -> None:
    due = rulebook.due("D-BAN-P", datetime(2026, 12, 1, 10, tzinfo=UTC), zone="Asia/Jakarta")

    assert [text.en for text in due.assumptions if "2027" in text.en]


def test_calendar_days_doubt_no_year() -> None:
    assert rulebook.due("K-TL", datetime(2028, 12, 1, 10, tzinfo=UTC), zone="Asia/Jakarta").assumptions == ()
