from datetime import timedelta

import pytest

from netral import rulebook
from netral.rulebook.elements import MET, NOT_MET, UNKNOWN
from netral.rulebook.worked import Worked, worked_examples

BOOK = rulebook.current()
RULES = BOOK.provisions
# Rules about people no case in this rulebook can be about: judges, candidates, incumbents.
ABOUT_OTHERS = {code for code, rule in RULES.items() if not rule.subjects}


def worked(code: str) -> dict[str, Worked]:
    return {each.changed: each for each in worked_examples(BOOK, RULES[code])}


def instead(example: Worked) -> list[str]:
    return [each.provision.code for each in example.instead]


@pytest.mark.parametrize("code", [code for code in RULES if code not in ABOUT_OTHERS])
def test_every_rule_about_people_of_ours_has_an_example_in_its_time(code: str) -> None:
    rule, first = RULES[code], worked_examples(BOOK, RULES[code])[0]

    assert first.changed == ""
    assert first.outcome in {MET, UNKNOWN}
    assert rule.in_force(first.facts["date"])
    assert set(first.facts["conduct"]) <= set(rule.conducts)


def test_rules_about_others_have_none() -> None:
    assert ABOUT_OTHERS
    assert all(worked_examples(BOOK, RULES[code]) == () for code in ABOUT_OTHERS)


@pytest.mark.parametrize("code", [code for code in RULES if code.startswith("SKB-2022/")])
def test_every_row_of_the_joint_decision_has_a_plain_breach(code: str) -> None:
    assert worked(code)[""].outcome == MET


@pytest.mark.parametrize("code", [code for code in RULES if code not in ABOUT_OTHERS])
def test_a_change_changes_the_outcome(code: str) -> None:
    first, *others = worked_examples(BOOK, RULES[code])

    assert all(each.outcome != first.outcome for each in others)
    assert all((each.outcome == UNKNOWN) == bool(each.open) for each in others)


def test_before_the_determination_another_row_is_breached() -> None:
    before = worked("SKB-2022/DS-6")["phase"]

    assert (before.outcome, instead(before)) == (NOT_MET, ["SKB-2022/KE-4"])


def test_a_circumstance_that_is_not_so_takes_the_breach_away() -> None:
    assert worked("SKB-2022/DS-4")["active_support"].outcome == NOT_MET


def test_the_other_status_meets_the_row_that_names_it() -> None:
    other = worked("PP-94-2021/5.n.5")["subject"]

    assert other.facts["subject"] == "PPPK"
    assert instead(other) == ["SKB-2022/DS-12"]


def test_a_doubtful_target_or_act_leaves_it_open() -> None:
    doubtful = [each for rule in RULES.values() for each in worked_examples(BOOK, rule) if each.changed == "target"]

    assert {each.outcome for each in doubtful} == {UNKNOWN}
    assert worked("UU-6-2014/29.j")["conduct"].outcome == UNKNOWN


def test_the_day_before_a_rule_began_old_law_holds() -> None:
    rule, before = RULES["SKB-2022/DS-6"], worked("SKB-2022/DS-6")["day_before"]

    assert rule.effective is not None
    assert before.facts["date"] == rule.effective - timedelta(days=1)
    assert instead(before) == ["SKB-2020/1"]


def test_the_day_after_a_rule_ended_new_law_holds() -> None:
    assert "PP-94-2021/5.n.4" in instead(worked("PP-53-2010/4.12.d")["day_after"])


def test_a_rule_of_all_doubtful_acts_is_never_more_than_open() -> None:
    first = next(iter(worked("SKB-2020/4").values()))

    assert first.outcome == UNKNOWN
    assert first.open


def test_officials_hold_a_post_the_rule_means() -> None:
    assert "position" in worked("UU-10-2016/71.1")[""].facts
