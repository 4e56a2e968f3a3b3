"""Assessing: three-valued, complete, in the shape of the contract, and open about its doubts."""

import itertools
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netral import rulebook
from netral.rulebook import ElectionLaw, Text
from tests.rulebook.builders import facts, law_changed
from tests.sizes import examples

BOOK = rulebook.current()
CIRCUMSTANCES = list(BOOK.vocabulary.circumstances)

rows = st.fixed_dictionaries(
    {
        "id": st.just("x"),
        "election": st.sampled_from([*BOOK.elections, "lain"]),
        "subject": st.sampled_from(list(rulebook.subjects)),
        "conduct": st.lists(st.sampled_from(list(rulebook.conducts)), min_size=1, max_size=3),
    },
    optional={
        "date": st.dates(date(2016, 1, 1), date(2026, 12, 31)).map(date.isoformat),
        "as_of": st.dates(date(2016, 1, 1), date(2026, 12, 31)).map(date.isoformat),
        "target": st.sampled_from(list(BOOK.vocabulary.targets)),
        "phase": st.sampled_from(["before", "after"]),
        "circumstances": st.dictionaries(st.sampled_from(CIRCUMSTANCES), st.booleans()),
        "position": st.sampled_from(["Camat", "anggota KPPS", "Kepala Dinas"]),
    },
)
many = settings(max_examples=examples(50), deadline=None)


def provisions(answer: dict[str, Any]) -> list[str]:
    return [row["provision"] for row in answer["allegations"]]


@many
@given(rows)
def test_every_answer_has_the_shape_of_the_contract(row: dict[str, Any]) -> None:
    answer = rulebook.assess(row)

    assert list(answer) == ["id", "rulebook", "phase", "allegations", "referrals", "review", "missing"]
    assert answer["phase"] in {"before", "after", "unknown"}
    assert len(answer["referrals"]) <= 4
    assert all(set(referral) == {"to", "via", "basis", "because"} for referral in answer["referrals"])
    assert all(set(fact) == {"fact", "because"} for fact in answer["missing"])
    assert all(isinstance(reason, str) and reason for reason in answer["review"])
    for allegation in answer["allegations"]:
        keys = ["kind", "provision", "basis", "level", "sanctions", "elements", "confidence"]
        assert list(allegation) == keys
        assert allegation["basis"]
        assert {element["state"] for element in allegation["elements"]} <= {"met", "unknown"}
        for sanction in allegation["sanctions"]:
            assert list(sanction) == ["code", "name", "months", "years", "article"]
    json.dumps(answer)


@many
@given(rows, st.sampled_from(CIRCUMSTANCES), st.booleans())
def test_learning_a_circumstance_never_adds_an_allegation(row: dict[str, Any], fact: str, value: bool) -> None:
    said = {name: known for name, known in row.get("circumstances", {}).items() if name != fact}

    ignorant = provisions(rulebook.assess({**row, "circumstances": said}))
    informed = provisions(rulebook.assess({**row, "circumstances": {**said, fact: value}}))

    # Whether it was in the campaign follows from the date or the phase, so saying otherwise can bring a rule back.
    if fact != "campaign_period" or not row.keys() & {"date", "phase"}:
        assert set(informed) <= set(ignorant)


@many
@given(rows)
def test_learning_the_phase_never_adds_an_allegation_and_leaves_no_doubt_about_it(row: dict[str, Any]) -> None:
    # Whoever says that it was in the campaign has said the phase.
    row = {key: value for key, value in row.items() if key not in {"date", "phase", "target", "circumstances"}}
    ignorant = rulebook.assess(row)

    for phase in ("before", "after"):
        answer = rulebook.assess({**row, "phase": phase})
        assert set(provisions(answer)) <= set(provisions(ignorant))
        assert "phase" not in [fact["fact"] for fact in answer["missing"]]


@many
@given(rows)
def test_every_allegation_was_in_force_that_day(row: dict[str, Any]) -> None:
    answer = rulebook.assess(row)
    election = BOOK.elections.get(row["election"])
    fallback = election.voting_day if election else BOOK.checked
    on = date.fromisoformat(row["date"]) if "date" in row else fallback

    assert all(BOOK.provisions[code].in_force(on) for code in provisions(answer))


