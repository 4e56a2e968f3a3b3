"""The door for other houses: statuses of the contract, one shape for refusals, and nothing without a signature."""

import json
from typing import Any

import pytest
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


def test_the_door_shows_nothing() -> None:
    assert Client().get(DOOR).status_code == 405


@pytest.mark.parametrize("broken", ["\0", "\ud800"])
@pytest.mark.parametrize("name", ["from", "to", "id", "matter", "audience", "key_id", "content"])
def test_letters_no_database_keeps_are_no_message(name: str, broken: str) -> None:
    message = incoming(at=timezone.now())
    message[name] = {"number": [broken]} if name == "content" else broken

    assert errors(post(message))[::2] == (422, "bentuk_tidak_sesuai")
