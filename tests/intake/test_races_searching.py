"""Marks written by the worker and by a registration at the same moment: nobody waits in a ring, none is missing."""

import pytest
from django.db import connection, transaction

from netral.intake import search_words
from netral.intake.actions.searching import mark_lasting, mark_people, mark_waiting
from netral.intake.models import Laporan, SearchMark
from tests.intake.builders import country, laporan
from tests.intake.test_threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Camat mengajak warga memilih calon tertentu di lapangan desa bersama kepala dusun"
PEOPLE = ["Terlapor Rekaan Panjang", "Kepala Bidang Pemerintahan", "Kecamatan Contoh Raya"]


@pytest.fixture(autouse=True)
def _country(transactional_db: None) -> None:
    country()


def test_the_worker_and_many_registrations_mark_the_same_reports_at_once() -> None:
    reports = [laporan() for _ in range(12)]

    def act(number: int) -> object:
        if number % 4 == 0:
            return mark_waiting()
        for report in reports[:: 1 if number % 2 else -1]:
            mark_lasting(report, [report.number, TITLE])
            mark_people(report, PEOPLE)
        return "ditandai"

    answers = at_once(act, times=8)
    while mark_waiting():
        pass

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert not Laporan.objects.filter(words_marked=False).exists()
    marks = search_words.of_names([TITLE, *PEOPLE])
    for report in reports:
        assert marks <= set(SearchMark.objects.filter(laporan=report).values_list("mark", flat=True))


def test_the_worker_leaves_a_report_alone_that_somebody_holds() -> None:
    held, free = laporan(), laporan()

    with transaction.atomic():
        Laporan.objects.select_for_update().get(pk=held.pk)
        if connection.vendor == "postgresql":
            assert at_once(lambda _number: mark_waiting(), times=1) == [1]
            assert Laporan.objects.get(pk=free.pk).words_marked
    assert mark_waiting() == (1 if connection.vendor == "postgresql" else 2)
