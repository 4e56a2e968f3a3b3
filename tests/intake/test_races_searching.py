"""Marks written by the worker and by a registration at the same moment: nobody waits in a ring, none is missing."""

from threading import Event

import pytest
from django.db import connection, transaction

from netral.intake import search_words
from netral.intake.actions.searching import mark_lasting, mark_people, mark_waiting
from netral.intake.models import Laporan, SearchMark
from tests.intake.builders import country, laporan
from tests.intake.test_threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _country(transactional_db: None) -> None:
    country()


def test_two_who_mark_one_report_in_another_order_wait_for_each_other_and_not_in_a_ring() -> None:
    report, second_began = laporan(), Event()

    def act(number: int) -> str:
        with transaction.atomic():
            if number:
                mark_people(report, ["merpati"])
                second_began.set()
                mark_lasting(report, ["kenari"])
            else:
                mark_lasting(report, ["kenari"])
                second_began.wait(2)  # in vain where the other one waits for the row
                mark_people(report, ["merpati"])
        return "ditandai"

    assert at_once(act, times=2) == ["ditandai", "ditandai"]
    assert mark_waiting() == 1
    marks = search_words.of_names(["kenari", "merpati"])
    assert marks <= set(SearchMark.objects.filter(laporan=report).values_list("mark", flat=True))


def test_the_worker_leaves_a_report_alone_that_somebody_holds() -> None:
    held, free = laporan(), laporan()

    with transaction.atomic():
        Laporan.objects.select_for_update().get(pk=held.pk)
        if connection.vendor == "postgresql":
            assert at_once(lambda _number: mark_waiting(), times=1) == [1]
            assert Laporan.objects.get(pk=free.pk).words_marked
    assert mark_waiting() == (1 if connection.vendor == "postgresql" else 2)