@many
@given(rows)
def test_fully_supported_and_specific_rules_come_first(row: dict[str, Any]) -> None:
    allegations = BOOK.allegations(row)

    orders = [(each.provision.general, bool(each.unknown)) for each in allegations]
    assert orders == sorted(orders)


def test_every_conduct_of_a_civil_servant_leads_somewhere_under_the_joint_decision() -> None:
    for conduct, phase in itertools.product(rulebook.conducts, ("before", "after")):
        answer = rulebook.assess(facts(conduct=[conduct], phase=phase, date=..., target=...))
        exceptions = {("dukungan_ktp", "after"), ("pendekatan_parpol_pencalonan", "after")}
        found = [code for code in provisions(answer) if code.startswith("SKB-2022/")]
        assert bool(found) is ((conduct, phase) not in exceptions), (conduct, phase)


def test_every_row_of_the_joint_decision_can_be_reached() -> None:
    reached: set[str] = set()
    for conduct, phase, subject in itertools.product(rulebook.conducts, ("before", "after"), ("PNS", "kades")):
        reached |= set(provisions(rulebook.assess(facts(conduct=[conduct], phase=phase, subject=subject, target=...))))

    rows = {code for code in BOOK.provisions if code.startswith(("SKB-2022/", "PP-94-2021/"))}
    assert rows <= reached
    assert len([code for code in rows if code.startswith("SKB-2022/")]) == 20


def test_the_answer_speaks_english_when_asked() -> None:
    answer = rulebook.assess(facts(circumstances={"deceived": True}), language="en")

    assert answer["allegations"][0]["elements"][0]["element"] == "who"
    assert "supervises" in answer["referrals"][0]["because"]


def test_the_day_of_forwarding_decides_about_the_receiver_not_the_day_of_the_act() -> None:
    act, sent = "2024-08-20", "2024-10-01"

    assert rulebook.assess(facts(date=act))["referrals"][0]["to"] == "KASN"
    assert rulebook.assess(facts(date=act, as_of=sent))["referrals"][0]["to"] == "BKN"


def test_without_any_day_the_last_day_of_the_election_decides_about_the_receiver() -> None:
    assert rulebook.assess(facts(date=...))["referrals"][0]["to"] == "BKN"
    assert rulebook.assess(facts(election="pemilu2024", date=...))["referrals"][0]["to"] == "KASN"


def test_without_day_and_election_the_law_of_this_release_is_used_and_said() -> None:
    answer = rulebook.assess(facts(election="lain", date=...))

    assert answer["referrals"][0]["to"] == "BKN"
    assert answer["missing"][-1]["fact"] == "date"
    assert "paket ini diperiksa" in answer["missing"][-1]["because"]


def test_an_unknown_election_with_a_date_asks_for_the_phase() -> None:
    answer = rulebook.assess(facts(election="lain", target=...))

    assert [fact["fact"] for fact in answer["missing"]][:2] == ["target", "phase"]


def test_a_stated_phase_against_the_date_is_followed_and_reviewed() -> None:
    answer = rulebook.assess(facts(phase="before", target="bakal_calon"))

    assert answer["phase"] == "before"
    assert provisions(answer) == ["SKB-2022/KE-4"]
    assert any("Tahap yang disebut berbeda" in reason for reason in answer["review"])


def test_a_repeated_breach_asks_for_a_heavier_sanction() -> None:
    answer = rulebook.assess(facts(circumstances={"repeat": True}))

    assert any("Pasal 35 ayat (2)" in reason for reason in answer["review"])


def test_several_rules_mean_one_sanction() -> None:
    answer = rulebook.assess(facts(conduct=["pengarahan_ajakan"]))

    assert any("hanya satu hukuman" in reason for reason in answer["review"])


def test_what_took_the_allegation_away_is_said_for_a_human_to_check() -> None:
    answer = rulebook.assess(facts(conduct=["hadiri_deklarasi_kampanye"], circumstances={"deceived": True}))

    assert answer["allegations"] == answer["referrals"] == []
    assert answer["review"][0].startswith("Dugaan gugur bila benar bahwa orang itu dikelabui")


