"""Reports become findable, stay so after their texts are gone, and tell nobody their words."""

from dataclasses import replace

import pytest
from django.db import connection

from netral.intake import queries, search_words
from netral.intake.actions import erase_texts, mark_lasting, mark_waiting
from netral.intake.content import Who
from netral.intake.jobs import mark_words
from netral.intake.models import Laporan, SearchMark
from netral.intake.queries import received
from tests.intake.builders import FULL, MONDAY, day, laporan

pytestmark = pytest.mark.django_db
EVERYTHING = Laporan.objects


def near(text: str) -> list[int]:
    return queries.laporan_near(text, EVERYTHING.all())


def test_a_new_report_is_looked_through_until_it_is_marked() -> None:
    report = laporan()

    assert near("kata lain") == [report.pk]
    assert mark_waiting() == 1
    assert near("kata lain") == []


@pytest.mark.parametrize("text", ["Terlapor Rekaan", "rekaan", "camat", "kecamatan con", "lapangan desa", "TT-99.07"])
def test_a_marked_report_is_found_by_name_job_agency_story_and_number(text: str) -> None:
    report = laporan()
    mark_waiting()

    assert near(text) == [report.pk]


@pytest.mark.parametrize("text", ["", "   ", "%", "🙂", "--"])
def test_without_a_word_nothing_is_found(text: str) -> None:
    laporan()

    assert near(text) == []


def test_every_word_must_be_there() -> None:
    laporan()
    mark_waiting()

    assert near("rekaan camat") != []
    assert near("rekaan bupati") == []


def test_marking_twice_marks_once() -> None:
    laporan()
    mark_waiting()
    before = SearchMark.objects.count()

    Laporan.objects.update(words_marked=False)

    assert (mark_waiting(), mark_waiting(), SearchMark.objects.count()) == (1, 0, before)


def test_the_worker_marks_all_that_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.intake.actions.searching.AT_ONCE", 2)
    for number in range(5):
        laporan(replace(FULL, what=f"Kejadian nomor {number}."))

    assert mark_words.func() == 5
    assert not Laporan.objects.filter(words_marked=False).exists()


@pytest.mark.parametrize("rare", [0, 2_000])
def test_common_words_and_rare_ones_find_the_same_newest_first(monkeypatch: pytest.MonkeyPatch, rare: int) -> None:
    monkeypatch.setattr(received, "RARE", rare)
    reports = [laporan(replace(FULL, who=(Who(f"Made Contoh{number}", "Camat", "", "PNS"),))) for number in range(3)]
    mark_waiting()

    assert near("made") == [report.pk for report in reversed(reports)]
    assert near("made contoh1") == [reports[1].pk]


def test_only_the_newest_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(received, "MOST_FOUND", 2)
    reports = [laporan() for _ in range(3)]
    mark_waiting()

    assert near("camat") == [reports[2].pk, reports[1].pk]


def test_nothing_outside_what_is_looked_through_is_found() -> None:
    mine, other = laporan(), laporan()
    mark_waiting()

    assert queries.laporan_near("camat", EVERYTHING.filter(pk=mine.pk)) == [mine.pk]
    assert other.pk in near("camat")


def test_erased_texts_are_found_no_more_but_number_and_title_are() -> None:
    report = laporan()
    mark_waiting()
    mark_lasting(report, ["001/Reg/LP/99.07/I/2024", "Ajakan di lapangan"])

    erase_texts(report, at=day(30))

    assert near("rekaan") == []
    assert near("camat") == []
    assert near(report.number) == [report.pk]
    assert near("001/Reg") == [report.pk]
    assert near("ajakan") == [report.pk]


def test_no_word_stands_in_the_table() -> None:
    laporan(at=MONDAY)
    mark_waiting()

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_searchmark")
        stored = repr(cursor.fetchall()).casefold()
    assert not any(word in stored for word in ("rekaan", "camat", "warga"))


def test_marks_are_those_of_the_words() -> None:
    report = laporan()
    mark_waiting()

    marks = set(report.search_marks.values_list("mark", flat=True))
    assert search_words.of_names([report.number, "Terlapor Rekaan", "Camat", "Kecamatan Contoh"]) <= marks
    assert search_words.of_story(report.what) <= marks
