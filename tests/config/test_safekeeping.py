"""A copy holds everything and nothing secret, is taken while people work, and goes back whole or not at all."""

import hashlib
import io
import json
import os
import shutil
import stat
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import override_settings
from psycopg.conninfo import conninfo_to_dict

from netral.access.sessions import SessionStore
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.config import safekeeping
from netral.config.cli import main
from netral.config.safekeeping import MANIFEST, NotPossible
from netral.intake.models import Laporan
from netral.lib import at_rest
from tests.audit.builders import journal, write
from tests.config.programs import own_database
from tests.database import KIND
from tests.intake.builders import FULL, accepted

DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}[KIND]
PHOTO = b"\x89PNG isi foto"
SEAT = "petugas yang sedang masuk"


def places(home: Path) -> dict[str, Path]:
    """The settings of a house in this home."""
    return {"HOME": home, "KEYS_DIR": home / "keys", "ROOTS_DIR": home / "akar", "MEDIA_ROOT": home / "berkas"}


def furnished(home: Path) -> Path:
    """A home with the keys of this run (the journal is signed with them) and one piece of evidence."""
    (home / "keys").mkdir(parents=True)
    for path in settings.KEYS_DIR.iterdir():
        (home / "keys" / path.name).write_bytes(path.read_bytes())
    photo = home / "berkas" / "bukti" / "foto"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    photo.chmod(0o600)
    return home


@dataclass(frozen=True)
class Taken:
    """A copy, and the house it was taken from as it stood then."""

    path: Path
    home: Path
    entries: int
    chains: int
    session: tuple[str, ...]


