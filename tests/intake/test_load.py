"""Quotas: a training room gets through, a flood waits; counts live for minutes and name nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from netral.intake import load
from netral.intake.models import Arrivals
from netral.intake.states import TooManyReports
from tests.intake.builders import MONDAY

pytestmark = pytest.mark.django_db
A, B = "a" * 64, "b" * 64


def arrived(client: str, times: int, *, seconds: int = 0) -> None:
    with transaction.atomic():
        for _ in range(times):
            load.count(client, MONDAY + timedelta(seconds=seconds))


def test_a_client_and_the_house_are_counted_for_a_minute() -> None:
    arrived(A, 3)
    arrived(B, 2, seconds=30)

    now, later = load.load_of(A, MONDAY + timedelta(seconds=30)), load.load_of(A, MONDAY + timedelta(seconds=61))

    assert (now.house, now.client) == (5, 3)
    assert (later.house, later.client) == (2, 0)
    assert Arrivals.objects.count() == 2


def test_nobody_counts_a_client_without_a_name() -> None:
    arrived("", 3)

    assert load.load_of("", MONDAY) == load.Load(0, 0, None)
    assert not Arrivals.objects.exists()


def test_over_the_quota_the_seconds_to_wait_are_those_until_a_slot_leaves_the_minute(settings: Any) -> None:
    settings.REPORTS_PER_CLIENT = 5
    arrived(A, 3)
    arrived(A, 2, seconds=40)

    load.check_quota(load.load_of(B, MONDAY), MONDAY)
    with pytest.raises(TooManyReports) as refused:
        load.check_quota(load.load_of(A, MONDAY + timedelta(seconds=45)), MONDAY + timedelta(seconds=45))

    free = MONDAY + timedelta(seconds=45 + refused.value.retry_after)
    assert refused.value.retry_after == 16
    load.check_quota(load.load_of(A, free), free)


def test_a_quota_of_nothing_lets_nobody_in(settings: Any) -> None:
    settings.REPORTS_PER_CLIENT = 0

    with pytest.raises(TooManyReports):
        load.check_quota(load.load_of(A, MONDAY), MONDAY)


def test_of_many_at_the_same_moment_those_beyond_the_quota_are_not_counted(settings: Any) -> None:
    settings.REPORTS_PER_CLIENT = 2
    arrived(A, 2)

    with pytest.raises(TooManyReports):
        arrived(A, 1)

    assert Arrivals.objects.get().count == 2


@pytest.mark.parametrize(
    ("house", "level"), [(0, 0), (300, 0), (301, 1), (601, 2), (1_201, 3), (2_401, 4), (99_999, 4)]
)
def test_the_house_asks_for_more_with_every_doubling(settings: Any, house: int, level: int) -> None:
    settings.REPORTS_AT_REST = 300

    assert load.Load(house, 0, None).level == level


def test_counts_are_forgotten_minutes_later() -> None:
    arrived(A, 1)
    arrived(B, 2, seconds=400)

    assert load.forget(MONDAY + timedelta(seconds=400)) == 1
    assert Arrivals.objects.get().client == B
    assert load.forget(MONDAY + timedelta(seconds=900)) == 1
