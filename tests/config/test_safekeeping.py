"""A copy holds everything and nothing secret, and its tools say what they cannot do."""

import hashlib
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from netral.config import safekeeping
from netral.config.cli import main
from netral.config.safekeeping import MANIFEST, NotPossible
from netral.lib import at_rest
from tests.config.copies import (
    DATABASE,
    PHOTO,
    Taken,
    contents,
    copy,
    elsewhere,
    empty_database,
    empty_home,
    house,
    taken,
    untouched,
)

__all__ = ["copy", "elsewhere", "empty_database", "house", "taken", "untouched"]


# What a copy holds


def test_a_copy_holds_database_files_roots_and_public_keys_under_their_sums(copy: Path) -> None:
    members = contents(copy)

    sums = json.loads(members.pop(MANIFEST))
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    assert set(members) == {
        DATABASE, "berkas/bukti/foto", "akar/2026-01-05.json", "akar/2026-01-06.json",
        "keys/signing.pub", "keys/custodian.pub", "keys/at_rest.pub",
    }  # fmt: skip


def test_no_private_key_is_in_a_copy(taken: Taken) -> None:
    names = ("signing.key", "receipt.key", "at_rest.key")
    secrets = [(taken.home / "keys" / name).read_bytes().strip() for name in names]
    secrets += [key.secret.hex().encode() for key in at_rest.ring(taken.home / "keys")]

    whole = taken.path.read_bytes()

    assert [secret for secret in secrets if secret in whole] == []


def test_a_copy_holds_no_session_so_that_everybody_signs_in_again(taken: Taken, elsewhere: Path) -> None:
    assert [kept for kept in taken.session if kept.encode() in contents(taken.path)[DATABASE]] == []

    safekeeping.restore(taken.path)

    assert not Session.objects.exists()


def test_a_copy_is_for_its_owners_eyes(taken: Taken) -> None:
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600


def test_a_copy_says_how_much_it_holds(house: Path, tmp_path: Path) -> None:
    told = safekeeping.write(tmp_path / "salinan.tar")

    assert told == f"5 berkas, {(tmp_path / 'salinan.tar').stat().st_size // 1024} kB"


def test_a_file_that_grows_while_it_is_copied_makes_no_bad_copy(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo, read = house / "berkas" / "bukti" / "foto", safekeeping._Summing.read

    def read_while_it_grows(reader: Any, size: int = -1) -> bytes:
        with photo.open("ab") as file:
            file.write(b"lagi")
        return read(reader, size)

    monkeypatch.setattr(safekeeping._Summing, "read", read_while_it_grows)
    safekeeping.write(tmp_path / "kedua.tar")

    with empty_home(tmp_path / "lain") as home:
        assert safekeeping.restore(tmp_path / "kedua.tar").ok
        assert (home / "berkas" / "bukti" / "foto").read_bytes().startswith(PHOTO)


def test_a_file_tidied_away_meanwhile_is_left_out(house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = house / "berkas" / "bukti" / "tadi"
    listed = list(safekeeping._kept_files())
    monkeypatch.setattr(safekeeping, "_kept_files", lambda: [("berkas/bukti/tadi", gone), *listed])

    safekeeping.write(tmp_path / "salinan.tar")

    assert "berkas/bukti/tadi" not in json.loads(contents(tmp_path / "salinan.tar")[MANIFEST])


def test_a_copy_that_could_not_be_finished_leaves_nothing(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cadangan" / "salinan.tar"
    target.parent.mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safekeeping, "_add", full)

    with pytest.raises(OSError, match="No space left"):
        safekeeping.write(target)

    assert list(target.parent.iterdir()) == []


# The commands around it


def test_backup_and_restore_say_in_words_what_is_not_possible(
    house: Path, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def impossible(_target: Path) -> str:
        raise NotPossible("pg_dump tidak ada di server ini.")

    monkeypatch.setattr(safekeeping, "write", impossible)
    monkeypatch.setattr("netral.config.commands.keeping.enter_house", lambda: None)
    monkeypatch.setenv("NETRAL_HOME", str(house))

    codes = [main(["backup", str(copy.with_name("baru.tar"))]), main(["restore", str(copy)])]

    told = capsys.readouterr().out.splitlines()
    assert codes == [1, 1]
    assert told[0] == "netral backup: pg_dump tidak ada di server ini."
    assert "sudah berisi data" in told[1]


def test_a_place_that_is_not_there_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["backup", str(tmp_path / "tidak-ada" / "salinan.tar")])

    assert (code, "tidak ada. Buat dulu" in capsys.readouterr().err) == (2, True)


# PostgreSQL's own tools


def test_a_server_without_the_tools_says_which_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", "")

    with pytest.raises(NotPossible, match="pg_dump tidak ada di server ini"):
        safekeeping._tool("pg_dump")


def test_the_servers_own_tool_serves_where_no_wheel_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setattr(safekeeping, "find_spec", lambda _name: None)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert safekeeping._tool("pg_dump") == str(tmp_path / "pg_dump")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_password_is_no_argument_anybody_could_list(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "sangat-rahasia")  # this server asks for none

    arguments, environment = safekeeping._place(), safekeeping._with_password()
    connection.close()

    assert "sangat-rahasia" not in " ".join(arguments)
    assert environment["PGPASSWORD"] == "sangat-rahasia"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_tools_reach_the_database_the_way_this_house_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind the question mark of NETRAL_DATABASE_URL counts too: a socket, a certificate."""
    connection.close()
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "application_name", "netral")

    _option, place = safekeeping._place()
    connection.close()

    assert "application_name=netral" in place
    assert f"dbname={connection.settings_dict['NAME']}" in place


@pytest.mark.postgresql
@pytest.mark.django_db
def test_what_a_tool_complains_about_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safekeeping, "_place", lambda: ["--dbname", "host=/tidak/ada"])

    with pytest.raises(NotPossible, match=r"pg_dump gagal: .*/tidak/ada"):
        safekeeping.write(tmp_path / "salinan.tar")

    assert list(tmp_path.glob("*.tar")) == []
