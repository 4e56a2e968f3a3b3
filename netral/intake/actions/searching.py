"""Reports become findable: the worker marks their words within a minute, registration adds number and title."""

from collections.abc import Iterable

from django.db import transaction

from netral.intake import search_words
from netral.intake.models import Laporan, SearchMark

AT_ONCE = 500


def mark_waiting() -> int:
    """Mark the words of reports not marked yet; how many. Safe to run twice, and by two workers at once."""
    waiting = Laporan.objects.filter(words_marked=False).order_by("pk").prefetch_related("terlapor_set")
    with transaction.atomic():
        # What somebody works on just now is left to the next round: two who write the same marks would wait in a ring.
        reports = list(waiting.select_for_update(skip_locked=True, no_key=True)[:AT_ONCE])
        _keep(mark for report in reports for mark in _marks(report))
        Laporan.objects.filter(pk__in=[report.pk for report in reports]).update(words_marked=True)
    return len(reports)


def mark_lasting(laporan: Laporan, texts: Iterable[str]) -> None:
    """Let a report be found by these too, whatever is erased of it later: a number, a title."""
    with transaction.atomic():
        _hold(laporan)
        _keep(SearchMark(laporan=laporan, mark=mark, lasting=True) for mark in search_words.of_names(texts))


def mark_people(laporan: Laporan, texts: Iterable[str]) -> None:
    """Let a report be found by somebody named later, for as long as its texts are kept."""
    with transaction.atomic():
        _hold(laporan)
        _keep(SearchMark(laporan=laporan, mark=mark, lasting=False) for mark in search_words.of_names(texts))


def _hold(laporan: Laporan) -> None:
    """Whoever writes marks of a report holds its row first, so that nobody else writes the same ones meanwhile."""
    Laporan.objects.select_for_update(no_key=True).filter(pk=laporan.pk).values_list("pk").first()


def _marks(report: Laporan) -> Iterable[SearchMark]:
    lasting = search_words.of_names([report.number])
    people = [(who.name, who.job, who.agency_text) for who in report.terlapor_set.all()]
    said = search_words.of_names(text for texts in people for text in texts) | search_words.of_story(report.what)
    yield from (SearchMark(laporan=report, mark=mark, lasting=True) for mark in lasting)
    yield from (SearchMark(laporan=report, mark=mark, lasting=False) for mark in said - lasting)


def _keep(marks: Iterable[SearchMark]) -> None:
    SearchMark.objects.bulk_create(marks, batch_size=AT_ONCE, ignore_conflicts=True)
