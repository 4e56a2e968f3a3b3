"""What can be done against a decision, within which periods."""

from datetime import date
from pathlib import Path

import pytest

from netral import rulebook
from netral.rulebook.law_files import LawFileError
from tests.rulebook.builders import law_changed

BOOK = rulebook.current()
NOW = date(2024, 10, 10)
THEN = date(2021, 8, 9)


def codes(sanction: str, on: date = NOW, official: str = "") -> list[str]:
    return [each.code for each in rulebook.remedies(sanction, on, official=official)]


@pytest.mark.parametrize(
    ("sanction", "official", "wanted"),
    [
        ("ST1", "pembina_kabkota", ["KEBERATAN-PEMBINA"]),
        ("ST1", "jpt_pratama", ["KEBERATAN-PEJABAT"]),
        ("ST1", "", ["KEBERATAN-PEMBINA", "KEBERATAN-PEJABAT"]),
        ("B3", "pembina_pusat", ["BANDING-BPASN"]),
        ("OB4", "pembina_pusat", ["BANDING-BPASN"]),
        ("OB5", "pembina_kabkota", ["BANDING-BPASN"]),
        ("PTDH", "pembina_pusat", ["BANDING-BPASN"]),
        ("PHK-DH", "pembina_pusat", ["BANDING-BPASN"]),
        ("TN2", "", ["KEBERATAN-TNI"]),
        ("PL7", "", ["KEBERATAN-POLRI"]),
        ("EP3", "dkpp", ["DKPP-FINAL"]),
        ("KD4", "", ["KEBERATAN-DESA"]),
        ("PD4", "", ["KEBERATAN-DESA"]),
    ],
)
def test_a_decision_has_its_remedy(sanction: str, official: str, wanted: list[str]) -> None:
    assert codes(sanction, official=official) == wanted


@pytest.mark.parametrize(
    ("sanction", "official", "wanted"),
    [
        ("OS1", "jpt_pratama", ["KEBERATAN-LAMA"]),
        ("OS1", "pembina_kabkota", ["TANPA-UPAYA-LAMA-PEMBINA"]),
        ("OB4", "pembina_kabkota", ["BANDING-BAPEK"]),
        ("OR1", "", ["TANPA-UPAYA-LAMA"]),
        ("OB1", "pembina_pusat", ["TANPA-UPAYA-LAMA"]),
    ],
)
def test_old_decisions_have_the_old_remedies(sanction: str, official: str, wanted: list[str]) -> None:
    assert codes(sanction, THEN, official) == wanted


def test_between_the_two_regulations_of_august_2021_both_are_shown() -> None:
    """The new remedies began on 10 August, the old ones ended with the old discipline on 30 August."""
    assert "KEBERATAN-PEMBINA" in codes("OS1", date(2021, 8, 10))
    assert "KEBERATAN-LAMA" in codes("OS1", date(2021, 8, 30))
    assert "KEBERATAN-LAMA" not in codes("OS1", date(2021, 8, 31))


def test_moral_statements_say_that_the_board_is_final() -> None:
    final = BOOK.remedy_list["ETIK-FINAL"]

    assert final in rulebook.remedies("M1", NOW)
    assert final.closed
    assert final.periods() == ()


def test_a_remedy_brings_its_periods_in_order() -> None:
    assert BOOK.remedy_list["KEBERATAN-PEJABAT"].periods() == ("D-KEB", "D-KEB-T", "D-KEB-P")
    assert BOOK.remedy_list["BANDING-BPASN"].periods() == ("D-BAN", "D-BAN-T", "D-BAN-P")


def test_what_comes_after_is_named_and_exists() -> None:
    for remedy in BOOK.remedy_list.values():
        assert set(remedy.further) <= set(BOOK.remedy_list)
        assert not (remedy.closed and remedy.further)


@pytest.mark.parametrize("on", [NOW, THEN])
def test_every_sanction_of_a_list_has_a_remedy_or_a_reason_why_not(on: date) -> None:
    lists = (
        ("PNS", "kades", "perangkat_desa", "TNI", "Polri", "penyelenggara") if on is NOW else ("kades", "TNI", "Polri")
    )
    open_then = [each for each in BOOK.sanction_list.values() if each.in_force(on) and set(each.subjects) & set(lists)]

    assert open_then
    assert [each.code for each in open_then if not rulebook.remedies(each.code, on)] == []


def test_every_remedy_is_cited_and_a_low_one_says_what_it_assumes() -> None:
    for remedy in BOOK.remedy_list.values():
        assert remedy.source
        assert remedy.name.id != remedy.name.en
        assert remedy.confidence != "low" or remedy.assumption


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('file = "D-KEB"', 'file = "D-XX"', r"remedies\.toml, KEBERATAN-PEMBINA → file: found 'D-XX'"),
        ('further = ["PTUN"]', 'further = ["MK"]', r"KEBERATAN-PEMBINA → further: found 'MK'"),
        ('"pembina_pusat"', '"raja"', r"KEBERATAN-PEMBINA → officials: found 'raja'"),
    ],
)
def test_a_dangling_code_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(LawFileError, match=message):
        rulebook.load(law_changed(tmp_path, "remedies.toml", old, new))
