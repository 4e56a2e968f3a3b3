"""The calendar of this house, and which running clocks a further day off moves."""

from datetime import date, datetime

import pytest

from netral.offices.models import Holiday
from netral.procedure import holidays
from netral.procedure.models import Clock
from netral.procedure.queries import clock_view
from tests.procedure.builders import MONDAY, WITA, day, laporan, perkara

pytestmark = pytest.mark.django_db
WEDNESDAY = day(2).date()


def added(on: date = WEDNESDAY, name: str = "Libur Rekaan") -> Holiday:
    return Holiday.objects.create(day=on, name=name, source="Keputusan rekaan", added_at=MONDAY)


def running(rule: str) -> Clock:
    return Clock.objects.get(rule=rule, stopped_at=None)


def moved(on: date = WEDNESDAY) -> dict[str, tuple[date, date]]:
    """Rule → last day before and after."""
    return {
        move.clock.rule: (move.clock.due_at.astimezone(WITA).date(), move.due.astimezone(WITA).date())
        for move in holidays.moves(on, "Libur Rekaan")
        if move.clock.due_at
    }


def test_a_day_added_counts_from_then_on() -> None:
    before = holidays.due("P-TL", MONDAY, zone="Asia/Makassar")
    added()

    after = holidays.due("P-TL", MONDAY, zone="Asia/Makassar")

    assert (before.due.date(), after.due.date()) == (date(2024, 1, 24), date(2024, 1, 25))
    assert "Libur Rekaan" in [one.name for one in after.skipped]
    assert holidays.day_off(WEDNESDAY) == "Libur Rekaan"
    assert holidays.day_off(day(3).date()) == ""


def test_a_period_in_calendar_days_or_hours_knows_no_days_off() -> None:
    plain = holidays.due("P-PID", MONDAY, zone="Asia/Makassar")
    added()

    assert holidays.due("P-PID", MONDAY, zone="Asia/Makassar") == plain


def test_a_new_clock_is_counted_by_the_calendar_of_this_house() -> None:
    added()

    perkara()

    assert running("P-TL").due_at.astimezone(WITA).date() == date(2024, 1, 25)


def test_a_further_day_off_moves_what_runs_over_it() -> None:
    perkara()

    assert moved() == {"P-TL": (date(2024, 1, 24), date(2024, 1, 25))}


def test_a_period_that_begins_where_another_ends_moves_with_it() -> None:
    """It knows nothing of the day off itself: only its beginning moved."""
    report = laporan()
    Clock.objects.all().delete()
    fields = {"subject": report.reference, "bound": "max", "zone": "Asia/Makassar", "rule_version": "x"}
    Clock.objects.create(rule="K-TL", unit="working", started_at=MONDAY, due_at=day(4), **fields)
    due = holidays.due("K-TL2", day(4), zone="Asia/Makassar").due
    Clock.objects.create(rule="K-TL2", unit="calendar", started_at=day(4), due_at=due, **fields)

    first, follow = holidays.moves(WEDNESDAY, "Libur Rekaan")

    assert (first.due, follow.started) == (day(7), day(7))
    assert follow.due == due + (day(7) - day(4))


def test_the_last_day_itself_may_become_one_off() -> None:
    perkara()

    assert moved(date(2024, 1, 24))["P-TL"] == (date(2024, 1, 24), date(2024, 1, 25))


@pytest.mark.parametrize("on", [MONDAY.date(), date(2024, 1, 20), date(2024, 1, 1), date(2024, 5, 6)])
def test_the_first_day_weekends_known_holidays_and_days_far_off_move_nothing(on: date) -> None:
    perkara()

    assert moved(on) == {}


def test_stopped_clocks_and_those_in_other_units_stay() -> None:
    perkara()
    Clock.objects.update(unit="calendar")
    assert moved() == {}
    Clock.objects.update(unit="working", stopped_at=day(1))
    assert moved() == {}


def test_a_period_a_document_changed_ends_one_working_day_later() -> None:
    perkara()
    lengthened = datetime(2024, 2, 1, 16, 0, tzinfo=WITA)
    Clock.objects.filter(rule="P-TL").update(due_at=lengthened)

    (move,) = holidays.moves(WEDNESDAY, "Libur Rekaan")

    assert move.due == lengthened.replace(day=2)
    assert {"date": WEDNESDAY.isoformat(), "name": "Libur Rekaan"} in move.skipped
    assert [one["date"] for one in move.skipped] == sorted(one["date"] for one in move.skipped)
    assert moved(MONDAY.date()) == {}


@pytest.mark.parametrize("changed", ["rule_version", "backward"])
def test_a_version_no_more_known_is_counted_as_it_stands_and_backward_ones_stay(changed: str) -> None:
    laporan()
    Clock.objects.filter(rule="P-KA").update(rule_version="dahulu")
    if changed == "backward":
        Clock.objects.update(due_at=day(-3))

    assert bool(moved(day(1).date())) is (changed == "rule_version")


def test_the_chip_counts_without_the_day_added() -> None:
    added()
    perkara()

    assert clock_view(running("P-TL"), MONDAY).left == 7
