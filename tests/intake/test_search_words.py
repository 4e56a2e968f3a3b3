"""Words as keyed numbers: the same word always has the same, and nobody reads it back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.intake import search_words
from netral.intake.search_words import MOST_OF_A_STORY, MOST_WANTED, of_names, of_story, wanted, words

TEXTS = st.text(max_size=80)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rp 5 Juta", ["rp", "5", "juta"]),
        ("001/Reg/LP/99.07", ["001", "reg", "lp", "99", "07"]),
        ("Ni Luh Ayu_Sari", ["ni", "luh", "ayu", "sari"]),
        ("Café STRASSE", ["cafe", "strasse"]),
        ("% _ 🙂 --", []),
        ("", []),
    ],
)
def test_words_have_one_spelling(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize("asked", ["rekaan", "REKAAN", "re", "reka", "terlapor rek", "rekaan terlapor"])
def test_a_name_is_found_by_its_words_and_how_they_begin(asked: str) -> None:
    assert set(wanted(asked)) <= of_names(["Terlapor Rekaan"])


@pytest.mark.parametrize("asked", ["kaan", "r", "rekaanku", "terlapor lain"])
def test_a_name_is_not_found_by_what_it_does_not_say(asked: str) -> None:
    assert not set(wanted(asked)) <= of_names(["Terlapor Rekaan"])


def test_a_long_word_is_found_whole_and_by_its_first_twelve_letters() -> None:
    marks = of_names(["pertanggungjawaban"])

    assert set(wanted("pertanggungjawaban")) <= marks
    assert set(wanted("pertanggungj")) <= marks
    assert not set(wanted("pertanggungja")) <= marks


def test_a_story_is_found_by_whole_words() -> None:
    marks = of_story("Camat mengajak warga memilih calon.")

    assert set(wanted("warga calon")) <= marks
    assert not set(wanted("warg")) <= marks


def test_of_an_endless_story_the_beginning_is_marked_and_of_an_endless_question_too() -> None:
    endless = " ".join(f"kata{number}" for number in range(5_000))

    assert len(of_story(endless)) == MOST_OF_A_STORY
    assert len(wanted(endless)) == MOST_WANTED


def test_another_house_has_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    here = wanted("rekaan")

    monkeypatch.setattr(search_words.receipts, "secret_for", lambda use: "ab" * 32)

    assert wanted("rekaan") != here


def test_the_key_is_not_that_of_anything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(search_words.receipts, "secret_for", lambda use: asked.append(use) or "cd" * 32)

    wanted("rekaan")

    assert asked == ["search"]


@given(TEXTS)
def test_every_text_finds_itself(text: str) -> None:
    assert set(wanted(text)) <= of_names([text])
    assert set(wanted(text)) <= of_story(text)


@given(TEXTS)
def test_a_number_fits_both_databases(text: str) -> None:
    assert all(-(2**63) <= mark < 2**63 for mark in of_names([text]))


@given(TEXTS, TEXTS)
def test_what_two_names_are_found_by_is_what_each_is_found_by(one: str, other: str) -> None:
    both: Any = of_names([one, other])

    assert both == of_names([one]) | of_names([other])
