"""Asking the rulebook to whom a breach goes: page and door, who may ask, and what a wrong question hears."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from netral.access.actions import create_token
from netral.cases.models import Case
from tests.access.builders import signed_in
from tests.cases.builders import decided
from tests.cases.pages import client, url
from tests.insight.builders import OFFICE, PROVINCE, somebody

pytestmark = pytest.mark.django_db
PAGE, DOOR = "/kerja/penerima/", "/api/v1/penerima/"
ASKED = {"subject": "PNS", "kind": "disiplin", "on": "2024-09-03"}


def program(role: str = "pemeriksa", office: str = OFFICE) -> Client:
    return Client(headers={"Authorization": f"Bearer {create_token(somebody(role, office))}"})


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [
        ("petugas_laporan", OFFICE, 200),
        ("pemeriksa", OFFICE, 200),
        ("anggota", PROVINCE, 200),
        ("auditor", "bkn", 200),
        ("pejabat_pembina", "pemkab-99.07", 200),
        ("petugas_kepegawaian", "pemkab-99.07", 200),
        ("anggota_kpu", "kpu-99.07", 200),
        ("kustodian", OFFICE, 200),
        ("admin", OFFICE, 404),
    ],
)
def test_whoever_works_on_cases_may_ask(role: str, office: str, status: int) -> None:
    assert signed_in(somebody(role, office)).get(PAGE).status_code == status


def test_outside_one_signs_in_first_and_a_program_brings_a_token() -> None:
    assert Client().get(PAGE).status_code == 302
    assert Client().get(DOOR, ASKED).status_code == 401


def test_the_page_begins_with_a_question_of_today_and_answers_it() -> None:
    answer = client().get(PAGE)

    assert [each.to for each in answer.context["found"]] == ["BKN", "pejabat_pembina"]
    assert "Badan Kepegawaian Negara (BKN)" in answer.content.decode()


@pytest.mark.parametrize(("on", "first"), [("2024-09-03", "KASN"), ("2024-09-04", "BKN")])
def test_page_and_door_change_overnight_and_say_since_when(on: str, first: str) -> None:
    page = client().get(PAGE, {**ASKED, "on": on})
    items = program().get(DOOR, {**ASKED, "on": on}).json()["items"]

    assert [each.to for each in page.context["found"]] == [each["to"] for each in items]
    assert items[0]["to"] == first
    assert (items[0]["until"], items[0]["from"])[first == "BKN"] == on
    assert items[0]["because"]
    assert items[0]["basis"]


def test_a_special_situation_leads_elsewhere() -> None:
    items = program().get(DOOR, {**ASKED, "situation": "konflik_kepentingan"}).json()["items"]

    assert [each["to"] for each in items] == ["Gubernur", "Kemendagri", "KemenPANRB"]
    assert all(each["assumption"] for each in items)


@pytest.mark.parametrize(
    ("field", "value"),
    [("subject", "presiden"), ("kind", "apa_saja"), ("on", "kemarin"), ("regime", "pilkades"), ("situation", "malam"),
     ("position", "x" * 161)],
)  # fmt: skip
def test_a_wrong_question_names_its_field(field: str, value: str) -> None:
    asked = {**ASKED, field: value}

    page, door = client().get(PAGE, asked), program().get(DOOR, asked)

    assert (page.status_code, door.status_code) == (422, 422)
    assert list(page.context["form"].errors) == [field]
    assert [each["field"] for each in door.json()["errors"]] == [field]


def test_where_nobody_is_named_the_page_says_so() -> None:
    answer = client().get(PAGE, {**ASKED, "subject": "TNI", "kind": "kode_etik"})

    assert answer.context["found"] == ()
    assert "Tidak ada penerima menurut aturan" in answer.content.decode()


def case_door(case: Case, role: str = "pemeriksa", office: str = OFFICE) -> Any:
    return program(role, office).get(f"/api/v1/perkara/{case.key}/penerima/")


def test_the_page_of_a_case_and_its_door_name_the_receivers_of_each_person() -> None:
    case = decided()

    page = client().get(url(case, "penerusan/"))
    [item] = case_door(case).json()["items"]

    assert "Kepada siapa menurut aturan hari ini" in page.content.decode()
    assert item["accused"] == case.accused_set.get().key
    assert [(each["to"], each["organisation"]) for each in item["receivers"]] == [
        ("BKN", "bkn"),
        ("pejabat_pembina", "pemkab-99.07"),
    ]


@pytest.mark.parametrize(("role", "office"), [("pemeriksa", "bawaslu-99.08"), ("auditor", "bkn")])
def test_the_receivers_of_a_case_are_told_to_nobody_else(role: str, office: str) -> None:
    assert case_door(decided(), role, office).status_code == 404


def test_the_page_asks_no_more_for_three_receivers_than_for_one() -> None:
    browser = client()

    def cost(**asked: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE, {**ASKED, **asked}).status_code == 200
        return len(queries)

    cost()

    assert cost(on="2024-09-03") == cost(subject="kades", kind="peraturan_lainnya")
