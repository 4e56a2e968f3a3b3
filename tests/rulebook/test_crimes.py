"""Crimes of the election laws: whom they reach, when, and what they threaten on which day."""

from datetime import date
from typing import Any

import pytest

from netral import rulebook
from tests.rulebook.builders import facts

BOOK = rulebook.current()
CAMPAIGN_2024 = {"election": "pemilu2024", "date": "2024-01-10"}


def crimes(**said: Any) -> dict[str, dict[str, Any]]:
    answer = rulebook.assess(facts(**said))
    return {row["provision"]: row for row in answer["allegations"] if row["kind"] == "pidana"}


def state(row: dict[str, Any], element: str) -> str:
    return next(each["state"] for each in row["elements"] if each["element"] == element)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"position_class": "camat"}, "met"),
        ({"position_class": "kepala_sekolah"}, "met"),
        ({"position_class": "fungsional"}, "unknown"),
        ({"position_class": ...}, "unknown"),
        ({"position_class": ..., "position": "Kepala SMAN 1"}, "met"),
        ({"position_class": ..., "position": "kepala sekolah dan guru"}, "unknown"),
        ({"position_class": ..., "position": "ASN (jabatan tidak disebut)"}, "unknown"),
    ],
)
def test_the_regional_law_reaches_officials_and_asks_when_the_post_is_unknown(said: Any, answer: str) -> None:
    row = crimes(conduct=["keputusan_menguntungkan"], **said)["UU-10-2016/71.1"]

    assert state(row, "kedudukan subjek") == answer


@pytest.mark.parametrize("said", [{"position_class": "guru"}, {"position_class": ..., "position": "guru SD negeri"}])
def test_a_teacher_is_no_official(said: Any) -> None:
    assert crimes(conduct=["keputusan_menguntungkan"], **said) == {}


def test_the_general_election_law_reaches_every_civil_servant() -> None:
    row = crimes(**CAMPAIGN_2024, position_class="guru", conduct=["tim_pemenangan"])["UU-7-2017/494"]

    assert {element["state"] for element in row["elements"]} == {"met"}


def test_a_pair_must_have_been_determined() -> None:
    said = {"conduct": ["keputusan_menguntungkan"], "position_class": "camat"}

    assert "UU-10-2016/71.1" not in crimes(**said, date="2024-09-21")
    assert "UU-10-2016/71.1" in crimes(**said, date="2024-09-22")


def test_general_election_crimes_are_of_the_campaign_only() -> None:
    said = {"election": "pemilu2024", "subject": "kades", "conduct": ["keputusan_menguntungkan"]}

    assert "UU-7-2017/490" not in crimes(**said, date="2023-11-20")
    assert "UU-7-2017/490" in crimes(**said, date="2023-11-28")


@pytest.mark.parametrize("subject", ["TNI", "Polri"])
def test_soldiers_and_police_are_reached_since_the_court_said_so(subject: str) -> None:
    said = {"subject": subject, "conduct": ["pengarahan_ajakan"]}

    assert crimes(**said, date="2024-11-13") == {}
    assert list(crimes(**said, date="2024-11-14")) == ["UU-10-2016/71.1"]


@pytest.mark.parametrize("subject", ["perangkat_desa", "BPD", "honorer", "pendamping"])
def test_the_regional_law_does_not_name_them(subject: str) -> None:
    assert crimes(subject=subject, conduct=["keputusan_menguntungkan"]) == {}


@pytest.mark.parametrize(("position", "open_"), [("anggota KPU", True), ("panwascam", False), ("ketua", True)])
def test_organisers_of_kpu_have_a_crime_of_their_own(position: str, open_: bool) -> None:
    said = {**CAMPAIGN_2024, "subject": "penyelenggara", "conduct": ["keputusan_menguntungkan"]}

    assert ("UU-7-2017/546" in crimes(**said, position_class=..., position=position)) is open_


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2024-03-21", None), ("2024-03-22", "met"), ("2024-10-10", "met")],
)
def test_replacing_officials_is_banned_from_six_months_before_the_determination(day: str, answer: str | None) -> None:
    found = crimes(subject="pj_kepala_daerah", conduct=["mutasi_intimidasi"], date=day, target=...)

    assert (state(found["UU-10-2016/71.2"], "waktu") if found else None) == answer


