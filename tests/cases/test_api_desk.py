"""The desk for programs: the same verbs and policies as the pages, in the shape of the wire."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import create_token
from netral.access.models import Role
from netral.cases import actions
from netral.cases.models import Case, Note, Task
from netral.notices.models import Follow
from tests.cases.builders import day, opened
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db


def sent(path: str, body: Any = None, *, role: str = Role.MEMBER, office: str = "bawaslu-99.07", **more: str) -> Any:
    token = create_token(at_office(role, office), at=timezone.now())
    headers = {"Authorization": f"Bearer {token}", **more}
    address = f"/api/v1/{path}"
    if body is None:
        return Client().get(address, headers=headers)
    return Client().post(address, body, content_type="application/json", headers=headers)


def of(case: Case, rest: str) -> str:
    return f"perkara/{case.key}/{rest}/"


def fields(answer: Any) -> list[str]:
    return [row["field"] for row in answer.json()["errors"]]


def test_examiners_are_set_and_a_list_from_before_is_refused() -> None:
    case, ayu = opened(), at_office(name="Ayu")

    answer = sent(of(case, "penugasan"), {"examiners": [ayu.key], "seen": []})
    late = sent(of(case, "penugasan"), {"examiners": [], "seen": []})
    same = sent(of(case, "penugasan"), {"examiners": [ayu.key], "seen": [ayu.key]})

    assert answer.status_code == 200
    assert answer.json()["examiners"] == [{"key": ayu.key, "name": "Ayu"}]
    assert len(answer.json()["entry_hash"]) == 64
    assert late.status_code == 409
    assert same.json()["entry_hash"] is None


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"examiners": ["tidakada"], "seen": []}, "examiners"),
        ({"examiners": []}, "seen"),
        ({"examiners": ["x"] * 21, "seen": []}, "examiners"),
        ({"examiners": [], "seen": [], "lain": 1}, "lain"),
    ],
)
def test_a_bad_assignment_names_its_field(body: Any, field: str) -> None:
    answer = sent(of(opened(), "penugasan"), body)

    assert answer.status_code == 422
    assert fields(answer) == [field]


def test_whom_the_case_names_is_assigned_with_a_reason_only() -> None:
    case, witness = opened(), at_office(name="Saksi Rekaan")
    body = {"examiners": [witness.key], "seen": []}

    assert "saksi" in sent(of(case, "penugasan"), body).json()["errors"][0]["message"]
    assert sent(of(case, "penugasan"), {**body, "namesake": "Lain orang."}).status_code == 422
    assert (
        sent(
            of(case, "penugasan"), {**body, "namesake": "Lain orang, lahir dua puluh tahun sesudahnya. " * 2}
        ).status_code
        == 200
    )


def test_following_notes_and_tasks_are_read_where_they_were_written() -> None:
    case = opened()
    assert sent(of(case, "ikuti"), {"follow": True}).json() == {"follow": True}
    note = sent(of(case, "catatan"), {"text": "Catatan."}).json()["key"]
    given = sent(of(case, "tugas"), {"text": "Panggil.", "user": at_office().key, "due_on": "2999-01-01"}).json()["key"]

    desk = sent(of(case, "meja")).json()

    assert desk["follow"]
    assert [(row["key"], row["text"], row["edition"]) for row in desk["notes"]] == [(note, "Catatan.", 1)]
    assert [(row["key"], row["due_on"], row["late"]) for row in desk["tasks"]] == [(given, "2999-01-01", False)]
    assert sent(of(case, f"tugas/{given}/selesai"), {}).status_code == 200
    assert sent(of(case, f"tugas/{given}/selesai"), {}).status_code == 409
    assert sent(of(case, "meja")).json()["tasks"][0]["done_at"]
    assert sent(of(case, "ikuti"), {"follow": False}).json() == {"follow": False}
    assert not Follow.objects.exists()


def test_offices_above_see_who_examines_but_not_the_desk() -> None:
    case = opened()
    task = actions.give_task(case, acting=as_acting(Role.MEMBER), at=day(1), text="Panggil.", user=at_office())
    above: dict[str, Any] = {"role": Role.EXAMINER, "office": "bawaslu-99"}

    desk = sent(of(case, "meja"), **above).json()

    assert (desk["examiners"], desk["tasks"], desk["notes"]) == ([], None, None)
    for rest, body in (
        ("catatan", {"text": "x"}),
        ("tugas", {"text": "x", "user": at_office().key}),
        (f"tugas/{task.key}/selesai", {}),
        ("penugasan", {"examiners": [at_office().key], "seen": []}),
    ):
        assert sent(of(case, rest), body, **above).status_code == 422
    assert sent(of(case, "ikuti"), {"follow": True}, **above).status_code == 200
    assert (Note.objects.count(), Task.objects.count()) == (0, 1)


@pytest.mark.parametrize("rest", ["meja", "penugasan", "ikuti", "catatan", "tugas", "tugas/tidakada/selesai"])
def test_whoever_does_not_see_the_case_finds_nothing(rest: str) -> None:
    bodies: dict[str, Any] = {
        "penugasan": {"examiners": [], "seen": []},
        "ikuti": {"follow": True},
        "catatan": {"text": "x"},
        "tugas": {"text": "x", "user": at_office().key},
        "tugas/tidakada/selesai": {},
    }
    answer = sent(of(opened(), rest), bodies.get(rest), office="bawaslu-99.08")

    assert answer.status_code == 404


@pytest.mark.parametrize("text", ["", "  ", "a\0b"])
def test_text_that_says_nothing_or_cannot_be_kept_is_refused(text: str) -> None:
    case = opened()

    assert fields(sent(of(case, "catatan"), {"text": text})) == ["text"]
    assert fields(sent(of(case, "tugas"), {"text": text, "user": at_office().key})) == ["text"]


def test_a_task_for_nobody_known_is_refused() -> None:
    assert fields(sent(of(opened(), "tugas"), {"text": "x", "user": "tidakada"})) == ["user"]


def test_own_views_are_listed() -> None:
    actions.save_view(at_office(Role.MEMBER), name="Pleno", view="pleno", line="")
    actions.save_view(at_office(), name="Milik orang", view="tenggat", line="")

    assert [(row["name"], row["view"], row["line"]) for row in sent("tampilan/").json()["items"]] == [
        ("Pleno", "pleno", "")
    ]


def test_what_a_program_sends_again_under_its_own_key_is_the_note_there_is() -> None:
    case, other = opened(), opened()
    key = {"Idempotency-Key": "catatan-1"}

    first, again = (sent(of(case, "catatan"), {"text": "Sama."}, **key) for _ in range(2))
    changed = sent(of(case, "catatan"), {"text": "Lain."}, **key)

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert (changed.status_code, fields(changed)) == (409, ["Idempotency-Key"])
    assert Note.objects.count() == 1
    assert sent(of(other, "catatan"), {"text": "Sama."}, **key).json() != first.json()
    assert sent(of(case, "catatan"), {"text": "Sama."}, role=Role.EXAMINER, **key).json() != first.json()
    assert sent(of(case, "catatan"), {"text": "Sama."}).json() != first.json()
    assert fields(sent(of(case, "catatan"), {"text": "Sama."}, **{"Idempotency-Key": "x" * 65})) != []


def test_a_task_sent_again_under_its_own_key_is_the_task_there_is() -> None:
    case, key = opened(), {"Idempotency-Key": "tugas-1"}
    body = {"text": "Sama.", "user": at_office().key}

    first, again = (sent(of(case, "tugas"), body, **key) for _ in range(2))

    assert (first.status_code, first.json()) == (again.status_code, again.json())
    for change in ({"text": "Lain."}, {"user": at_office(Role.MEMBER).key}, {"due_on": "2999-01-01"}):
        assert sent(of(case, "tugas"), {**body, **change}, **key).status_code == 409
    assert Task.objects.count() == 1


@pytest.mark.parametrize("text", ["x\ud800", "a\0b"])
@pytest.mark.parametrize(
    ("rest", "body"),
    [
        ("penugasan", {"examiners": ["%s"], "seen": []}),
        ("penugasan", {"examiners": [], "seen": ["%s"]}),
        ("penugasan", {"examiners": [], "seen": [], "namesake": "%s"}),
        ("laporan/gabung", {"laporan": ["%s"]}),
        ("laporan/pisah", {"laporan": ["%s"]}),
        ("catatan", {"text": "%s"}),
        ("tugas", {"text": "x", "user": "%s"}),
    ],
)
def test_what_no_database_keeps_is_refused_wherever_it_stands(rest: str, body: dict[str, Any], text: str) -> None:
    told = json.dumps(body).replace("%s", json.dumps(text)[1:-1])

    assert sent(of(opened(), rest), told, role=Role.INTAKE_OFFICER).status_code == 422
