"""Which days count, and what the others are called."""

from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest

from netral import rulebook
from netral.rulebook.calendar import Calendar, days_off, load_calendar
from tests.rulebook.builders import law_changed, law_with


@pytest.fixture
def calendar() -> Calendar:
    return rulebook.current().calendar


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2024, 2, 14), "Hari Pemilihan Umum"),
        (date(2024, 11, 27), "Hari Pemilihan Kepala Daerah"),
        (date(2024, 12, 25), "Hari Raya Natal"),
        (date(2024, 12, 26), "Cuti Bersama Hari Raya Natal"),
        (date(2024, 12, 28), "Sabtu"),
        (date(2024, 12, 29), "Minggu"),
        (date(2024, 12, 30), None),
        (date(2024, 2, 10), "Tahun Baru Imlek"),
    ],
)
def test_a_day_off_has_its_name_and_a_feast_on_saturday_keeps_it(
    calendar: Calendar, day: date, name: str | None
) -> None:
    assert calendar.day_off(day) == name


def test_the_days_off_of_every_checked_year_are_as_many_as_when_they_were_checked(calendar: Calendar) -> None:
    for year in calendar.years.values():
        public = holidays.country_holidays("ID", years=year.year)
        leave = holidays.country_holidays("ID", years=year.year, categories=("government",))

        assert (year.year, len(public), len(leave)) == (year.year, year.public, year.joint_leave)


def test_every_voting_day_of_our_elections_is_a_day_off(calendar: Calendar) -> None:
    for election in rulebook.current().elections.values():
        assert "Pemilihan" in (calendar.day_off(election.voting_day) or "")


def test_joint_leave_can_be_switched_to_count_as_work(tmp_path: Path) -> None:
    law = law_changed(tmp_path, "calendar.toml", "joint_leave_works = false", "joint_leave_works = true")

    calendar = load_calendar(law)

    assert calendar.day_off(date(2024, 12, 26)) is None
    assert calendar.day_off(date(2024, 12, 25)) == "Hari Raya Natal"


def test_a_day_an_office_was_closed_can_be_added_with_its_source(tmp_path: Path) -> None:
    text = (rulebook.book.LAW / "calendar.toml").read_text(encoding="utf-8")
    text += '\n[[closed_day]]\ndate = 2025-08-27\nname = "Pemilihan ulang"\nsource = "x"\n'
    law = law_with(tmp_path, "calendar.toml", text + 'confidence = "medium"\nchecked = 2026-11-21\n')

    assert load_calendar(law).day_off(date(2025, 8, 27)) == "Pemilihan ulang"


def test_steps_leave_the_start_out_and_name_what_they_skip(calendar: Calendar) -> None:
    day, skipped = calendar.step(date(2024, 12, 23), 2)

    assert day == date(2024, 12, 27)
    assert [one.name for one in skipped] == ["Hari Raya Natal", "Cuti Bersama Hari Raya Natal"]


def test_backward_steps_skip_the_same_days(calendar: Calendar) -> None:
    day, skipped = calendar.step(date(2024, 12, 27), 2, backward=True)

    assert day == date(2024, 12, 23)
    assert [one.date.day for one in skipped] == [26, 25]


def test_working_days_between_two_days_leave_the_first_out(calendar: Calendar) -> None:
    assert calendar.working_days_between(date(2024, 12, 23), date(2024, 12, 27)) == 2
    assert calendar.working_days_between(date(2024, 12, 27), date(2024, 12, 27)) == 0
    assert calendar.working_days_between(date(2024, 12, 27), date(2024, 12, 23)) == 0


def test_years_nobody_has_checked_are_doubted_in_their_order(calendar: Calendar) -> None:
    doubts = calendar.doubts([2024, 2030, 2031])

    assert ["2030" in doubts[0].id, "2031" in doubts[1].en, len(doubts)] == [True, True, 2]


def test_days_off_are_read_once_a_year() -> None:
    assert days_off(2024, False) is days_off(2024, False)
    assert date(2024, 1, 1) + timedelta(days=366) not in days_off(2024, False)
