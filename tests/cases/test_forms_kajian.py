"""The form of the kajian: facts for the rulebook field by field, and the answer to facts that do not fit."""

from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from netral import rulebook
from netral.cases import actions, queries
from netral.cases.forms import FACTS as FACT_FIELDS
from netral.cases.forms import CircumstancesForm, KajianForm, kajian_initial
from netral.cases.models import Case, Kajian
from netral.cases.states import POSITION_CLASSES, Refused
from netral.intake.models import Laporan
from tests.cases.builders import EXAMINER, FACTS, LONG, TWO, assessed, day, opened
from tests.cases.pages import client, step_url, today
from tests.cases.stations import FACTS_OF, REPORTS, at_station, nothing_left_behind

pytestmark = pytest.mark.django_db
KAJIAN = {"subject": ["PNS"], "conduct": ["pengarahan_ajakan"], "date": ["2024-01-12"], "office": ["dpr"]}


@pytest.fixture
def blank() -> Case:
    """A case nobody wrote anything about, and nobody saved."""
    return Case(version=1, pk=0, laporan=Laporan(pk=0))


def filled(case: Case, **changes: list[str]) -> KajianForm:
    return KajianForm(MultiValueDict({**KAJIAN, "version": ["1"], **changes}), case=case, initial={})


def codes(form: KajianForm) -> dict[str, list[str]]:
    return {field: [row["code"] for row in rows] for field, rows in form.errors.get_json_data().items()}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("subject", [], "required"),
        ("subject", ["pns"], "invalid_choice"),
        ("subject", ["<b>PNS</b>"], "invalid_choice"),
        ("position", ["x" * 161], "max_length"),
        ("position", ["Camat\0"], "null_characters_not_allowed"),
        ("position_class", ["direktur"], "invalid_choice"),
        ("conduct", [], "required"),
        ("conduct", ["menari"], "invalid_choice"),
        ("conduct", ["pengarahan_ajakan", "menari"], "invalid_choice"),
        ("conduct", ["pengarahan_ajakan,like"], "invalid_choice"),
        ("date", ["2024-02-30"], "invalid"),
        ("date", ["2023-02-29"], "invalid"),
        ("date", ["12 Januari"], "invalid"),
        ("date", ["0000-00-00"], "invalid"),
        ("office", ["raja"], "invalid_choice"),
        ("target", ["tetangga"], "invalid_choice"),
        ("provisions", ["SKB-2022/DS-8"], "invalid_choice"),
        ("conclusion", ["x" * 20_001], "max_length"),
        ("conclusion", ["x" * 1_000_000], "max_length"),
        ("conclusion", [LONG + "\0"], "null_characters_not_allowed"),
        ("version", [], "required"),
        ("version", ["-1"], "min_value"),
    ],
)
def test_a_bad_fact_is_named_at_its_field_only(blank: Case, field: str, value: list[str], code: str) -> None:
    assert codes(filled(blank, **{field: value})) == {field: [code]}


def test_every_circumstance_is_yes_no_or_not_known(blank: Case) -> None:
    names = list(CircumstancesForm.base_fields)
    assert set(names) == set(rulebook.current().vocabulary.circumstances)

    wrong = filled(blank, **{name: ["mungkin"] for name in names})
    yes, no = (filled(blank, **{name: [answer] for name in names}) for answer in ("ya", "tidak"))
    silent = filled(blank)

    assert codes(wrong) == {name: ["invalid_choice"] for name in names}
    assert [form.is_valid() for form in (yes, no, silent)] == [True, True, True]
    assert yes.values()["facts"]["circumstances"] == dict.fromkeys(names, True)
    assert no.values()["facts"]["circumstances"] == dict.fromkeys(names, False)
    assert "circumstances" not in silent.values()["facts"]


def test_what_is_not_known_is_not_said(blank: Case) -> None:
    form = filled(blank, date=[""], office=[""], target=[""], position_class=[""], position=["  "])

    assert form.is_valid()
    assert form.values()["facts"] == {"subject": "PNS", "conduct": ["pengarahan_ajakan"]}


