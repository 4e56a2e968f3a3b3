import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.actions import create_token
from netral.audit.models import Entry
from netral.cases import api
from netral.cases.models import Case, Kajian, Klarifikasi, Pleno
from netral.cases.queries import votes_of
from netral.evidence.actions import keep
from netral.offices.models import Organisation
from tests.access.builders import seated
from tests.cases.builders import LONG, answered, day, decided, heard, opened, photo, proposed, rows
from tests.evidence.builders import upload
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
LIST = "/api/v1/perkara/"


def caller(role: str = "pemeriksa", office: str = "bawaslu-99.07") -> Client:
    """A program with somebody's bearer token."""
    intake.country()
    token = create_token(seated(role, Organisation.objects.get(code=office)))
    return Client(headers={"Authorization": f"Bearer {token}"})


def take(browser: Client, case: Case, step: str, **fields: Any) -> Any:
    body = {"step": step, "version": case.version, **fields}
    return browser.post(f"{LIST}{case.key}/langkah/", json.dumps(body), content_type="application/json")


HEARING = {"party": "saksi", "name": "Saksi", "held_on": "2024-01-16", "place": "Kantor", "attended": "tidak"}


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer ntr_salah", "Basic abc", "Bearer salah"])
def test_without_a_good_token_nothing_is_said(token: str) -> None:
    answer = Client(headers={"Authorization": token} if token else {}).get(LIST)

    assert answer.status_code == 401
    assert answer.json()["errors"][0]["field"] == "Authorization"


def test_a_case_is_shown_in_the_shape_of_the_contract() -> None:
    case = opened()

    shown = caller().get(f"{LIST}{case.key}/").json()

    assert {"key", "number", "procedure", "status", "version", "clocks", "subjects", "steps"} <= shown.keys()
    assert (shown["key"], shown["status"], shown["version"]) == (case.key, "pemeriksaan", 1)
    assert shown["subjects"] == [case.reference, case.laporan.reference]
    assert [(clock["rule"], clock["met"]) for clock in shown["clocks"]] == [("P-TL", None)]
    assert [step["step"] for step in shown["steps"]] == [
        "klarifikasi",
        "undang_klarifikasi",
        "minta_jawaban",
        "cabut_tautan_jawaban",
        "minta_keterangan_tambahan",
        "simpan_kajian",
        "tambah_terlapor",
        "lepas_terlapor",
        "susun_kajian",
    ]


def test_a_step_that_is_not_possible_says_why_and_others_do_not() -> None:
    steps = {step["step"]: step for step in caller().get(f"{LIST}{opened().key}/").json()["steps"]}

    assert "because" not in steps["klarifikasi"]
    assert "perlu" in steps["susun_kajian"]["because"]


def test_fields_are_json_schema_made_from_the_form() -> None:
    steps = {step["step"]: step["fields"] for step in caller().get(f"{LIST}{opened().key}/").json()["steps"]}

    hearing = steps["klarifikasi"]
    assert hearing["type"] == "object"
    assert hearing["required"] == ["party", "held_on", "place", "attended"]
    assert hearing["properties"]["held_on"] == {"type": "string", "format": "date", "title": "Tanggal klarifikasi"}
    assert hearing["properties"]["party"]["enum"] == ["pelapor", "terlapor", "saksi", "ahli"]
    assert hearing["properties"]["issue"]["type"] == "boolean"
    assert hearing["properties"]["name"]["maxLength"] == 120
    assert steps["simpan_kajian"]["properties"]["conduct"]["items"]["enum"]
    assert "version" not in hearing["properties"]


def test_choices_of_this_case_are_in_the_detail() -> None:
    case = decided()
    exhibit = keep(case.laporan.reference, upload(), at=day(0))

    [step] = caller().get(f"{LIST}{case.key}/").json()["steps"]

    assert step["fields"]["properties"]["exhibits"]["items"]["enum"] == [exhibit.key]
    assert step["fields"]["properties"]["receiver"]["enum"][0] == "bkn"


@pytest.mark.parametrize(("role", "reads"), [("pemeriksa", True), ("anggota", True), ("petugas_laporan", False)])
def test_the_files_of_an_answer_are_offered_to_those_who_read_it(role: str, reads: bool) -> None:
    case = opened()
    keep(case.laporan.reference, upload(), at=day(0))
    answer = answered(case, uploads=[photo()]).exhibits.get()
    case = decided(case=heard(Case.objects.get(pk=case.pk)))

    shown = caller(role).get(f"{LIST}{case.key}/").json()
    [step] = [step for step in shown["steps"] if step["step"] == "teruskan"]

    offered = step["fields"]["properties"]["exhibits"]["items"]["enum"]
    assert (answer.key in offered, len(offered)) == (reads, 2 if reads else 1)


