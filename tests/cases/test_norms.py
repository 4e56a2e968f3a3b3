"""The rulebook's answer as the case page, the kajian and the letter show it: one explanation in all of them."""

import pytest
from django.utils import translation

from netral import rulebook
from netral.cases import actions, queries
from netral.cases.models import Case, Kajian
from netral.cases.norms import gaps, norms
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, day, decided, forwarded, heard, opened
from tests.cases.pages import client, step_url, url
from tests.documents.builders import words

pytestmark = pytest.mark.django_db
THIN = {"subject": "PNS", "conduct": ["pengarahan_ajakan"]}


def kajian_of(case: Case) -> Kajian:
    found = queries.latest_kajian(case)
    assert found
    return found


def thin() -> Case:
    """A case of whose facts little is known."""
    case = opened()
    actions.save_kajian(case, acting=EXAMINER, at=day(1), facts=THIN)
    return case


def test_the_answer_is_kept_in_both_languages_with_its_sentences() -> None:
    kajian = kajian_of(assessed())

    told = rulebook.current().allegations({**FACTS, "id": "x", "election": "pemilu2024"})

    assert [row["provision"] for row in kajian.english["allegations"]] == [each.provision.code for each in told]
    assert kajian.explanations == {
        each.provision.code: {"id": rulebook.explain(each).id, "en": rulebook.explain(each).en} for each in told
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_card_speaks_the_readers_language_most_specific_norm_first(language: str) -> None:
    kajian = kajian_of(assessed())

    with translation.override(language):
        first = norms(kajian)[0]

    assert first.provision == kajian.assessment["allegations"][0]["provision"]
    assert first.explanation == kajian.explanations[first.provision][language]
    assert (first.elements[0].text == "subjek") is (language == "id")


def test_an_answer_of_before_the_sentences_were_kept_is_still_shown() -> None:
    kajian = kajian_of(assessed())
    kajian.english, kajian.explanations = {}, {}

    with translation.override("en"):
        shown = norms(kajian)

    assert shown[0].elements[0].text == "subjek"
    assert {each.explanation for each in shown} == {""}


def test_what_is_missing_stands_most_decisive_first_in_words() -> None:
    kajian = kajian_of(thin())

    missing = gaps(kajian)

    assert [gap.fact for gap in missing] == [row["fact"] for row in kajian.assessment["missing"]]
    assert missing[0].because == kajian.assessment["missing"][0]["because"]
    named = {gap.fact: str(gap.name) for gap in missing}
    assert named["date"] == "Tanggal perbuatan"
    assert all(name and name != fact for fact, name in named.items())
    assert gaps(None) == []


def test_the_page_shows_sentences_gaps_and_why_a_lawyer_must_look() -> None:
    case = thin()
    kajian = kajian_of(case)

    page = client().get(url(case, "penilaian/")).content.decode()

    assert "Dasar: SKB netralitas 2022" in page
    assert "Yang menutup celah:" in page
    assert "Tanggal perbuatan" in page
    assert kajian.assessment["review"][0].split(":")[0] in page


def test_the_form_offers_each_norm_with_its_sentences_and_links_to_what_is_missing() -> None:
    case = thin()

    page = client().get(step_url(case, "simpan_kajian")).content.decode()

    assert page.count('name="provisions"') == len(kajian_of(case).assessment["allegations"])
    assert 'href="#id_date"' in page
    assert "Pakai penjelasan norma yang dipilih" in page


def test_the_proposal_is_filled_in_and_nothing_is_saved_before_a_person_does() -> None:
    case = thin()
    first = kajian_of(case).assessment["allegations"][0]["provision"]
    typed = {"version": case.version, **THIN, "provisions": [first], "conclusion": "Kata pemeriksa."}

    answer = client().post(step_url(case, "simpan_kajian"), {**typed, "pakai": "penjelasan"})

    assert answer.status_code == 200
    assert answer.context["form"]["conclusion"].value() == f"Kata pemeriksa.\n\n{kajian_of(case).explanation(first)}"
    assert kajian_of(case).edition == 1
    assert case.kajian_set.count() == 1


def test_a_form_without_a_proposal_stays_as_it_was() -> None:
    case = opened()
    browser, asked = client(), {"pakai": "penjelasan", "version": case.version}

    kajian = browser.post(step_url(case, "simpan_kajian"), asked)
    hearing = browser.post(step_url(case, "klarifikasi"), {**asked, "place": "Kantor"})

    assert kajian.context["form"]["conclusion"].value() == ""
    assert hearing.context["form"]["place"].value() == "Kantor"
    assert not case.klarifikasi_set.exists()


def test_the_letter_quotes_the_explanation_of_the_kajian() -> None:
    penerusan = forwarded(decided(case=heard()))
    kajian = kajian_of(penerusan.case)

    with penerusan.document.opened() as file:
        text = words(file.read())

    assert " ".join(kajian.explanation(kajian.provisions[0]).split()) in text
    assert kajian.conclusion == LONG
