"""One provision on one set of facts, element by element."""

from typing import Any

import pytest

from netral import rulebook
from netral.rulebook.elements import Element, Situation
from netral.rulebook.facts import parse
from netral.rulebook.judging import Judge
from tests.rulebook.builders import facts

BOOK = rulebook.current()


def elements(code: str, phase: str | None = "after", **said: Any) -> dict[str, Element]:
    found = parse(facts(**said), BOOK.vocabulary, BOOK.elections)
    situation = Situation(found, phase, found.circumstances)
    return {element.part: element for element in Judge(BOOK.vocabulary).elements(BOOK.provisions[code], situation)}


def test_a_rule_about_another_act_is_not_met() -> None:
    act = elements("SKB-2022/DS-1")["act"]

    assert (act.state, act.because.en) == ("not_met", "It is about other conduct.")


@pytest.mark.parametrize(
    ("subject", "state"),
    [("PNS", "met"), ("PPPK", "not_met"), ("ASN", "unknown"), ("pj_kepala_daerah", "met"), ("kades", "not_met")],
)
def test_a_rule_for_tenured_staff_is_open_for_a_civil_servant_of_unknown_status(subject: str, state: str) -> None:
    assert elements("PP-94-2021/5.n.5", subject=subject)["who"].state == state


@pytest.mark.parametrize(
    ("target", "phase", "state"),
    [
        ("calon", "after", "met"),
        ("bakal_calon", "after", "met"),
        ("diri_sendiri", "after", "met"),
        ("parpol", "after", "not_met"),
        ("calon", None, "unknown"),
        ("bakal_calon", None, "unknown"),
        ("diri_sendiri", None, "unknown"),
        (None, "after", "unknown"),
    ],
)
def test_who_stands_is_a_candidate_since_the_determination(target: str | None, phase: str | None, state: str) -> None:
    assert elements("SKB-2022/DS-6", phase, target=target)["towards"].state == state


@pytest.mark.parametrize(
    ("target", "phase", "state"),
    [
        ("calon", "before", "met"),
        ("bakal_calon", "before", "met"),
        ("diri_sendiri", "before", "met"),
        ("parpol", "before", "not_met"),
    ],
)
def test_who_stands_is_a_prospective_candidate_before_it(target: str, phase: str, state: str) -> None:
    assert elements("SKB-2022/KE-4", phase, target=target)["towards"].state == state


def test_a_doubtful_target_stays_open_and_no_fact_would_settle_it() -> None:
    towards = elements("SKB-2022/DS-8", "before", conduct=["pengarahan_ajakan"])["towards"]

    assert (towards.state, towards.fact) == ("unknown", None)
    assert "diragukan" in towards.because.id


@pytest.mark.parametrize(
    ("election", "state"), [("pilkada2020", "met"), ("pemilu2019", "not_met"), ("lain", "unknown")]
)
def test_a_rule_of_one_kind_of_election_asks_which_it_was(election: str, state: str) -> None:
    assert elements("PP-53-2010/4.15.d", election=election)["election"].state == state


@pytest.mark.parametrize(
    ("election", "office", "state"),
    [
        ("pemilu2019", "presiden", "met"),
        ("pemilu2019", "dpr", "not_met"),
        ("pemilu2019", None, "unknown"),
        ("lain", None, "unknown"),
        ("lain", "presiden", "met"),
        ("pilkada2020", None, "not_met"),
    ],
)
def test_a_rule_of_one_office_asks_which_it_was(election: str, office: str | None, state: str) -> None:
    assert elements("PP-53-2010/4.13.b", election=election, office=office)["office"].state == state


@pytest.mark.parametrize(("phase", "state"), [("after", "met"), ("before", "not_met"), (None, "unknown")])
def test_a_rule_of_one_phase_asks_when_it_was(phase: str | None, state: str) -> None:
    assert elements("SKB-2022/DS-6", phase)["when"].state == state


@pytest.mark.parametrize(("said", "state"), [({"cltn": False}, "met"), ({"cltn": True}, "not_met"), ({}, "unknown")])
def test_a_circumstance_may_be_wanted_absent(said: dict[str, bool], state: str) -> None:
    assert elements("SKB-2022/KE-7", circumstances=said)["circumstance"].state == state


def test_an_act_can_contain_a_circumstance_even_when_it_is_denied() -> None:
    facilities = {"conduct": ["fasilitas_negara"], "circumstances": {"campaign_period": True}}
    denied = {"conduct": ["fasilitas_negara"], "circumstances": {"campaign_period": True, "state_facility": False}}
    attending = {"conduct": ["ikut_kampanye"], "circumstances": {"campaign_period": True}}

    states = [
        {element.fact: element.state for element in judge_all(**said)}["state_facility"]
        for said in (facilities, denied, attending)
    ]

    assert states == ["met", "met", "unknown"]


def test_who_denies_what_the_act_contains_is_told_that_both_cannot_be() -> None:
    denied = facts(conduct=["fasilitas_negara"], circumstances={"campaign_period": True, "state_facility": False})

    [(indonesian, english)] = [
        (said, meant)
        for said, meant in zip(BOOK.assess(denied)["review"], BOOK.assess(denied, language="en")["review"], strict=True)
        if said.startswith("PP-94-2021/5.n.4, ")
    ]

    assert indonesian.endswith("tetapi disebut sebaliknya: periksa mana yang benar.")
    assert english.endswith("but it is stated otherwise: check which is true.")


def judge_all(**said: Any) -> tuple[Element, ...]:
    found = parse(facts(**said), BOOK.vocabulary, BOOK.elections)
    situation = Situation(found, "after", found.circumstances)
    return Judge(BOOK.vocabulary).elements(BOOK.provisions["PP-94-2021/5.n.4"], situation)
