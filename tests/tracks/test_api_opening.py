"""Opening a track by a program: beside a case, and from KPU's own supervision."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.tracks.models import Track
from tests.cases.builders import opened
from tests.cases.people import at_office

pytestmark = pytest.mark.django_db


def sent(path: str, body: Any, *, role: str = Role.EXAMINER, office: str = "bawaslu-99.07") -> Any:
    headers = {"Authorization": f"Bearer {create_token(at_office(role, office), at=timezone.now())}"}
    return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_an_examiner_opens_a_criminal_track_beside_a_case_once_a_person() -> None:
    case = opened()
    accused = case.accused_set.get()
    path = f"perkara/{case.key}/jalur/pidana/"

    made, again = (sent(path, {"accused": accused.key}) for _time in range(2))

    assert made.json()["track"] == Track.objects.get().key
    assert again.status_code == 422
    assert sent(path, {"accused": "tidakada"}).status_code == 422
    assert sent(path, {"accused": accused.key}, role=Role.MEMBER).status_code == 422
    assert sent(path, {"accused": accused.key}, office="bawaslu-99.08").status_code == 404


def test_kpu_opens_a_matter_of_ethics_and_nobody_else_does() -> None:
    opened()
    body = {"office": "kpu-99.07", "job": "Anggota PPS"}

    made = sent("jalur/etik/", body, role=Role.KPU_EXAMINER, office="kpu-99.07")

    assert made.json()["track"] == Track.objects.get().key
    assert (
        sent("jalur/etik/", {**body, "office": "kpu-99.08"}, role=Role.KPU_EXAMINER, office="kpu-99.07").status_code
        == 422
    )
    assert sent("jalur/etik/", {"office": "kpu-99.07"}, role=Role.KPU_EXAMINER, office="kpu-99.07").status_code == 422
    assert sent("jalur/etik/", body).status_code == 404
