"""The whole demo inside the test database: every story walked through the actions, gone again after the module."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import translation

from netral.config.demo import build
from netral.config.demo.walk import Walk
from netral.offices.actions import load_examples
from netral.registry.actions import load_elections

SEED = 7
# A Monday, late morning in every zone of the country.
NOW = datetime(2026, 11, 16, 3, 30, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """Every story as it stands. Walks hold the objects as the actions left them; rows are read afresh."""

    walks: list[Walk]
    now: datetime
    log: str

    def walk(self, ends: str, *, of: int = 0) -> Walk:
        """A story by the status it stands in; `of` counts stories that end alike."""
        return [walk for walk in self.walks if walk.story.ends == ends][of]


def build_world(*, seed: int = SEED, now: datetime = NOW) -> World:
    """The invented provinces and national agencies stand in for the 91,599 regions; all else is the demo's own."""
    with translation.override("id"), logged() as lines:
        load_examples(at=now)
        load_elections(at=now)
        walks = build.tell(seed=seed, now=now)
    return World(walks, now, "\n".join(lines))


@contextmanager
def logged() -> Iterator[list[str]]:
    """Whatever anybody logs, at any level."""
    lines: list[str] = []
    ear, root = Ear(lines), logging.getLogger()
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.removeHandler(ear)
        root.setLevel(level)


class Ear(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that leaves nothing, and in which, as in any test's own, acts that must be outermost may run."""
    transaction_of_module = transaction.atomic()
    transaction_of_module._from_testcase = True  # type: ignore[attr-defined]
    with transaction_of_module:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Gone after the module; each test's own transaction nests in it."""
    with django_db_blocker.unblock(), rolled_back():  # type: ignore[attr-defined]
        yield build_world()
