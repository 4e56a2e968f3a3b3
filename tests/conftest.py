"""What every test may lean on."""

import os

import pytest

from tests.database import KIND


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
