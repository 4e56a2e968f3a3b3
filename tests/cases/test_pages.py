import pytest
from django.template.loader import render_to_string

from netral.cases.forms import fields
from netral.cases.models import Kajian
from netral.cases.norms import norms
from netral.cases.pages import CasePage
from netral.rulebook import Text
from tests.cases.builders import EXAMINER, MEMBER, assessed, day, heard, opened, proposed
from tests.cases.matrix import norm_of

pytestmark = pytest.mark.django_db


def assessment(*states: str, confidence: str = "high") -> Kajian:
    """A kajian whose single norm has elements in these states."""
    elements = [{"element": f"Unsur {number}", "state": state, "because": "x"} for number, state in enumerate(states)]
    row = {"provision": "TIDAK-DIKENAL/1", "kind": "baru", "basis": ["A", "B"], "level": None, "elements": elements}
    row |= {"confidence": confidence}
    return Kajian(assessment={"allegations": [row]}, provisions=[])


def test_a_norm_counts_its_elements() -> None:
    [enough], [lacking] = norms(assessment("met", "met")), norms(assessment("met", "unknown", "not_met"))

    assert (enough.complete, enough.tally) == (True, "Cukup, 2 dari 2 unsur")
    assert (lacking.complete, lacking.tally) == (False, "Kurang, 1 dari 3 unsur")
    assert [element.tone for element in lacking.elements] == ["hijau", "kunyit", "bata"]


def test_a_norm_a_later_rulebook_no_longer_has_is_called_by_its_code() -> None:
    [norm] = norms(assessment("met"))

    assert (norm.title, norm.kind, norm.citation, norm.threat) == ("TIDAK-DIKENAL/1", "baru", "A; B", "")


def test_an_article_nobody_confirmed_is_never_shown_as_settled() -> None:
    sure, unsure = assessment("met"), assessment("met", confidence="low")

    assert [norms(each)[0].unsure for each in (sure, unsure)] == [False, True]
    assert fields.named(sure.assessment["allegations"][0]) == "TIDAK-DIKENAL/1 (A; B)"
    assert fields.named(unsure.assessment["allegations"][0]) == "TIDAK-DIKENAL/1 (A; B) (pasal belum dipastikan)"


def test_the_card_of_such_a_norm_says_so() -> None:
    case = assessed()
    kajian = norm_of(case).kajian
    kajian.assessment["allegations"][0]["confidence"] = "low"
    kajian.save()

    card = render_to_string("cases/parts/matrix.html", {"page": CasePage(case, EXAMINER, day(3)), "case": case})

    assert "Pasal belum dipastikan" in card


def test_without_a_kajian_there_are_no_norms() -> None:
    assert norms(None) == []


def test_the_button_that_moves_the_case_on_leads_when_it_is_open() -> None:
    young, ready = CasePage(heard(), EXAMINER, day(2)), CasePage(assessed(), EXAMINER, day(2))

    assert CasePage(opened(), EXAMINER, day(2)).leading == "klarifikasi"
    assert young.leading == "simpan_kajian"
    assert ready.leading == "susun_kajian"
    assert CasePage(opened(), MEMBER, day(2)).leading == ""


def test_steps_that_wait_for_the_same_thing_stand_together() -> None:
    page = CasePage(proposed(), EXAMINER, day(2))

    [(because, steps)] = page.waiting_offers
    assert "anggota" in because
    assert len(steps) == 4


def test_a_case_without_election_or_day_of_the_act_has_no_stage() -> None:
    case = opened()
    case.election = ""

    assert CasePage(case, EXAMINER, day(1)).stage == ""


def test_the_stage_is_that_of_the_day_of_the_act() -> None:
    case = opened()
    inside = CasePage(case, EXAMINER, day(1)).stage
    case.laporan.act_date = day(3000).date()

    assert isinstance(inside, Text)
    assert inside.id == "Kampanye"
    assert CasePage(case, EXAMINER, day(1)).stage == ""
