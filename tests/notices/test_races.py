"""Rounds at once, with real threads on real connections: each person is told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from netral.notices import actions
from netral.notices.models import Notice, PhoneNumber
from netral.procedure.models import Clock
from tests.access.builders import seated
from tests.cases.builders import opened
from tests.notices.phones import NOON, NUMBER, code_for
from tests.procedure.builders import offices


@pytest.mark.django_db(transaction=True)
def test_rounds_at_once_tell_each_person_once() -> None:
    case = opened()
    for number in range(3):
        seated("pemeriksa", offices(), email=f"pemeriksa{number}@contoh.example")
    due = Clock.objects.filter(subject=case.reference).order_by("due_at")[0].due_at

    def round_(_number: int) -> int:
        try:
            return actions.tell_of_deadlines(at=due - timedelta(hours=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(round_, range(4)))

    assert Notice.objects.filter(clock__due_at=due).count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whose", ["officer", "report"])
def test_a_number_left_by_two_presses_is_kept_once_and_neither_press_fails(whose: str) -> None:
    holder = seated("pemeriksa", offices()) if whose == "officer" else "laporan:7k4m2pxd91qf0"
    barrier = Barrier(3)

    def press(_number: int) -> str:
        try:
            barrier.wait(timeout=20)
            return actions.leave_number(holder, NUMBER, at=NOON, language="id").key
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        keys = set(threads.map(press, range(3)))

    kept = PhoneNumber.objects.get()
    assert kept.key in keys
    assert code_for(kept)