def test_the_form_offers_exactly_the_words_of_the_rulebook(blank: Case) -> None:
    fields = KajianForm(case=blank, initial={}).fields
    offered = {
        name: [code for code, _words in field.choices] for name, field in fields.items() if hasattr(field, "choices")
    }

    assert offered["subject"] == list(rulebook.subjects)
    assert offered["conduct"] == list(rulebook.conducts)
    assert offered["office"] == ["", *rulebook.offices]
    assert offered["target"] == ["", *rulebook.current().vocabulary.targets]
    assert offered["position_class"] == ["", *POSITION_CLASSES]
    assert offered["provisions"] == []


@pytest.mark.parametrize("subject", list(rulebook.subjects))
def test_whatever_the_form_offers_the_rulebook_assesses(blank: Case, subject: str) -> None:
    """Each subject with every conduct at once and every position: a form that passes is never refused by the law."""
    for place in ("", *POSITION_CLASSES):
        form = filled(blank, subject=[subject], conduct=list(rulebook.conducts), position_class=[place])
        assert form.is_valid()
        answer = rulebook.assess({**form.values()["facts"], "id": "x", "election": "pemilu2024"})
        assert "allegations" in answer


def test_a_day_to_come_is_no_day_of_an_act() -> None:
    case = opened()

    with nothing_left_behind(case), pytest.raises(Refused) as refusal:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts={**FACTS, "date": "2024-01-18"})

    assert (refusal.value.field, refusal.value.message) == (
        "date", "Tanggal ini belum tiba. Isi tanggal hari ini atau sebelumnya.",
    )  # fmt: skip
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts={**FACTS, "date": "2024-01-17"})
    assert case.kajian_set.count() == 1


def test_the_page_names_a_day_to_come_at_its_field() -> None:
    case = opened()

    answer = client().post(step_url(case, "simpan_kajian"), sent(case, date="2099-01-01"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["date"]
    assert not Kajian.objects.exists()


@pytest.mark.parametrize("iso", ["0001-01-01", "1800-02-28", "2012-02-29"])
def test_a_day_long_before_every_law_is_assessed_all_the_same(iso: str) -> None:
    case = opened()

    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts={**FACTS, "date": iso})

    assert case.kajian_set.get().facts["date"] == iso


@pytest.mark.parametrize(
    ("procedure", "office"), [("pilkada", "dpr"), ("pilkada", "presiden"), ("pemilu", "bupati"), ("pemilu", "walikota")]
)
def test_an_office_that_is_not_at_stake_is_named_at_its_field_in_plain_words(procedure: str, office: str) -> None:
    case = opened(report=REPORTS[procedure])
    facts = {**FACTS_OF[procedure], "office": office}
    sentences = {
        "id": "Jabatan ini tidak diperebutkan dalam pemilihan perkara ini. Pilih yang lain.",
        "en": "This office is not at stake in the election of this case. Choose another one.",
    }

    for language, sentence in sentences.items():
        with translation.override(language), nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=facts)
        assert (refusal.value.field, refusal.value.message) == ("office", sentence)


def test_where_the_election_is_not_known_every_office_may_be_named() -> None:
    case = opened()
    case.election = ""

    for office in rulebook.offices:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts={**FACTS, "office": office})

    assert case.kajian_set.count() == len(rulebook.offices)


def sent(case: Case, **changes: Any) -> dict[str, Any]:
    values = {name: value[0] if name != "conduct" else value for name, value in KAJIAN.items()}
    return {**values, "version": case.version, **changes}


def test_other_facts_that_lose_a_chosen_norm_are_refused_with_its_code() -> None:
    case = assessed()
    browser = client()
    [kept] = queries.latest_kajian(case).provisions  # type: ignore[union-attr]

    with nothing_left_behind(case):
        answer = browser.post(step_url(case, "simpan_kajian"), sent(case, subject="TNI", provisions=[kept]))

    assert answer.status_code == 422
    assert answer.context["form"].errors["provisions"] == [
        f"Dengan fakta ini norma {kept} tidak lagi diusulkan. Hapus pilihannya, lalu simpan."
    ]


