"""A list of many lists gives no more places than are asked for, and never more than anybody leafs through."""

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
