"""What 0004 makes of cases that were there before: nobody is lost, and letters keep the person they named."""

from importlib import import_module

import pytest
from django.apps import apps

from netral.cases.models import Accused, Penerusan
from tests.cases.builders import FULL, decided, forwarded, heard, opened
from tests.cases.test_actions_people import THREE

pytestmark = pytest.mark.django_db
people = import_module("netral.cases.migrations.0004_people_of_a_case")


def test_everybody_of_the_laporan_is_copied_and_cases_without_names_get_one_nameless_person() -> None:
    many, one = opened(report=THREE), opened(report=FULL)
    nobody = opened()
    nobody.laporan.terlapor_set.all().delete()
    Accused.objects.all().delete()

    people.copy_people(apps, None)

    assert [(each.name, each.job, each.subject, each.added_at) for each in many.accused_set.all()] == [
        (row.name, row.job, row.subject, many.opened_at) for row in many.laporan.terlapor_set.all()
    ]
    assert [[str(each) for each in case.accused_set.all()] for case in (one, nobody)] == [["Terlapor Rekaan"], [""]]
    assert len(set(Accused.objects.values_list("key", flat=True))) == 5


def test_a_letter_keeps_the_first_person_and_the_others_still_wait() -> None:
    case = decided(case=heard(opened(report=THREE)))
    _first, second, _third = case.accused_set.all()
    forwarded(case, persons=[second])

    people.name_the_first(apps, None)

    assert Penerusan.objects.get().accused.place == 0
