"""Kinds of proof: for each element something, cited, and never said to be sure."""

from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.law_files import LawFileError
from netral.rulebook.proofs import PARTS
from tests.rulebook.builders import facts, law_changed

BOOK = rulebook.current()


def test_every_element_a_provision_can_have_is_closed_by_something() -> None:
    asked = {fact for each in BOOK.provisions.values() for fact in each.circumstances} | set(PARTS)

    assert {code for code in asked if not BOOK.proofs_for(code)} == set()


def test_practice_is_never_said_to_be_law() -> None:
    assert {each.confidence for each in BOOK.proofs.values()} == {"low"}
    assert all(each.assumption and each.source for each in BOOK.proofs.values())


def test_what_fits_the_very_act_comes_first() -> None:
    general = [each.code for each in BOOK.proofs_for("act")]
    narrow = [each.code for each in BOOK.proofs_for("act", ["tim_pemenangan"])]

    assert "susunan_tim" not in general
    assert narrow == ["susunan_tim", *general]


def test_an_element_is_called_by_its_part_or_by_the_circumstance_it_asks_for() -> None:
    found = BOOK.allegations(facts(circumstances={"posted_publicly": True}))
    codes = [[element.code for element in each.elements] for each in found]

    assert all(code in PARTS or code in BOOK.vocabulary.circumstances for row in codes for code in row)
    assert all(row[0] == "who" for row in codes)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('kind = "document"', 'kind = "paper"', r"data_kepegawaian → kind: found 'paper'"),
        ('elements = ["who", "post"]', 'elements = ["where"]', r"data_kepegawaian → elements: found 'where'"),
        ('elements = ["who", "post"]', "elements = []", r"data_kepegawaian → elements: found None"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        rulebook.load(law_changed(tmp_path, "proofs.toml", old, new))
