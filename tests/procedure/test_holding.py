"""Whose deadlines they are, and which are missed: one definition for every page that counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.cases.models import Case
from netral.discipline.models import Penanganan
from netral.intake.models import Laporan
from netral.offices.models import Organisation
from netral.procedure.actions import take_step
from netral.procedure.models import ON_DAY, RIGHT, Clock
from netral.procedure.queries import clocks_held, held, missed, overdue_by_office
from netral.procedure.queries.holding import kinds
from tests.procedure.builders import INTAKE, MONDAY, OFFICE, day, laporan, offices, perkara

pytestmark = pytest.mark.django_db
LATE = day(400)


def own() -> "object":
    return Organisation.objects.filter(code=OFFICE)


def clock(**changes: object) -> Clock:
    """A clock of two days that started that Monday, of a laporan that has no other."""
    subject = laporan()
    Clock.objects.filter(subject=subject.reference).delete()
    fields = {
        "subject": subject.reference, "rule": "P-KA", "rule_version": "x", "source": "x", "confidence": "high",
        "unit": "calendar", "bound": "max", "count": 2, "zone": "Asia/Makassar", "started_at": MONDAY, "due_at": day(2),
    }  # fmt: skip
    return Clock.objects.create(**{**fields, **changes})


def test_every_kind_of_subject_says_who_holds_it() -> None:
    assert {Case, Laporan, Penanganan} <= set(kinds())


@pytest.mark.parametrize(
    ("changes", "is_missed"),
    [
        ({}, True),
        ({"due_at": LATE}, False),
        ({"due_at": LATE + timedelta(seconds=1)}, False),
        ({"due_at": LATE - timedelta(seconds=1)}, True),
        ({"due_at": None}, False),
        ({"stopped_at": day(1)}, False),
        ({"stopped_at": day(3)}, False),
        ({"stopped_at": LATE + timedelta(days=1)}, True),
        ({"bound": RIGHT}, False),
        ({"bound": ON_DAY}, False),
        ({"bound": "min"}, True),
    ],
)
def test_overdue_is_a_duty_not_done_by_its_last_moment(changes: dict[str, object], is_missed: bool) -> None:
    clock(**changes)

    assert Clock.objects.filter(missed(LATE)).exists() is is_missed
    assert bool(overdue_by_office(LATE)) is is_missed


def test_overdue_is_counted_by_office_with_the_oldest_day() -> None:
    clock(due_at=day(3)), clock(due_at=day(2)), clock(stopped_at=day(1))

    (row,) = overdue_by_office(LATE)

    assert (row.office.code, row.count, row.oldest) == (OFFICE, 2, day(2))


def test_only_the_offices_asked_for_are_counted() -> None:
    clock()

    assert overdue_by_office(LATE, Organisation.objects.exclude(code=OFFICE)) == []


def test_the_office_with_most_stands_first() -> None:
    other = Organisation.objects.exclude(pk=offices().pk)[0]
    clock()
    for _ in range(2):
        one = clock()
        Laporan.objects.filter(key=one.subject.split(":")[1]).update(office=other)

    assert [(row.office, row.count) for row in overdue_by_office(LATE)] == [(other, 2), (offices(), 1)]


def test_a_clock_of_a_subject_that_is_gone_counts_for_nobody() -> None:
    clock(subject="laporan:tidakada")

    assert overdue_by_office(LATE) == []


def test_as_many_queries_for_one_missed_duty_as_for_thirty() -> None:
    clock()
    with CaptureQueriesContext(connection) as one:
        overdue_by_office(LATE)
    for _ in range(29):
        clock()

    with CaptureQueriesContext(connection) as thirty:
        (row,) = overdue_by_office(LATE)

    assert (row.count, len(thirty)) == (30, len(one))


def test_clocks_lie_with_the_office_that_holds_the_work() -> None:
    case = perkara()

    found = clocks_held(own())

    assert {one.subject for one in found} == {case.reference}
    assert [one.due_at for one in found] == sorted(one.due_at for one in found)
    assert list(clocks_held(Organisation.objects.exclude(code=OFFICE))) == []


def test_stopped_clocks_and_those_without_a_number_lie_with_nobody() -> None:
    clock(stopped_at=day(1)), clock(due_at=None)

    assert list(clocks_held(own())) == []


def test_a_reference_says_what_it_is_called_and_where_it_lies() -> None:
    report, case = laporan(), perkara()

    told = held([report.reference, case.reference, "perkara:tidakada", "lain:x"])

    assert {one.reference: (one.kind, one.number, one.office) for one in told.values()} == {
        report.reference: ("laporan", report.number, offices().pk),
        case.reference: ("perkara", case.number, offices().pk),
    }


def test_nothing_is_asked_for_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert held([]) == {}

    assert len(asked) == 0


def test_a_step_that_ends_a_subject_ends_what_it_holds() -> None:
    report = laporan()
    take_step(report, "nyatakan_lengkap", acting=INTAKE, at=day(1), met={"syarat_diperiksa"})

    assert [one.rule for one in clocks_held(own()) if one.stopped_at] == []
