from typing import Any

import pytest
from django.db import IntegrityError, transaction

from netral.discipline.models import Decision, Ending, Penanganan, Rekomendasi
from netral.procedure.queries import held
from tests.cases.builders import day
from tests.discipline.builders import AUDITOR, delivered, imposed, recommended, taken_in, verified

pytestmark = pytest.mark.django_db


def refused(rows: Any, **changes: Any) -> bool:
    """Whether the database itself refuses such a row, past every action."""
    try:
        with transaction.atomic():
            rows.update(**changes)
    except IntegrityError:
        return True
    return False


def test_a_person_comes_with_agency_and_score() -> None:
    verified()

    assert refused(Penanganan.objects.all(), agency=None)
    assert refused(Penanganan.objects.all(), match_score=None)


def test_levels_are_those_of_the_list() -> None:
    imposed()

    assert refused(Rekomendasi.objects.all(), level="agak_berat")
    assert refused(Decision.objects.all(), level="agak_berat")


def test_a_decision_is_made_delivered_and_in_force_in_this_order() -> None:
    delivered()

    assert refused(Decision.objects.all(), delivered_on=day(13).date())
    assert refused(Decision.objects.all(), in_force_on=day(15).date())
    assert not refused(Decision.objects.all(), in_force_on=day(16).date())


def test_an_ending_is_one_of_two() -> None:
    row = {"penanganan": recommended(), "reason": "x", "recorded_at": day(9), "recorded_by": AUDITOR.reference}

    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.create(outcome="lenyap", **row)


def test_before_a_person_is_found_every_place_is_the_authority() -> None:
    penanganan = taken_in()

    assert penanganan.office_at("instansi") == penanganan.authority == penanganan.office_at("pengawas_asn")


def test_the_deadlines_lie_with_the_authority_and_from_the_recommendation_on_with_the_agency() -> None:
    penanganan = verified()
    before = held([penanganan.reference])[penanganan.reference]

    recommended(penanganan)

    after = held([penanganan.reference])[penanganan.reference]
    assert (before.number, before.office) == (penanganan.case.number, penanganan.authority.pk)
    assert (after.number, after.office) == (penanganan.case.number, penanganan.agency.pk)
