"""One message a day to an officer who wants it, with a count and nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from netral.access.models import Seat, User
from netral.notices import actions, jobs
from netral.notices.models import Notice, ShortMessage
from netral.notices.states import Kind
from netral.notices.whatsapp_states import Template
from netral.procedure.models import Clock
from tests.access.builders import seated
from tests.cases.builders import opened
from tests.notices.phones import active
from tests.procedure.builders import offices

pytestmark = pytest.mark.django_db
NOON = timezone.now().replace(hour=5)  # noon in Jakarta


@pytest.fixture
def officer() -> User:
    """Somebody with an active number who was told of two near deadlines of one case."""
    case = opened()
    user = seated("pemeriksa", offices())
    for clock in Clock.objects.filter(subject=case.reference):
        Notice.objects.create(user=user, clock=clock, subject=case.reference, kind=Kind.SOON, at=NOON)
    active(user, at=NOON)
    return user


def told(at: datetime = NOON) -> list[tuple[str, list[str]]]:
    actions.tell_of_soon(at=at)
    return [(row.template, row.parameters) for row in ShortMessage.objects.order_by("pk")]


def test_the_message_counts_work_and_says_where_to_look(officer: User, settings: Any) -> None:
    settings.BASE_URL = "https://netral.example"

    assert told() == [(Template.CASES, ["1", "netral.example/kerja"])]


def test_the_last_day_is_near_too(officer: User, settings: Any) -> None:
    Notice.objects.update(kind=Kind.TODAY)

    assert [row[1][0] for row in told()] == ["1"]


def test_it_comes_once_a_day(officer: User) -> None:
    assert len(told()) == len(told(NOON + timedelta(hours=2))) == 1
    assert len(told(NOON + timedelta(days=1))) == 2


@pytest.mark.parametrize("hour", [21, 23, 13])
def test_nobody_is_woken_up(officer: User, hour: int) -> None:
    """Hours in UTC: four and six in the morning, eight in the evening."""
    assert told(NOON.replace(hour=hour)) == []


def test_what_was_read_or_stopped_or_is_no_near_deadline_counts_not(officer: User) -> None:
    Notice.objects.update(kind=Kind.MISSED)
    assert told() == []
    Notice.objects.update(kind=Kind.SOON, read_at=NOON)
    assert told() == []
    Notice.objects.update(read_at=None)
    Clock.objects.update(stopped_at=NOON)
    assert told() == []


def test_people_without_a_seat_are_not_told(officer: User) -> None:
    Seat.objects.update(valid_until=NOON.date() - timedelta(days=1))

    assert told() == []


def test_the_job_tells_where_there_is_a_way(officer: User, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs.timezone, "now", lambda: NOON)
    assert jobs.tell_of_soon.call() == 0

    settings.WHATSAPP = "berkas"

    assert jobs.tell_of_soon.call() == 1
