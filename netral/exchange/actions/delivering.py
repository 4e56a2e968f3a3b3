"""The worker's round: each waiting message is sent until its receiver has signed for it. At least once, never lost.

Whoever takes a message moves its next try on, so of two workers one sends, and what a killed worker held comes back by
itself. The receiver knows a message by its key and fingerprint: sent twice, it has its effect once.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from netral.access.states import SYSTEM
from netral.audit.actions import record, signing_key
from netral.exchange import messages, queries, shared_secret
from netral.exchange.models import Kiriman, Partner
from netral.exchange.states import (
    AT_ONCE,
    DELIVERED,
    FINAL_REFUSALS,
    HELD,
    LEASE,
    LONGEST_PAUSE,
    PAUSES,
    Delivery,
    Door,
)
from netral.exchange.wire import Heard, Unanswered, ask
from netral.lib.canonical import canonical_json

DOOR = "/api/v1/kiriman/"
SILENT, NO_RECEIPT, NO_ADDRESS = "tidak_menjawab", "tanda_terima_tidak_sah", "tanpa_alamat"
OK, MULTIPLE = 200, 300
Ask = Callable[..., Heard]


@dataclass(frozen=True)
class Outcome:
    """How one try ended. `receipt` is None unless it arrived."""

    delivery: Delivery
    said: str
    receipt: dict[str, Any] | None = None
    patience: timedelta = timedelta(0)


def deliver_due(
    *, clock: Callable[[], datetime] = timezone.now, asked: Ask = ask, most: int = AT_ONCE, lease: timedelta = LEASE
) -> int:
    """Send what is due, one after the other; how much arrived. Safe to run at any time, by any number of workers.

    A receiver that does not answer is left alone for the rest of the round: the others need not wait for it.
    """
    arrived, silent = 0, set[int]()
    for _each in range(most):
        kiriman = _take(clock(), silent, lease)
        if kiriman is None:
            break
        outcome = deliver(kiriman, clock=clock, asked=asked)
        arrived += outcome.delivery == Delivery.ARRIVED
        if outcome.said in (SILENT, NO_ADDRESS):
            silent.add(kiriman.receiver_id)
    return arrived


def _take(at: datetime, besides: set[int], lease: timedelta) -> Kiriman | None:
    """The message that waits longest, for this worker alone until the lease is over."""
    while True:
        found = queries.due(at, besides=besides).select_related("sender", "receiver").first()
        if found is None:
            return None
        mine = Kiriman.objects.filter(pk=found.pk, delivery=Delivery.WAITING, next_try_at=found.next_try_at)
        if mine.update(next_try_at=at + lease, tries=F("tries") + 1, tried_at=at):
            found.tries += 1
            return found


def deliver(kiriman: Kiriman, *, clock: Callable[[], datetime] = timezone.now, asked: Ask = ask) -> Outcome:
    """One try: send, listen, and write down how it ended."""
    partner = queries.partner_of(kiriman.receiver)
    outcome = _tried(kiriman, partner, clock(), asked)
    _write_down(kiriman, outcome, at=clock())
    return outcome


def _tried(kiriman: Kiriman, partner: Partner | None, at: datetime, asked: Ask) -> Outcome:
    if partner is None or partner.paused or partner.door == Door.PACKAGE:
        return Outcome(Delivery.WAITING, NO_ADDRESS)
    body = canonical_json(signed_message(kiriman, partner, at))
    also = shared_secret.headers(partner.secret, body, at=at) if partner.secret else {}
    try:
        heard = asked("POST", _address(partner), body, headers=also)
    except Unanswered:
        return Outcome(Delivery.WAITING, SILENT)
    return _judged(kiriman, partner, heard)


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


def _judged(kiriman: Kiriman, partner: Partner, heard: Heard) -> Outcome:
    """Only the receiver's own signature over this very message ends the waiting; of a webhook, that it took it."""
    if heard.status in FINAL_REFUSALS:
        return Outcome(Delivery.HELD, f"http_{heard.status}")
    if not OK <= heard.status < MULTIPLE:
        patience = min(timedelta(seconds=heard.patience), LONGEST_PAUSE)
        return Outcome(Delivery.WAITING, f"http_{heard.status}", patience=patience)
    if partner.door == Door.WEBHOOK:
        return Outcome(Delivery.ARRIVED, f"http_{heard.status}", {"status": heard.status})
    receipt = _parsed(heard.body)
    by = kiriman.receiver.code
    if receipt and messages.receipt_holds(receipt, key=kiriman.key, sha256=kiriman.sha256, by=by, keys=partner.keys):
        return Outcome(Delivery.ARRIVED, f"http_{heard.status}", receipt)
    return Outcome(Delivery.WAITING, NO_RECEIPT)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


@transaction.atomic
def _write_down(kiriman: Kiriman, outcome: Outcome, *, at: datetime) -> None:
    """Compare and swap: a worker whose lease ran out may learn of the arrival too, and must not write it twice."""
    waiting = Kiriman.objects.filter(pk=kiriman.pk, delivery=Delivery.WAITING)
    if outcome.delivery == Delivery.WAITING:
        pause = max(outcome.patience, PAUSES[min(kiriman.tries, len(PAUSES)) - 1])
        waiting.filter(tries=kiriman.tries).update(said_last=outcome.said, next_try_at=at + pause)
        return
    arrived = outcome.delivery == Delivery.ARRIVED
    values = {"delivery": outcome.delivery, "said_last": outcome.said, "next_try_at": None, "receipt": outcome.receipt}
    if arrived:  # whatever was said of it meanwhile: its receiver has it
        waiting = Kiriman.objects.filter(pk=kiriman.pk).exclude(delivery=Delivery.ARRIVED)
    if not waiting.update(**values, delivered_at=at if arrived else None):
        return
    proof = str((outcome.receipt or {}).get("entry_hash", ""))
    record(
        kiriman.reference,
        DELIVERED if arrived else HELD,
        actor=SYSTEM.reference,
        office=kiriman.sender.code,
        at=at,
        about=[kiriman.subject, *kiriman.about],
        facts={"receiver": kiriman.receiver.code, "tries": kiriman.tries, "said": outcome.said},
        hashes=[kiriman.sha256, *([proof] if proof else [])],
    )


def house() -> str:
    """The address by which partners know this house."""
    return str(settings.BASE_URL)