def test_numbers_carry_their_limits() -> None:
    steps = caller("anggota").get(f"{LIST}{proposed().key}/").json()["steps"]

    seats = steps[0]["fields"]["properties"]["seats"]
    assert (seats["type"], seats["minimum"], seats["maximum"]) == ("integer", 1, 99)


def test_the_list_is_cut_to_scope_and_paged_by_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "PER_PAGE", 2)
    first, second, third = opened(), opened(), opened()
    browser = caller()

    page = browser.get(LIST).json()
    rest = browser.get(f"{LIST}?cursor={page['next']}").json()

    assert [item["key"] for item in page["items"]] == [third.key, second.key]
    assert ([item["key"] for item in rest["items"]], rest["next"]) == ([first.key], None)
    assert caller(office="bawaslu-99.08").get(LIST).json() == {"items": [], "next": None}


def test_the_list_can_be_cut_down_by_a_line_as_the_queue() -> None:
    waiting, over = opened(), decided("tidak_terbukti")
    browser = caller()

    def listed(**asked: str) -> list[str]:
        return [item["key"] for item in browser.get(LIST, asked).json()["items"]]

    assert listed() == [over.key, waiting.key]
    assert listed(saring="tahap:pemeriksaan") == listed(tampilan="tenggat") == [waiting.key]
    assert listed(tampilan="selesai") == listed(tampilan="selesai", saring="wilayah:99.07") == [over.key]
    assert listed(saring="pemeriksa:saya") == []
    assert listed(saring=waiting.number) == [waiting.key]


@pytest.mark.parametrize(
    ("asked", "field", "says"),
    [
        ({"tampilan": "semua"}, "tampilan", "tenggat, baru, pleno, selesai"),
        ({"saring": "tahap:entah"}, "saring", "entah"),
    ],
)
def test_a_line_that_is_not_understood_is_422_and_named(asked: dict[str, str], field: str, says: str) -> None:
    opened()

    answer = caller().get(LIST, asked)

    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["field"]) == (422, field)
    assert says in error["message"]


def test_more_cases_take_no_more_queries() -> None:
    browser = caller()
    opened()
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    for _ in range(3):
        heard()

    with CaptureQueriesContext(connection) as many:
        browser.get(LIST)

    assert len(many) == len(few) <= 25


@pytest.mark.parametrize(("role", "office"), [("pemeriksa", "bawaslu-99.08"), ("auditor", "bkn"), ("admin", "bawaslu")])
def test_what_one_may_not_see_is_absent(role: str, office: str) -> None:
    case, browser = opened(), caller(role, office)

    assert browser.get(f"{LIST}{case.key}/").status_code == 404
    assert take(browser, case, "klarifikasi", **HEARING).status_code == 404


def test_a_step_is_taken_and_answered_with_version_status_and_entry() -> None:
    case = opened()

    answer = take(caller(), case, "klarifikasi", **HEARING)

    assert answer.status_code == 200
    entry = Entry.objects.get(chain=case.reference, verb="perkara.klarifikasi")
    assert answer.json() == {"version": 2, "status": "pemeriksaan", "entry_hash": entry.hash}


def test_a_stale_version_is_409() -> None:
    case = opened()
    heard(Case.objects.select_related("laporan", "office").get(pk=case.pk))

    answer = take(caller(), case, "klarifikasi", **HEARING)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "version")


@pytest.mark.parametrize("step", ["putuskan_terbukti", "tutup", "menari", "registrasi", ""])
def test_a_step_not_permitted_is_422_and_says_what_is(step: str) -> None:
    answer = take(caller(), opened(), step)

    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["field"] == "step"
    assert "Catat klarifikasi" in error["message"]


def test_bad_fields_are_named_by_the_form_and_by_the_action() -> None:
    case, browser = opened(), caller()

    by_form = take(browser, case, "klarifikasi", **{**HEARING, "party": "hakim", "place": None})
    by_action = take(browser, case, "klarifikasi", **{**HEARING, "held_on": "2023-01-01"})

    assert {error["field"] for error in by_form.json()["errors"]} == {"party", "place"}
    assert [error["field"] for error in by_action.json()["errors"]] == ["held_on"]
    assert (by_form.status_code, by_action.status_code) == (422, 422)


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"version": 1}', '{"step": "klarifikasi"}', '{"step": 1, "version": 1}']
)
def test_a_body_that_says_no_step_or_version_is_refused(body: str) -> None:
    answer = caller().post(f"{LIST}{opened().key}/langkah/", body, content_type="application/json")

    assert answer.status_code in {400, 422}
    assert answer.json()["errors"]


