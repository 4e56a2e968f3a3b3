"""Jobs of the intake."""

from datetime import timedelta

import pytest
from django.utils import timezone

from netral.intake import load
from netral.intake.jobs import forget_clients
from netral.intake.models import Arrivals, FailedLookup, SpentProof

pytestmark = pytest.mark.django_db


def test_clients_are_forgotten_minutes_after_they_were_counted() -> None:
    now = timezone.now()
    load.count("b" * 64, now)
    Arrivals.objects.create(client="a" * 64, slot=int((now - timedelta(minutes=9)).timestamp()) // 10, count=1)
    for hours, name in ((-1, "x"), (1, "y")):
        SpentProof.objects.create(proof_hash=name, key_hash=name, expires_at=now + timedelta(hours=hours))
        FailedLookup.objects.create(client=name, at=now + timedelta(hours=hours))

    assert forget_clients.func() == {"arrivals": 1, "proofs": 1, "failures": 1}
    assert Arrivals.objects.get().client == "b" * 64
