from netral.lib.texts import paragraphs


def test_blank_lines_part_paragraphs_and_other_breaks_do_not() -> None:
    assert paragraphs("Satu\r\ndua.\r\n\r\n\r\n  Tiga   empat.\n\n  \n") == ("Satu dua.", "Tiga empat.")


def test_nothing_but_blanks_is_no_paragraph() -> None:
    assert paragraphs(" \n\n ") == ()
