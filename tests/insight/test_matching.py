"""Two lists held against each other: every row of either comes to exactly one finding."""

from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.insight.listed import Listed
from netral.insight.matching import Found, Ours, comparable_number, held_against
from netral.insight.states import Finding, Reason

DAY = date(2024, 2, 5)
_places = count(1)


def theirs(number: str = "001/LP", name: str = "Arif Contoh", **fields: Any) -> Listed:
    values = {"day": DAY, "status": "terkirim", **fields}
    return Listed(place=next(_places), number=number, name=name, **values)


def ours(number: str = "001/LP", name: str = "Arif Contoh", **fields: Any) -> Ours:
    values = {"day": DAY, "status": "terkirim", **fields}
    return Ours(pk=next(_places), number=number, name=name, **values)


def told(found: list[Found]) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.finding, each.reasons) for each in found]


def test_the_same_row_matches() -> None:
    assert told(held_against([theirs()], [ours()])) == [(Finding.MATCHED, ())]


@pytest.mark.parametrize("name", ["Drs. H. Arif Contoh, M.Si.", "ARIF CONTOH", "Arif Tjontoh"])
def test_titles_and_spellings_of_a_name_do_not_differ(name: str) -> None:
    assert told(held_against([theirs(name=name)], [ours()])) == [(Finding.MATCHED, ())]


@pytest.mark.parametrize("number", ["001 / lp", "001-LP", " 001/LP/ "])
def test_strokes_spaces_and_letters_of_a_number_do_not_differ(number: str) -> None:
    assert told(held_against([theirs(number)], [ours()])) == [(Finding.MATCHED, ())]


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"name": "Budi Lain"}, (Reason.NAME,)),
        ({"number": "777/LP"}, (Reason.NUMBER,)),
        ({"day": date(2024, 2, 6)}, (Reason.DAY,)),
        ({"status": "selesai"}, (Reason.STATUS,)),
        ({"day": date(2024, 2, 6), "status": "selesai"}, (Reason.DAY, Reason.STATUS)),
    ],
)
def test_a_difference_is_named(fields: dict[str, Any], reasons: tuple[str, ...]) -> None:
    assert told(held_against([theirs(**fields)], [ours()])) == [(Finding.DIFFERENT, reasons)]


def test_what_the_list_leaves_empty_is_not_compared() -> None:
    assert told(held_against([theirs(name="", day=None, status="")], [ours()])) == [(Finding.MATCHED, ())]
    assert told(held_against([theirs(number="", day=None, status="")], [ours()])) == [(Finding.MATCHED, ())]


def test_nothing_in_common_is_missing_on_either_side() -> None:
    found = held_against([theirs("777/LP", "Budi Lain")], [ours()])

    assert told(found) == [(Finding.ONLY_THEIRS, ()), (Finding.ONLY_OURS, ())]
    assert (found[0].ours, found[1].theirs) == (None, None)


def test_a_number_with_several_persons_finds_each_by_the_name() -> None:
    mine = [ours(name="Budi Lain"), ours(name="Arif Contoh")]

    found = held_against([theirs(name="Arif Contoh"), theirs(name="Budi Lain")], mine)

    assert [each.ours for each in found] == [mine[1], mine[0]]


def test_two_of_the_same_name_without_a_number_are_left_to_people() -> None:
    found = held_against([theirs(number="")], [ours("001/LP"), ours("002/LP")])

    assert [each.finding for each in found] == [Finding.ONLY_THEIRS, Finding.ONLY_OURS, Finding.ONLY_OURS]


def test_a_row_that_stands_twice_is_found_once() -> None:
    assert told(held_against([theirs(), theirs()], [ours()])) == [
        (Finding.MATCHED, ()),
        (Finding.ONLY_THEIRS, (Reason.TWICE,)),
    ]


def test_what_cannot_be_read_is_compared_with_nothing() -> None:
    found = held_against([theirs(problem=Reason.BAD_CELL)], [ours()])

    assert told(found) == [(Finding.UNREADABLE, (Reason.BAD_CELL,)), (Finding.ONLY_OURS, ())]


def test_a_number_of_strokes_only_is_no_number() -> None:
    assert comparable_number("//-//") == ""
    assert [each.finding for each in held_against([theirs("--", "A")], [ours("//", "B")])] == [
        Finding.ONLY_THEIRS,
        Finding.ONLY_OURS,
    ]


WORDS = st.sampled_from(["", "001", "002", "Arif Contoh", "Budi Lain"])
PAIRS = st.lists(st.tuples(WORDS, WORDS), max_size=8)


@given(PAIRS, PAIRS)
def test_every_row_of_either_list_comes_to_exactly_one_finding(
    listed: list[tuple[str, str]], here: list[tuple[str, str]]
) -> None:
    rows, mine = [theirs(*each) for each in listed], [ours(*each) for each in here]

    found = held_against(rows, mine)

    assert [each.theirs for each in found if each.theirs] == rows
    assert sorted(each.ours.pk for each in found if each.ours) == [each.pk for each in mine]


def test_what_nobody_told_us_is_not_compared() -> None:
    row = theirs(name="Budi Lain", day=date(2024, 2, 6))

    assert told(held_against([row], [ours(unknown=("tanggal", "nama"))])) == [(Finding.MATCHED, ())]


def test_rows_of_two_kinds_are_two_even_with_one_key() -> None:
    one = ours()
    other = Ours(pk=one.pk, number="002/LP", name="Budi Lain", day=None, status="terkirim", kind="masukan")

    found = held_against([theirs()], [one, other])

    assert told(found) == [(Finding.MATCHED, ()), (Finding.ONLY_OURS, ())]
    assert found[1].ours == other
