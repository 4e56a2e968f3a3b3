"""Numbers under threads: no gap, no number twice, and a letter that failed gives its number back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connections, transaction

from netral.audit.queries import entries_about
from netral.audit.queries import verify as verify_journal
from netral.documents.actions import issue, next_letter_number
from netral.documents.models import Document
from netral.documents.queries import check
from netral.documents.states import Kind
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.models import NumberSeries
from tests.documents.builders import berita_acara, penerusan
from tests.procedure.builders import EXAMINER, day, laporan, offices

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act answered, each in a thread and a connection of its own, all starting together."""
    ready = Barrier(len(acts))

    def alone(act: Callable[[], Any]) -> Any:
        ready.wait(timeout=60)
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(alone, acts))


def give_up() -> None:
    raise RuntimeError("the power went out")


def letter(report: Laporan, *, content: Any = None, fails: bool = False) -> Callable[[], str]:
    """An act that issues one letter in one transaction, or gives up at the very end of it."""

    def act() -> str:
        chosen = content or penerusan()
        try:
            with transaction.atomic():
                number = next_letter_number(chosen.KIND, office=report.office, at=day(4))
                issue(chosen, subject=report, number=number, office=report.office, acting=EXAMINER, at=day(4))
                if fails:
                    give_up()
        except RuntimeError:
            return ""
        return number

    return act


def sequence(numbers: list[str]) -> list[int]:
    return sorted(int(number.partition("/")[0]) for number in numbers if number)


def test_letters_issued_at_once_have_numbers_without_gap_or_double() -> None:
    reports = [laporan() for _ in range(5)]

    numbers = at_once(*(letter(report) for report in reports))

    assert sequence(numbers) == [1, 2, 3, 4, 5]
    assert sorted(Document.objects.values_list("number", flat=True)) == sorted(numbers)
    assert all(check(document) for document in Document.objects.all())
    assert verify_journal().ok


def test_a_letter_that_failed_gives_its_number_back_to_whoever_waits() -> None:
    reports = [laporan() for _ in range(4)]

    numbers = at_once(*(letter(report, fails=number % 2 == 0) for number, report in enumerate(reports)))

    assert sequence(numbers) == [1, 2]
    assert NumberSeries.objects.get(series=Kind.FORWARDING).last == 2
    stored = {path.name for path in (settings.MEDIA_ROOT / "dokumen").rglob("*") if path.is_file()}
    kept = {name.rpartition("/")[2] for name in Document.objects.values_list("file", flat=True)}
    assert stored >= kept
    assert len(kept) == 2
    assert verify_journal().ok


def test_kinds_and_offices_count_apart_even_at_once() -> None:
    report = laporan()
    offices()
    other = Laporan.objects.get(pk=laporan().pk)
    other.office = Organisation.objects.get(code="bawaslu-99.08")

    numbers = at_once(letter(report), letter(report, content=berita_acara()), letter(other), letter(report))

    own = [number for number in numbers if "99.07" in number and "Penerusan" in number]
    assert sequence(own) == [1, 2]
    assert sequence([number for number in numbers if number not in own]) == [1, 1]


def test_two_letters_about_one_subject_stand_in_its_journal_one_after_the_other() -> None:
    report = laporan()

    at_once(letter(report), letter(report, content=berita_acara()))

    issued = [entry for entry in entries_about(report.reference) if entry.verb == "dokumen.diterbitkan"]
    assert {entry.facts["kind"] for entry in issued} == {Kind.FORWARDING, Kind.HEARING_MINUTES}
    assert len({entry.hashes[0] for entry in issued}) == 2


def test_a_number_asked_for_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction that uses it"):
        next_letter_number(Kind.FORWARDING, office=offices(), at=day(4))

    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(("hours", "year"), [(15, 2024), (16, 2025)])
def test_the_year_of_a_number_is_that_at_the_office(hours: int, year: int) -> None:
    eve = datetime(2024, 12, 31, hours, 0, tzinfo=UTC)  # 16.00 UTC is midnight in WITA
    with transaction.atomic():
        number = next_letter_number(Kind.FORWARDING, office=offices(), at=eve)

    assert number.endswith(f"/{year}")
    assert NumberSeries.objects.get().year == year
