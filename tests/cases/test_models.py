from typing import Any

import pytest
from django.db import IntegrityError, transaction

from netral.cases.models import Case, Kajian, Klarifikasi, Penerusan, Pleno
from tests.cases.builders import LONG, assessed, day, decided, forwarded, heard, opened

pytestmark = pytest.mark.django_db


def refused(rows: Any, **changes: Any) -> bool:
    """Whether the database itself refuses such a row, past every action."""
    try:
        with transaction.atomic():
            rows.update(**changes)
    except IntegrityError:
        return True
    return False


def test_a_number_belongs_to_one_case_of_an_office() -> None:
    first, second = opened(), opened()

    assert refused(Case.objects.filter(pk=second.pk), number=first.number)


def test_a_case_has_a_number() -> None:
    """Its title is encrypted: that there is one, the action that opens a case looks at."""
    assert refused(Case.objects.filter(pk=opened().pk), number="")


def test_a_party_is_one_of_the_list() -> None:
    heard()

    assert refused(Klarifikasi.objects.all(), party="hakim")


def test_a_decision_is_one_of_the_list() -> None:
    decided()

    assert refused(Pleno.objects.all(), decision="mungkin")


def test_a_case_has_one_pleno_decision() -> None:
    case = decided()
    meeting = case.pleno.meeting
    meeting.pk, meeting.key = None, "rapatlain"
    meeting.save()
    row = {"meeting": meeting, "recorded_at": day(3), "reason": LONG}

    with pytest.raises(IntegrityError), transaction.atomic():
        Pleno.objects.create(case=case, decision="tidak_terbukti", recorded_by="akun:x", **row)


def test_an_edition_of_a_kajian_occurs_once() -> None:
    assessed()

    assert refused(Kajian.objects.filter(edition=2), edition=1)


def test_nothing_is_acknowledged_before_it_was_sent() -> None:
    forwarded()

    assert refused(Penerusan.objects.all(), acknowledged_at=day(3))
    assert not refused(Penerusan.objects.all(), acknowledged_at=day(4))
