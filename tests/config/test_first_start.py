"""A real first start, a copy taken while it stands, and the way back: as an operator does it, program by program."""

import json
import sqlite3
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.programs import netral, own_database

Installed = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    home = tmp_path_factory.mktemp("rumah") / "netral"
    with own_database() as database:
        result = netral(
            "init", "--admin-email", "pertama@contoh.example", "--admin-name", "Pengelola Pertama",
            "--custodian-key", str(home.parent / "kustodian.key"), home=home, database=database,
        )  # fmt: skip
        assert result.returncode == 0, result.stdout + result.stderr
        yield home, database


def test_the_first_start_says_what_it_made_and_what_to_keep_apart(installed: Installed) -> None:
    home, database = installed

    again = netral("init", "--admin-email", "x@contoh.example", "--admin-name", "X", home=home, database=database)

    assert again.returncode == 2
    assert "sudah dipasang" in again.stderr


def test_private_keys_belong_to_their_owner_alone(installed: Installed) -> None:
    home, _ = installed
    names = ("secret_key", "keys/signing.key", "keys/receipt.key", "keys/at_rest.key")
    private = [home / name for name in names]

    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [*private, home.parent / "kustodian.key"]}

    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_the_custodians_private_key_is_where_it_was_asked_to_be_and_nowhere_in_the_home(installed: Installed) -> None:
    home, _ = installed
    secret = (home.parent / "kustodian.key").read_bytes()

    holders = [path for path in home.rglob("*") if path.is_file() and secret in path.read_bytes()]

    assert holders == []


def test_a_token_is_printed_once_and_an_unknown_user_is_wrong_usage(installed: Installed) -> None:
    home, database = installed

    known = netral("token", "create", "pertama@contoh.example", home=home, database=database)
    unknown = netral("token", "create", "siapa@contoh.example", home=home, database=database)

    assert known.returncode == 0
    assert known.stdout.startswith("ntr_")
    assert (unknown.returncode, "siapa@contoh.example" in unknown.stderr) == (2, True)


def test_a_fresh_journal_is_whole(installed: Installed) -> None:
    home, database = installed

    result = netral("journal", "verify", "--json", home=home, database=database)

    assert result.returncode == 0, result.stdout + result.stderr
    assert json.loads(result.stdout.splitlines()[-1])["ok"] is True


def test_a_copy_goes_back_into_an_empty_home_and_checks_itself(installed: Installed, tmp_path: Path) -> None:
    home, database = installed
    copy = tmp_path / "salinan.tar"

    written = netral("backup", str(copy), home=home, database=database)
    with own_database() as empty:
        back = netral("restore", str(copy), home=tmp_path / "baru", database=empty)

    assert written.returncode == 0, written.stdout + written.stderr
    assert back.returncode == 0, back.stdout + back.stderr
    assert "Kembali utuh" in back.stdout


def test_a_copy_holds_public_parts_of_keys_only(installed: Installed, tmp_path: Path) -> None:
    home, database = installed
    netral("backup", str(tmp_path / "salinan.tar"), home=home, database=database)

    with tarfile.open(tmp_path / "salinan.tar") as tar:
        names = tar.getnames()

    assert [name for name in names if name.startswith("keys/")] == [
        "keys/at_rest.pub", "keys/custodian.pub", "keys/signing.pub",
    ]  # fmt: skip
    assert [name for name in names if name.endswith(".key") or "secret" in name] == []


def test_an_existing_copy_is_never_written_over(installed: Installed, tmp_path: Path) -> None:
    home, database = installed
    (tmp_path / "salinan.tar").write_text("milik orang lain")

    result = netral("backup", str(tmp_path / "salinan.tar"), home=home, database=database)

    assert (result.returncode, (tmp_path / "salinan.tar").read_text()) == (2, "milik orang lain")


def test_a_copy_is_never_put_over_an_occupied_home(installed: Installed, tmp_path: Path) -> None:
    home, database = installed
    netral("backup", str(tmp_path / "salinan.tar"), home=home, database=database)

    result = netral("restore", str(tmp_path / "salinan.tar"), home=home, database=database)

    assert (result.returncode, "sudah berisi data" in result.stdout) == (1, True)


def test_a_damaged_copy_is_refused_and_named(installed: Installed, tmp_path: Path) -> None:
    home, database = installed
    copy = tmp_path / "salinan.tar"
    netral("backup", str(copy), home=home, database=database)
    content = bytearray(copy.read_bytes())
    content[len(content) * 3 // 4] ^= 1
    copy.write_bytes(content)

    with own_database() as empty:
        result = netral("restore", str(copy), home=tmp_path / "baru", database=empty)

    assert result.returncode == 1
    assert "rusak" in result.stdout


def test_a_file_that_is_no_copy_is_wrong_usage_or_refused(installed: Installed, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "kosong.tar", "w"):
        pass

    with own_database() as empty:
        empty_tar = netral("restore", str(tmp_path / "kosong.tar"), home=tmp_path / "a", database=empty)
        missing = netral("restore", str(tmp_path / "tidak-ada.tar"), home=tmp_path / "b", database=empty)

    assert (empty_tar.returncode, "manifest.json" in empty_tar.stdout) == (1, True)
    assert missing.returncode == 2


@pytest.mark.sqlite
def test_a_tampered_copy_is_put_back_but_called_broken(installed: Installed, tmp_path: Path) -> None:
    """Sums made to fit again do not help: the journal inside is verified with the public key."""
    home, database = installed
    netral("backup", str(tmp_path / "salinan.tar"), home=home, database=database)
    forged = _with_one_entry_changed(tmp_path)

    result = netral("restore", str(forged), home=tmp_path / "baru")

    assert result.returncode == 1
    assert "tidak utuh" in result.stdout


def _with_one_entry_changed(folder: Path) -> Path:
    import hashlib

    inside = folder / "isi"
    with tarfile.open(folder / "salinan.tar") as tar:
        tar.extractall(inside, filter="data")
    database = sqlite3.connect(inside / "database.sqlite3")
    for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        database.execute(f'DROP TRIGGER "{trigger}"')
    database.execute("UPDATE audit_entry SET actor = 'akun:bukandia' WHERE id = (SELECT min(id) FROM audit_entry)")
    database.commit()
    database.close()
    manifest = json.loads((inside / "manifest.json").read_text())
    manifest["database.sqlite3"] = hashlib.sha256((inside / "database.sqlite3").read_bytes()).hexdigest()
    (inside / "manifest.json").write_text(json.dumps(manifest))
    forged = folder / "palsu.tar"
    with tarfile.open(forged, "w") as tar:
        for path in sorted(inside.rglob("*")):
            tar.add(path, arcname=str(path.relative_to(inside)), recursive=False)
    return forged
