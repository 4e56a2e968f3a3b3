"""The worker's other round: the files of a hand-over that came in are fetched from its sender's house.

Resumed where they stopped, checked against the fingerprint in the signed message, and kept by `evidence`. A file that
is not what was announced is refused by its name; nothing of it stays. One that leaves no more in the form that was
announced is fetched in the form its sender signs for now.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from netral.access.states import SYSTEM
from netral.audit.actions import record, signing_key
from netral.evidence import actions as evidence
from netral.evidence.content import Announced
from netral.evidence.models import Exhibit
from netral.evidence.queries import exhibits_of, offset
from netral.evidence.states import EXTENSIONS, Arrival, Busy, DiskFull, EvidenceRefused, UploadGone, WrongOffset
from netral.exchange import queries, tickets
from netral.exchange.models import Masukan, Partner
from netral.exchange.states import (
    CHANGED,
    FILE_REPLACED,
    FILE_WITHHELD,
    LARGEST_ANSWER,
    LEASE,
    PAUSES,
    WITHHELD,
    Door,
    NotGenuine,
)
from netral.exchange.tickets import Wanted
from netral.exchange.wire import Pulled, Unanswered, pull

AT_ONCE = 20  # hand-overs of one round
# What was refused will hardly be another file in an hour, but its sender may mend it.
REFUSED_PAUSE = timedelta(days=1)
SILENT, NO_ROOM, NO_ADDRESS = "tidak_menjawab", "tanpa_ruang", "tanpa_alamat"
REPLACED = "diganti"
OK, PARTIAL, GONE = 200, 206, 410
Pull = Callable[..., AbstractContextManager[Pulled]]


def fetch_due(*, clock: Callable[[], datetime] = timezone.now, pulled: Pull = pull, most: int = AT_ONCE) -> int:
    """Fetch what is missing of hand-overs that came in; how many have all their files now. Safe to run at any time."""
    whole = 0
    for _each in range(most):
        masukan = _take(clock())
        if masukan is None:
            break
        whole += _fetch(masukan, clock=clock, pulled=pulled)
    return whole


def _take(at: datetime) -> Masukan | None:
    """The hand-over that waits longest for its files, for this worker alone until the lease is over."""
    while True:
        found = queries.missing_files(at).select_related("sender", "receiver").first()
        if found is None:
            return None
        mine = Masukan.objects.filter(pk=found.pk, files_due_at=found.files_due_at)
        if mine.update(files_due_at=at + LEASE, files_tries=F("files_tries") + 1):
            found.files_tries += 1
            return found


def _fetch(masukan: Masukan, *, clock: Callable[[], datetime], pulled: Pull) -> bool:
    """Whether every file of it is here now; else when to try again, and why, are written down."""
    said, pause = "", PAUSES[min(masukan.files_tries, len(PAUSES)) - 1]
    for wanted in missing(masukan):
        problem = _fetched(masukan, wanted, clock=clock, pulled=pulled)
        if problem:
            said = said or f"{problem}:{wanted.name}"
        if problem in (CHANGED, WITHHELD):
            pause = REFUSED_PAUSE
        elif problem:
            break
    due = clock() + pause if said else None
    Masukan.objects.filter(pk=masukan.pk).update(files_due_at=due, files_said=said[:120])
    return not said


def missing(masukan: Masukan) -> list[Wanted]:
    """What its message announces and is not here yet, nor what leaves in its place."""
    here = set(exhibits_of(masukan.reference).filter(arrival=Arrival.HERE).values_list("sha256", flat=True))
    wanted = tickets.announced(masukan.content, EXTENSIONS)
    return [each for each in wanted if here.isdisjoint({each.sha256, _in_its_place(masukan, each)})]


def _in_its_place(masukan: Masukan, wanted: Wanted) -> str:
    """The fingerprint of what its sender said leaves instead; empty where it said nothing, or that nothing does."""
    row = masukan.replaced.get(wanted.sha256)
    return str(row["sha256"]) if row else ""


def _fetched(masukan: Masukan, wanted: Wanted, *, clock: Callable[[], datetime], pulled: Pull) -> str:
    """The empty word when the file is here; else what stood in its way."""
    partner = queries.partner_of(masukan.sender)
    if partner is None or partner.paused or partner.door != Door.NETRAL:
        return NO_ADDRESS
    try:
        said = _pulled(masukan, wanted, partner, clock=clock, pulled=pulled)
        if said != REPLACED:
            return said
        row = masukan.replaced[wanted.sha256]
        now = tickets.announced_anew(row, EXTENSIONS) if row else None
        return _pulled(masukan, now, partner, clock=clock, pulled=pulled) if now else WITHHELD
    except EvidenceRefused:
        return CHANGED
    except (Unanswered, WrongOffset, Busy, UploadGone):
        return SILENT
    except DiskFull:
        return NO_ROOM


def _pulled(masukan: Masukan, wanted: Wanted, partner: Partner, *, clock: Callable[[], datetime], pulled: Pull) -> str:
    at, account = clock(), masukan.reference
    told = Announced(wanted.size, settings.EVIDENCE_LARGEST_STAFF, wanted.name, wanted.sha256)
    upload = evidence.begin(masukan.reference, told, at=at, acting=SYSTEM, account=account)
    start = offset(upload)
    headers = {tickets.HEADER: _ticket(masukan, wanted, partner, at), "Range": f"bytes={start}-"}
    address = f"{partner.address}/api/v1/kiriman/{masukan.message}/berkas/{wanted.sha256}/"
    with pulled(address, headers=headers) as answer:
        if answer.status == GONE:
            return _told(masukan, wanted, partner, b"".join(_at_most(answer.blocks, LARGEST_ANSWER)), at)
        if answer.status not in (OK, PARTIAL) or (start and answer.status != PARTIAL):
            return f"http_{answer.status}"
        received = evidence.receive(
            upload, _at_most(answer.blocks, wanted.size - start), offset=start, at=at, acting=SYSTEM
        )
    return "" if received.offset == wanted.size and _is_here(received.exhibit) else SILENT


def _told(masukan: Masukan, wanted: Wanted, partner: Partner, body: bytes, at: datetime) -> str:
    """Keep the word of the sender on what leaves in place of a file; what it did not sign is no word of it."""
    try:
        said = json.loads(body)["replaced"]
        row = tickets.check_replacement(
            said, partner.keys, key=masukan.message, file=wanted.sha256, by=masukan.receiver.code, now=at
        )
    except (ValueError, RecursionError, KeyError, TypeError, NotGenuine):
        return f"http_{GONE}"
    if wanted.sha256 not in masukan.replaced or masukan.replaced[wanted.sha256] != row:
        _keep_word(masukan, wanted, row, at)
    return REPLACED


@transaction.atomic
def _keep_word(masukan: Masukan, wanted: Wanted, row: dict[str, Any] | None, at: datetime) -> None:
    masukan.replaced = {**masukan.replaced, wanted.sha256: row}
    Masukan.objects.filter(pk=masukan.pk, texts_erased_at=None).update(replaced=masukan.replaced)
    record(
        masukan.reference,
        FILE_REPLACED if row else FILE_WITHHELD,
        actor=SYSTEM.reference,
        office=masukan.receiver.code,
        at=at,
        facts={"sender": masukan.sender.code},
        hashes=[wanted.sha256, *([row["sha256"]] if row else [])],
    )


def _is_here(exhibit: Exhibit | None) -> bool:
    return exhibit is not None and exhibit.arrival == Arrival.HERE


def _ticket(masukan: Masukan, wanted: Wanted, partner: Partner, at: datetime) -> str:
    key = signing_key()
    return tickets.ticket(
        key=masukan.message,
        file=wanted.sha256,
        by=masukan.receiver.code,
        audience=partner.address,
        at=at,
        key_id=key.key_id,
        sign=key.sign_json,
    )


def _at_most(blocks: Iterator[bytes], left: int) -> Iterator[bytes]:
    """No more bytes than were announced, whatever the other side goes on sending."""
    for block in blocks:
        yield block[:left]
        left -= len(block)
        if left <= 0:
            return
