"""The wire doors of tracks: the same scope, the same form and the same verb as the pages."""

import base64
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from netral.access.actions import create_token
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.models import Case
from netral.evidence.models import Exhibit
from netral.offices.models import Organisation
from netral.tracks import api
from netral.tracks.models import Track
from tests.access.builders import seated
from tests.cases.builders import INTAKE, day
from tests.evidence.builders import PDF
from tests.intake import builders as intake
from tests.tracks.builders import at_station, criminal, followed, take

pytestmark = pytest.mark.django_db
LIST = "/api/v1/jalur/"
REGENCY = "pemkab-99.07"


def caller(role: str = "pemeriksa", office: str = "bawaslu-99.07") -> Client:
    intake.country()
    token = create_token(seated(role, Organisation.objects.get(code=office)))
    return Client(headers={"Authorization": f"Bearer {token}"})


def sent(browser: Client, track: Track, step: str, **fields: Any) -> Any:
    body = {"step": step, "version": track.version, "on": timezone.localdate().isoformat(), **fields}
    return browser.post(f"{LIST}{track.key}/langkah/", json.dumps(body), content_type="application/json")


def test_without_a_token_nothing_is_said() -> None:
    assert Client().get(LIST).status_code == 401


def test_a_track_is_shown_in_the_shape_of_the_contract() -> None:
    track = followed()
    take(track, "catat_diterima_tni")

    shown = caller().get(f"{LIST}{track.key}/").json()

    assert (shown["key"], shown["kind"], shown["status"]) == (track.key, "penerusan_tni", "diterima_komandan")
    assert (shown["office"], shown["receiver"], shown["case"]) == ("bawaslu-99.07", "tni", track.case.key)
    assert shown["subjects"] == [track.reference, track.case.reference, track.case.laporan.reference]
    assert [clock["rule"] for clock in shown["clocks"]] == ["TN-DAL"]
    steps = {step["step"]: step["fields"] for step in shown["steps"]}
    assert list(steps) == ["catat_hukuman_militer", "catat_tidak_dihukum"]
    assert steps["catat_hukuman_militer"]["required"] == ["on", "letter_number"]
    assert "Terlapor Rekaan" not in json.dumps(shown)


def test_a_file_is_described_and_taken_as_base64() -> None:
    track, browser = at_station("desa", "kades", "kades_diteruskan"), caller("pejabat_pembina", REGENCY)
    shown = browser.get(f"{LIST}{track.key}/").json()
    fields = {step["step"]: step["fields"] for step in shown["steps"]}["kades_tegur_tertulis"]
    paper = base64.b64encode(PDF).decode()

    assert fields["properties"]["upload"]["contentEncoding"] == "base64"
    assert "upload" in fields["required"]
    for wrong in ("bukan base64!", 7, base64.b64encode(b"teks biasa saja").decode(), None):
        answer = sent(browser, track, "kades_tegur_tertulis", letter_number="1/2024", upload=wrong)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "upload")
    assert sent(browser, track, "kades_tegur_tertulis", letter_number="1/2024", upload=paper).status_code == 200
    assert Exhibit.objects.filter(subject=track.reference).count() == 1


def test_a_step_answers_with_version_status_and_hash() -> None:
    track, browser = followed(), caller()

    answer = sent(browser, track, "catat_diterima_tni", letter_number="B/1/2024")

    entry = Entry.objects.get(chain=track.reference, verb="jalur.catat_diterima_tni")
    assert (answer.status_code, answer.json()) == (
        200,
        {"version": 2, "status": "diterima_komandan", "entry_hash": entry.hash},
    )
    assert sent(browser, track, "catat_diterima_tni", letter_number="B/1/2024").status_code == 409


def test_what_is_wrong_is_named_by_field() -> None:
    track, browser = followed(), caller()

    assert sent(browser, track, "ngawur").status_code == 422
    assert sent(browser, track, "catat_diterima_tni").json()["errors"][0]["field"] == "letter_number"
    assert sent(browser, track, "catat_diterima_tni", letter_number=["x"]).status_code == 422
    assert sent(caller("anggota"), track, "catat_diterima_tni", letter_number="1").status_code == 422
    other = caller("pemeriksa", "bawaslu-99.08")
    assert sent(other, track, "catat_diterima_tni").status_code == 404


def test_declarations_are_codes_of_the_table() -> None:
    track, browser = criminal(), caller()

    shown = browser.get(f"{LIST}{track.key}/").json()
    fields = shown["steps"][0]["fields"]["properties"]["declared"]
    assert fields["items"]["enum"] == ["kesepakatan"]
    assert sent(browser, track, "lanjutkan_ke_kajian", declared=[]).status_code == 422
    assert sent(browser, track, "lanjutkan_ke_kajian", declared=["kesepakatan"]).status_code == 200


def test_the_list_is_cut_into_pages_within_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PER_PAGE", 2)
    tracks = [followed(), followed("polri", "penerusan_polri"), followed("desa", "kades")]
    browser = caller()

    first = browser.get(LIST).json()
    second = browser.get(LIST, {"cursor": first["next"]}).json()

    assert [each["key"] for each in first["items"]] == [tracks[2].key, tracks[1].key]
    assert ([each["key"] for each in second["items"]], second["next"]) == ([tracks[0].key], None)
    assert browser.get(LIST, {"cursor": "tidakada"}).status_code == 422
    regency = caller("petugas_kepegawaian", REGENCY).get(LIST).json()
    assert [each["key"] for each in regency["items"]] == [tracks[2].key]
    step = next(each for each in regency["items"][0]["steps"] if each["step"] == "kades_tegur_lisan")
    assert "bupati atau wali kota" in step["because"]


def test_a_receiver_learns_of_no_report_and_a_supervisor_of_all() -> None:
    track = at_station("desa", "kades", "kades_diteruskan")
    assert track.case

    inside = caller("pejabat_pembina", REGENCY)
    shown = [inside.get(f"{LIST}{track.key}/").json(), inside.get(LIST).json()["items"][0]]
    upstream = [caller().get(f"{LIST}{track.key}/").json(), caller("anggota").get(LIST).json()["items"][0]]

    assert [each["subjects"] for each in shown] == [[track.reference]] * 2
    assert "laporan:" not in json.dumps(shown)
    told = [track.reference, track.case.reference, track.case.laporan.reference]
    assert [each["subjects"] for each in upstream] == [told] * 2


def test_a_list_of_many_costs_as_many_queries_as_one(django_assert_max_num_queries: Any) -> None:
    track, browser = criminal(), caller()
    join_one()
    with CaptureQueriesContext(connection) as one:
        assert len(browser.get(LIST).json()["items"]) == 1
    for number in range(29):
        copied(track, number)
    for _turn in range(2):
        join_one()

    with django_assert_max_num_queries(len(one)):
        items = browser.get(LIST).json()["items"]

    assert (len(items), len(items[0]["subjects"])) == (30, 6)


def join_one() -> None:
    case = Case.objects.select_related("laporan", "office").get()
    cases.join(case, intake.laporan(), acting=INTAKE, at=day(1))


def copied(track: Track, number: int) -> None:
    """Another one of the same case, under a table of another name, with a key of its own."""
    row = Track.objects.get(pk=track.pk)
    row.pk, row.key, row.accused = None, f"salinan{number}", None
    row.save(force_insert=True)