def test_without_a_day_the_six_months_are_open() -> None:
    found = crimes(subject="pj_kepala_daerah", conduct=["mutasi_intimidasi"], date=..., target=...)

    assert state(found["UU-10-2016/71.2"], "waktu") == "unknown"


def test_the_old_penalty_has_a_minimum_and_the_new_one_does_not() -> None:
    old, new = BOOK.provisions["UU-10-2016/71.1"].penalties

    assert (old.prison_min, old.prison_max, old.fine_min, old.fine_max) == (1, 6, 600_000, 6_000_000)
    assert (new.prison_min, new.fine_min, new.category, new.fine_max) == (None, None, "II", 10_000_000)
    assert (old.until, new.effective) == (date(2026, 1, 1), date(2026, 1, 2))


@pytest.mark.parametrize(
    ("decided", "months"), [("2024-02-01", [12]), ("2026-01-01", [12]), ("2026-01-02", [12, None])]
)
def test_an_old_act_decided_after_the_change_shows_both_penalties(decided: str, months: list[int | None]) -> None:
    answer = rulebook.assess(facts(**CAMPAIGN_2024, conduct=["tim_pemenangan"], as_of=decided))
    crime = next(row for row in answer["allegations"] if row["provision"] == "UU-7-2017/494")

    assert [each["months"] for each in crime["sanctions"]] == months
    assert any("lebih menguntungkan pelaku" in reason for reason in answer["review"]) is (len(months) > 1)
    assert any("Pasal 613" in reason for reason in answer["review"]) is (len(months) > 1)


def test_an_act_after_the_change_meets_only_the_new_penalty() -> None:
    said = {"election": "lain", "date": "2026-02-01", "circumstances": {"campaign_period": True}}
    crime = crimes(**said, conduct=["tim_pemenangan"])["UU-7-2017/494"]

    assert [each["name"] for each in crime["sanctions"]] == ["Denda kategori III (paling banyak Rp50.000.000)"]


def test_a_crime_goes_to_the_police_when_person_and_act_are_certain() -> None:
    official = rulebook.assess(facts(conduct=["keputusan_menguntungkan"], position_class="camat"))
    anyone = rulebook.assess(facts(conduct=["keputusan_menguntungkan"], position_class=...))

    assert [each["to"] for each in official["referrals"]] == ["BKN", "Polri", "pejabat_pembina", "Kejaksaan"]
    assert [each["to"] for each in anyone["referrals"]] == ["BKN", "pejabat_pembina"]
    assert "position_class" in [each["fact"] for each in anyone["missing"]]


def test_a_crime_that_stands_alone_is_forwarded_even_while_open() -> None:
    said = {**CAMPAIGN_2024, "subject": "honorer", "conduct": ["fasilitas_negara"]}
    answer = rulebook.assess(facts(**said))

    assert "Polri" in [each["to"] for each in answer["referrals"]]


@pytest.mark.parametrize(
    "row", [row for row in BOOK.provisions.values() if row.kind == "pidana"], ids=lambda row: row.code
)
def test_every_crime_covers_every_day_and_names_its_penalty(row: Any) -> None:
    assert row.penalties[0].effective is None
    assert row.penalties[-1].until is None
    for penalty in row.penalties:
        assert penalty.article
        assert "denda" in penalty.name.id.lower()
        assert "fine" in penalty.name.en


def test_people_beyond_our_list_are_named_but_never_accused() -> None:
    row = BOOK.provisions["UU-7-2017/522"]

    assert row.others is not None
    assert not any(row.reaches(subject, date(2024, 1, 10), BOOK.vocabulary) for subject in rulebook.subjects)


@pytest.mark.parametrize("number", ["3", "4", "5", "6", "7"])
def test_the_numbering_trap_of_article_five_is_written_out(number: str) -> None:
    row = BOOK.provisions[f"PP-94-2021/5.n.{number}"]

    assert f"Pasal 14 huruf i angka {int(number) - 2}" in row.basis[1]
    assert row.note is not None
    assert f"bukan angka {number}" in row.note.id


def test_an_explanation_ends_with_what_a_reader_must_mind() -> None:
    found = BOOK.allegations(facts(conduct=["keputusan_menguntungkan"], position_class="camat"))
    text = rulebook.explain(next(each for each in found if each.provision.code == "UU-10-2016/71.1"))

    assert text.id.endswith("Yang diatur pejabat ASN, bukan setiap pegawai.")
