"""What 0004 makes of cases that were there before: nobody is lost, and letters keep the person they named.

And what 0016 says of messages that had moved on before they said so themselves, and 0017 of who gave a number.
"""

from importlib import import_module

import pytest
from django.apps import apps

from netral.cases.models import Accused, Case, Penerusan
from netral.exchange.models import Kiriman
from netral.intake.models import Laporan
from tests.cases.builders import FULL, NEIGHBOUR, OFFICE, day, decided, forwarded, heard, opened
from tests.cases.test_actions_around import led, of_village_head, on_record
from tests.cases.test_actions_people import THREE
from tests.cases.transfers import accepted
from tests.exchange.builders import partner

pytestmark = pytest.mark.django_db
people = import_module("netral.cases.migrations.0004_people_of_a_case")
givers = [
    import_module("netral.cases.migrations.0017_who_gave_the_number"),
    import_module("netral.intake.migrations.0018_who_gave_the_number"),
]
one_running = import_module("netral.cases.migrations.0016_one_running_hand_over_each")


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


def test_messages_of_hand_overs_that_moved_on_say_so_and_those_sent_since_do_not() -> None:
    partner("pemkab-99.07")
    partner("pemprov-99")
    penerusan = of_village_head()
    on_record()
    moved = led(penerusan)
    Kiriman.objects.update(moved_on_at=None)

    one_running.mark_moved_on(apps, None)

    assert dict(Kiriman.objects.values_list("receiver__code", "moved_on_at")) == {
        "pemkab-99.07": moved.moved_at, "pemprov-99": None,
    }  # fmt: skip


def test_a_number_is_of_the_office_that_gave_it_however_far_the_work_went() -> None:
    stayed, went = opened(), opened()
    accepted(went, at=day(1, 10))
    accepted(went, receiver=OFFICE, at=day(2, 10))
    accepted(went, at=day(3, 10))
    Case.objects.update(numbered_by=None)
    Laporan.objects.update(numbered_by=None)

    for each in givers:
        each.name_the_givers(apps, None)

    for model in (Case, Laporan):
        assert set(model.objects.values_list("office__code", "numbered_by__code")) == {
            (OFFICE, OFFICE), (NEIGHBOUR, OFFICE),
        }  # fmt: skip
    assert stayed.number != went.number
