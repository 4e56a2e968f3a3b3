from fractions import Fraction
from pathlib import Path

import pytest

from netral.rulebook.law_files import LawFileError
from netral.rulebook.quorum import Quorum, load_quorums, quorums

ENTRY = """[pleno]
present_above = "{share}"
in_favour_above = "1/2"
source = "x"
confidence = "low"
checked = 2026-11-21
"""


def quorum() -> Quorum:
    return quorums()["pleno_pengawas"]


@pytest.mark.parametrize(("seats", "present", "reached"), [(3, 2, True), (3, 1, False), (4, 2, False), (5, 3, True)])
def test_more_than_half_of_the_members_must_be_there(seats: int, present: int, reached: bool) -> None:
    assert quorum().reached(seats=seats, present=present) is reached


@pytest.mark.parametrize(
    ("present", "in_favour", "carried"), [(3, 2, True), (2, 1, False), (2, 2, True), (0, 0, False)]
)
def test_more_than_half_of_those_present_must_agree(present: int, in_favour: int, carried: bool) -> None:
    assert quorum().carried(present=present, in_favour=in_favour) is carried


def test_a_number_nobody_has_read_in_the_law_says_so() -> None:
    assert quorum().confidence == "low"
    assert quorum().assumption is not None


@pytest.mark.parametrize("share", ["setengah", "1/0", "3/2", "-1/2"])
def test_a_share_that_cannot_be_is_refused_by_file_and_key(tmp_path: Path, share: str) -> None:
    (tmp_path / "quorum.toml").write_text(ENTRY.format(share=share))

    with pytest.raises(LawFileError, match=r"quorum\.toml, pleno → present_above"):
        load_quorums(tmp_path)


def test_a_good_share_is_read_as_a_fraction(tmp_path: Path) -> None:
    (tmp_path / "quorum.toml").write_text(ENTRY.format(share="2/3"))

    assert load_quorums(tmp_path)["pleno"].present_above == Fraction(2, 3)
