import pytest

from tests.offices.builders import small_country


@pytest.fixture
def examples(db: None) -> None:
    small_country()
