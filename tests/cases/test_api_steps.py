"""The API's word is its schema: what it says fits is taken, what it says does not is named, for every step."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token, deactivate, end_seat
from netral.access.states import SYSTEM
from netral.cases import queries
from netral.cases.forms import FORMS
from netral.cases.json_schema import fits, schema_of
from netral.cases.models import Case
from tests.access.builders import seated
from tests.cases.builders import LONG, complete_laporan, day, opened, rows
from tests.cases.pages import today
from tests.cases.stations import (
    PROCEDURES,
    REPORTS,
    STATUSES,
    TABLES,
    at_station,
    nothing_left_behind,
    possible,
    steps_of,
)
from tests.cases.test_api import LIST, caller, take
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
NUMBER = "012/PM.06.02/X/2024"
STEPS = [(procedure, step.code) for procedure in PROCEDURES for step in steps_of(procedure)]


def sample(schema: dict[str, Any]) -> Any:
    """A value made from the schema alone: the first of a list, the longest text, the smallest number."""
    match schema["type"]:
        case "array":
            return schema["items"]["enum"][:1] if "enum" in schema["items"] else everybody(schema["items"])
        case "integer":
            return schema["minimum"]
        case "boolean":
            return False
    if "enum" in schema:
        return next(code for code in schema["enum"] if code)
    if "pattern" in schema:
        assert re.search(schema["pattern"], NUMBER)
        return NUMBER
    moments = {"date": today(), "time": "23:59:00"}
    return moments[schema["format"]] if "format" in schema else "x" * min(schema["maxLength"], 120)


def everybody(row: dict[str, Any]) -> list[dict[str, str]]:
    """A row per member or person the schema knows, each with the first thing they can do, or be found."""
    cells = row["properties"]
    if "accused" in cells:
        return [
            {"accused": each["const"], "decision": cells["decision"]["enum"][0]} for each in cells["accused"]["anyOf"]
        ]
    known = [each["const"] for each in cells["member"]["anyOf"] if "const" in each]
    return [{"member": key, "part": cells["part"]["enum"][0]} for key in known]


def body(schema: dict[str, Any]) -> dict[str, Any]:
    """Every field but a number that may be left out: it says how others differ from this one."""
    fields = schema["properties"].items()
    return {name: sample(each) for name, each in fields if each["type"] != "integer" or name in schema["required"]}


def broken(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """One field at a time, a value the schema rules out."""
    for name, each in schema["properties"].items():
        if each["type"] == "array":
            yield name, ["tidak-ada"]
            yield name, "tidak-ada"
        elif each["type"] == "integer":
            yield name, each["minimum"] - 1
            yield name, each["maximum"] + 1
        elif "enum" in each:
            yield name, "tidak-ada"
        elif each["type"] == "boolean":
            yield name, "false"
        elif "format" in each:
            yield name, "2024-02-30"
        else:
            yield name, "x" * (each["maxLength"] + 1)
            yield name, "a\0b"
            yield from ((name, text) for text in ("dua kata", "tanpa-angka") if "pattern" in each)


def offered(browser: Client, case: Case, code: str) -> dict[str, Any]:
    steps = browser.get(f"{LIST}{case.key}/").json()["steps"]
    return next(step["fields"] for step in steps if step["step"] == code)


@pytest.mark.parametrize(("procedure", "code"), STEPS)
def test_the_schema_of_a_step_and_its_form_agree_about_every_field(procedure: str, code: str) -> None:
    step = TABLES[procedure].step(code)
    case = at_station(step.froms[0], procedure)
    schema = offered(caller(step.by[0]), case, code)
    form = FORMS[code](case=case)

    assert schema == schema_of(form.fields)
    good = body(schema)
    assert all(fits(form.fields[name], value) for name, value in good.items())
    assert FORMS[code]({**good, "version": 1}, case=case).errors.keys() <= {"other_receiver"}
    for name in schema["required"]:
        rest = {key: value for key, value in good.items() if key != name}
        assert name in FORMS[code]({**rest, "version": 1}, case=case).errors


@pytest.mark.parametrize(("procedure", "code"), STEPS)
def test_what_the_schema_rules_out_is_named_at_its_field_and_leaves_nothing(procedure: str, code: str) -> None:
    step = TABLES[procedure].step(code)
    case, browser = at_station(step.froms[0], procedure), caller(step.by[0])
    schema = offered(browser, case, code)
    good = body(schema)

    with nothing_left_behind(case):
        for name, value in broken(schema):
            answer = take(browser, case, code, **{**good, name: value})
            assert answer.status_code == 422, (name, value)
            assert name in {row["field"] for row in answer.json()["errors"]}, (name, value)


@pytest.mark.parametrize(("procedure", "code"), STEPS)
def test_a_body_made_from_the_schema_alone_is_taken_or_told_what_the_law_asks(procedure: str, code: str) -> None:
    """The first office is not at stake; other facts lose the norm; a letter of today comes after the period's end."""
    step = TABLES[procedure].step(code)
    case, browser = at_station(step.froms[0], procedure), caller(step.by[0])
    asked = {"simpan_kajian": {"pemilu": "provisions", "pilkada": "office"}[procedure], queries.MORE_TIME: "letter_on"}

    answer = take(browser, case, code, **body(offered(browser, case, code)))

    if code in asked:
        assert answer.status_code == 422
        assert [error["field"] for error in answer.json()["errors"]] == [asked[code]]
    else:
        assert answer.status_code == 200, answer.json()
        assert answer.json()["status"] == (step.to or step.froms[0])


