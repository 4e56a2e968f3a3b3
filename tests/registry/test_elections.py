"""Which election is running, in which stage, and what the rulebook learns of it."""

from datetime import date

import pytest

from netral import rulebook
from netral.audit.actions import ensure_signing_key
from netral.registry import actions, queries
from tests.registry.builders import NOW, a_training_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def law(db):
    ensure_signing_key()
    actions.load_elections(at=NOW)


def test_an_election_of_the_law_is_the_rulebooks_own(django_assert_num_queries):
    with django_assert_num_queries(0):
        law = queries.election_law("pemilu2024")

    assert law is rulebook.current().elections["pemilu2024"]


def test_a_training_election_is_read_as_the_rulebook_reads_its_own():
    a_training_election(name_en="Training election")

    law = queries.election_law("latihan-2026")

    assert isinstance(law, rulebook.ElectionLaw)
    assert (law.code, law.regime, law.voting_day, law.offices) == (
        "latihan-2026",
        "pilkada",
        date(2026, 12, 9),
        ("bupati",),
    )
    assert law.name == rulebook.Text("Pilkada Latihan", "Training election")
    assert [stage.code for stage in law.stages] == ["penetapan_calon", "kampanye", "pemungutan_suara"]
    assert law.stages[1].offices == ("bupati",)


@pytest.mark.parametrize(
    ("day", "phase"),
    [(date(2026, 9, 30), "before"), (date(2026, 10, 1), "after"), (date(2026, 12, 31), "after")],
)
def test_the_rulebook_counts_the_phase_of_a_training_election(day, phase):
    a_training_election()

    assert rulebook.phase(queries.election_law("latihan-2026"), "bupati", day) == phase


def test_an_unknown_election_is_refused_with_those_that_exist(law):
    with pytest.raises(queries.UnknownElection) as refusal:
        queries.election_law("pilkada1955")

    assert str(refusal.value) == (
        "Pemilihan ini tidak dikenal. Yang ada di daftar: "
        "pilkada2017, pilkada2018, pemilu2019, pilkada2020, pemilu2024, pilkada2024."
    )


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2023, 11, 13), ["pemilu2024"]),
        (date(2024, 9, 22), ["pilkada2024"]),
        (date(2010, 1, 1), []),
    ],
)
def test_elections_run_from_their_first_stage_to_their_last(law, day, codes):
    assert [election.code for election in queries.running_elections(day)] == codes


@pytest.mark.parametrize("count", [1, 30])
def test_running_elections_take_two_queries_however_many(django_assert_num_queries, count):
    for number in range(count):
        a_training_election(f"latihan-{number}")

    with django_assert_num_queries(2):
        running = queries.running_elections(date(2026, 10, 1))
        stages = [queries.current_stage(election, date(2026, 10, 1)) for election in running]

    assert len(stages) == count
    assert None not in stages


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 9, 30), None),
        (date(2026, 10, 1), "penetapan_calon"),
        (date(2026, 10, 2), None),
        (date(2026, 10, 4), "kampanye"),
        (date(2026, 12, 5), "kampanye"),
        (date(2026, 12, 9), "pemungutan_suara"),
        (date(2026, 12, 10), None),
    ],
)
def test_the_stage_of_a_day(day, stage):
    election = a_training_election()

    found = queries.current_stage(election, day)

    assert (found.code if found else None) == stage


def test_of_two_stages_on_one_day_the_later_one_is_current():
    a, b = date(2026, 10, 1), date(2026, 10, 20)
    election = a_training_election(stages=[("pencalonan", [], a, b), ("penetapan_calon", [], b, b)])

    assert queries.current_stage(election, b).code == "penetapan_calon"