@pytest.mark.parametrize("version", ["1", 1.5, True, None])
def test_a_version_is_a_whole_number(version: Any) -> None:
    case = opened()
    body = json.dumps({"step": "klarifikasi", "version": version, **HEARING})

    answer = caller().post(f"{LIST}{case.key}/langkah/", body, content_type="application/json")

    assert answer.status_code == 422


def test_lists_and_truth_values_come_as_json() -> None:
    case, browser = heard(), caller()
    facts = {"subject": "PNS", "conduct": ["pengarahan_ajakan"], "knew": "ya", "conclusion": LONG}

    answer = take(browser, case, "simpan_kajian", **facts)

    assert answer.status_code == 200
    assert Kajian.objects.get(case=case).facts["circumstances"] == {"knew": True}


def test_get_changes_nothing() -> None:
    case, browser = opened(), caller()
    before = Entry.objects.count()

    browser.get(LIST)
    browser.get(f"{LIST}{case.key}/")

    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("klarifikasi", {"name": ["Saksi", "lain"]}),
        ("klarifikasi", {"name": {"nama": "Saksi"}}),
        ("klarifikasi", {"name": 7}),
        ("klarifikasi", {"name": "Saksi \ud800"}),
        ("klarifikasi", {"held_on": ["2024-01-16"]}),
        ("klarifikasi", {"issue": "tidak"}),
        ("simpan_kajian", {"conduct": "like"}),
        ("simpan_kajian", {"conduct": [["like"]]}),
    ],
)
def test_a_value_of_another_type_is_named_and_nothing_is_stored(step: str, wrong: dict[str, Any]) -> None:
    case = opened()
    values = HEARING if step == "klarifikasi" else {"subject": "PNS", "conduct": ["like"]}

    answer = take(caller(), case, step, **{**values, **wrong})

    assert answer.status_code == 422
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [(*wrong, "bentuk_tidak_sesuai")]
    assert Klarifikasi.objects.count() == Kajian.objects.count() == 0
    assert Entry.objects.filter(chain=case.reference).count() == 1


@pytest.mark.parametrize("seats", ["3", True, 3.0])
def test_a_count_is_a_whole_number(seats: object) -> None:
    case = proposed()

    answer = take(
        caller("anggota"), case, "putuskan_terbukti",
        held_on="2024-01-18", seats=seats, members=[], reason=LONG,
    )  # fmt: skip

    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [("seats", "bentuk_tidak_sesuai")]


@pytest.mark.parametrize(
    "members",
    [
        "semua",
        ["semua"],
        [{"member": "x"}],
        [{"member": "x", "part": 1}],
        [{"member": "x", "part": "setuju", "note": None}],
        [{"member": "x", "part": "setuju", "note": "\ud800"}],
        [{"member": "x", "part": "setuju", "lain": "x"}],
    ],
)
def test_a_row_of_a_member_has_the_shape_of_the_schema(members: object) -> None:
    case = proposed()

    answer = take(caller("anggota"), case, "putuskan_terbukti", held_on="2024-01-18", members=members, reason=LONG)

    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [("members", "bentuk_tidak_sesuai")]


def test_a_program_records_votes_as_the_page_does() -> None:
    case = proposed()
    browser = caller("anggota")
    told = rows(present=3, in_favour=3)
    members = [{"member": row.member, "part": row.part, "note": row.note} for row in told]

    bad = take(browser, case, "putuskan_terbukti", held_on="2024-01-18", members=members[1:], reason=LONG)
    good = take(browser, case, "putuskan_terbukti", held_on="2024-01-18", members=members, reason=LONG)

    assert bad.status_code == 422
    assert [row["field"] for row in bad.json()["errors"]] == ["members"]
    assert good.status_code == 200
    assert [vote.part for vote in votes_of(Pleno.objects.get(case=case))] == [row.part for row in told]


@pytest.mark.parametrize("cursor", ["tidak-ada", "0" * 13, "é", "' OR 1=1 --", "x" * 4_000])
def test_a_cursor_of_no_case_one_sees_is_named(cursor: str) -> None:
    opened()

    answer = caller().get(LIST, {"cursor": cursor})

    assert answer.status_code == 422
    assert [row["field"] for row in answer.json()["errors"]] == ["cursor"]


def test_a_case_of_another_office_is_no_cursor() -> None:
    case = opened()

    assert caller(office="bawaslu-99.08").get(LIST, {"cursor": case.key}).status_code == 422
