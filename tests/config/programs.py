"""Running `netral` as people do: another process, a home of its own, and on PostgreSQL a database of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from tests.database import KIND

_numbers = count(1)
PASSWORD = "kata-sandi-uji-yang-panjang"


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """The environment naming an empty database; on SQLite the home is enough."""
    if KIND == "sqlite":
        yield {}
        return
    server = os.environ["NETRAL_TEST_POSTGRESQL_URL"]
    name = f"netral_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {"NETRAL_DATABASE_URL": _named(server, name)}
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


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
