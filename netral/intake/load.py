"""What keeps a flood out without keeping anybody out: quotas per client, and work or waiting when the house is full.

At rest nothing is asked. Above `settings.REPORTS_AT_REST` reports a minute a sender proves a second of computing (or
waits, without JavaScript), more of it the fuller the house is. A client is a keyed hash that lives for minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from netral.intake.states import TooManyReports
from netral.lib.statements import ask

SLOT = 10  # seconds
SLOTS = 6  # a minute
# Rows older than this are forgotten.
FORGOTTEN_AFTER = timedelta(minutes=5)
LEVELS = 4
_SEEN = """
    SELECT COALESCE(SUM(count), 0), COALESCE(SUM(CASE WHEN client = %s THEN count ELSE 0 END), 0),
    MIN(CASE WHEN client = %s THEN slot END) FROM intake_arrivals WHERE slot > %s AND slot <= %s
"""
_COUNT = """
    INSERT INTO intake_arrivals (client, slot, count) VALUES (%s, %s, 1)
    ON CONFLICT (slot, client) DO UPDATE SET count = intake_arrivals.count + 1 RETURNING count
"""


@dataclass(frozen=True)
class Load:
    """Reports of the last minute: of the whole house, and of one client. `oldest` is the client's oldest slot."""

    house: int
    client: int
    oldest: int | None

    @property
    def level(self) -> int:
        """0 at rest, then one step per doubling, at most LEVELS."""
        level, limit = 0, settings.REPORTS_AT_REST
        while limit < self.house and level < LEVELS:
            level, limit = level + 1, limit * 2
        return level


def load_of(client: str, at: datetime) -> Load:
    """One query. An empty client is one nobody counts; the house is at rest for it."""
    if not client:
        return Load(0, 0, None)
    ((house, own, oldest),) = ask(_SEEN, [client, client, _slot(at) - SLOTS, _slot(at)])
    return Load(int(house), int(own), oldest)


def check_quota(found: Load, at: datetime) -> None:
    """Raise TooManyReports, with the seconds to wait, for a client over its quota."""
    if found.client >= settings.REPORTS_PER_CLIENT:
        oldest = _slot(at) if found.oldest is None else found.oldest
        leaves = (oldest + SLOTS) * SLOT
        raise TooManyReports(max(1, int(leaves - at.timestamp()) + 1))


def count(client: str, at: datetime) -> None:
    """Count one report, inside the transaction that stores it: who was not stored is not counted.

    Of many at the same moment those beyond the quota are refused here. Old rows go with the worker's round (`forget`).
    """
    if not client:
        return
    slot = _slot(at)
    ((counted,),) = ask(_COUNT, [client, slot])
    if counted > settings.REPORTS_PER_CLIENT:
        raise TooManyReports(SLOT)


def forget(at: datetime) -> int:
    """Forget counts past their minutes; how many rows went."""
    with connection.cursor() as cursor:
        # Rows of the future are left by a clock that was set back; they must not count when it gets there.
        bounds = [_slot(at - FORGOTTEN_AFTER), _slot(at)]
        cursor.execute("DELETE FROM intake_arrivals WHERE slot < %s OR slot > %s", bounds)
        return int(cursor.rowcount)


def _slot(at: datetime) -> int:
    return int(at.timestamp()) // SLOT
