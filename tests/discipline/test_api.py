"""Hand-overs and handlings for programs: the same verbs and refusals as at the pages."""

import base64
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.cases.models import Case
from netral.discipline.models import Penanganan
from netral.offices.models import Organisation
from tests.cases.builders import forwarded
from tests.cases.people import at_office
from tests.discipline.builders import PDF, ready, someone, taken_in, values_of
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db
AUTHORITY, AGENCY = "bkn", "pemkab-99.07"


def sent(path: str, body: Any = None, *, role: str = Role.AUDITOR, office: str = AUTHORITY) -> Any:
    user = at_office(role, office)
    Organisation.objects.filter(code="kasn").update(valid_until=None)  # cases of then, worked on today
    token = create_token(user, at=timezone.now())
    headers = {"Authorization": f"Bearer {token}"}
    if body is None:
        return Client().get(f"/api/v1/{path}", headers=headers)
    return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_a_hand_over_is_listed_and_taken_in_once() -> None:
    penerusan = forwarded()
    office = penerusan.receiver.code
    [line] = sent("penerusan/", office=office).json()["items"]
    assert (line["key"], line["acknowledged_at"]) == (penerusan.key, None)

    taken = sent(f"penerusan/{penerusan.key}/terima/", {}, office=office)
    again = sent(f"penerusan/{penerusan.key}/terima/", {}, office=office)

    assert Penanganan.objects.get().key == taken.json()["penanganan"]
    assert again.status_code in (409, 422)
    assert (
        sent(f"penerusan/{penerusan.key}/terima/", {}, role=Role.APPOINTING_OFFICIAL, office=AGENCY).status_code == 404
    )


def test_an_outcome_is_told_only_by_those_who_work_in_their_own_house() -> None:
    penerusan = forwarded()
    body = {"outcome": "terbukti", "note": "Nomor 1 rekaan."}

    refused = sent(f"penerusan/{penerusan.key}/hasil/", body, office=penerusan.receiver.code)
    wrong = sent(f"penerusan/{penerusan.key}/hasil/", {"outcome": "x"}, office=penerusan.receiver.code)

    assert (refused.status_code, wrong.status_code) == (422, 422)


def test_an_outcome_told_by_its_receiver_ends_the_hand_over_and_with_it_the_case() -> None:
    penerusan = handed("honorer", AGENCY)
    at = f"penerusan/{penerusan.key}/"
    who = {"role": Role.APPOINTING_OFFICIAL, "office": AGENCY}
    body = {"outcome": "dijatuhi_sanksi", "note": "Teguran tertulis nomor 12."}

    early = sent(f"{at}hasil/", body, **who)
    taken = sent(f"{at}terima/", {}, **who)
    foreign = sent(f"{at}hasil/", body, office="bkn")
    told, again = (sent(f"{at}hasil/", body, **who) for _time in range(2))

    assert (early.status_code, foreign.status_code, again.status_code) == (422, 404, 422)
    assert taken.json() == {"penerusan": penerusan.key, "penanganan": None}
    assert told.json() == {"penerusan": penerusan.key}
    penerusan.refresh_from_db()
    assert (penerusan.outcome, penerusan.outcome_note) == ("dijatuhi_sanksi", "Teguran tertulis nomor 12.")
    assert Case.objects.get().status == "selesai"
    [line] = sent("penerusan/", **who).json()["items"]
    assert line["outcome"] == "dijatuhi_sanksi"
    assert line["ended_at"] is not None


def test_a_handling_is_read_with_its_steps_and_taken_one_further() -> None:
    penanganan = taken_in()
    office = penanganan.authority.code
    [line] = sent("penanganan/", office=office).json()["items"]
    detail = sent(f"penanganan/{penanganan.key}/", office=office).json()
    person = someone()

    steps = {step["step"]: step for step in detail["steps"]}
    body = {"step": "verifikasi", "person": person.key, "reason": "Nama, jabatan, dan tempat kerja sama semuanya."}
    stale = sent(f"penanganan/{penanganan.key}/langkah/", {**body, "version": 99}, office=office)
    wrong = sent(
        f"penanganan/{penanganan.key}/langkah/", {**body, "version": line["version"], "person": "x"}, office=office
    )
    done = sent(f"penanganan/{penanganan.key}/langkah/", {**body, "version": line["version"]}, office=office)

    assert steps["verifikasi"]["fields"]["properties"]["person"]["type"] == "string"
    assert "enum" not in steps["verifikasi"]["fields"]["properties"]["person"]
    assert (stale.status_code, wrong.status_code) == (409, 422)
    assert wrong.json()["errors"][0]["field"] == "person"
    assert (done.status_code, done.json()["status"]) == (200, "terverifikasi")


def test_a_decision_comes_as_base64_of_its_pdf() -> None:
    penanganan = ready()
    path = f"penanganan/{penanganan.key}/"
    free = {"conflicted": False}
    assert sent(f"{path}benturan/", free, role=Role.APPOINTING_OFFICIAL, office=AGENCY).status_code == 200
    said = values_of("jatuhkan_sanksi")
    shown = sent(path, role=Role.APPOINTING_OFFICIAL, office=AGENCY).json()
    fields = {step["step"]: step["fields"] for step in shown["steps"]}["jatuhkan_sanksi"]["properties"]
    body = {"step": "jatuhkan_sanksi", "version": shown["version"], "number": "1", "decided_on": "2024-03-01"}

    broken = sent(f"{path}langkah/", {**body, "upload": "bukan base64!"}, role=Role.APPOINTING_OFFICIAL, office=AGENCY)
    whole = {**body, "upload": base64.b64encode(PDF).decode()}
    incomplete = sent(f"{path}langkah/", whole, role=Role.APPOINTING_OFFICIAL, office=AGENCY)

    assert fields["upload"]["contentEncoding"] == "base64"
    assert said
    assert broken.json()["errors"][0]["field"] == "upload"
    assert "upload" not in [row["field"] for row in incomplete.json().get("errors", [])]


def test_who_sees_no_handling_finds_none() -> None:
    penanganan = taken_in()

    assert sent("penanganan/", role=Role.APPOINTING_OFFICIAL, office=AGENCY).json() == {"items": [], "next": None}
    hidden = sent(f"penanganan/{penanganan.key}/", role=Role.APPOINTING_OFFICIAL, office=AGENCY)
    assert hidden.status_code == 404
    assert sent("penerusan/", role=Role.EXAMINER, office="bawaslu-99.07").json() == {"items": [], "next": None}
