"""Blocks that were there before they named their agency: whom the letter hit, or who was to decide on that day."""

from importlib import import_module

import pytest
from django.apps import apps

from netral.discipline.models import Penanganan
from netral.offices.queries import organisation
from netral.oversight import actions
from netral.oversight.models import Block, Measure
from netral.oversight.states import Rung
from tests.cases.builders import day
from tests.oversight.builders import AGENCY, asked, blocked
from tests.oversight.test_actions_blocks import led_around

pytestmark = pytest.mark.django_db
named = import_module("netral.oversight.migrations.0002_a_block_names_its_agency")


def test_each_block_gets_the_agency_it_was_about() -> None:
    hit = blocked()
    moved = led_around(asked())
    still = asked()
    Penanganan.objects.filter(pk=hit.penanganan_id).update(agency=organisation("kemendagri"))
    Block.objects.update(agency=organisation("bkn"))

    named.name_agencies(apps, None)

    assert [each.agency.code for each in Block.objects.filter(pk__in=[hit.pk, moved.pk, still.pk])] == [AGENCY] * 3


def test_each_letter_that_opens_gets_the_block_that_had_ended() -> None:
    block = led_around(blocked())
    actions.end_without_reason(day(116))
    Measure.objects.update(block=None)

    named.name_blocks(apps, None)

    assert Measure.objects.get(rung=Rung.UNBLOCK).block == block
    assert not Measure.objects.exclude(rung=Rung.UNBLOCK).exclude(block=None).exists()
