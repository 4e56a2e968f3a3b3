"""The houses that speed is measured in: every copy of a case is whole, and its journal as sound as the original's."""

from datetime import timedelta

import pytest
from django.conf import settings

from benchmarks.full_house import SHARES, members, told
from benchmarks.stamped_cases import Press
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases.models import Case, PutusanTerlapor
from netral.offices.actions import load_organisations, load_regions
from netral.offices.models import Organisation
from netral.registry.actions import load_elections

pytestmark = pytest.mark.django_db


def test_stamped_cases_are_whole_and_their_chains_hold():
    members.cache_clear()  # of a house that is gone
    load_regions()
    load_organisations()
    load_elections()
    stories, offices = told(), Organisation.objects.filter(code__in=("bawaslu-33.74", "bawaslu-33.72"))
    of_cases = Entry.objects.filter(chain__regex="^(laporan|perkara):")
    original, press = of_cases.count(), Press(list(offices))

    for status in SHARES:
        for days in (1, 40):
            press.stamp(stories[status], shift=timedelta(days=days))
    press.flush()

    assert verify(settings.ROOTS_DIR).ok
    assert Case.objects.count() == 3 * len(SHARES)
    assert of_cases.count() == 3 * original
    assert PutusanTerlapor.objects.count() == 3 * 2
