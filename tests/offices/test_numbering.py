"""How numbers are written by a pattern, and which patterns are none."""

from datetime import date

import pytest

from netral.offices.numbering import LONGEST, USUAL, fits, is_pattern, lacking, written

# As Bawaslu Kabupaten numbered in the elections of regents of 2020, with the code of its own register.
OWN = "{nomor2}/Reg/{jenis}/PB/Kab/03.17/{bulan}/{tahun}"


@pytest.mark.parametrize(
    ("pattern", "series", "number"),
    [
        ("", "Reg/LP", "014/Reg/LP/33.74/XI/2020"),
        (USUAL, "Reg/TM", "014/Reg/TM/33.74/XI/2020"),
        (OWN, "Reg/LP", "14/Reg/LP/PB/Kab/03.17/XI/2020"),
        ("{seri}-{tahun}-{nomor}", "Etik", "Etik-2020-014"),
    ],
)
def test_a_number_is_written_by_the_pattern_of_its_office(pattern: str, series: str, number: str) -> None:
    assert written(pattern, 14, series=series, place="33.74", day=date(2020, 11, 9)) == number


def test_places_for_the_sequence_keep_their_width_and_never_cut() -> None:
    few, many = (
        written("{nomor}.{nomor2}", sequence, series="", place="", day=date(2020, 1, 1)) for sequence in (3, 1234)
    )

    assert (few, many) == ("003.03", "1234.1234")


@pytest.mark.parametrize(
    "text", ["{nomor} {seri}", "{nama}", "{nomor:>99}", "{nomor.x}", "{", "{{nomor}}", "<b>", "nomör", "{nomor}\n"]
)
def test_what_holds_anything_else_is_no_pattern(text: str) -> None:
    assert not is_pattern(text)


@pytest.mark.parametrize("text", [USUAL, OWN, "{nomor}", ""])
def test_known_places_and_plain_signs_are_one(text: str) -> None:
    assert is_pattern(text)


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (USUAL, []),
        (OWN, []),
        ("{kode}", ["{nomor}", "{seri}", "{tahun}"]),
        ("{nomor}/{tahun}", ["{seri}"]),
        ("{nomor2}/{seri}", ["{tahun}"]),
    ],
)
def test_what_two_numbers_would_share_is_asked_for(pattern: str, names: list[str]) -> None:
    assert lacking(pattern) == names


def test_a_number_must_fit_where_it_is_kept() -> None:
    rest = USUAL + "/"
    room = LONGEST - len(written(rest, 9999, series="Reg/LP", place="33.74", day=date(2026, 8, 31)))

    assert fits(rest + "x" * room)
    assert not fits(rest + "x" * (room + 1))
