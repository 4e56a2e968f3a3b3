"""What 0010 makes of cases that were there before: the norms chosen in the newest edition stay in use for everybody."""

from importlib import import_module

import pytest
from django.apps import apps

from netral.cases import actions, queries
from netral.cases.models import Kajian, TakenNorm
from tests.cases.builders import EXAMINER, FACTS, LONG, assessed, day, forwarded, heard, opened
from tests.cases.test_actions_people import THREE

pytestmark = pytest.mark.django_db
matrix = import_module("netral.cases.migrations.0010_matrix_of_a_case")


def test_everybody_still_examined_uses_what_the_newest_edition_chose() -> None:
    case = heard(opened(report=THREE))
    actions.leave_out(case, accused=case.accused_set.all()[1], acting=EXAMINER, at=day(1), reason=LONG)
    assessed(case)
    empty = heard()
    actions.save_kajian(empty, acting=EXAMINER, at=day(2), facts=FACTS)
    before = set(TakenNorm.objects.values_list("accused", "provision", "kajian", "taken_by"))
    TakenNorm.objects.all().delete()
    Kajian.objects.update(parts={})

    matrix.take_over(apps, None)

    assert set(TakenNorm.objects.values_list("accused", "provision", "kajian", "taken_by")) == before
    assert len(before) == 2
    [first, _second] = queries.matrices(case, list(queries.persons_of(case)))
    assert [line.code for line in first.sheets[0].lines] == ["who", "act", "towards"]


def test_a_case_that_was_handed_over_keeps_the_norms_of_its_letter() -> None:
    sent = forwarded()
    kept = queries.chosen_for([sent.accused], sent.case.kajian_set.latest("edition"))
    TakenNorm.objects.all().delete()

    matrix.take_over(apps, None)

    assert kept
    assert queries.chosen_for([sent.accused], sent.case.kajian_set.latest("edition")) == kept
