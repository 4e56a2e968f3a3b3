"""The worker's round: each waiting message is sent until its receiver has signed for it. At least once, never lost.

Whoever takes messages moves their next try on, so of two workers one sends, and what a killed worker held comes back by
itself. The receiver knows a message by its key and fingerprint: sent twice, it has its effect once.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from netral.audit.actions import signing_key
from netral.exchange import messages, queries, shared_secret
from netral.exchange.actions.noting import Outcome, write_down
from netral.exchange.models import Kiriman, Partner
from netral.exchange.states import (
    AT_ONCE,
    FINAL_REFUSALS,
    LARGEST_MESSAGE,
    LEASE,
    LONGEST_PAUSE,
    PATIENCE,
    ROUND,
    TOGETHER,
    Delivery,
    Door,
)
from netral.exchange.wire import Heard, Unanswered, ask
from netral.lib.canonical import canonical_json

DOOR, DOOR_FOR_MANY = "/api/v1/kiriman/", "/api/v1/kiriman-sekaligus/"
SILENT, NO_RECEIPT, NO_ADDRESS = "tidak_menjawab", "tanda_terima_tidak_sah", "tanpa_alamat"
OK, MULTIPLE = 200, 300
BUSY = frozenset({429, 503})  # whoever says so wants nothing more now, neither one nor many
Ask = Callable[..., Heard]
Sealed = tuple[Kiriman, bytes]


def deliver_due(
    *, clock: Callable[[], datetime] = timezone.now, asked: Ask = ask, most: int = AT_ONCE, lease: timedelta = LEASE
) -> int:
    """Send what is due, receiver by receiver; how much arrived. Safe to run at any time, by any number of workers.

    A receiver that keeps silent is left alone for the rest of the round: the others need not wait for it.
    """
    arrived, lost, ends = 0, Counter[int](), time.monotonic() + ROUND
    while most > 0 and time.monotonic() < ends:
        silent = {receiver for receiver, times in lost.items() if times >= PATIENCE}
        batch = _take(clock(), silent, lease, min(most, TOGETHER))
        if not batch:
            break
        most -= len(batch)
        outcomes = deliver(batch, clock=clock, asked=asked)
        arrived += sum(each.delivery == Delivery.ARRIVED for each in outcomes)
        cost, receiver = max(each.cost for each in outcomes), batch[0].receiver_id
        lost[receiver] = lost[receiver] + cost if cost else 0
    return arrived


@transaction.atomic
def _take(at: datetime, besides: set[int], lease: timedelta, most: int = 1) -> list[Kiriman]:
    """The messages that wait longest for one receiver, for this worker alone until the lease is over."""
    busy = set(besides)
    while (receiver := queries.receiver_in_wait(at, besides=busy)) is not None:
        waiting = queries.due(at).filter(receiver=receiver).select_for_update(skip_locked=True, of=("self",))
        found = list(waiting.select_related("sender", "office", "receiver")[:most])
        if found:
            taken = Kiriman.objects.filter(pk__in=[each.pk for each in found])
            taken.update(next_try_at=at + lease, tries=F("tries") + 1, tried_at=at)
            for each in found:
                each.tries += 1
            return found
        busy.add(receiver)  # another worker holds all of them at this moment
    return []


def deliver(
    batch: Sequence[Kiriman], *, clock: Callable[[], datetime] = timezone.now, asked: Ask = ask
) -> list[Outcome]:
    """One try at messages for one receiver: send, listen, and write down how each ended."""
    partner = queries.partner_of(batch[0].receiver)
    outcomes = _tried(batch, partner, clock(), asked)
    write_down(list(zip(batch, outcomes, strict=True)), at=clock())
    return outcomes


def _tried(batch: Sequence[Kiriman], partner: Partner | None, at: datetime, asked: Ask) -> list[Outcome]:
    if partner is None or partner.paused or partner.door == Door.PACKAGE:
        return [Outcome(Delivery.WAITING, NO_ADDRESS, cost=PATIENCE)] * len(batch)
    sealed = [(each, canonical_json(signed_message(each, partner, at))) for each in batch]
    outcomes: list[Outcome] = []
    for some in _in_requests(sealed, together=partner.door == Door.NETRAL):
        if outcomes and outcomes[-1].cost:  # it has just been silent: what is left is for another time
            outcomes += [outcomes[-1]] * len(some)
            continue
        outcomes += _sent_together(some, partner, at, asked) if len(some) > 1 else _sent_alone(some, partner, at, asked)
    return outcomes


def _in_requests(sealed: Sequence[Sealed], *, together: bool) -> Iterator[list[Sealed]]:
    """What goes in one request: no more than the other side reads at once, and one at a time where it takes but one."""
    some: list[Sealed] = []
    size = 0
    for each in sealed:
        if some and (not together or size + len(each[1]) > LARGEST_MESSAGE - 1_000):
            yield some
            some, size = [], 0
        some.append(each)
        size += len(each[1]) + 1
    yield some


def _sent_together(some: Sequence[Sealed], partner: Partner, at: datetime, asked: Ask) -> list[Outcome]:
    """Many in one request. A house that cannot answer them together gets them one by one: one may spoil them all."""
    body = b'{"messages":[' + b",".join(body for _kiriman, body in some) + b"]}"
    try:
        heard = asked("POST", partner.address + DOOR_FOR_MANY, body, headers={})
    except Unanswered as nothing:
        return [_silence(nothing)] * len(some)
    if heard.status in BUSY:
        return [_judged(kiriman, partner, heard.status, None, heard.patience) for kiriman, _body in some]
    said = _parsed(heard.body) if heard.status == OK else None
    rows = said.get("answers") if said else None
    if not isinstance(rows, list):
        return _one_by_one(some, partner, at, asked)
    answers = {str(row.get("id")): row for row in rows if isinstance(row, dict)}
    return [_answered(kiriman, partner, answers.get(kiriman.key, {})) for kiriman, _body in some]


def _answered(kiriman: Kiriman, partner: Partner, row: Mapping[str, Any]) -> Outcome:
    status, receipt = row.get("status"), row.get("receipt")
    if type(status) is not int:
        return Outcome(Delivery.WAITING, NO_RECEIPT)
    return _judged(kiriman, partner, status, receipt if isinstance(receipt, dict) else None)


def _one_by_one(some: Sequence[Sealed], partner: Partner, at: datetime, asked: Ask) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for each in some:
        outcomes += outcomes[-1:] if outcomes and outcomes[-1].cost else _sent_alone([each], partner, at, asked)
    return outcomes


def _sent_alone(some: Sequence[Sealed], partner: Partner, at: datetime, asked: Ask) -> list[Outcome]:
    ((kiriman, body),) = some
    also = shared_secret.headers(partner.secret, body, at=at) if partner.secret else {}
    try:
        heard = asked("POST", _address(partner), body, headers=also)
    except Unanswered as nothing:
        return [_silence(nothing)]
    receipt = _parsed(heard.body) if partner.door == Door.NETRAL else {"status": heard.status}
    return [_judged(kiriman, partner, heard.status, receipt, heard.patience)]


def _silence(nothing: Unanswered) -> Outcome:
    """A line that broke at once may be tried again soon; a wait for nothing is not repeated in this round."""
    return Outcome(Delivery.WAITING, SILENT, cost=PATIENCE if nothing.late else 1)


def _address(partner: Partner) -> str:
    return partner.address + DOOR if partner.door == Door.NETRAL else partner.address


def signed_message(kiriman: Kiriman, partner: Partner, at: datetime) -> dict[str, Any]:
    """The message as it goes out now, for the house of this partner and no other."""
    body = messages.message(
        key=kiriman.key,
        matter=kiriman.matter,
        sender=kiriman.sender.code,
        receiver=kiriman.receiver.code,
        audience=partner.address,
        at=at,
        content=kiriman.content,
    )
    key = signing_key()
    return messages.sealed(body, key_id=key.key_id, sign=key.sign_json)


def _judged(
    kiriman: Kiriman, partner: Partner, status: int, receipt: dict[str, Any] | None, patience: int = 0
) -> Outcome:
    """Only the receiver's own signature over this very message ends the waiting; of a webhook, that it took it."""
    said = f"http_{status}"
    if status in FINAL_REFUSALS:
        return Outcome(Delivery.HELD, said)
    if not OK <= status < MULTIPLE:
        return Outcome(Delivery.WAITING, said, patience=min(timedelta(seconds=patience), LONGEST_PAUSE))
    if partner.door == Door.WEBHOOK:
        return Outcome(Delivery.ARRIVED, said, receipt)
    by = kiriman.receiver.code
    if receipt and messages.receipt_holds(receipt, key=kiriman.key, sha256=kiriman.sha256, by=by, keys=partner.keys):
        return Outcome(Delivery.ARRIVED, said, receipt)
    return Outcome(Delivery.WAITING, NO_RECEIPT)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def house() -> str:
    """The address by which partners know this house."""
    return str(settings.BASE_URL)
