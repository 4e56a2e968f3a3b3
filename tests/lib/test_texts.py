import pytest

from netral.lib.texts import paragraphs, storable


def test_blank_lines_part_paragraphs_and_other_breaks_do_not() -> None:
    assert paragraphs("Satu\r\ndua.\r\n\r\n\r\n  Tiga   empat.\n\n  \n") == ("Satu dua.", "Tiga empat.")


def test_nothing_but_blanks_is_no_paragraph() -> None:
    assert paragraphs(" \n\n ") == ()


@pytest.mark.parametrize(
    ("text", "kept"), [("", True), ("Café 😀", True), ("x\ud800", False), ("\udfff", False), ("a\0b", False)]
)
def test_half_characters_and_nul_are_kept_by_no_database(text: str, kept: bool) -> None:
    assert storable(text) is kept
