"""Asking the configured authority for time-stamps, in rounds of the worker: nobody who reports ever waits for it.

After a failure the authority is left in peace, twice as long each time; what was not stamped is asked for later.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from cryptography import x509
from django.conf import settings
from django.core.cache import cache

from netral.audit import queries, stamping
from netral.audit.models import Anchor, AnchorStamp
from netral.audit.stamping import NoStamp
from netral.lib.canonical import canonical_json

AT_ONCE = 200
LONGEST_ROUND = 30.0  # seconds, so that other work of the worker goes on
SHORTEST_REST, LONGEST_REST = 60, 6 * 3600  # seconds
RESTS, FAILURES = "stempel.istirahat", "stempel.gagal"
Waiting = TypeVar("Waiting")
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Authority:
    """Whom to ask, whom to trust, and how long to wait (seconds)."""

    url: str
    roots: Sequence[x509.Certificate]
    timeout: float


def authority() -> Authority | None:
    """The authority of the settings; None when there is none. NoStamp if its root certificate cannot be read."""
    if not settings.TSA_URL:
        return None
    return Authority(settings.TSA_URL, stamping.trusted_roots(Path(settings.TSA_ROOTS)), settings.TSA_TIMEOUT)


def stamp_each(waiting: Iterable[tuple[Waiting, bytes]], store: Callable[[Waiting, bytes, datetime], object]) -> int:
    """Ask for a stamp over the bytes of each and store it; how many. Ends at the first failure, and after a while."""
    stamped, give_up = 0, time.monotonic() + LONGEST_ROUND
    try:
        asked = None if cache.get(RESTS) else authority()
        for each, data in waiting if asked else ():
            if time.monotonic() > give_up:
                break
            store(each, *stamping.ask(data, url=asked.url, roots=asked.roots, timeout=asked.timeout))  # type: ignore[union-attr]
            cache.delete(FAILURES)
            stamped += 1
    except NoStamp as problem:
        log.warning("No time-stamp: %s", problem)
        _leave_in_peace()
    return stamped


def _leave_in_peace() -> None:
    failures = cache.get(FAILURES, 0)
    cache.set(FAILURES, failures + 1, timeout=2 * LONGEST_REST)
    cache.set(RESTS, True, timeout=min(SHORTEST_REST * 2**failures, LONGEST_REST))


def stamp_anchors() -> int:
    """Stamp the daily roots that have none, the newest first; how many."""
    waiting = Anchor.objects.filter(stamp__isnull=True).order_by("-day")[:AT_ONCE]
    return stamp_each(((anchor, root_bytes(anchor)) for anchor in waiting), _keep)


def root_bytes(anchor: Anchor) -> bytes:
    """What a stamp of a day is over: the canonical JSON of its published root."""
    return canonical_json(queries.signed_root(anchor))


def _keep(anchor: Anchor, answer: bytes, at: datetime) -> None:
    AnchorStamp.objects.get_or_create(anchor=anchor, defaults={"answer": answer, "stamped_at": at})
