"""What every test may lean on."""

import os
from collections.abc import Sequence

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from tests.database import KIND

_flush_tables = BaseDatabaseOperations.execute_sql_flush


def _flush_past_the_guard(operations: BaseDatabaseOperations, statements: Sequence[str]) -> None:
    """Tests with real transactions empty every table after themselves; the journal would rightly refuse."""
    from netral.audit.actions import past_the_guard

    with past_the_guard():
        _flush_tables(operations, statements)


BaseDatabaseOperations.execute_sql_flush = _flush_past_the_guard  # type: ignore[method-assign]


@pytest.fixture(autouse=True, scope="session")
def signing_key() -> None:
    """Whatever is journalled is signed: every run has a key of its own in its own home."""
    from netral.audit.actions import ensure_signing_key

    ensure_signing_key()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, never skip, what the other database alone can do; full sizes run when asked for."""
    unwanted = {"sqlite": "postgresql", "postgresql": "sqlite"}[KIND]
    out = [item for item in items if item.get_closest_marker(unwanted)]
    if not os.environ.get("SOAK"):
        out += [item for item in items if item.get_closest_marker("soak") and item not in out]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in out]


@pytest.fixture(autouse=True)
def fast_passwords(settings: object) -> None:
    """Signing in is not what most tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
