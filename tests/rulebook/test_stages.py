"""Elections and the day on which a bakal calon becomes a calon."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook import ElectionLaw, Stage, Text
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()


def election(*stages: Stage) -> ElectionLaw:
    return ElectionLaw(
        code="latihan",
        name=Text("Latihan", "Training"),
        regime="pilkada",
        voting_day=date(2030, 6, 5),
        stages=stages,
    )


def determined(day: date, *offices: str) -> Stage:
    return Stage(code="penetapan_calon", offices=offices, starts_on=day, ends_on=day, source="contoh", confidence="low")


def test_elections_stand_in_the_order_of_their_voting_days() -> None:
    assert " ".join(BOOK.elections) == "pilkada2017 pilkada2018 pemilu2019 pilkada2020 pemilu2024 pilkada2024"


def test_every_election_has_determination_campaign_and_voting_and_votes_after_the_campaign() -> None:
    for law in BOOK.elections.values():
        by_code = {stage.code: stage for stage in law.stages}
        assert by_code["penetapan_calon"].ends_on < by_code["kampanye"].starts_on < law.voting_day
        assert by_code["masa_tenang"].ends_on < by_code["pemungutan_suara"].starts_on == law.voting_day


def test_pairs_for_president_registered_in_one_week_of_2023() -> None:
    (found,) = [stage for stage in BOOK.elections["pemilu2024"].stages if stage.code == "pendaftaran_calon"]
    assert (found.offices, found.starts_on, found.ends_on) == (("presiden",), date(2023, 10, 19), date(2023, 10, 25))


def test_nomination_of_2020_ends_on_the_day_of_determination() -> None:
    by_code = {stage.code: stage for stage in BOOK.elections["pilkada2020"].stages}
    assert by_code["pencalonan"].starts_on == date(2020, 9, 1)
    assert by_code["pencalonan"].ends_on == by_code["penetapan_calon"].ends_on


def test_every_stage_has_a_name() -> None:
    assert {stage.code for law in BOOK.elections.values() for stage in law.stages} <= set(BOOK.stage_words.names)


def test_an_election_without_stages_is_over_on_voting_day_and_tells_no_phase() -> None:
    law = election()

    assert law.last_day == date(2030, 6, 5)
    assert rulebook.phase(law, None, date(2030, 6, 5)) == "unknown"


def test_the_last_day_of_an_election_is_the_end_of_its_last_stage() -> None:
    assert BOOK.elections["pemilu2024"].last_day == date(2024, 3, 20)


def test_a_determination_for_another_office_says_nothing_about_this_one() -> None:
    law = election(determined(date(2030, 2, 1), "gubernur"))

    assert rulebook.phase(law, "gubernur", date(2030, 3, 1)) == "after"
    assert rulebook.phase(law, "bupati", date(2030, 3, 1)) == "unknown"


@pytest.mark.parametrize(
    ("day", "phase"), [(date(2030, 1, 31), "before"), (date(2030, 2, 1), "unknown"), (date(2030, 2, 10), "after")]
)
def test_offices_determined_on_different_days_leave_the_days_between_unknown(day: date, phase: str) -> None:
    law = election(determined(date(2030, 2, 1), "gubernur"), determined(date(2030, 2, 10), "bupati"))

    assert rulebook.phase(law, None, day) == phase


def test_a_stage_runs_on_its_first_and_last_day() -> None:
    law = BOOK.elections["pilkada2024"]

    running = [law.running("kampanye", date(2024, month, day)) for month, day in ((9, 24), (9, 25), (11, 23), (11, 24))]

    assert running == [False, True, True, False]


def test_what_lies_beside_the_stages_changes_no_phase_and_no_last_day() -> None:
    election = BOOK.elections["pemilu2024"]
    held = {aside.code: aside.held for aside in election.asides}

    assert held == {
        "kampanye_putaran_kedua": False,
        "pemungutan_putaran_kedua": False,
        "sumpah_dpr_dpd": True,
        "sumpah_presiden": True,
    }
    assert election.last_day == date(2024, 3, 20)
    assert not election.running("kampanye_putaran_kedua", date(2024, 6, 10))
    assert {aside.code for each in BOOK.elections.values() for aside in each.asides} == set(BOOK.stage_words.asides)


def test_an_aside_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    law = law_changed(tmp_path, "elections/pilkada2024.toml", "ends_on = 2025-08-27", "ends_on = 2025-08-26")

    with pytest.raises(rulebook.LawFileError, match="a day not before starts_on"):
        rulebook.load(law)
