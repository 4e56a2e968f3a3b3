"""May I? Verdicts follow from what `assess` finds, for every act, status and stage."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from netral import rulebook
from netral.rulebook.findings import Allegation
from netral.rulebook.selfcheck import AskedAct, AskedStatus, self_check
from netral.rulebook.verdicts import (
    ALLOWED,
    DEPENDS,
    FORBIDDEN,
    MOST_QUESTIONS,
    RISKY,
    Answer,
    Asked,
    answer,
    questions,
)

BOOK, CHECK = rulebook.current(), self_check()
TODAY = date(2026, 11, 22)
ACTS, STATUSES = list(CHECK.acts.values()), list(CHECK.statuses.values())


def asked(act: str, status: str = "pns", stage: str | None = None, **said: bool) -> Asked:
    return Asked(CHECK.acts[act], CHECK.statuses[status], CHECK.stages[stage] if stage else None, said)


def ask(act: str, status: str = "pns", stage: str | None = None, **said: bool) -> Answer:
    return answer(BOOK, CHECK, asked(act, status, stage, **said), TODAY)


def asks(act: str, status: str = "pns", stage: str | None = None, **said: bool) -> list[str]:
    return [each.fact for each in questions(BOOK, CHECK, asked(act, status, stage, **said), TODAY)]


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.code)
def test_no_verdict_stands_against_what_the_rules_say(act: AskedAct) -> None:
    """Forbidden needs a rule whose every element is met; allowed needs a passage, and no rule at all."""
    for status, stage in product(STATUSES, CHECK.stages.values()):
        given = answer(BOOK, CHECK, Asked(act, status, stage, {}), TODAY)
        for case in given.cases:
            certain = [each for each in case.allegations if not each.unknown and not each.provision.general]
            assert (case.verdict == FORBIDDEN) == bool(certain)
            assert case.verdict != ALLOWED or (case.permissions and not case.allegations)
            assert not case.permissions or case.verdict in (ALLOWED, RISKY)
            assert case.verdict != RISKY or not case.open


@pytest.mark.parametrize("act", [act for act in ACTS if act.conducts], ids=lambda act: act.code)
@pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.code)
def test_the_rules_are_those_that_assess_names(act: AskedAct, status: AskedStatus) -> None:
    for stage in CHECK.stages.values():
        given = answer(BOOK, CHECK, Asked(act, status, stage, {}), TODAY)
        for case in given.cases:
            row: dict[str, Any] = {
                "id": "1",
                "election": "lain",
                "date": TODAY.isoformat(),
                "subject": status.subject,
                "conduct": list(act.conducts_of(status)),
                "target": act.target,
                "phase": stage.phase,
                "circumstances": {**act.given, "campaign_period": stage.campaign},
            }
            told = {each["provision"] for each in rulebook.assess(row)["allegations"]}
            assert {each.provision.code for each in case.allegations} <= told


def test_a_like_is_forbidden_on_both_sides_of_the_determination() -> None:
    given = ask("menyukai-unggahan", "asn")

    assert given.verdict == FORBIDDEN
    assert {each.provision.code for each in given.allegations} >= {"SKB-2022/KE-4", "SKB-2022/DS-6"}


def test_before_the_determination_it_is_ethics_and_afterwards_discipline() -> None:
    kinds = {
        stage: {each.provision.kind for case in cases for each in case.allegations if each.provision.rank == 1}
        for stage, (_, cases) in ask("menyukai-unggahan").by_stage().items()
    }

    assert "kode_etik" in kinds["sebelum-penetapan"]
    assert "disiplin" in kinds["kampanye"]
    assert "kode_etik" not in kinds["kampanye"]


def test_voting_is_allowed_with_a_passage_for_it_and_no_rule_against() -> None:
    given = ask("memberi-suara")

    assert given.verdict == ALLOWED
    assert given.allegations == ()
    assert len(given.permissions) == 1


@pytest.mark.parametrize("status", ["tni", "polri"])
def test_soldiers_and_police_do_not_vote(status: str) -> None:
    assert ask("memberi-suara", status).verdict == FORBIDDEN


def test_a_picture_depends_on_being_posted() -> None:
    assert ask("foto-dengan-calon", "pns", "sebelum-penetapan").verdict == DEPENDS
    assert ask("foto-dengan-calon", "pns", "sebelum-penetapan", posted_publicly=True).verdict == FORBIDDEN
    assert ask("foto-dengan-calon", "pns", "sebelum-penetapan", posted_publicly=False).verdict == RISKY


def test_what_no_rule_names_is_risky_and_never_allowed() -> None:
    given = ask("foto-dengan-calon", "pns", "sebelum-penetapan", posted_publicly=False)

    assert given.allegations == ()
    assert given.verdict == RISKY


def test_a_catch_all_leaves_it_to_an_agency() -> None:
    given = ask("menyukai-unggahan", "honorer")

    assert given.verdict == RISKY
    assert all(each.provision.general for each in given.allegations)


def test_where_the_reach_of_the_law_is_doubtful_nobody_is_asked_to_settle_it() -> None:
    given = ask("mengajak-memilih", "pns", "sebelum-penetapan")

    assert given.verdict == RISKY
    assert given.allegations
    assert asks("mengajak-memilih", "pns", "sebelum-penetapan") == []


def test_stages_that_differ_make_it_depend_on_the_stage() -> None:
    given = ask("mengajak-memilih")

    verdicts = {stage: verdict for stage, (verdict, _) in given.by_stage().items()}
    assert given.verdict == DEPENDS
    assert verdicts == {"sebelum-penetapan": RISKY, "kampanye": FORBIDDEN, "sesudah-penetapan": FORBIDDEN}


def test_a_rule_of_several_cases_is_shown_where_it_leaves_the_least_open() -> None:
    given = ask("mengajak-memilih")

    (shown,) = [each for each in given.allegations if each.provision.code == "SKB-2022/DS-8"]
    assert shown.unknown == ()
    assert given.cases[0].allegations[0].unknown != ()


def test_a_chosen_stage_is_the_only_one_looked_at() -> None:
    given = ask("mengajak-memilih", stage="kampanye")

    assert set(given.by_stage()) == {"kampanye"}
    assert given.verdict == FORBIDDEN


def test_a_spouse_on_leave_who_keeps_still_has_a_passage_on_their_side() -> None:
    still = {"cltn": True, "active_support": False, "attributes": False}

    given = ask("hadir-kampanye", "suami-istri-calon", "kampanye", **still)

    assert given.verdict in (ALLOWED, RISKY)
    assert given.permissions
    for fact, said in (("cltn", False), ("active_support", True), ("attributes", True)):
        other = ask("hadir-kampanye", "suami-istri-calon", "kampanye", **still | {fact: said})
        assert other.verdict == FORBIDDEN
        assert other.permissions == ()


class SilentBook:
    """A rulebook with no rule on conduct at all."""

    vocabulary = BOOK.vocabulary

    def allegations(self, facts: object, *, elections: object = None) -> tuple[Allegation, ...]:
        return ()


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, DEPENDS),
        ({"cltn": True, "active_support": False}, DEPENDS),
        ({"cltn": True, "active_support": False, "attributes": False}, ALLOWED),
        ({"cltn": False}, RISKY),
    ],
)
def test_without_any_rule_a_permission_decides_once_all_it_names_is_said(said: dict[str, bool], verdict: str) -> None:
    question = asked("mendampingi-suami-istri", "pns", "kampanye", **said)

    given = answer(SilentBook(), CHECK, question, TODAY)

    assert given.verdict == verdict
    assert bool(given.permissions) == (verdict == ALLOWED)


def test_a_permission_waits_for_every_fact_it_names() -> None:
    given = ask("hadir-kampanye", "suami-istri-calon", "kampanye", cltn=True)

    assert given.verdict == DEPENDS
    assert given.cases[0].open == ("active_support", "attributes")
    assert given.permissions == ()


def test_the_questions_are_those_that_change_the_answer() -> None:
    assert asks("foto-dengan-calon", "pns", "sebelum-penetapan") == ["posted_publicly"]
    assert asks("menyukai-unggahan") == []
    assert asks("memberi-suara") == []


def test_an_answered_question_stays_so_that_it_can_be_taken_back() -> None:
    assert "posted_publicly" in asks("foto-dengan-calon", "pns", "sebelum-penetapan", posted_publicly=True)


def test_a_circumstance_nobody_would_ask_about_is_not_asked() -> None:
    assert asks("menyukai-unggahan", repeat=True) == []


def test_no_page_asks_more_than_a_few_questions() -> None:
    for act, status in product(CHECK.acts, ("asn", "suami-istri-calon")):
        assert len(asks(act, status)) <= MOST_QUESTIONS


def test_acts_that_contain_their_circumstance_do_not_ask_for_it() -> None:
    assert "active_support" not in asks("ikut-kampanye")
    assert ask("ikut-kampanye", "pns", "kampanye").verdict == FORBIDDEN


def test_the_same_question_has_the_same_answer() -> None:
    assert ask("hadir-kampanye", "asn") == ask("hadir-kampanye", "asn")
