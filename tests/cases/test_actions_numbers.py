"""A number is of the office that gave it: where the work goes, another one may be written alike."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from netral.cases import actions, queries
from netral.cases.models import Case
from netral.intake.actions import review, submit
from netral.intake.content import Entrance
from netral.intake.models import Laporan
from netral.intake.states import Door
from netral.offices.models import Organisation
from tests.cases.builders import FULL, NEIGHBOUR, OFFICE, acting_at, day, opened
from tests.cases.transfers import accepted, own, taken, temporary
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db


def registered_there() -> Case:
    """The first case of the neighbour's own."""
    receiving = acting_at("petugas_laporan", NEIGHBOUR)
    laporan = intake.laporan(replace(FULL, region="99.08"), at=day(2))
    said = {"checklist": intake.all_yes(), "reason": "Sudah diperiksa."}
    review(laporan, "nyatakan_lengkap", acting=receiving, at=day(2), **said)
    return actions.open_from(laporan, acting=receiving, at=day(3))


def test_what_came_with_a_number_of_elsewhere_does_not_stop_an_office_from_giving_its_own() -> None:
    intake.country()
    Organisation.objects.filter(code__in=[OFFICE, NEIGHBOUR]).update(number_pattern="{nomor}/{seri}/{tahun}")
    came = [opened(), opened()]
    for case in came:
        accepted(case)

    given = registered_there()

    assert [case.number for case in (*came, given)] == ["001/Reg/LP/2024", "002/Reg/LP/2024", "001/Reg/LP/2024"]
    assert [own(case).office.code for case in (*came, given)] == [NEIGHBOUR] * 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=came[1].pk).update(number="001/Reg/LP/2024")


def test_an_office_that_numbered_first_takes_in_what_is_written_alike() -> None:
    intake.country()
    Organisation.objects.filter(code__in=[OFFICE, NEIGHBOUR]).update(number_pattern="{nomor}/{seri}/{tahun}")
    given, case = registered_there(), opened()

    accepted(case, at=day(4, 10))

    assert own(case).number == given.number


def test_reports_of_two_ad_hoc_offices_without_a_region_are_both_taken_over() -> None:
    found = []
    for number in ("01", "02"):
        office = temporary(valid_until=day(60).date(), code=f"panwaslu-99.07.{number}")
        entrance = Entrance(Door.FINDING, acting_at("pemeriksa", office.code), office.code)
        report = replace(FULL, kind="temuan", reporter=None)
        found.append(submit(report, idempotency_key=number, at=day(0), entrance=entrance).laporan)
    assert found[0].number == found[1].number

    for laporan in found:
        subject = queries.subjects_of([laporan.reference])[laporan.reference]
        taken(subject, at=day(1), acting=acting_at("anggota", OFFICE))

    assert {each.office.code for each in Laporan.objects.all()} == {OFFICE}
