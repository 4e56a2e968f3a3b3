"""The journal laid out for counting: what was waited for, how long, on which route, and what was late."""

import pytest
from django.db import connection

from netral.insight import counting
from tests.insight.builders import NOW, OFFICE, SECOND, STEPS, case, clock, handling, laporan, story, write

pytestmark = pytest.mark.django_db
HOUR = 3_600


def waited(offices: tuple[str, ...] = (OFFICE,), election: str = "") -> dict[str, tuple[int, int, int]]:
    with counting.laid_out():
        return {row[1]: row[2:] for row in counting.steps(offices) if row[0] == election}


def test_a_step_is_waited_for_since_the_step_before_it() -> None:
    story()

    found = waited()

    assert found["laporan.nyatakan_lengkap"] == (1, 10 * HOUR, 10 * HOUR)
    assert found["perkara.klarifikasi"] == (1, 24 * HOUR, 24 * HOUR)
    assert found["perkara.susun_kajian"] == (1, 48 * HOUR, 48 * HOUR)


def test_the_first_step_of_a_story_waited_for_nothing_and_an_opening_for_the_step_before_it() -> None:
    found = case()
    write(found.laporan, 0, "laporan.dibuka", after="diterima")
    write(found, 30, "perkara.dibuka", after="pemeriksaan")

    assert waited() == {"perkara.dibuka": (1, 30 * HOUR, 30 * HOUR)}


def test_what_leaves_no_status_is_no_step() -> None:
    found = case()
    write(found, 0, "perkara.dibuka", after="pemeriksaan")
    write(found, 1, "perkara.catatan_ditulis")
    write(found, 5, "perkara.klarifikasi", "pemeriksaan", "pemeriksaan")

    assert waited() == {"perkara.klarifikasi": (1, 5 * HOUR, 5 * HOUR)}


def test_a_clock_that_was_set_back_makes_no_negative_time() -> None:
    found = case()
    write(found, 5, "perkara.dibuka", after="pemeriksaan")
    write(found, 4, "perkara.klarifikasi", "pemeriksaan", "pemeriksaan")

    assert waited()["perkara.klarifikasi"] == (1, 0, 0)


def test_median_and_ninetieth_are_durations_that_were_met() -> None:
    for slower in range(1, 11):
        story(slower=slower)

    assert waited()["laporan.nyatakan_lengkap"] == (10, 50 * HOUR, 90 * HOUR)


def test_offices_are_counted_apart_and_together_and_elections_as_well() -> None:
    story(election="pemilu2024")
    story(SECOND, "pilkada2024", slower=3)

    verb = "laporan.nyatakan_lengkap"
    assert waited((OFFICE,))[verb][0] == 1
    assert waited((OFFICE, SECOND))[verb] == (2, 10 * HOUR, 30 * HOUR)
    assert waited((OFFICE, SECOND), "pilkada2024")[verb] == (1, 30 * HOUR, 30 * HOUR)


def test_a_story_without_an_election_counts_only_among_all() -> None:
    story(election="")

    with counting.laid_out():
        assert {row[0] for row in counting.steps([OFFICE])} == {""}


def test_what_an_authority_handles_is_its_own_story_and_goes_on_in_that_of_the_case() -> None:
    found = story()
    handling(found)

    of_authority, of_office = waited(("bkn",)), waited()

    assert of_authority == {"penanganan.kembalikan": (1, 72 * HOUR, 72 * HOUR)}
    assert of_office["penanganan.kembalikan"] == (1, 72 * HOUR, 72 * HOUR)
    assert of_office["penanganan.dibuka"] == (1, 10 * HOUR, 10 * HOUR)
    assert of_office["perkara.klarifikasi"] == (1, 24 * HOUR, 24 * HOUR)
    with counting.laid_out():
        assert [row[2:] for row in counting.wholes(["bkn"])] == [(1, 72 * HOUR, 72 * HOUR)] * 2
        assert counting.wholes([OFFICE])[0][2:] == (1, (150 + 72) * HOUR, (150 + 72) * HOUR)


def test_a_handling_that_runs_has_no_whole_and_its_clocks_are_late_for_both() -> None:
    clock(handling(story(), open=True), late=True, verb="penanganan.kembalikan")

    with counting.laid_out():
        assert counting.wholes(["bkn"]) == []
        assert {row[0]: row[-1] for row in counting.ended(NOW)} == {"bkn": 1, OFFICE: 1}


def test_only_finished_stories_have_a_whole_and_a_route() -> None:
    story()
    story(open=True)

    with counting.laid_out():
        assert counting.wholes([OFFICE])[0][2:] == (1, 140 * HOUR, 140 * HOUR)
        (route,) = [row for row in counting.routes([OFFICE]) if row[0] == ""]

    assert route[1].split() == [verb for _hour, verb, before, after in STEPS if before != after]


def test_a_step_taken_twice_in_a_row_makes_no_other_route() -> None:
    for again in (False, True):
        found = case()
        write(found, 0, "perkara.dibuka", after="pemeriksaan")
        if again:
            write(found, 1, "perkara.susun_kajian", "pemeriksaan", "menunggu_pleno")
        write(found, 2, "perkara.susun_kajian", "pemeriksaan", "menunggu_pleno")

    with counting.laid_out():
        assert [row[1:3] for row in counting.routes([OFFICE]) if row[0] == ""] == [
            ("perkara.dibuka perkara.susun_kajian", 2)
        ]


def test_rare_routes_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_ROUTES", 1)
    story()
    story()
    other = case()
    write(other, 0, "perkara.dibuka", after="pemeriksaan")

    with counting.laid_out():
        assert [row[2] for row in counting.routes([OFFICE]) if row[0] == ""] == [2]


def test_a_laporan_that_became_nothing_is_a_story_of_its_office() -> None:
    alone = laporan(open=False, status="tidak_diregistrasi")
    write(alone, 0, "laporan.dibuka", after="diterima")
    write(alone, 7, "laporan.tolak", "diterima", "tidak_diregistrasi")

    assert waited() == {"laporan.tolak": (1, 7 * HOUR, 7 * HOUR)}


def test_late_clocks_are_counted_by_rule_and_the_step_that_stopped_them() -> None:
    found = story()
    clock(found, late=True)
    clock(found, late=False)

    with counting.laid_out():
        assert counting.ended(NOW) == [(OFFICE, "pemilu2024", "P-TL", "perkara.putuskan_tidak_terbukti", 2, 1)]


def test_a_clock_that_still_runs_counts_once_it_is_late() -> None:
    found = story()
    clock(found, late=False, verb="", stopped_at=None)
    clock(found, late=False, verb="", stopped_at=None, due_at=NOW.replace(year=2030))

    with counting.laid_out():
        assert counting.ended(NOW) == [(OFFICE, "pemilu2024", "P-TL", "", 1, 1)]


@pytest.mark.parametrize("fields", [{"bound": "right"}, {"extended_into": "lain"}, {"due_at": None}])
def test_what_is_nobodys_duty_is_not_counted(fields: dict[str, str]) -> None:
    clock(story(), late=True, **fields)

    with counting.laid_out():
        assert counting.ended(NOW) == []


def test_nothing_is_left_behind_also_after_a_failure() -> None:
    story()

    with pytest.raises(ZeroDivisionError), counting.laid_out():
        _ = 1 / 0

    with counting.laid_out():
        assert counting.step_count() == len(STEPS)
        assert counting.offices_told() == [OFFICE]
    assert "insight_step" not in connection.introspection.table_names()
