"""Warnings: what is missing and what is late. Nothing is refused for either."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from netral import rulebook
from netral.intake import completeness
from netral.intake.completeness import lateness, missing_fields, regime_of, warnings
from netral.intake.content import NewReport
from netral.offices.models import Holiday
from netral.registry.models import Election
from tests.intake.builders import FULL, MONDAY, TIP, accepted, country, day

pytestmark = pytest.mark.django_db
MAKASSAR = "Asia/Makassar"
EMPTY = NewReport(kind="informasi_awal", what="")


def test_a_complete_report_in_time_has_no_warnings() -> None:
    assert accepted().warnings == []


def test_every_requirement_of_the_rulebook_is_checked_by_a_field() -> None:
    for requirement in rulebook.current().report_requirements:
        assert missing_fields(requirement.code, EMPTY, 0), requirement.code
        assert missing_fields(requirement.code, FULL, 0) == [], requirement.code


def test_a_requirement_this_house_does_not_know_is_left_to_the_officer() -> None:
    assert missing_fields("materai", EMPTY, 0) == []


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"who": ()}, ["who"]),
        ({"known_on": None}, ["when.known_on"]),
        ({"act_date": None}, ["when.date"]),
        ({"region": "", "place": ""}, ["where"]),
        ({"region": ""}, []),
        ({"links": (), "witnesses": ()}, ["links"]),
        ({"links": ()}, []),
        ({"reporter": None}, ["reporter"]),
    ],
)
def test_each_gap_is_named_by_its_field(change: dict[str, object], fields: list[str]) -> None:
    found = warnings(replace(FULL, **change), regime="pemilu", exhibits=0, at=MONDAY, zone=MAKASSAR)

    assert [warning.field for warning in found] == fields


def test_a_file_is_evidence_too() -> None:
    bare = replace(FULL, links=(), witnesses=())

    assert warnings(bare, regime="pemilu", exhibits=1, at=MONDAY, zone=MAKASSAR) == []


@pytest.mark.parametrize(
    ("regime", "known_on", "days", "late"),
    [
        # Known on Friday the 12th: seven working days end on Tuesday the 23rd.
        ("pemilu", date(2024, 1, 12), 8, False),
        ("pemilu", date(2024, 1, 12), 9, True),
        # Pilkada: seven calendar days end on Friday the 19th.
        ("pilkada", date(2024, 1, 12), 4, False),
        ("pilkada", date(2024, 1, 12), 5, True),
        ("pemilu", date(2022, 1, 3), 0, True),
    ],
)
def test_the_time_limit_is_counted_from_the_day_it_became_known(
    regime: str, known_on: date, days: int, late: bool
) -> None:
    counted = lateness(regime=regime, known_on=known_on, at=day(days), zone=MAKASSAR)

    assert counted.late is late
    assert counted.rule == completeness.ON_TIME_RULES[regime]


def test_a_day_off_that_came_after_the_law_files_counts_for_the_reporter_too() -> None:
    Holiday.objects.create(day=date(2024, 1, 17), name="Libur Rekaan", source="Keputusan rekaan", added_at=MONDAY)

    assert lateness(regime="pemilu", known_on=date(2024, 1, 12), at=day(9), zone=MAKASSAR).late is False
    assert lateness(regime="pemilu", known_on=date(2024, 1, 12), at=day(10), zone=MAKASSAR).late is True


def test_without_that_day_nothing_can_be_counted() -> None:
    assert lateness(regime="pemilu", known_on=None, at=MONDAY, zone=MAKASSAR).late is None


def test_a_late_report_is_accepted_with_the_day_it_was_due() -> None:
    late = accepted(at=day(30)).warnings

    assert [warning["code"] for warning in late] == ["lewat_batas_waktu"]
    assert "23 Januari 2024" in late[0]["message"]


def test_a_report_from_long_ago_is_late_without_counting() -> None:
    late = accepted(at=MONDAY + timedelta(days=800)).warnings

    assert [warning["code"] for warning in late] == ["lewat_batas_waktu"]


def test_a_known_election_decides_the_procedure() -> None:
    country()

    assert regime_of("pilkada2024", date(2024, 1, 15)) == ("pilkada", None)


@pytest.mark.parametrize("code", ["", "lain", "pilkades2031"])
def test_else_the_election_that_is_running_decides(code: str) -> None:
    country()
    Election.objects.exclude(code="pilkada2020").delete()

    assert regime_of(code, date(2020, 11, 1)) == ("pilkada", None)


@pytest.mark.parametrize("code", ["", "lain", "pilkades2031"])
def test_else_pemilu_with_a_warning(code: str) -> None:
    regime, warned = regime_of(code, date(2031, 1, 1))

    assert regime == "pemilu"
    assert warned is not None
    assert (warned.field, warned.code) == ("election", "pemilihan_belum_jelas")


def test_two_kinds_of_election_at_once_are_not_guessed_between() -> None:
    country()
    for code in ("pemilu2024", "pilkada2024"):
        stages = Election.objects.get(code=code).stages
        stages.all().delete()
        stages.create(code="kampanye", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))

    regime, warned = regime_of("", date(2024, 1, 15))

    assert regime == "pemilu"
    assert warned is not None


def test_a_tip_says_that_its_reporter_is_missing_and_goes_through() -> None:
    country()

    assert [warning["field"] for warning in accepted(TIP).warnings] == ["reporter"]
