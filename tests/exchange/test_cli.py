"""`netral partner`: written down, listed, paused; refused with the reason."""

import argparse
import json
from pathlib import Path

import pytest

from netral.exchange import cli
from netral.exchange.models import Partner
from tests.exchange.builders import foreign_key, office, sent

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser.add_subparsers(required=True))
    args = parser.parse_args(words)
    return int(args.run(args))


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "netral-keys.json"
    path.write_text(json.dumps({"keys": [{"public_key": foreign_key().public_key}]}))
    office()
    return path


def add(keys: Path, *more: str, code: str = "bkn") -> int:
    return run("add", code, "--address", "https://netral.bkn.example", "--keys", str(keys), *more)


def test_a_partner_is_written_down_and_listed(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(keys) == 0
    sent()
    capsys.readouterr()

    assert run("list", "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert row == {
        "code": "bkn", "door": "netral", "address": "https://netral.bkn.example", "keys": [foreign_key().key_id],
        "paused": False, "waiting": 1,
    }  # fmt: skip
    assert run("list") == 0
    assert "menunggu: 1" in capsys.readouterr().out


def test_a_webhook_takes_its_secret_from_a_file(keys: Path, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia"
    secret.write_text("rahasia-bersama\n")

    code = run("add", "bkn", "--door", "webhook", "--address", "https://sbt.example/x", "--secret-file", str(secret))

    assert (code, Partner.objects.get().secret) == (0, "rahasia-bersama")


def test_a_partner_is_paused_and_goes_on(keys: Path) -> None:
    add(keys)

    for verb, paused in (("pause", True), ("resume", False)):
        assert run(verb, "bkn") == 0
        assert Partner.objects.get().paused is paused


@pytest.mark.parametrize("content", ["{", "{}", "[1]", '[{"public_key": "x"}]', "5"])
def test_keys_that_are_none_are_refused(keys: Path, content: str) -> None:
    keys.write_text(content)

    assert add(keys) == 2
    assert not Partner.objects.exists()


def test_what_cannot_be_is_refused_with_the_reason(keys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert add(keys, code="tidak-ada") == 2
    assert add(keys, "--address", "http://bkn.example") == 2
    assert add(keys.with_name("hilang.json")) == 2
    assert run("pause", "bkn") == 2

    assert "bukan mitra" in capsys.readouterr().out
