"""In which time zones the person reads for whom a page is being made: hours of other zones are then told twice.

Set around the view of somebody with seats; everywhere else, as on public pages, in letters and in jobs, there is none.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from zoneinfo import ZoneInfo

from netral.lib import dates

_zones: ContextVar[tuple[str, ...]] = ContextVar("zones_of_the_reader", default=())


@contextmanager
def read_in(zones: Iterable[str]) -> Iterator[None]:
    """While this lasts, the reader's offices lie in these zones, the first one before all."""
    token = _zones.set(tuple(zone for zone in zones if zone))
    try:
        yield
    finally:
        _zones.reset(token)


def clock_time(moment: datetime, zone: str, language: str) -> str:
    """`16.00 WITA`, and for a reader elsewhere `16.00 WITA (15.00 WIB)`."""
    other = other_zone(moment, zone, _zones.get())
    return dates.clock_time_twice(moment, zone, other, language) if other else dates.clock_time(moment, zone)


def other_zone(moment: datetime, zone: str, zones: Iterable[str]) -> str:
    """The first of the reader's zones; empty where one of them has the same hour then, or there is none."""
    known = list(zones)
    hour = moment.astimezone(ZoneInfo(zone)).utcoffset()
    if any(moment.astimezone(ZoneInfo(each)).utcoffset() == hour for each in known):
        return ""
    return known[0] if known else ""
