"""docs/panduan/mitra.md: every command runs, every header is the one that is sent, every number is the house's own."""

import argparse
import json
import re
import shlex
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.wire import StaffToken
from netral.config.cli import parser
from netral.exchange import cli, messages, shared_secret, states, tickets
from netral.exchange.models import Partner
from netral.exchange.policies import check_address
from netral.exchange.states import Door, Refused
from tests.exchange.builders import foreign_key, office, sent

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "panduan" / "mitra.md").read_text("utf-8")
SECRET = "rahasia-contoh-jangan-dipakai"
HEADER = re.compile(r"Netral-[A-Z][a-z]+")
MINUTE = timedelta(minutes=1)


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


def commands() -> list[list[str]]:
    """Every line that calls the program, without its name."""
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("netral ")]


def partner_commands() -> list[list[str]]:
    return [words[1:] for words in commands() if words[0] == "partner"]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_is_one_the_program_knows(words: list[str]) -> None:
    parser().parse_args(words)


@pytest.mark.django_db
def test_the_partner_commands_run_in_the_order_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rahasia.txt").write_text(SECRET)
    (tmp_path / "netral-keys.json").write_text(json.dumps({"keys": [{"public_key": foreign_key().public_key}]}))
    verbs = argparse.ArgumentParser()
    cli.add_arguments(verbs.add_subparsers(required=True))

    answers = [args.run(args) for args in map(verbs.parse_args, partner_commands())]

    assert len(answers) >= 6
    assert set(answers) == {0}
    assert {words[words.index("--door") + 1] for words in partner_commands() if "--door" in words} == {
        Door.PACKAGE, Door.WEBHOOK,
    }  # fmt: skip
    kept = Partner.objects.get()
    assert (kept.door, kept.paused, kept.secret) == (Door.WEBHOOK, False, SECRET)
    assert json.loads(capsys.readouterr().out.splitlines()[-2])["code"] == "bkn"


def test_every_header_named_is_one_that_travels() -> None:
    assert set(HEADER.findall(GUIDE)) == {shared_secret.TIME, shared_secret.SIGNATURE, tickets.HEADER}
    assert f"Authorization: {StaffToken.openapi_scheme.capitalize()}" in GUIDE


def test_every_door_of_the_house_is_told() -> None:
    assert {door for door in Door.values if f"| `{door}` |" not in GUIDE} == set()


def checks() -> Callable[[str, dict[str, str], bytes, datetime], bool]:
    """The signature check as the guide gives it to copy."""
    [code] = blocks("python")
    given: dict[str, Any] = {}
    exec(code, given)
    found: Callable[[str, dict[str, str], bytes, datetime], bool] = given["sah"]
    return found


def test_the_check_has_ten_lines_and_believes_what_the_house_signs() -> None:
    now, body = timezone.now(), b'{"id":"7k4m2pxd91qf0"}'
    headers = shared_secret.headers(SECRET, body, at=now)

    assert len([line for line in blocks("python")[0].splitlines() if line.strip()]) <= 10
    assert checks()(SECRET, headers, body, now)
    assert checks()(SECRET, headers, body, now + 4 * MINUTE)


def test_the_check_believes_nothing_else() -> None:
    now, body = timezone.now(), b'{"id":"7k4m2pxd91qf0"}'
    headers = shared_secret.headers(SECRET, body, at=now)
    other_time = {**headers, shared_secret.TIME: (now + MINUTE).isoformat()}

    assert not checks()(SECRET, headers, body + b" ", now)
    assert not checks()("rahasia lain", headers, body, now)
    assert not checks()(SECRET, other_time, body, now)
    assert not checks()(SECRET, {}, body, now)
    assert not checks()(SECRET, headers, body, now + 6 * MINUTE)
    assert not checks()(SECRET, headers, body, now - 6 * MINUTE)


def test_the_example_is_a_message_as_the_house_shapes_it() -> None:
    example = json.loads(blocks("json")[0])

    assert messages.check_shape(example) == example
    assert sorted(example) == list(example), "as on the wire: keys in order"


def test_the_example_signature_is_right() -> None:
    body = blocks("json")[1].strip().encode()
    [said_at] = re.findall(r"`Netral-Time: ([^`]+)`", GUIDE)
    [given] = re.findall(r"^Netral-Signature: ([0-9a-f]{64})$", GUIDE, re.MULTILINE)

    assert f"rahasia `{SECRET}`" in GUIDE
    assert given == shared_secret.signature(SECRET, said_at, body)


@pytest.mark.django_db
def test_the_news_of_the_guide_are_taken_once_and_a_forged_one_is_not() -> None:
    office()
    Partner.objects.create(
        organisation=office("bkn"), door=Door.WEBHOOK, address="https://sbt.example/masuk", secret=SECRET,
        changed_at=timezone.now(),
    )  # fmt: skip
    kiriman, body, client = sent(), blocks("json")[1].strip().encode(), Client()
    headers = shared_secret.headers(SECRET, body, at=timezone.now())

    def told(headers: dict[str, str]) -> int:
        address = f"/api/v1/kiriman/{kiriman.key}/kabar/"
        return int(client.post(address, body, content_type="application/json", headers=headers).status_code)

    assert [told(headers), told(headers), told({**headers, "Netral-Signature": "0" * 64})] == [201, 200, 401]
    kiriman.refresh_from_db()
    assert kiriman.answer == "diterima"


def test_the_numbers_of_the_guide_are_those_of_the_house() -> None:
    told = " ".join(GUIDE.split())
    seconds, *minutes = [int(pause.total_seconds()) for pause in states.PAUSES]
    first, second, last = (each // 60 for each in minutes)

    assert f"sesudah {seconds} detik, {first} menit, {second} menit, lalu tiap {last} menit" in told
    assert f"paling lama {states.TIMEOUT:.0f} detik" in told
    assert timedelta(minutes=5) == states.SKEW == tickets.LIVES
    assert timedelta(hours=1) == states.LONGEST_PAUSE
    assert states.LARGEST_MESSAGE == 10**6
    assert all(str(code) in told for code in states.FINAL_REFUSALS)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9000/masuk", "https://sbt.example/masuk"])
def test_the_addresses_of_the_guide_are_taken(address: str) -> None:
    check_address(Door.WEBHOOK, address)


def test_an_address_without_https_is_refused_as_the_guide_says() -> None:
    with pytest.raises(Refused):
        check_address(Door.WEBHOOK, "http://sbt.example/masuk")


def test_the_words_of_an_answer_are_all_told() -> None:
    said = set(states.Answer.values) - {states.Answer.ARRIVED}

    assert {word for word in said if f"`{word}`" not in GUIDE} == set()


def test_every_button_of_the_guide_stands_on_a_page() -> None:
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "netral" / "exchange" / "templates").rglob("*.html"))
    buttons = set(re.findall(r"menekan \*\*([^*]+)\*\*", GUIDE))

    assert len(buttons) == 2
    assert {button for button in buttons if f'{{% trans "{button}" %}}' not in pages} == set()