def test_a_norm_ticked_twice_is_chosen_once() -> None:
    case = assessed()
    [norm] = queries.latest_kajian(case).provisions  # type: ignore[union-attr]

    entry = actions.save_kajian(case, acting=EXAMINER, at=day(3), facts=FACTS, provisions=[norm, norm], conclusion=LONG)

    assert queries.latest_kajian(case).provisions == [norm]  # type: ignore[union-attr]
    assert entry.facts["provisions"] == [norm]


@pytest.mark.parametrize(("letters", "accepted"), [(0, True), (1, False), (49, False), (50, True), (20_000, True)])
def test_a_conclusion_is_absent_or_says_enough(letters: int, accepted: bool) -> None:
    case = opened()

    if accepted:
        actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, conclusion="x" * letters)
        assert case.kajian_set.get().conclusion == "x" * letters
        assert ("kajian_tersimpan" in queries.met(case)) is (letters > 0)
    else:
        with nothing_left_behind(case), pytest.raises(Refused) as refusal:
            actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, conclusion="x" * letters)
        assert (refusal.value.field, refusal.value.message) == (
            "conclusion", f"Tulis sedikitnya 50 huruf; baru ada {letters}.",
        )  # fmt: skip


def test_before_the_first_kajian_the_form_says_what_the_laporan_says() -> None:
    case = opened()

    said = kajian_initial(case, None)

    assert said == {
        "subject": "PNS", "position": "Camat", "conduct": ["pengarahan_ajakan"], "date": case.laporan.act_date,
    }  # fmt: skip
    case.accused_set.update(subject="", job="")
    assert kajian_initial(case, None)["subject"] == ""


@pytest.mark.parametrize("procedure", ["pemilu", "pilkada"])
def test_what_was_saved_comes_back_and_saving_it_again_says_the_same(procedure: str) -> None:
    case = at_station("pemeriksaan", procedure)
    before = queries.latest_kajian(case)
    form = KajianForm(case=case)
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}

    answer = client().post(step_url(case, "simpan_kajian"), again)

    after = queries.latest_kajian(case)
    assert answer.status_code == 303
    assert before
    assert after
    assert (after.edition, after.facts) == (before.edition + 1, before.facts)
    assert (after.provisions, after.conclusion) == (before.provisions, before.conclusion)
    assert after.assessment == before.assessment


def test_the_page_shows_again_what_was_typed_when_it_refuses() -> None:
    case = opened()

    answer = client().post(
        step_url(case, "simpan_kajian"), sent(case, position="Camat <b>Wanakerta</b>", conclusion="Pendek.", knew="ya")
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Camat &lt;b&gt;Wanakerta&lt;/b&gt;" in page
    assert "<b>Wanakerta" not in page
    assert "baru ada 7" in page
    assert answer.context["form"]["knew"].value() == "ya"


def test_an_act_of_today_at_the_office_is_accepted_at_the_page() -> None:
    case = opened()

    answer = client().post(step_url(case, "simpan_kajian"), sent(case, date=today()))

    assert answer.status_code == 303


def test_the_facts_have_their_fields_in_the_form(blank: Case) -> None:
    form = KajianForm(QueryDict(), case=blank, initial={})

    assert [bound.name for bound in form.fact_fields()] == list(FACT_FIELDS)
    assert {bound.name for bound in form.circumstance_fields()} == set(CircumstancesForm.base_fields)
    assert {*FACT_FIELDS, *CircumstancesForm.base_fields} <= form.fields.keys()


def test_the_norms_of_one_person_are_not_offered_for_another() -> None:
    case = opened(report=TWO)
    first, second = queries.persons_of(case)
    actions.save_kajian(case, acting=EXAMINER, at=day(2), facts=FACTS, accused=first)

    offered = {
        about: [code for code, _name in KajianForm(case=case, about=about).fields["provisions"].choices]
        for about in ("", first.key, second.key)
    }

    assert offered[first.key]
    assert offered[""] == offered[second.key] == []
