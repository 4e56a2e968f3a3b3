"""Any three of five bring the secret back, two of five tell nothing."""

from itertools import combinations

import pytest

from netral.lib.shares import SharesDoNotFit, join, split

SECRET = bytes(range(32))


def test_any_three_of_five_are_enough_in_any_order() -> None:
    parts = split(SECRET, needed=3, shares=5)

    assert {join(list(reversed(chosen))) for chosen in combinations(parts, 3)} == {SECRET}
    assert {len(part.split()) for part in parts} == {33}


def test_two_of_five_are_not_even_with_one_of_them_twice() -> None:
    parts = split(SECRET, needed=3, shares=5)

    for chosen in (parts[:2], [parts[0], parts[1], parts[1]], parts[:1], []):
        with pytest.raises(SharesDoNotFit):
            join(chosen)


def test_a_mistyped_part_and_one_of_another_secret_are_noticed() -> None:
    parts, others = split(SECRET, needed=2, shares=3), split(SECRET, needed=2, shares=3)
    words = parts[1].split()
    words[7], words[8] = words[8], words[7]

    for wrong in (" ".join(words), others[1], "bukan kata-kata itu"):
        with pytest.raises(SharesDoNotFit):
            join([parts[0], wrong])


def test_spaces_and_line_breaks_of_paper_do_not_matter() -> None:
    parts = split(SECRET, needed=2, shares=2)

    assert join([part.replace(" ", "\n  ") for part in parts]) == SECRET


@pytest.mark.parametrize(("needed", "shares"), [(1, 3), (4, 3), (2, 17), (0, 0)])
def test_a_part_that_is_enough_alone_or_too_many_parts_are_refused(needed: int, shares: int) -> None:
    with pytest.raises(ValueError, match="impossible"):
        split(SECRET, needed=needed, shares=shares)
