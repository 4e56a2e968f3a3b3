"""A ticket opens one file of one hand-over at one house for a few minutes, and only to its receiver."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from netral.exchange import tickets
from netral.exchange.states import NotGenuine
from netral.exchange.tickets import LIVES, Wanted, announced, check, ticket
from tests.exchange.builders import foreign_key
from tests.intake.builders import day

NOW = day(2)
NAMED: dict[str, Any] = {"key": "kunci", "file": "a" * 64, "by": "bkn", "audience": "https://rumah.example"}
EXTENSIONS = {"image/png": ".png", "application/pdf": ".pdf"}


def asked(**changes: Any) -> str:
    key = foreign_key()
    return ticket(**{**NAMED, "at": NOW, "key_id": key.key_id, "sign": key.sign_json, **changes})


def keys() -> dict[str, str]:
    key = foreign_key()
    return {key.key_id: key.public_key}


def test_a_ticket_holds_for_what_it_names_until_it_ends() -> None:
    check(asked(), keys(), now=NOW, **NAMED)
    check(asked(), keys(), now=NOW + LIVES, **NAMED)


@pytest.mark.parametrize(
    ("changes", "now", "reason"),
    [
        ({"file": "b" * 64}, NOW, "bukan_miliknya"),
        ({"key": "lain"}, NOW, "bukan_miliknya"),
        ({"by": "kasn"}, NOW, "bukan_miliknya"),
        ({"audience": "https://lain.example"}, NOW, "bukan_untuk_kita"),
        ({}, NOW + LIVES + timedelta(seconds=1), "basi"),
        ({"at": NOW + timedelta(hours=1)}, NOW, "basi"),
        ({"lives": timedelta(days=1)}, NOW, "basi"),
    ],
)
def test_a_ticket_for_anything_else_is_none(changes: dict[str, Any], now: Any, reason: str) -> None:
    with pytest.raises(NotGenuine) as refusal:
        check(asked(**changes), keys(), now=now, **NAMED)

    assert refusal.value.reason == reason


def altered(**changes: Any) -> str:
    given = {**json.loads(base64.b64decode(asked())), **changes}
    return base64.b64encode(json.dumps(given).encode()).decode()


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "tanda_tangan"),
        ("%%%", "tanda_tangan"),
        (base64.b64encode(b"[]").decode(), "tanda_tangan"),
        (base64.b64encode(b"[" * 1400).decode(), "tanda_tangan"),
        ("A" * 2_001, "tanda_tangan"),
        (altered(until="2030-01-01T00:00:00+00:00"), "tanda_tangan"),
        (altered(until=7), "tanda_tangan"),
        (altered(key_id="lain"), "tidak_dikenal"),
    ],
)
def test_what_nobody_signed_is_not_believed(header: str, reason: str) -> None:
    with pytest.raises(NotGenuine) as refusal:
        check(header, keys(), now=NOW, **NAMED)

    assert refusal.value.reason == reason


def test_a_ticket_without_an_end_is_stale() -> None:
    key = foreign_key()
    body = {"format": tickets.FORMAT, "id": "kunci", "file": "a" * 64, "by": "bkn", "audience": NAMED["audience"]}
    given = tickets.sealed({**body, "until": ""}, key_id=key.key_id, sign=key.sign_json)

    with pytest.raises(NotGenuine) as refusal:
        check(base64.b64encode(json.dumps(given).encode()).decode(), keys(), now=NOW, **NAMED)

    assert refusal.value.reason == "basi"


def test_what_is_announced_well_is_asked_for_and_nothing_else() -> None:
    good = {"label": "B1", "sha256": "b" * 64, "size": 7, "media_type": "image/png"}
    bad: list[Any] = [
        {**good, "label": "../B1"},
        {**good, "label": "x" * 41},
        {**good, "label": 1},
        {**good, "sha256": "zz"},
        {**good, "sha256": None},
        {**good, "size": 0},
        {**good, "size": True},
        "x",
    ]
    content = {"letter": {"number": "1", "sha256": "a" * 64, "size": 9}, "exhibits": [*bad, good]}

    assert announced(content, EXTENSIONS) == [Wanted("surat.pdf", "a" * 64, 9), Wanted("B1.png", "b" * 64, 7)]
    assert announced({"letter": None, "exhibits": "x"}, EXTENSIONS) == []
    assert announced({}, EXTENSIONS) == []
