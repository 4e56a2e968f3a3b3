"""The whole country is loaded once for the tests of a file, and taken away after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.offices.builders import small_country, whole_country


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Inside a transaction that is rolled back at the end; each test's own transaction nests in it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        whole_country()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def examples(db: None) -> None:
    small_country()
