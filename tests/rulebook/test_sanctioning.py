"""Which sanctions may be imposed on whom, when."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from tests.rulebook.builders import law_with

BOOK = rulebook.current()


def codes(level: str, on: date, subject: str = "PNS") -> list[str]:
    return [sanction.code for sanction in rulebook.sanctions(level, on, subject=subject)]


@pytest.mark.parametrize(
    ("level", "new", "old"),
    [
        ("ringan", ["R1", "R2", "R3"], ["OR1", "OR2", "OR3"]),
        ("sedang", ["ST1", "ST2", "ST3"], ["OS1", "OS2", "OS3"]),
        ("berat", ["B1", "B2", "B3"], ["OB1", "OB2", "OB3", "OB4", "OB5"]),
        ("moral", ["M1", "M2"], ["M1", "M2"]),
        ("ptdh", ["PTDH-2014"], ["PTDH-2014"]),
    ],
)
def test_the_list_changes_with_the_regulation_of_2021(level: str, new: list[str], old: list[str]) -> None:
    assert codes(level, date(2021, 8, 31)) == new
    assert codes(level, date(2021, 8, 30)) == old


def test_contract_staff_have_their_own_list() -> None:
    assert codes("berat", date(2024, 1, 1), "PPPK") == ["PPPK-B", "PHK-DH"]
    assert codes("ringan", date(2024, 1, 1), "PPPK") == []


def test_a_civil_servant_of_unknown_status_may_face_either_list() -> None:
    assert codes("ptdh", date(2024, 1, 1), "ASN") == ["PTDH", "PHK-TDH"]


def test_the_medium_sanctions_are_the_transitional_list_and_ask_for_review() -> None:
    medium = rulebook.sanctions("sedang", date(2026, 11, 21))

    assert [(sanction.code, sanction.years, sanction.months) for sanction in medium] == [
        ("ST1", 1, None),
        ("ST2", 1, None),
        ("ST3", 1, None),
    ]
    assert all(sanction.needs_review and sanction.assumption for sanction in medium)


def test_the_cuts_of_the_allowance_wait_for_their_day() -> None:
    cuts = [rulebook.sanction(code) for code in ("S1", "S2", "S3")]

    assert [cut.months for cut in cuts] == [6, 9, 12]
    assert not any(cut.in_force(date(2099, 1, 1)) for cut in cuts)


def test_turning_the_dated_switch_offers_the_cuts_from_that_day_on(tmp_path: Path) -> None:
    text = (rulebook.book.LAW / "sanctions/pp94.toml").read_text(encoding="utf-8")
    head, cuts = text.split('code = "S1"')
    head = head.replace("years = 1", "years = 1\nuntil = 2027-06-30")
    cuts = cuts.replace("not_yet = true", "effective = 2027-07-01")
    book = rulebook.load(law_with(tmp_path, "sanctions/pp94.toml", head + 'code = "S1"' + cuts))

    assert [each.code for each in book.sanctions("sedang", date(2027, 6, 30))] == ["ST1", "ST2", "ST3"]
    assert [each.code for each in book.sanctions("sedang", date(2027, 7, 1))] == ["S1", "S2", "S3"]


def test_an_unknown_sanction_names_those_there_are() -> None:
    with pytest.raises(rulebook.UnknownCodeError, match=r"no sanction 'X9' in the rulebook; there are .*B1"):
        rulebook.sanction("X9")


def test_every_sanction_names_its_article_and_has_at_most_one_length() -> None:
    for sanction in BOOK.sanction_list.values():
        assert sanction.article
        assert sanction.months is None or sanction.years is None
