from datetime import date

import pytest

from netral import rulebook
from netral.publishing.queries.validity import last_day, stage_on, stages_today
from netral.registry.queries import election_law
from netral.registry.states import StageDays
from tests.registry.builders import a_training_election

PILKADA = rulebook.current().elections["pilkada2024"]


@pytest.mark.parametrize(
    ("day", "stage", "until"),
    [
        (date(2024, 9, 1), "sebelum-penetapan", date(2024, 9, 21)),
        (date(2024, 9, 22), "sesudah-penetapan", date(2024, 9, 24)),
        (date(2024, 9, 25), "kampanye", date(2024, 11, 23)),
        (date(2024, 11, 23), "kampanye", date(2024, 11, 23)),
    ],
)
def test_a_stage_ends_on_the_day_before_the_next(day: date, stage: str, until: date) -> None:
    found = stage_on(PILKADA, day)

    assert found is not None
    assert (found.code, last_day(PILKADA, found, day)) == (stage, until)


def test_the_last_stage_ends_with_the_election() -> None:
    found = stage_on(PILKADA, PILKADA.last_day)

    assert found is not None
    assert last_day(PILKADA, found, PILKADA.last_day) == PILKADA.last_day


@pytest.mark.django_db
def test_the_stage_of_today_is_that_of_the_running_elections() -> None:
    a_training_election()

    (today,) = stages_today(date(2026, 11, 22))

    assert (today.stage.code, today.until) == ("kampanye", date(2026, 12, 5))
    assert today.election == election_law("latihan-2026").name
    assert stages_today(date(2027, 3, 1)) == []


@pytest.mark.django_db
def test_an_election_whose_stage_is_not_known_says_nothing() -> None:
    a_training_election(stages=[StageDays("kampanye", [], date(2026, 11, 1), date(2026, 12, 1))])

    assert stages_today(date(2026, 11, 22)) == []