def test_a_defence_that_does_not_fit_the_conduct_is_not_mentioned() -> None:
    answer = rulebook.assess(facts(circumstances={"deceived": True}))

    assert provisions(answer) == ["SKB-2022/DS-6"]
    assert not any("gugur" in reason for reason in answer["review"])


def test_a_rule_that_failed_on_a_circumstance_says_which_one() -> None:
    answer = rulebook.assess(facts(conduct=["foto_bersama_simbol"], circumstances={"purpose_support": False}))

    assert provisions(answer) == []
    assert any("DS-7 tidak terpenuhi: dengan tujuan memberi dukungan" in reason for reason in answer["review"])


def test_when_no_rule_fits_a_human_is_asked_to_look_for_another() -> None:
    answer = rulebook.assess(facts(subject="BPD", conduct=["dukungan_ktp"]))

    assert provisions(answer) == []
    assert answer["review"] == ["Tidak ada aturan dalam paket ini yang cocok; periksa apakah ada aturan lain."]


def test_a_weak_source_is_named_even_without_an_assumption(tmp_path: Path) -> None:
    law = law_changed(tmp_path, "conduct/skb2022/ke-04.toml", 'confidence = "high"', 'confidence = "low"')

    answer = rulebook.load(law).assess(facts(date="2024-08-10", target="bakal_calon"))

    assert answer["allegations"][0]["confidence"] == "low"
    assert answer["review"][0].startswith("SKB-2022/KE-4: sumbernya lemah")


def test_open_elements_lower_the_confidence() -> None:
    sure, open_ = rulebook.assess(facts()), rulebook.assess(facts(target=...))

    assert [answer["allegations"][0]["confidence"] for answer in (sure, open_)] == ["high", "medium"]


def test_an_election_of_our_own_is_assessed_like_any_other() -> None:
    real = BOOK.elections["pilkada2024"]
    own = ElectionLaw(
        code="latihan", name=Text("L", "L"), regime="pilkada", voting_day=real.voting_day, stages=real.stages
    )

    answer = rulebook.assess(facts(election="latihan"), elections={"latihan": own})

    assert provisions(answer) == ["SKB-2022/DS-6"]


def test_an_election_without_a_campaign_leaves_the_campaign_unknown() -> None:
    bare = ElectionLaw(code="latihan", name=Text("L", "L"), regime="pilkada", voting_day=date(2024, 11, 27))

    answer = rulebook.assess(facts(election="latihan", conduct=["fasilitas_negara"]), elections={"latihan": bare})

    assert provisions(answer) == ["SKB-2022/DS-12", "PP-94-2021/5.n.4", "PP-42-2004/11.c-2022"]
    assert [fact["fact"] for fact in answer["missing"]] == ["phase", "campaign_period"]


def test_a_party_is_a_party_in_every_phase() -> None:
    for phase in ("before", "after"):
        answer = rulebook.assess(facts(conduct=["pengarahan_ajakan"], target="parpol", phase=phase))
        assert provisions(answer)[0] == "SKB-2022/DS-8"


def test_oneself_can_be_either_while_the_phase_is_unknown() -> None:
    answer = rulebook.assess(facts(conduct=["pasang_alat_peraga"], target="diri_sendiri", date=...))

    assert provisions(answer) == ["SKB-2022/DS-1", "SKB-2022/KE-1"]


def test_who_must_not_be_covered_is_not_accused() -> None:
    for subject in rulebook.subjects:
        answer = rulebook.assess(facts(subject=subject))
        asn = subject in {"PNS", "PPPK", "ASN", "pj_kepala_daerah"}
        assert any(code.startswith("SKB-2022") for code in provisions(answer)) is asn


@pytest.mark.parametrize("code", ["KE-1", "DS-8"])
def test_an_allegation_is_explained_in_both_languages_with_its_citation(code: str) -> None:
    conduct = {"KE-1": "pasang_alat_peraga", "DS-8": "pengarahan_ajakan"}[code]
    allegation = BOOK.allegations(facts(conduct=[conduct], target=..., date=..., phase=...))
    named = {each.provision.code: each for each in allegation}

    text = rulebook.explain(named[f"SKB-2022/{code}"])

    assert "sasaran: belum diketahui" in text.id
    assert "towards whom: unknown" in text.en
    assert "SKB netralitas 2022" in text.en
