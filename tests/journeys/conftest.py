"""One house for all journeys of a run: it is built once, as `make demo` builds it. Its letters arrive in a mailbox."""

from collections.abc import Iterator

import pytest

from tests.journeys.browser import browser, page  # noqa: F401 - fixtures for every journey
from tests.journeys.house import House, running_house
from tests.journeys.mail import Mailbox, post_office


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    with post_office() as mailbox:
        yield mailbox


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory, mailbox: Mailbox) -> Iterator[House]:
    more = {"NETRAL_EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}"}
    with running_house(tmp_path_factory.mktemp("rumah"), more=more) as house:
        yield house
