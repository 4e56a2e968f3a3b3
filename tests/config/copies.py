"""Houses to take copies of, copies, and empty homes to put them back into."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from psycopg.conninfo import conninfo_to_dict

from netral.access.sessions import SessionStore
from netral.audit.queries import verify
from netral.config import safekeeping
from netral.config.safekeeping import MANIFEST
from tests.audit.builders import journal
from tests.config.programs import own_database
from tests.database import KIND
from tests.intake.builders import accepted

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
