"""The one program: its help, its exit codes, and what it does where nothing is installed."""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from netral.access.queries import user_for_token
from netral.config.cli import main, parser
from netral.config.commands import first_start
from netral.config.commands.ground import UsageError
from netral.offices.models import Organisation
from tests.access.builders import national_admin

COMMANDS = [
    "init", "web", "worker", "demo", "backup", "restore", "journal", "evidence", "custodian", "suggest", "assess",
    "deadline", "verify", "token",
]  # fmt: skip


def ending(*arguments: str) -> int:
    """The exit code, whether it is returned or argparse leaves with it."""
    try:
        return main(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert ending("--help") == 0

    told = capsys.readouterr().out.split()
    assert [command for command in COMMANDS if command not in told] == []


@pytest.mark.parametrize("command", [*COMMANDS, "journal verify", "journal anchor", "token create"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(*command.split(), "--help") == 0

    assert f"usage: netral {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        "", "tidak-ada", "init", "init --admin-email x@contoh.example", "deadline", "deadline --rule P-KA", "verify",
        "token", "token create", "backup", "restore", "demo --port delapan", "web --workers dua", "assess a b",
        "journal", "journal lain", "journal anchor --date kemarin",
    ],
)  # fmt: skip
def test_wrong_usage_is_two(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ending(*arguments.split()) == 2

    assert capsys.readouterr().err.startswith("usage: netral")


# Tokens


@pytest.mark.django_db
def test_a_token_opens_the_door_of_its_holder(capsys: pytest.CaptureFixture[str]) -> None:
    user = national_admin()

    code = main(["token", "create", user.email.upper()])

    raw = capsys.readouterr().out.strip()
    assert (code, user_for_token(raw)) == (0, user)


@pytest.mark.django_db
def test_a_token_for_nobody_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    national_admin()

    code = main(["token", "create", "siapa@contoh.example"])

    told = capsys.readouterr()
    assert (code, told.out, "siapa@contoh.example" in told.err) == (2, "", True)


# Where nothing is installed


@pytest.mark.django_db
@pytest.mark.parametrize("arguments", ["token create a@contoh.example", "backup {folder}/salinan.tar"])
def test_a_house_that_is_not_installed_says_so(
    arguments: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not Organisation.objects.exists()

    code = main(arguments.format(folder=tmp_path).split())

    assert (code, "netral init" in capsys.readouterr().err) == (2, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["journal verify", "journal anchor", "token create a@contoh.example"])
def test_a_database_that_cannot_be_reached_says_where_to_look(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(connection, "ensure_connection", away)

    code = main(command.split())

    told = capsys.readouterr().err
    assert (code, "NETRAL_DATABASE_URL" in told, "unable to open database file" in told) == (2, True, True)


# Pipes


def test_a_reader_who_leaves_early_ends_the_program_quietly() -> None:
    """As in `netral assess | head -1`: no traceback, and not the exit code of a success."""
    row = b'{"id":"1","election":"pemilu2024","subject":"PNS","conduct":["post_comment_share_like"]}\n'
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}
    reading, writing = os.pipe()
    os.close(reading)

    program: Any = subprocess.run(
        [sys.executable, "-m", "netral.config.cli", "assess", "--json"],
        input=row * 3, stdout=writing, stderr=subprocess.PIPE, env=environment, check=False, timeout=120,
    )  # fmt: skip
    os.close(writing)

    assert (program.returncode, program.stderr) == (1, b"")


# The first administrator's password


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Somebody at the keyboard, typing these lines one after the other."""

    def typing(*lines: str) -> None:
        waiting = iter(lines)
        monkeypatch.delenv("NETRAL_ADMIN_PASSWORD", raising=False)
        monkeypatch.setattr("sys.stdin", argparse.Namespace(isatty=lambda: bool(lines)))
        monkeypatch.setattr(first_start.getpass, "getpass", lambda _prompt: next(waiting))

    return typing


def test_a_password_is_typed_twice(terminal: Any) -> None:
    terminal("perahu-kecil-di-danau", "perahu-kecil-di-danau")

    assert first_start._password() == "perahu-kecil-di-danau"


def test_two_different_passwords_are_none(terminal: Any) -> None:
    terminal("perahu-kecil-di-danau", "perahu-besar-di-danau")

    with pytest.raises(UsageError, match="tidak sama"):
        first_start._password()


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("bukan-surel", "perahu-kecil-di-danau"),
        ("nur@contoh.example", "pendek"),
        ("nur@contoh.example", "123456789012"),
        ("nur@contoh.example", "nur@contoh.example"),
    ],
)
def test_what_no_other_account_may_have_the_first_may_not_either(email: str, password: str) -> None:
    with pytest.raises(UsageError, match=email):
        first_start._check(email, "Nur Aini", password)


def test_a_good_address_and_password_pass() -> None:
    first_start._check("nur@contoh.example", "Nur Aini", "perahu-kecil-di-danau")


def test_without_a_keyboard_the_environment_must_say_it(terminal: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal()
    with pytest.raises(UsageError, match="NETRAL_ADMIN_PASSWORD"):
        first_start._password()

    monkeypatch.setenv("NETRAL_ADMIN_PASSWORD", "dari-luar-saja")

    assert first_start._password() == "dari-luar-saja"


@pytest.mark.parametrize(
    "address",
    ["postgresql://u:rahasia123@127.0.0.1:abc/x", "zzz://u:rahasia123@h/x", "rahasia123", "mysql://u:rahasia123@h/x"],
)
def test_an_address_of_no_database_is_wrong_usage_and_not_repeated(address: str) -> None:
    command = [sys.executable, "-m", "netral.config.cli", "journal", "verify"]

    done = subprocess.run(
        command, env={**os.environ, "NETRAL_DATABASE_URL": address}, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "NETRAL_DATABASE_URL tidak terbaca" in done.stderr
    assert "rahasia123" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    ["--workers 0", "--workers -1", "--workers banyak", "--bind nonsens", "--bind 127.0.0.1:99999", "--bind :8000"],
)
def test_a_place_or_number_that_cannot_be_is_wrong_usage(arguments: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["web", *arguments.split()])

    assert (ended.value.code, "bukan" in capsys.readouterr().err) == (2, True)


def test_a_socket_in_the_file_system_is_a_place_too() -> None:
    assert parser().parse_args(["web", "--bind", "unix:/run/netral.sock"]).bind == "unix:/run/netral.sock"