@pytest.fixture(scope="module")
def taken(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Taken once for all tests here: a house with a report and two sealed days. Its rows are gone again."""
    home = furnished(tmp_path_factory.mktemp("asal") / "rumah")
    path = home.parent / "salinan.tar"
    with django_db_blocker.unblock(), override_settings(**places(home)):
        accepted()
        journal()
        session = SessionStore()
        session["duduk"] = SEAT
        session.create()
        row = Session.objects.get()
        verdict = verify(home / "akar")
        safekeeping.write(path)
        call_command("flush", interactive=False, verbosity=0)
        connection.close()
    kept = (session.session_key or "", row.session_key, row.session_data)
    return Taken(path, home, verdict.entries, verdict.chains, kept)


@pytest.fixture
def copy(taken: Taken, tmp_path: Path) -> Path:
    return Path(shutil.copy(taken.path, tmp_path))


@pytest.fixture
def house(settings: Any, tmp_path: Path, transactional_db: None) -> Path:
    """A house of its own to take copies of."""
    home = furnished(tmp_path / "rumah")
    for name, value in places(home).items():
        setattr(settings, name, value)
    return home


@contextmanager
def standing_in(home: Path, database: dict[str, str]) -> Iterator[Path]:
    """Another server: this home and this database."""
    home.mkdir()
    before = connection.settings_dict["NAME"]
    named = conninfo_to_dict(database.get("NETRAL_DATABASE_URL", "")).get("dbname")
    connection.close()
    connection.settings_dict["NAME"] = named or str(home / "netral.sqlite3")
    try:
        with override_settings(**places(home)):
            yield home
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


@contextmanager
def empty_home(home: Path) -> Iterator[Path]:
    with own_database() as database, standing_in(home, database):
        yield home


@pytest.fixture
def elsewhere(tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """Where nothing is yet, for a copy that will be put back."""
    with django_db_blocker.unblock(), empty_home(tmp_path / "lain") as home:
        yield home


@pytest.fixture(scope="module")
def empty_database() -> Iterator[dict[str, str]]:
    with own_database() as database:
        yield database


@pytest.fixture
def untouched(tmp_path: Path, empty_database: dict[str, str], django_db_blocker: Any) -> Iterator[Path]:
    """Where nothing is yet and nothing may be after a refusal: no file, no table."""
    with django_db_blocker.unblock(), standing_in(tmp_path / "lain", empty_database) as home:
        yield home
        files = [path for path in home.rglob("*") if path.is_file() and not path.name.startswith("netral.sqlite3")]
        assert files == []
        assert connection.introspection.table_names() == []


def contents(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as tar:
        return {name: tar.extractfile(name).read() for name in tar.getnames()}  # type: ignore[union-attr]


def packed(path: Path, members: dict[str, bytes], *, manifest: object = None) -> Path:
    """A tar of these members; its sums fit unless another manifest is given."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in members.items() if name != MANIFEST}
    members = {MANIFEST: json.dumps(sums if manifest is None else manifest).encode(), **members}
    with tarfile.open(path, "w") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


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


# There and back


def test_everything_comes_back_and_the_journal_is_checked(taken: Taken, elsewhere: Path) -> None:
    (elsewhere / "keys").mkdir()
    shutil.copy(taken.home / "keys" / "at_rest.key", elsewhere / "keys")

    report = safekeeping.restore(taken.path)

    whole = f"Kembali utuh: {taken.entries} catatan jurnal dalam {taken.chains} rantai"
    assert (report.ok, report.sentence.startswith(whole)) == (True, True)
    assert Laporan.objects.get().what == FULL.what
    assert (elsewhere / "berkas" / "bukti" / "foto").read_bytes() == PHOTO
    assert stat.S_IMODE((elsewhere / "berkas" / "bukti" / "foto").stat().st_mode) == 0o600
    assert sorted(path.name for path in (elsewhere / "akar").iterdir()) == ["2026-01-05.json", "2026-01-06.json"]
    assert sorted(path.name for path in (elsewhere / "keys").glob("*.pub")) == [
        "at_rest.pub", "custodian.pub", "signing.pub",
    ]  # fmt: skip
    assert f"Letakkan kunci rahasia di {elsewhere / 'keys'}" in report.sentence


def test_a_copy_without_the_ring_it_was_kept_with_says_which_one_to_bring(taken: Taken, elsewhere: Path) -> None:
    [key] = at_rest.ring(taken.home / "keys")

    report = safekeeping.restore(taken.path)

    assert report.ok
    assert f"tidak ada at_rest.key bernomor {key.id}" in report.sentence
    assert "tidak dapat dibaca siapa pun" in report.sentence


def test_the_ring_of_another_house_is_not_taken_for_the_right_one(taken: Taken, elsewhere: Path) -> None:
    at_rest.ensure_key(elsewhere / "keys")

    assert "tidak ada at_rest.key bernomor" in safekeeping.restore(taken.path).sentence


def test_the_database_that_came_back_still_guards_its_journal(copy: Path, elsewhere: Path) -> None:
    safekeeping.restore(copy)

    with pytest.raises(DatabaseError):
        Entry.objects.all().delete()


def test_private_keys_may_lie_ready_before(taken: Taken, elsewhere: Path) -> None:
    (elsewhere / "keys").mkdir()
    for path in (taken.home / "keys").iterdir():
        (elsewhere / "keys" / path.name).write_bytes(path.read_bytes())

    assert "PENTING" not in safekeeping.restore(taken.path).sentence

    write()
    assert verify(elsewhere / "akar").ok


def test_a_copy_taken_while_people_write_is_whole(house: Path, tmp_path: Path) -> None:
    journal()
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            write()
        connection.close()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        while Entry.objects.count() < 12:
            stop.wait(0.01)
        safekeeping.write(tmp_path / "salinan.tar")
    finally:
        stop.set()
        writer.join()

    with empty_home(tmp_path / "lain"):
        assert safekeeping.restore(tmp_path / "salinan.tar").ok
        assert Entry.objects.count() >= 12


# What is not put back


def refused(source: Path) -> str:
    with pytest.raises(NotPossible) as refusal:
        safekeeping.restore(source)
    return str(refusal.value)


def test_an_occupied_database_is_left_alone(copy: Path, house: Path) -> None:
    accepted()

    assert "sudah berisi data" in refused(copy)
    assert Laporan.objects.count() == 1


@pytest.mark.parametrize("place", ["berkas/bukti/milik-orang", "akar/2026-01-01.json"])
def test_files_that_stand_there_are_left_alone(place: str, copy: Path, elsewhere: Path) -> None:
    (elsewhere / place).parent.mkdir(parents=True)
    (elsewhere / place).write_text("milik orang lain")

    assert "sudah berisi data" in refused(copy)
    assert (elsewhere / place).read_text() == "milik orang lain"


@pytest.mark.parametrize("content", [b"", b"bukan tar", b"\0" * 10_240, b"x" * 10_240])
def test_a_file_that_is_no_copy_is_refused(content: bytes, untouched: Path, tmp_path: Path) -> None:
    path = tmp_path / "apa.tar"
    path.write_bytes(content)

    assert refused(path)


def test_a_copy_cut_short_is_refused(copy: Path, untouched: Path) -> None:
    os.truncate(copy, copy.stat().st_size // 2)

    assert refused(copy)


@pytest.mark.parametrize(
    ("name", "changed", "said"),
    [
        ("berkas/bukti/foto", b"foto lain", "berkas/bukti/foto rusak"),
        ("keys/signing.pub", None, "keys/signing.pub rusak: sidik tidak ada"),
        ("keys/retired-0000000000000000.pub", b"{}", "keys/retired-0000000000000000.pub rusak"),
        ("berkas/tambahan", b"diselipkan", "seharusnya tidak ada"),
    ],
)
def test_a_member_that_does_not_fit_the_manifest_is_named(
    name: str, changed: bytes | None, said: str, copy: Path, untouched: Path
) -> None:
    members = {**contents(copy), name: changed}
    manifest = json.loads(members.pop(MANIFEST) or b"")
    whole = {each: content for each, content in members.items() if content is not None}

    told = refused(packed(copy.with_name("diubah.tar"), whole, manifest=manifest))

    assert said in told


@pytest.mark.parametrize("manifest", [b"", b"bukan json", b"[1]", b"\xff"])
def test_a_damaged_manifest_is_refused(manifest: bytes, copy: Path, untouched: Path, tmp_path: Path) -> None:
    damaged = packed(tmp_path / "rusak.tar", {**contents(copy), MANIFEST: manifest})

    assert refused(damaged).startswith("manifest.json rusak")


def test_a_tar_without_manifest_is_refused(untouched: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "lain.tar", "w") as tar:
        tar.addfile(tarfile.TarInfo("catatan.txt"), io.BytesIO())

    assert "tidak ada manifest.json" in refused(tmp_path / "lain.tar")


def test_a_tar_that_climbs_out_of_its_folder_is_refused(copy: Path, untouched: Path, tmp_path: Path) -> None:
    packed(tmp_path / "nakal.tar", {**contents(copy), "../../keluar": b"x"})

    assert "nakal.tar" in refused(tmp_path / "nakal.tar")


def test_a_copy_of_the_other_kind_of_database_is_refused(copy: Path, untouched: Path, tmp_path: Path) -> None:
    members = contents(copy)
    del members[MANIFEST]
    members["database.lain"] = members.pop(DATABASE)

    told = refused(packed(tmp_path / "lain.tar", members))

    assert f"tidak ada {DATABASE}" in told


def test_a_journal_that_does_not_hold_is_said(copy: Path, elsewhere: Path, tmp_path: Path) -> None:
    """A published root that was exchanged: the sums were made to fit, the signature was not."""
    members = contents(copy)
    del members[MANIFEST]
    root = json.loads(members["akar/2026-01-06.json"])
    members["akar/2026-01-06.json"] = json.dumps({**root, "root": root["root"][::-1]}).encode()

    report = safekeeping.restore(packed(tmp_path / "palsu.tar", members))

    assert (report.ok, "tidak utuh" in report.sentence) == (False, True)


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
