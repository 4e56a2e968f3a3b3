"""The whole demo inside the test database: every story walked through the actions, gone again after the module."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

import pytest
from django.db import transaction
from django.utils import translation

from netral.cases.models import Case, Penerusan
from netral.config.demo import build
from netral.config.demo.walk import Walk
from netral.discipline.models import Penanganan
from netral.intake.models import Laporan
from netral.offices.actions import load_examples
from netral.procedure.models import Tracked
from netral.registry.actions import load_elections

SEED = 7
# A Monday, late morning in every zone of the country.
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)


@dataclass(frozen=True)
class World:
    """Every story as it stands. Walks hold the objects as the actions left them; rows are read afresh."""

    walks: list[Walk]

    def walk(self, ends: str, *, of: int = 0) -> Walk:
        """A story by the status it stands in; `of` counts stories that end alike."""
        return [walk for walk in self.walks if walk.story.ends == ends][of]


def build_world(*, seed: int = SEED, now: datetime = NOW) -> World:
    """The invented provinces and national agencies stand in for the 91,599 regions; all else is the demo's own."""
    with translation.override("id"):
        load_examples(at=now)
        load_elections(at=now)
        return World(build.tell(seed=seed, now=now))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[World]:
    """Inside a transaction that is rolled back at the end; each test's own transaction nests in it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield build_world()
        transaction.set_rollback(True)
