"""Calendars of elections: overlaps, gaps, boundary days, and the elections of the law day by day."""

from datetime import date, timedelta

import pytest

from netral import rulebook
from netral.audit.actions import ensure_signing_key
from netral.audit.models import Entry
from netral.registry import actions, queries
from netral.registry.models import Election, ElectionStage
from netral.registry.policies import NotPossible
from netral.registry.states import StageDays
from tests.registry.builders import NOW, a_training_election

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def law(db):
    ensure_signing_key()
    actions.load_elections(at=NOW)


def on(month: int, day: int) -> date:
    return date(2026, month, day)


def codes(days: date) -> list[str]:
    return [election.code for election in queries.running_elections(days)]


def stage_of(election: Election, day: date) -> str | None:
    found = queries.current_stage(election, day)
    return found.code if found else None


@pytest.mark.parametrize("code", sorted(rulebook.current().elections))
def test_every_stage_of_the_law_holds_on_its_first_and_last_day_and_not_beyond(law, code):
    election = queries.election(code)
    stages = list(election.stages.all())

    assert stages
    for stage in stages:
        for day in (stage.starts_on, stage.ends_on):
            current = queries.current_stage(election, day)
            assert current is not None
            assert current.starts_on >= stage.starts_on  # itself, or one that began later that still holds
            assert current.starts_on <= day <= current.ends_on
    first, last = min(each.starts_on for each in stages), max(each.ends_on for each in stages)
    assert stage_of(election, first - DAY) is None
    assert stage_of(election, last + DAY) is None


@pytest.mark.parametrize("code", sorted(rulebook.current().elections))
def test_an_election_of_the_law_runs_from_its_first_day_to_its_last(law, code):
    stages = rulebook.current().elections[code].stages
    first, last = min(each.starts_on for each in stages), max(each.ends_on for each in stages)

    assert [code in codes(day) for day in (first - DAY, first, last, last + DAY)] == [False, True, True, False]


@pytest.mark.parametrize("code", sorted(rulebook.current().elections))
def test_a_row_of_the_law_says_what_the_law_says(law, code):
    row, own = queries.election(code), rulebook.current().elections[code]

    assert (row.name, row.name_en, row.regime, row.voting_day) == (own.name.id, own.name.en, own.regime, own.voting_day)
    assert row.offices == list(own.offices)
    assert not row.example
    assert {(each.code, each.starts_on, each.ends_on, each.source) for each in row.stages.all()} == {
        (each.code, each.starts_on, each.ends_on, each.source) for each in own.stages
    }


OVERLAPPING = [
    StageDays("pencalonan", [], on(8, 1), on(9, 30)),
    StageDays("penetapan_calon", [], on(9, 20), on(9, 20)),
    StageDays("kampanye", [], on(9, 25), on(12, 5)),
    StageDays("masa_tenang", [], on(12, 6), on(12, 8)),
    StageDays("pemungutan_suara", [], on(12, 9), on(12, 9)),
]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (on(7, 31), None),
        (on(8, 1), "pencalonan"),
        (on(9, 19), "pencalonan"),
        (on(9, 20), "penetapan_calon"),
        (on(9, 21), "pencalonan"),
        (on(9, 25), "kampanye"),
        (on(9, 30), "kampanye"),
        (on(12, 5), "kampanye"),
        (on(12, 6), "masa_tenang"),
        (on(12, 8), "masa_tenang"),
        (on(12, 9), "pemungutan_suara"),
        (on(12, 10), None),
    ],
)
def test_of_overlapping_stages_the_one_that_began_last_is_current(day, stage):
    known = rulebook.current().stage_words.names
    election = a_training_election(stages=[each for each in OVERLAPPING if each.code in known])

    assert stage_of(election, day) == stage


def test_two_stages_that_begin_on_one_day_have_one_answer_in_any_order():
    pair = [StageDays("kampanye", [], on(10, 1), on(10, 5)), StageDays("pencalonan", [], on(10, 1), on(10, 9))]
    one, other = a_training_election("latihan-a", stages=pair), a_training_election("latihan-b", stages=pair[::-1])

    assert stage_of(one, on(10, 1)) == stage_of(other, on(10, 1)) == "pencalonan"


def test_a_gap_between_stages_has_no_stage_but_the_election_runs():
    election = a_training_election()

    assert stage_of(election, on(10, 3)) is None
    assert codes(on(10, 3)) == ["latihan-2026"]


def test_elections_that_run_at_once_come_soonest_vote_first():
    stages = [StageDays("kampanye", [], on(10, 1), on(12, 1))]
    a_training_election("latihan-c", voting_day=on(12, 20), stages=stages)
    a_training_election("latihan-b", voting_day=on(12, 9), stages=stages)
    a_training_election("latihan-a", voting_day=on(12, 9), stages=stages)

    assert codes(on(10, 1)) == ["latihan-a", "latihan-b", "latihan-c"]
    assert codes(on(12, 2)) == []


def test_an_election_without_stages_never_runs_and_has_no_stage():
    election = a_training_election(stages=[])

    assert codes(on(12, 9)) == []
    assert stage_of(election, on(12, 9)) is None
    assert queries.election_law("latihan-2026").stages == ()


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"code": ""}, "code", "Kode hanya huruf kecil"),
        ({"code": "latihan--a"}, "code", "Kode hanya huruf kecil"),
        ({"code": "latihan-a\n"}, "code", "Kode hanya huruf kecil"),
        ({"code": "../etc"}, "code", "Kode hanya huruf kecil"),
        ({"code": "pilkada2024"}, "code", "sudah dipakai"),
        ({"offices": ["bupati", "raja"]}, "offices", "Ada jabatan yang tidak dikenal"),
        ({"stages": [StageDays("pesta", [], on(1, 1), on(1, 1))]}, "stages", "Tahapan pesta tidak dikenal"),
        ({"stages": [StageDays("kampanye", [], on(2, 2), on(2, 1))]}, "stages", "Tukar tanggalnya"),
    ],
)
def test_a_calendar_that_cannot_be_is_refused_whole(fields, field, sentence):
    with pytest.raises(NotPossible, match=sentence) as refusal:
        a_training_election(**fields)

    assert refusal.value.field == field
    assert not Election.objects.exists()
    assert not ElectionStage.objects.exists()
    assert not Entry.objects.filter(verb="pemilihan.dibuat").exists()


def test_loading_the_law_again_brings_back_a_stage_that_was_moved(law):
    ElectionStage.objects.filter(election__code="pemilu2024", code="kampanye").update(source="lain")

    counts = actions.load_elections(at=NOW)

    own = {each.source for each in rulebook.current().elections["pemilu2024"].stages if each.code == "kampanye"}
    stored = ElectionStage.objects.filter(election__code="pemilu2024", code="kampanye")
    assert counts["changed"] == 1
    assert set(stored.values_list("source", flat=True)) == own