def instead(procedure: str, status: str) -> list[str]:
    return [step.label.id for step in possible(procedure, status)]


@pytest.mark.parametrize("status", STATUSES)
def test_a_step_the_status_does_not_allow_is_422_with_what_is_possible(status: str) -> None:
    case, callers = at_station(status), {role: caller(role) for role in ("pemeriksa", "anggota")}

    for step in steps_of("pemilu"):
        if status in step.froms:
            continue
        with nothing_left_behind(case):
            answer = take(callers[step.by[0]], case, step.code)
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["field"]) == (422, "step")
        assert all(label in error["message"] for label in instead("pemilu", status))


@pytest.mark.parametrize("offset", [-1, 1, 1_000, 10**30])
@pytest.mark.parametrize("status", ["pemeriksaan", "menunggu_pleno", "selesai"])
def test_any_version_but_the_present_one_is_409_before_anything_else(status: str, offset: int) -> None:
    case, browser = at_station(status), caller()

    with nothing_left_behind(case):
        answer = browser.post(
            f"{LIST}{case.key}/langkah/",
            json.dumps({"step": "menari", "version": case.version + offset}),
            content_type="application/json",
        )

    assert answer.status_code == 409
    [error] = answer.json()["errors"]
    assert error["field"] == "version"
    assert "Muat ulang" in error["message"]


@pytest.mark.parametrize("procedure", PROCEDURES)
def test_a_program_alone_carries_a_case_to_the_hand_over(procedure: str) -> None:
    """Each answer's version is the next request's."""
    case = opened(report=REPORTS[procedure])
    examiner, member = caller(), caller("anggota")
    office = {"pemilu": "dpr", "pilkada": "bupati"}[procedure]
    facts = {"subject": "PNS", "conduct": ["pengarahan_ajakan"], "date": "2024-01-12", "office": office}
    heard = {"party": "saksi", "name": "S", "held_on": "2024-01-16", "place": "Kantor", "attended": "tidak"}
    members = [{"member": row.member, "part": row.part, "note": row.note} for row in rows(present=3, in_favour=3)]
    votes = {"held_on": today(), "members": members, "seats": 5, "seats_reason": "Satu kosong.", "reason": LONG}
    letter = {"receiver": "bkn", "conflict_of_interest": "tidak", "summary": "Uraian."}
    story: list[tuple[Client, str, dict[str, Any]]] = [
        (examiner, "klarifikasi", heard),
        (examiner, "simpan_kajian", {**facts, "conclusion": LONG}),
        (examiner, "susun_kajian", {}),
        (member, "putuskan_terbukti", votes),
        (examiner, "teruskan", letter),
    ]

    for browser, step, fields in story:
        answer = take(browser, case, step, **fields)
        assert answer.status_code == 200, answer.json()
        case.version = answer.json()["version"]

    shown = examiner.get(f"{LIST}{case.key}/").json()
    assert (shown["status"], shown["version"]) == ("diteruskan", 6)
    told = [(step["step"], "belum diteruskan" in step.get("because", "")) for step in shown["steps"]]
    assert told == [("teruskan", True), ("teruskan_lagi", False)]
    assert all(clock["stopped"] for clock in shown["clocks"])


def token_of(user: Any) -> Client:
    return Client(headers={"Authorization": f"Bearer {create_token(user)}"})


def test_a_token_is_worth_what_its_holder_may_do_today() -> None:
    case = opened()
    retired, dismissed, moved = (seated("pemeriksa", email=f"{name}@contoh.id") for name in ("satu", "dua", "tiga"))
    browsers = {user: token_of(user) for user in (retired, dismissed, moved)}
    assert {browser.get(LIST).status_code for browser in browsers.values()} == {200}

    yesterday = timezone.localdate(timezone=intake.WITA) - timedelta(days=1)
    end_seat(retired.seats.get(), last_day=yesterday, acting=SYSTEM, at=timezone.now())
    deactivate(dismissed, acting=SYSTEM, at=timezone.now())

    assert browsers[retired].get(f"{LIST}{case.key}/").status_code == 401
    assert browsers[dismissed].get(f"{LIST}{case.key}/").status_code == 401
    assert browsers[moved].get(f"{LIST}{case.key}/").status_code == 200


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_a_case_is_changed_by_steps_alone(method: str) -> None:
    case, browser = opened(), caller()

    with nothing_left_behind(case):
        answers = [getattr(browser, method)(address) for address in (LIST, f"{LIST}{case.key}/")]

    assert {answer.status_code for answer in answers} == {405}


@pytest.mark.parametrize("key", ["tidakada", "0" * 26, "x" * 500, "%00", "..%2f", "1"])
def test_a_key_of_no_case_is_404_and_so_is_a_step_on_it(key: str) -> None:
    opened()
    browser = caller()

    assert browser.get(f"{LIST}{key}/").status_code == 404
    sent = browser.post(f"{LIST}{key}/langkah/", {"step": "x", "version": 1}, content_type="application/json")
    assert sent.status_code == 404


def test_a_laporan_is_no_case_however_close() -> None:
    laporan = complete_laporan(at=day(0))

    assert caller().get(f"{LIST}{laporan.key}/").status_code == 404
