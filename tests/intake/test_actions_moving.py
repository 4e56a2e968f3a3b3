"""Reports that tell the same are one line where they lie; one that goes elsewhere leaves the line and is seen there."""

from typing import Any

import pytest

from netral.cases.queries import rows
from netral.intake.actions import group_alike, move_reports
from netral.intake.models import Fingerprint, Laporan
from netral.intake.queries import alike_counts, alike_of, lead_of
from netral.offices.queries import organisation
from tests.cases.people import queue
from tests.intake.builders import MONDAY, NEIGHBOUR, day, decided, staff
from tests.intake.test_actions_grouping import flood

pytestmark = pytest.mark.django_db
HERE, THERE = staff(), staff(office=NEIGHBOUR)


def listed(who: Any) -> list[Laporan]:
    return [line.subject for line in rows(list(queue(who)), now=MONDAY)]  # type: ignore[misc]


def moved(*reports: Laporan) -> None:
    move_reports(reports, organisation(NEIGHBOUR), at=day(1))


def test_when_the_first_of_a_group_goes_the_others_stand_in_the_list_of_their_office() -> None:
    first, second, third = flood(3)
    assert listed(HERE) == [first]

    moved(first)

    assert listed(HERE) == [second]
    assert listed(THERE) == [first]
    assert lead_of(third) == second
    assert alike_counts([first, second]) == {second.pk: 1}


def test_when_another_of_a_group_goes_its_new_office_sees_it_and_nothing_of_the_old_one() -> None:
    first, second, third = flood(3)

    moved(second)

    assert listed(THERE) == [second]
    assert listed(HERE) == [first]
    assert lead_of(second) is None
    assert list(alike_of(first)) == [third]


def test_those_left_behind_stand_under_one_that_waits() -> None:
    first, second, third, fourth = flood(4)
    decided(second, "tolak")

    moved(first)

    assert listed(HERE) == [third]
    assert [lead_of(each) for each in (second, fourth)] == [third, third]


def test_what_nobody_has_compared_yet_is_compared_where_it_lies() -> None:
    (first,) = flood(1)
    Fingerprint.objects.update(lead=None)

    moved(first)
    assert Fingerprint.objects.get().lead is None
    group_alike(at=MONDAY)

    assert listed(THERE) == [first]


def test_no_report_is_hidden_behind_one_of_another_office() -> None:
    """Comparing and moving may meet: what the list shows does not rest on which came first."""
    first, second = flood(2)
    Laporan.objects.filter(pk=second.pk).update(office=organisation(NEIGHBOUR))

    assert listed(THERE) == [second]
    assert listed(HERE) == [first]
