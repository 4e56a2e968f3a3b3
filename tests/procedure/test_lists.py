"""What lists sort by follows from status and clocks, after every step, and for rows from before it was kept."""

from datetime import timedelta

import pytest

from netral import rulebook
from netral.cases.models import Case
from netral.intake.models import Laporan
from netral.procedure import lists
from netral.procedure.models import FAR, Clock
from netral.procedure.queries import differences
from tests.cases.builders import assessed, complete_laporan, day, heard, opened, proposed
from tests.cases.stations import at_station
from tests.intake.builders import laporan

pytestmark = pytest.mark.django_db


def ends(reference: str) -> list[object]:
    running = Clock.objects.filter(subject=reference, stopped_at=None).exclude(due_at=None)
    return sorted(running.values_list("due_at", flat=True))


def test_a_new_report_is_open_and_due_when_its_first_clock_is() -> None:
    report = laporan()
    row = Laporan.objects.get(pk=report.pk)

    assert (row.open, row.due_at) == (True, ends(report.reference)[0])
    assert (report.open, report.due_at) == (row.open, row.due_at)


def test_with_every_step_the_row_follows() -> None:
    case = opened()
    for moved in (case, heard(case), assessed(case), proposed(case)):
        row = Case.objects.get(pk=moved.pk)
        assert (row.open, row.due_at) == (True, (ends(moved.reference) or [FAR])[0])
        assert (moved.open, moved.due_at) == (row.open, row.due_at)


def test_what_is_over_is_over_and_due_never() -> None:
    row = Case.objects.get(pk=at_station("selesai").pk)

    assert (row.open, row.due_at) == (False, FAR)


def test_a_registered_laporan_is_over_and_its_case_is_not() -> None:
    case = opened()

    assert Laporan.objects.get(pk=case.laporan_id).open is False
    assert Case.objects.get(pk=case.pk).open is True


@pytest.mark.parametrize("change", [{"open": False}, {"due_at": day(0)}])
def test_a_row_that_says_otherwise_than_its_journal_is_named(change: dict[str, object]) -> None:
    case = opened()
    assert differences(case) == []

    Case.objects.filter(pk=case.pk).update(**change)

    (told,) = differences(case)
    assert next(iter(change)) in told


def test_settling_brings_row_and_object_back_in_line() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(open=False, due_at=FAR)
    Clock.objects.filter(subject=case.reference).update(due_at=day(40))

    lists.settle(case)

    assert (case.open, case.due_at) == (True, day(40))
    assert Case.objects.filter(pk=case.pk, open=True, due_at=day(40)).exists()


def test_a_clock_without_an_end_is_no_end() -> None:
    report = complete_laporan()
    Clock.objects.filter(subject=report.reference).update(due_at=None)

    assert lists.nearest(report) == FAR


def test_rows_from_before_are_settled_all_at_once() -> None:
    waiting, over = opened(), at_station("selesai")
    right = {row.pk: (row.open, row.due_at) for row in Case.objects.all()}
    Case.objects.update(open=True, due_at=FAR - timedelta(days=1))

    lists.settle_all(Case, Clock, Case.KIND)

    assert {row.pk: (row.open, row.due_at) for row in Case.objects.all()} == right
    assert right[over.pk][0] is False
    assert right[waiting.pk][1] < FAR


def test_final_statuses_are_those_of_every_table() -> None:
    tables = [table for versions in rulebook.current().procedures.values() for table in versions]

    for kind in (Case.KIND, Laporan.KIND):
        found = lists.final_statuses(kind)
        assert found
        assert all(status.code in found for table in tables for status in table.statuses_of(kind) if status.final)
