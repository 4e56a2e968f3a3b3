"""Real senders at the same moment: one key one report, no number twice, no step twice. Both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from netral.audit.models import Entry
from netral.intake.actions import Accepted, submit, withdraw
from netral.intake.models import IdempotencyKey, Laporan, Receipt
from netral.intake.states import KeyReused
from netral.procedure.models import Clock
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import FULL, MONDAY, country, day, decided, laporan, photo

pytestmark = pytest.mark.django_db(transaction=True)
SENDERS = 6


@pytest.fixture(autouse=True)
def _country(transactional_db: None) -> None:
    country()


def at_once(act: Callable[[int], Any], times: int = SENDERS) -> list[Any]:
    """What each thread got, or the exception it met; all start at the same moment."""
    barrier, answers = Barrier(times), [None] * times

    def run(number: int) -> None:
        try:
            barrier.wait(10)
            answers[number] = act(number)
        except Exception as problem:
            answers[number] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_one_key_from_many_threads_is_one_report_with_one_receipt() -> None:
    answers = at_once(lambda _number: submit(FULL, idempotency_key="k", at=MONDAY, uploads=[photo()]))

    assert all(isinstance(answer, Accepted) for answer in answers), answers
    assert len({(answer.code, answer.laporan.number, answer.statement["signature"]) for answer in answers}) == 1
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * (SENDERS - 1)
    assert Laporan.objects.count() == Receipt.objects.count() == IdempotencyKey.objects.count() == 1
    assert Clock.objects.count() == 1
    assert Entry.objects.filter(verb="laporan.dibuka").count() == 1


def test_one_key_with_many_stories_is_the_first_story_and_refusals() -> None:
    answers = at_once(lambda number: submit(replace(FULL, what=f"Cerita {number}"), idempotency_key="k", at=MONDAY))

    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds == ["Accepted"] + ["KeyReused"] * (SENDERS - 1)
    assert KeyReused.__name__ in kinds
    assert Laporan.objects.count() == 1


def test_many_keys_are_many_reports_with_numbers_without_gaps() -> None:
    answers = at_once(lambda number: submit(FULL, idempotency_key=f"k{number}", at=MONDAY))

    assert all(isinstance(answer, Accepted) for answer in answers), answers
    assert sorted(answer.laporan.number for answer in answers) == [
        f"TT-99.07-2024-{number:06d}" for number in range(1, SENDERS + 1)
    ]
    assert len({answer.code for answer in answers}) == SENDERS


def test_one_key_over_the_wire_answers_201_once_and_200_else() -> None:
    body = json.dumps({"kind": "informasi_awal", "what": "Ada kampanye."})

    answers = at_once(
        lambda _number: Client().post(
            "/api/v1/laporan/", body, content_type="application/json", headers={"Idempotency-Key": "k"}
        )
    )

    assert sorted(answer.status_code for answer in answers) == [200] * (SENDERS - 1) + [201]
    assert len({answer.content for answer in answers}) == 1


def test_a_report_is_withdrawn_once() -> None:
    made = laporan()

    answers = at_once(lambda _number: withdraw(Laporan.objects.get(pk=made.pk), at=day(1)))

    refusals = [answer for answer in answers if isinstance(answer, NotAllowed | SomeoneWasFaster)]
    assert len(refusals) == SENDERS - 1, answers
    assert Entry.objects.filter(verb="laporan.cabut").count() == 1


def test_officer_and_reporter_at_the_same_moment_never_both_win() -> None:
    made = laporan()

    answers = at_once(
        lambda number: (
            decided(Laporan.objects.get(pk=made.pk), at=day(1))
            if number
            else withdraw(Laporan.objects.get(pk=made.pk), at=day(1))
        ),
        times=2,
    )

    # A complete report may still be withdrawn, a withdrawn one is never complete.
    made.refresh_from_db()
    assert made.status in ("dicabut", "memenuhi_syarat")
    assert Entry.objects.filter(chain=made.reference, position__gt=1).count() == made.version - 1
    assert sum(not isinstance(answer, Exception) for answer in answers) == made.version - 1
