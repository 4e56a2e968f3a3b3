"""The whole country is loaded once for the tests of this folder, and taken away after them."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from tests.offices.builders import whole_country


@pytest.fixture(scope="package")
def country(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Inside a transaction that is rolled back at the end; each test's own transaction nests in it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        whole_country()
        # Otherwise PostgreSQL keeps the checks of 91,599 parents for later, and every test does them again.
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
