"""The key that encrypts what people wrote and sent, replaced while they work.

The ring tells how far it is: with one key nothing is to do, with more a replacement is under way, and whatever an older
key wrote says so itself. So a replacement may be killed at any moment, and the next one goes on.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from netral.access.states import NATIONAL_OFFICE, SYSTEM
from netral.audit.actions import record
from netral.audit.models import Entry
from netral.audit.states import TEXT_KEY_DROPPED, TEXT_KEY_REPLACED
from netral.documents import actions as documents
from netral.documents import queries as letters
from netral.evidence import actions as evidence
from netral.evidence import queries as exhibits
from netral.lib import at_rest, rewriting
from netral.lib.at_rest import Key

CHAIN = f"organisasi:{NATIONAL_OFFICE}"
# Seconds. Who encrypted under the old key just before the new one came has committed by then: no request takes longer.
SETTLES = 60
Told = Callable[[str], None]


@dataclass(frozen=True)
class Use:
    """What one key of the ring still opens. `uploads` are files on their way in pieces."""

    key: Key
    values: int
    files: int
    uploads: int

    @property
    def any(self) -> bool:
        return bool(self.values or self.files or self.uploads)


def uses() -> list[Use]:
    """Every key of the ring with what it opens, the one in use first. Reads every encrypted column and file's head."""
    values: Counter[str] = Counter()
    for column in rewriting.columns():
        values.update(rewriting.counted(column))
    files, uploads = exhibits.files_under() + letters.files_under(), exhibits.uploads_under()
    return [Use(key, values[key.id], files[key.id], uploads[key.id]) for key in at_rest.ring()]


def begin(*, at: datetime) -> bool:
    """Put a new key in front, unless a replacement is under way; whether one was. Journalled once either way.

    FileExistsError while another process does so, or after one was killed at it; KeyMissing without a ring.
    """
    under_way = len(at_rest.ring()) > 1
    new = at_rest.ring()[0] if under_way else at_rest.rotate()
    if not any(new.fingerprint in entry.hashes for entry in Entry.objects.filter(chain=CHAIN, verb=TEXT_KEY_REPLACED)):
        _journal(TEXT_KEY_REPLACED, [key.fingerprint for key in reversed(at_rest.ring())], at=at)
    return under_way


def rewrite(tell: Told) -> list[str]:
    """Write again what an older key wrote; tells of each table and folder, and returns what could not be opened."""
    closed: list[str] = []
    for column in rewriting.columns():
        count = 0
        for written, unopened in rewriting.rewrite(column):
            count += written
            closed += [f"{column.place} {pk}" for pk in unopened]
        if count:
            tell(f"{column.place}: {count}")
    for name, again in (("berkas bukti", evidence.reseal), ("surat", documents.reseal)):
        opened = list(again())
        closed += [name] * opened.count(False)
        if any(opened):
            tell(f"{name}: {opened.count(True)}")
    return closed


def settle() -> None:
    """Wait until nobody can still commit what they encrypted before the new key came."""
    came = (settings.KEYS_DIR / at_rest.RING_FILE).stat().st_mtime
    time.sleep(max(0.0, min(SETTLES, came + SETTLES - time.time())))


def drop_unused(*, at: datetime) -> tuple[list[Key], list[Use]]:
    """Take the old keys off the ring that open nothing any more: (those, the old ones that still open something)."""
    old = uses()[1:]
    gone = [use.key for use in old if not use.any]
    for key in gone:
        _journal(TEXT_KEY_DROPPED, [key.fingerprint], at=at)
        at_rest.drop(key.id)
    return gone, [use for use in old if use.any]


@transaction.atomic
def _journal(verb: str, hashes: list[str], *, at: datetime) -> None:
    record(CHAIN, verb, actor=SYSTEM.reference, at=at, hashes=hashes)
