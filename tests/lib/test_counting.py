"""Many lists counted in one statement."""

from typing import Any

import pytest

from netral.lib.counting import MOST, Counted, Tally, count_together, lengths
from netral.offices.models import Region

pytestmark = pytest.mark.django_db


def regions(number: int, start: int = 0) -> None:
    names = (f"{start + each:06d}" for each in range(number))
    Region.objects.bulk_create([Region(code=name, name=name, level=1, zone="Asia/Jakarta") for name in names])


def test_all_lists_are_counted_in_one_statement(django_assert_num_queries: Any) -> None:
    regions(3)
    some = Region.objects.filter(code__startswith="00000")

    with django_assert_num_queries(1):
        assert lengths([some, some.none(), some.filter(code="000001").order_by("name"), some.distinct()]) == [
            3,
            0,
            1,
            3,
        ]


def test_lists_that_must_be_empty_are_not_asked_for(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert lengths([]) == []
        assert lengths([Region.objects.none()]) == [0]


def test_nothing_is_counted_further_than_anybody_reads() -> None:
    regions(MOST + 5)
    some = Region.objects.filter(code__startswith="00")

    assert lengths([some]) == [MOST]
    assert count_together([Tally((some, some), (some.filter(code="000001"),))]) == [Counted(MOST, 1)]


def test_each_tally_gets_its_own_numbers() -> None:
    regions(2)
    some = Region.objects.filter(code__startswith="00000")
    one = some.filter(code="000001")

    assert count_together([Tally((one,)), Tally((some, one), (one,)), Tally(())]) == [
        Counted(1), Counted(3, 1), Counted(0),
    ]  # fmt: skip
