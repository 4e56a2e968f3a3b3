"""What every test may lean on."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from hypothesis import is_hypothesis_test
from hypothesis import settings as fuzzing

from tests.database import KIND
from tests.sizes import NOTCHES, examples

fuzzing.register_profile("sized", max_examples=examples(100), deadline=None)  # a machine may be busy with others
fuzzing.load_profile("sized")

_flush_tables = BaseDatabaseOperations.execute_sql_flush


def _flush_past_the_guard(operations: BaseDatabaseOperations, statements: Sequence[str]) -> None:
    """Tests with real transactions empty every table after themselves; the journal would rightly refuse."""
    from netral.audit.actions import past_the_guard

    with past_the_guard():
        _flush_tables(operations, _of_filled_tables(operations.connection) if KIND == "postgresql" else statements)


def _of_filled_tables(connection: BaseDatabaseWrapper) -> list[str]:
    """PostgreSQL makes a new file for each table and index it truncates; few of a hundred tables have a row to lose."""
    tables = [connection.ops.quote_name(name) for name in connection.introspection.django_table_names()]
    asked = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [f"DELETE FROM {table}" for (table,) in cursor.fetchall()]


BaseDatabaseOperations.execute_sql_flush = _flush_past_the_guard  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite on a file, as in real life: threads meet in the write-ahead log, not in a table lock of shared memory."""
    from django.conf import settings

    if KIND == "sqlite":
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(settings.HOME / "uji.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Test databases go with their server or folder; one dropped by hand may still have a guest on its way out."""
    return True


@pytest.fixture(scope="session")
def django_db_createdb() -> bool:
    """Yet none is used twice: where a server is named from outside, what an earlier run left is replaced."""
    return True


@pytest.fixture(autouse=True, scope="session")
def signing_key() -> None:
    """Whatever is journalled is signed: every run has a key of its own in its own home."""
    from netral.audit.actions import ensure_signing_key

    ensure_signing_key()


@pytest.fixture(autouse=True, scope="session")
def reporter_keys() -> None:
    """Reports are encrypted, sealed and receipted: all need keys; the custodian's private half lies in the home."""
    from django.conf import settings

    from netral.intake.vault import ensure_custodian_key, ensure_receipt_key
    from netral.lib.at_rest import ensure_key

    ensure_key()
    ensure_receipt_key()
    ensure_custodian_key(settings.HOME / "kustodian.key")


# Rooms and files whose answers no database can change; they run with SQLite alone.
WITHOUT_SQL = ("publishing", "rulebook", "test_glossary.py", "ui")
# What a page or a form says: it asks nothing of its own. Its queries and actions are tried on both databases by their
# own tests; every door, list, race and bad input by those of `config`.
OF_PAGES = ("test_views", "test_forms", "test_pages")
# Long stories are begun first, so that the last minutes of a run have work for every worker.
LONGEST_FIRST = ("journeys", "config")


def _room(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def _says_what_a_page_says(item: pytest.Item) -> bool:
    of_both = item.get_closest_marker("django_db", pytest.mark.django_db.mark)
    return _room(item) != "config" and item.path.name.startswith(OF_PAGES) and not of_both.kwargs.get("transaction")


def _left_out(item: pytest.Item) -> bool:
    """What the other database alone can do, what was answered for both already, and full sizes nobody asked for."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[KIND]
    answered = KIND == "postgresql" and (
        _room(item) in WITHOUT_SQL or _says_what_a_page_says(item) or item.get_closest_marker("once")
    )
    too_long = not NOTCHES and item.get_closest_marker("soak")
    return bool(item.get_closest_marker(other) or answered or too_long)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, never skip; then the longest first."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("fuzz")
    out = [item for item in items if _left_out(item)]
    if out:
        config.hook.pytest_deselected(items=out)
    kept = [item for item in items if not _left_out(item)]
    items[:] = sorted(kept, key=lambda item: _room(item) not in LONGEST_FIRST)


def pytest_collection_finish() -> None:
    """Seventeen thousand tests and a whole house stay to the end: looked through for waste, they take minutes."""
    from netral.lib.garbage import settle

    settle()


@pytest.fixture(autouse=True)
def fast_passwords(settings: object) -> None:
    """Signing in is not what most tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def closed_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server reads every streamed answer to its end and closes its file; of a test that looks at the head alone the
    file would stay open, and some later test would be blamed for it.
    """
    from django.http.response import HttpResponseBase
    from django.test import Client

    request, streamed = Client.request, []

    def asked(self: Client, **environ: object) -> HttpResponseBase:
        answer = request(self, **environ)
        if answer.streaming:
            streamed.append(answer)
        return answer

    monkeypatch.setattr(Client, "request", asked)
    yield
    for answer in streamed:
        with suppress(Exception):  # a file that was damaged on purpose
            b"".join(answer)


@pytest.fixture(autouse=True)
def indonesian() -> None:
    """A page asked for in English leaves its language on the thread; the next test starts in Indonesian again."""
    from django.utils import translation

    translation.activate("id")


_NUMBERS = count()


@pytest.fixture(autouse=True)
def own_roots(settings: object) -> None:
    """The database forgets every test's days; published files stay, so each test publishes into a folder of its own."""
    settings.ROOTS_DIR = settings.HOME / "akar" / str(next(_NUMBERS))  # type: ignore[attr-defined]
