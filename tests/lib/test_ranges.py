"""One part of a file, as RFC 9110 counts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.lib.ranges import NotSatisfiable, one_range


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=0-", (0, 10)),
        ("bytes=4-6", (4, 3)),
        ("bytes= 4 - 6 ", (4, 3)),
        ("bytes=4-99", (4, 6)),
        ("bytes=-3", (7, 3)),
        ("bytes=-30", (0, 10)),
    ],
)
def test_a_part_is_counted_from_both_ends(header: str, part: tuple[int, int]) -> None:
    assert one_range(header, 10) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes=", "bytes=-", "bytes=6-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=" + "9" * 30 + "-"],
)
def test_whatever_is_no_single_part_asks_for_the_whole(header: str) -> None:
    assert one_range(header, 10) is None


@pytest.mark.parametrize(
    ("header", "size"), [("bytes=10-", 10), ("bytes=99-100", 10), ("bytes=-0", 10), ("bytes=-5", 0)]
)
def test_a_part_after_the_end_cannot_be_had(header: str, size: int) -> None:
    with pytest.raises(NotSatisfiable):
        one_range(header, size)


@given(st.text(), st.integers(0, 10**12))
def test_no_header_breaks_it(header: str, size: int) -> None:
    try:
        part = one_range("bytes=" + header, size)
    except NotSatisfiable:
        return
    assert part is None or (part[0] >= 0 and part[1] > 0 and sum(part) <= size)
