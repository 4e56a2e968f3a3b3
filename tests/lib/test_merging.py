"""A list of many lists gives no more places than are asked for, and never more than anybody leafs through."""

import pytest
from django.core.paginator import Paginator

from netral.lib.counting import MOST
from netral.lib.merging import Merged


class Counting(Merged[int]):
    """Whole numbers, and how far they were read."""

    def __init__(self, length: int) -> None:
        self.length, self.read = length, list[int]()

    def __len__(self) -> int:
        return self.length

    def upto(self, last: int) -> list[int]:
        self.read.append(last)
        return list(range(min(last, self.length)))


def test_a_page_is_read_as_far_as_its_last_line() -> None:
    found = Counting(95)

    assert list(Paginator(found, 30).page(2)) == list(range(30, 60))
    assert list(Paginator(found, 30).page(4)) == [90, 91, 92, 93, 94]
    assert found.read == [60, 95]


def test_one_place_is_read_for_itself() -> None:
    found = Counting(5)

    assert (found[3], found.read) == (3, [4])


def test_nobody_leafs_further_than_the_most() -> None:
    found = Counting(10 * MOST)

    assert len(list(found)) == len(found[: 2 * MOST]) == MOST
    assert set(found.read) == {MOST}


@pytest.mark.parametrize(
    "wanted",
    [
        *(slice(None), slice(2, None), slice(None, 3), slice(1, 3), slice(7, None), slice(3, 1), slice(0, 0)),
        *(slice(-2, None), slice(None, -2), slice(-3, -1), slice(None, None, 2), slice(1, 4, 2)),
        *(slice(None, None, -1), slice(3, None, -1), slice(None, 1, -1), slice(-1, 0, -2)),
    ],
    ids=str,
)
def test_a_piece_of_it_is_that_of_a_list(wanted: slice) -> None:
    assert Counting(5)[wanted] == list(range(5))[wanted]


@pytest.mark.parametrize("wanted", [0, 4, -1, -5])
def test_one_of_it_is_that_of_a_list_also_from_its_end(wanted: int) -> None:
    assert Counting(5)[wanted] == list(range(5))[wanted]


@pytest.mark.parametrize("wanted", [5, MOST, -6])
def test_there_is_nothing_beyond_its_ends(wanted: int) -> None:
    with pytest.raises(IndexError):
        Counting(5)[wanted]


def test_no_more_is_read_than_a_piece_needs() -> None:
    found = Counting(10 * MOST)

    assert (len(found[2:]), found[-1], found[:3]) == (MOST - 2, MOST - 1, [0, 1, 2])
    assert found.read == [MOST, MOST, 3]
