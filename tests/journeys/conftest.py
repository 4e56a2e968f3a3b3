"""One house for all journeys of a run: it is built once, as `make demo` builds it."""

from collections.abc import Iterator

import pytest

from tests.journeys.house import House, running_house


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("rumah")) as house:
        yield house
