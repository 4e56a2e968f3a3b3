"""The door for other houses: statuses of the contract, one shape for refusals, and nothing without a signature."""

import json
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from netral.exchange.models import Masukan
from tests.exchange.builders import incoming, partner

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/kiriman/"


def post(body: Any) -> HttpResponse:
    data = body if isinstance(body, bytes) else json.dumps(body)
    return Client().post(DOOR, data, content_type="application/json")  # type: ignore[return-value]


def errors(answer: HttpResponse) -> tuple[int, str, str]:
    (problem,) = json.loads(answer.content)["errors"]
    assert problem["message"]
    return answer.status_code, problem["field"], problem["code"]


def test_a_message_is_answered_with_its_receipt_and_again_with_the_same() -> None:
    message = incoming(at=timezone.now())

    first, second = post(message), post(message)

    assert (first.status_code, second.status_code) == (201, 200)
    assert json.loads(first.content) == json.loads(second.content) == Masukan.objects.get().receipt
    assert first["Cache-Control"] == "no-store"


def test_other_words_under_its_key_are_a_conflict() -> None:
    message = incoming(at=timezone.now())
    post(message)
    other = incoming({"lain": 1}, at=timezone.now(), key=message["id"])

    assert errors(post(other)) == (409, "id", "kunci_terpakai")


def test_what_is_not_genuine_is_not_let_in_and_learns_nothing_more() -> None:
    message = incoming(at=timezone.now())

    assert errors(post({**message, "signature": "x" * 88})) == (401, "signature", "tanda_tangan")


@pytest.mark.parametrize(
    ("body", "field"), [(b"{", ""), (b"[]", ""), (b"[" * 100_000, ""), (b"\xff", ""), ({}, "format")]
)
def test_what_is_no_message_is_named(body: Any, field: str) -> None:
    assert errors(post(body)) == (422, field, "bentuk_tidak_sesuai")


def test_a_message_of_more_than_a_million_bytes_is_too_large() -> None:
    partner()

    assert errors(post(b" " * 1_000_001)) == (413, "", "terlalu_besar")


def together(body: Any) -> HttpResponse:
    return Client().post("/api/v1/kiriman-sekaligus/", body, content_type="application/json")  # type: ignore[return-value]


def test_many_messages_are_answered_each_for_itself() -> None:
    good = incoming(at=timezone.now())
    forged = {**incoming({"n": 2}, at=timezone.now()), "signature": "x" * 88}
    other = incoming({"lain": 1}, at=timezone.now(), key=good["id"])

    answer = together(json.dumps({"messages": [good, forged, 7, {"id": 8}, other]}))

    receipt = Masukan.objects.get().receipt
    assert answer.status_code == 200
    assert json.loads(answer.content)["answers"] == [
        {"id": good["id"], "status": 201, "receipt": receipt},
        {"id": forged["id"], "status": 401, "code": "tanda_tangan"},
        {"id": "", "status": 422, "code": "bentuk_tidak_sesuai"},
        {"id": "", "status": 422, "code": "bentuk_tidak_sesuai"},
        {"id": good["id"], "status": 409, "code": "kunci_terpakai"},
    ]
    again = together(json.dumps({"messages": [good]}))
    assert json.loads(again.content)["answers"] == [{"id": good["id"], "status": 200, "receipt": receipt}]


def test_what_the_database_refuses_among_many_is_an_error_of_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.exchange.actions.receive_many", lambda given, at: [DatabaseError() for _each in given])

    answer = together(json.dumps({"messages": [incoming(at=timezone.now())]}))

    assert json.loads(answer.content)["answers"][0]["status"] == 500


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"messages": 1}', json.dumps({"messages": [0] * 101}).encode()])
def test_what_is_no_list_of_messages_is_named(body: bytes) -> None:
    assert errors(together(body))[::2] == (422, "bentuk_tidak_sesuai")


def test_many_messages_of_more_than_a_million_bytes_are_too_large() -> None:
    assert errors(together(b" " * 1_000_001)) == (413, "", "terlalu_besar")


def test_the_door_shows_nothing() -> None:
    assert Client().get(DOOR).status_code == 405


@pytest.mark.parametrize("broken", ["\0", "\ud800"])
@pytest.mark.parametrize("name", ["from", "to", "id", "matter", "audience", "key_id", "content"])
def test_letters_no_database_keeps_are_no_message(name: str, broken: str) -> None:
    message = incoming(at=timezone.now())
    message[name] = {"number": [broken]} if name == "content" else broken

    assert errors(post(message))[::2] == (422, "bentuk_tidak_sesuai")
