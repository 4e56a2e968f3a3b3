from fractions import Fraction
from pathlib import Path

import pytest

from netral.rulebook.law_files import LawFileError
from netral.rulebook.quorum import Quorum, body_of, load_quorums, quorums

CONFLICT = """[conflict]
counts = "{counts}"
source = "x"
confidence = "high"
checked = 2026-11-21
"""
ENTRY = """[pleno]
offices = ["bawaslu"]
present_above = "{share}"
in_favour_above = "1/2"
source = "x"
confidence = "low"
checked = 2026-11-21
"""


def written(folder: Path, text: str, counts: str = "absent") -> Path:
    (folder / "quorum.toml").write_text(CONFLICT.format(counts=counts) + text)
    return folder


def quorum() -> Quorum:
    return quorums()["pleno_pengawas"]


@pytest.mark.parametrize(("seats", "present", "reached"), [(3, 2, True), (3, 1, False), (4, 2, False), (5, 3, True)])
def test_more_than_half_of_the_members_must_be_there(seats: int, present: int, reached: bool) -> None:
    assert quorum().reached(seats=seats, present=present) is reached


@pytest.mark.parametrize(
    ("present", "in_favour", "carried"), [(3, 2, True), (2, 1, False), (2, 2, True), (0, 0, False)]
)
def test_more_than_half_of_those_present_must_agree(present: int, in_favour: int, carried: bool) -> None:
    assert quorum().carried(seats=3, present=present, in_favour=in_favour) is carried


def test_a_number_read_for_some_sizes_only_says_so() -> None:
    assert quorum().confidence == "medium"
    assert quorum().assumption is not None
    assert all(each.confidence == "high" or each.assumption for each in quorums().values())


@pytest.mark.parametrize("share", ["setengah", "1/0", "3/2", "-1/2"])
def test_a_share_that_cannot_be_is_refused_by_file_and_key(tmp_path: Path, share: str) -> None:
    with pytest.raises(LawFileError, match=r"quorum\.toml, pleno → present_above"):
        load_quorums(written(tmp_path, ENTRY.format(share=share)))


def test_a_good_share_is_read_as_a_fraction(tmp_path: Path) -> None:
    assert load_quorums(written(tmp_path, ENTRY.format(share="2/3")))["pleno"].present_above == Fraction(2, 3)


@pytest.mark.parametrize(("present", "reached"), [(4, False), (5, True), (7, True)])
def test_two_thirds_of_the_national_commission_are_enough_when_reached(present: int, reached: bool) -> None:
    assert quorums()["pleno_kpu"].reached(seats=7, present=present) is reached
    assert quorums()["pleno_kpu"].reached(seats=6, present=4)


@pytest.mark.parametrize(
    ("body", "meeting", "reached", "carried"),
    [
        ("pleno_kpu_provinsi", (7, 5, 5), True, True),
        ("pleno_kpu_provinsi", (7, 4, 4), False, False),
        ("pleno_kpu_provinsi", (7, 7, 4), True, False),
        ("pleno_kpu_provinsi", (5, 3, 3), True, True),
        ("pleno_kpu_kabkota", (5, 2, 2), False, False),
        ("pleno_kpu_kabkota", (3, 2, 2), False, False),
        ("pleno_kpu_kabkota", (3, 3, 3), True, True),
        ("pleno_kpu_kabkota", (7, 5, 3), True, True),
    ],
)
def test_regional_commissions_have_whole_numbers(
    body: str, meeting: tuple[int, int, int], reached: bool, carried: bool
) -> None:
    seats, present, in_favour = meeting
    rule = quorums()[body]

    assert rule.reached(seats=seats, present=present) is reached
    assert rule.carried(seats=seats, present=present, in_favour=in_favour) is carried


@pytest.mark.parametrize("body", ["seats = 3, present = 4, in_favour = 1", "seats = 3, present = 2, in_favour = 3"])
def test_numbers_of_a_body_that_cannot_be_are_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(LawFileError, match=r"pleno → body 1 → seats"):
        load_quorums(written(tmp_path, f"{ENTRY.format(share='1/2')}body = [{{ {body} }}]\n"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("bawaslu", "pleno_pengawas"),
        ("bawaslu_kabkota", "pleno_pengawas"),
        ("kpu", "pleno_kpu"),
        ("kpu_provinsi", "pleno_kpu_provinsi"),
        ("kpu_kabkota", "pleno_kpu_kabkota"),
    ],
)
def test_the_kind_of_office_says_which_body_decides(kind: str, body: str) -> None:
    assert body_of(kind) == body


def test_an_office_without_a_body_is_said_to_have_none() -> None:
    with pytest.raises(LookupError, match="no body decides in an office of kind 'kementerian'"):
        body_of("kementerian")


def test_a_kind_of_office_has_one_body(tmp_path: Path) -> None:
    twice = ENTRY.format(share="1/2") + ENTRY.format(share="1/2").replace("[pleno]", "[rapat]")

    with pytest.raises(LawFileError, match="rapat → offices: found 'bawaslu', but expected a kind that is not yet at"):
        load_quorums(written(tmp_path, twice))


@pytest.mark.parametrize(("counts", "present"), [("absent", False), ("present", True)])
def test_whether_the_conflicted_are_there_is_written_in_the_law_file(
    tmp_path: Path, counts: str, present: bool
) -> None:
    found = load_quorums(written(tmp_path, ENTRY.format(share="1/2"), counts))

    assert found["pleno"].conflict.present is present


def test_another_word_for_the_conflicted_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawFileError, match="conflict → counts"):
        load_quorums(written(tmp_path, ENTRY.format(share="1/2"), "mungkin"))


def test_without_an_article_what_becomes_of_the_conflicted_is_an_assumption() -> None:
    assert quorum().conflict.confidence == "low"
    assert quorum().conflict.assumption
