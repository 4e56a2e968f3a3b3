"""The order of the queue: two lists as one, read as far as needed, counted up to a thousand."""

from typing import Any

import pytest
from django.core.paginator import Paginator

from netral.cases.models import Case
from netral.cases.queries import places
from netral.cases.queries.places import Places
from netral.intake.models import Laporan
from netral.lib import merging
from tests.cases.builders import acting_at, day, opened
from tests.cases.people import queue
from tests.cases.stations import at_station
from tests.intake.builders import laporan

pytestmark = pytest.mark.django_db
STAFF = acting_at("pemeriksa", "bawaslu-99.07")


def both(**options: Any) -> Places:
    return Places(Laporan.objects.filter(case=None), Case.objects.all(), **options)


def test_laporan_and_cases_stand_in_one_order() -> None:
    late, soon = laporan(at=day(3)), laporan(at=day(1))
    case = opened(at=day(0))
    due = {"laporan": Laporan.objects.in_bulk(), "perkara": Case.objects.in_bulk()}

    found = list(both())

    assert {(kind, pk) for kind, pk, _due in found} == {
        ("laporan", late.pk),
        ("laporan", soon.pk),
        ("perkara", case.pk),
    }
    assert [moment for *_rest, moment in found] == sorted(due[kind][pk].due_at for kind, pk, _due in found)


def test_a_page_is_the_same_cut_of_the_whole() -> None:
    for days in range(5):
        laporan(at=day(days))
        opened(at=day(days))
    whole = list(both())

    pages = Paginator(both(), 3)

    assert pages.count == len(whole) == 10
    assert [line for number in pages.page_range for line in pages.page(number)] == whole
    assert (both()[0], both()[9]) == (whole[0], whole[9])


def test_what_is_over_stands_newest_first() -> None:
    first, second = at_station("selesai"), at_station("selesai")

    assert [pk for _kind, pk, _due in queue(STAFF, "selesai")] == [second.pk, first.pk]


def test_no_more_is_listed_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (places, merging):
        monkeypatch.setattr(module, "MOST", 2)
    for _ in range(3):
        laporan()

    assert (len(both()), len(list(both()))) == (2, 2)


def test_of_each_list_only_as_much_is_read_as_the_page_needs(django_assert_num_queries: Any) -> None:
    for _ in range(4):
        laporan()

    with django_assert_num_queries(2) as asked:
        both()[0:2]
    assert all("LIMIT 2" in each["sql"] for each in asked.captured_queries)


def test_nothing_is_an_empty_queue() -> None:
    assert (len(both()), list(both()), list(Paginator(both(), 30).page(1))) == (0, [], [])
