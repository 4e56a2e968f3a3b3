from datetime import UTC, date, datetime

import pytest

from netral.lib import dates

MOMENT = datetime(2026, 11, 21, 1, 30, tzinfo=UTC)


def test_a_long_date_is_written_in_the_language_of_the_page() -> None:
    day = date(2026, 8, 5)

    assert dates.long_date(day) == "5 Agustus 2026"
    assert dates.long_date(day, "en") == "5 August 2026"
    assert dates.long_date(day, "en-gb") == "5 August 2026"


def test_a_date_with_its_day_names_the_weekday() -> None:
    day = date(2026, 11, 21)

    assert dates.date_with_day(day) == "Sabtu, 21 November 2026"
    assert dates.date_with_day(day, "en") == "Saturday, 21 November 2026"


def test_a_short_date_leaves_out_the_year() -> None:
    assert dates.short_date(date(2026, 12, 8)) == "8 Des"
    assert dates.short_date(date(2026, 5, 8), "en") == "8 May"


@pytest.mark.parametrize(
    ("zone", "written"),
    [
        ("Asia/Jakarta", "08.30 WIB"),
        ("Asia/Pontianak", "08.30 WIB"),
        ("Asia/Makassar", "09.30 WITA"),
        ("Asia/Jayapura", "10.30 WIT"),
        ("Asia/Tokyo", "10.30 UTC+0900"),
    ],
)
def test_the_hour_is_that_of_the_zone_and_says_which(zone: str, written: str) -> None:
    assert dates.clock_time(MOMENT, zone) == written


def test_the_day_of_a_moment_depends_on_where_one_stands() -> None:
    late_in_the_evening = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)

    assert dates.local_day(late_in_the_evening, "Asia/Jakarta") == date(2026, 11, 20)
    assert dates.local_day(late_in_the_evening, "Asia/Jayapura") == date(2026, 11, 21)


def test_a_plain_date_and_a_naive_moment_keep_their_day() -> None:
    naive = MOMENT.replace(tzinfo=None)

    assert dates.local_day(date(2026, 1, 2), "Asia/Jayapura") == date(2026, 1, 2)
    assert dates.local_day(naive, "Asia/Jayapura") == date(2026, 11, 21)
