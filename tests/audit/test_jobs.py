from datetime import date, timedelta

import pytest
from django.utils import timezone

from netral.audit.jobs import anchor_finished_days
from netral.audit.models import Anchor
from netral.audit.states import PUBLIC_ZONE
from tests.audit.builders import seal, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def yesterday() -> date:
    return timezone.now().astimezone(PUBLIC_ZONE).date() - timedelta(days=1)


def test_the_first_run_seals_yesterday(yesterday: date):
    write()

    assert anchor_finished_days.func() == 1

    assert [anchor.day for anchor in Anchor.objects.all()] == [yesterday]


def test_every_day_that_was_missed_is_sealed_in_order(yesterday: date):
    seal(yesterday - timedelta(days=3))

    assert anchor_finished_days.func() == 3

    days = [yesterday - timedelta(days=ago) for ago in (3, 2, 1, 0)]
    assert list(Anchor.objects.order_by("pk").values_list("day", flat=True)) == days


def test_a_second_run_finds_nothing_to_do():
    anchor_finished_days.func()

    assert anchor_finished_days.func() == 0


def test_it_can_be_put_on_the_queue():
    assert anchor_finished_days.enqueue().status == "READY"
