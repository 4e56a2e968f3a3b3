"""How tries at sending ended is written down: for many messages in as many statements as for few."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from netral.access.states import SYSTEM
from netral.audit.actions import record_each
from netral.audit.models import Chain
from netral.audit.states import Act
from netral.exchange.models import Kiriman
from netral.exchange.states import DELIVERED, HELD, PAUSES, TOO_LATE, Delivery
from netral.lib.statements import ask

# One row: the ORM would build this statement anew for each of fifty.
_SETTLE = """
    UPDATE exchange_kiriman SET delivery = %s, said_last = %s, next_try_at = NULL, receipt = %s, delivered_at = %s
    WHERE id = %s AND delivery = %s RETURNING id
"""


@dataclass(frozen=True)
class Outcome:
    """How one try ended. `receipt` is None unless it arrived; `cost` is what it took of a round's patience."""

    delivery: Delivery
    said: str
    receipt: dict[str, Any] | None = None
    patience: timedelta = timedelta(0)
    cost: int = 0


Tried = Sequence[tuple[Kiriman, Outcome]]


@transaction.atomic
def write_down(tried: Tried, *, at: datetime) -> None:
    """Compare and swap: a worker whose lease ran out may learn of the arrival too, and must not write it twice.

    Of what was cancelled meanwhile the receipt is kept, and nothing else changes.
    """
    over = [(kiriman, outcome) for kiriman, outcome in tried if outcome.delivery != Delivery.WAITING]
    # Chains before rows, as everybody else does, and in one order: two who write down the same never wait in a ring.
    chains = Chain.objects.filter(subject__in=[kiriman.reference for kiriman, _outcome in over])
    list(chains.order_by("subject").select_for_update().values_list("pk"))
    _wait(tried, at)
    acts = []
    for kiriman, outcome in over:
        verb = _settled(kiriman, outcome, at)
        if verb:
            acts.append(_act(kiriman, outcome, verb, at))
    record_each(acts)


def _wait(tried: Tried, at: datetime) -> None:
    """What did not arrive is tried again after its pause, in one statement for all that wait alike."""
    alike: dict[tuple[str, int, timedelta], list[int]] = defaultdict(list)
    for kiriman, outcome in tried:
        if outcome.delivery == Delivery.WAITING:
            pause = max(outcome.patience, PAUSES[min(kiriman.tries, len(PAUSES)) - 1])
            alike[outcome.said, kiriman.tries, pause].append(kiriman.pk)
    for (said, tries, pause), keys in alike.items():
        waiting = Kiriman.objects.filter(pk__in=keys, delivery=Delivery.WAITING, tries=tries)
        waiting.update(said_last=said, next_try_at=at + pause)


def _settled(kiriman: Kiriman, outcome: Outcome, at: datetime) -> str:
    """The verb of what is new here; empty where somebody else wrote it down before."""
    arrived = outcome.delivery == Delivery.ARRIVED
    receipt = json.dumps(outcome.receipt) if outcome.receipt is not None else None
    day = connection.ops.adapt_datetimefield_value(at) if arrived else None
    where = [kiriman.pk, Delivery.WAITING.value]
    if ask(_SETTLE, [outcome.delivery.value, outcome.said, receipt, day, *where]):
        return DELIVERED if arrived else HELD
    cancelled = Kiriman.objects.filter(pk=kiriman.pk, delivery=Delivery.CANCELLED, receipt__isnull=True)
    return TOO_LATE if arrived and cancelled.update(receipt=outcome.receipt) else ""


def _act(kiriman: Kiriman, outcome: Outcome, verb: str, at: datetime) -> Act:
    proof = str((outcome.receipt or {}).get("entry_hash", ""))
    return Act(
        kiriman.reference,
        verb,
        SYSTEM.reference,
        at,
        office=kiriman.office.code,
        about=[kiriman.subject, *kiriman.about],
        facts={"receiver": kiriman.receiver.code, "tries": kiriman.tries, "said": outcome.said},
        hashes=[kiriman.sha256, *([proof] if proof else [])],
    )
