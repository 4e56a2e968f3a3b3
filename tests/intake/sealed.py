"""Statements whose day was sealed, as the worker leaves them."""

from datetime import date
from typing import Any

from netral.intake.actions import Accepted
from netral.intake.statements import join_to_anchors, latest
from tests.audit.builders import seal
from tests.intake.builders import accepted

SEALED_DAY = date(2024, 1, 15)


def anchored(done: Accepted | None = None, *, day: date = SEALED_DAY) -> dict[str, Any]:
    """The statement of a report after its day was sealed and its receipt joined."""
    done = done or accepted()
    seal(day)
    join_to_anchors()
    return latest(done.laporan.receipt)
