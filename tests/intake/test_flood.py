"""Real senders behind one address: a training room gets through in a minute, a flood is told when to come back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from netral.intake import load
from netral.intake.models import Arrivals, Laporan
from tests.intake.builders import country
from tests.intake.test_threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROOM = "203.0.113.60"
NOW = datetime(2026, 11, 20, 3, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _country(transactional_db: None) -> None:
    country()


def sent(number: int, address: str = ROOM) -> Any:
    body = {"kind": "informasi_awal", "what": f"Ada kampanye nomor {number}."}
    return Client(REMOTE_ADDR=address).post(
        "/api/v1/laporan/", json.dumps(body), content_type="application/json",
        headers={"Idempotency-Key": f"k{number}"},
    )  # fmt: skip


def test_sixty_people_in_one_room_all_get_their_receipt_within_a_minute() -> None:
    answers = at_once(sent, times=60)

    assert [answer.status_code for answer in answers] == [201] * 60
    assert len({answer.json()["number"] for answer in answers}) == Laporan.objects.count() == 60
    assert sum(Arrivals.objects.values_list("count", flat=True)) == 60


def test_a_flood_from_one_address_stops_at_the_quota_and_nobody_else_is_hindered(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REPORTS_PER_CLIENT = 5
    monkeypatch.setattr(load, "_slot", lambda _at: 7)

    answers = at_once(sent, times=12)
    elsewhere = sent(99, "203.0.113.61")

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] * 5 + [429] * 7
    assert all(int(answer["Retry-After"]) > 0 for answer in answers if answer.status_code == 429)
    assert elsewhere.status_code == 201
    assert Laporan.objects.count() == 6


def test_neither_address_nor_time_of_day_is_stored(settings: Any) -> None:
    sent(1)

    row = Arrivals.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_arrivals")
        assert ROOM not in str(cursor.fetchall())
    assert len(row.client) == 64
