"""Running `netral` as people do: another process, a home of its own, and on PostgreSQL a database of its own."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import psycopg

from tests.database import KIND

_numbers = count(1)
PASSWORD = "kata-sandi-uji-yang-panjang"


@contextmanager
def own_database(template: str = "") -> Iterator[dict[str, str]]:
    """The environment naming an empty database, or a copy of `template`; on SQLite the home is enough."""
    if KIND == "sqlite":
        yield {}
        return
    server = os.environ["NETRAL_TEST_POSTGRESQL_URL"]
    name = f"netral_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    try:
        yield {"NETRAL_DATABASE_URL": _named(server, name)}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def laid_database(home: Path) -> Iterator[dict[str, str]]:
    """The same with all tables, copied from one that is laid once in a run; on SQLite as the file of this home."""
    if KIND == "sqlite":
        shutil.copy(_laid_file(), home / "netral.sqlite3")
        yield {}
        return
    with own_database(template=_laid_name()) as environment:
        yield environment


@cache
def _laid_file() -> Path:
    home = Path(tempfile.mkdtemp(prefix="rumah-", dir=os.environ["NETRAL_HOME"]))
    _migrate(home, {})
    return home / "netral.sqlite3"


@cache
def _laid_name() -> str:
    kept = own_database()
    atexit.register(kept.__exit__, None, None, None)
    environment = kept.__enter__()
    _migrate(Path(tempfile.mkdtemp(prefix="rumah-", dir=os.environ["NETRAL_HOME"])), environment)
    return environment["NETRAL_DATABASE_URL"].partition("?")[0].rpartition("/")[2]


def _migrate(home: Path, database: dict[str, str]) -> None:
    code = (
        "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)"
    )
    mine = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
    mine |= {"NETRAL_HOME": str(home), "NETRAL_SECRET_KEY": PASSWORD * 2, "NETRAL_DEMO": "1", **database}
    mine["DJANGO_SETTINGS_MODULE"] = "netral.config.settings"
    subprocess.run([sys.executable, "-c", code], env=mine, check=True)


def _named(server: str, name: str) -> str:
    head, _, tail = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")


def netral(
    *arguments: str, home: Path, database: dict[str, str] | None = None, typed: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")},
        "NETRAL_HOME": str(home),
        "NETRAL_ADMIN_PASSWORD": PASSWORD,
        **(database or {}),
    }
    return subprocess.run(
        [sys.executable, "-m", "netral.config.cli", *arguments],
        env=environment,
        input=typed if typed is not None else "",
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
