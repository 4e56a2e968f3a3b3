"""What receivers outside this house say of a hand-over moves its case, in the order they said it."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM
from netral.audit.models import Chain
from netral.cases.actions.exchanging import KIND
from netral.cases.actions.forwarding import acknowledge, report_outcome
from netral.cases.actions.silence import senders
from netral.cases.models import Penerusan
from netral.cases.states import Result
from netral.exchange.models import Kiriman, Reply
from netral.exchange.queries import unapplied
from netral.exchange.states import Answer
from netral.lib.one_by_one import one_by_one
from netral.notices.actions import tell
from netral.notices.states import Told
from netral.procedure.states import NotAllowed, SomeoneWasFaster

log = logging.getLogger(__name__)


def apply_replies(at: datetime) -> int:
    """Move cases by what their receivers said since; how many replies. Safe to run at any time."""
    return len(list(one_by_one(partial(_apply, at=at), unapplied(KIND), log=log)))


@transaction.atomic
def _apply(reply: Reply, at: datetime) -> None:
    """Compare and swap: of two rounds at once one applies. What the case no longer allows stays news for people."""
    if Reply.objects.filter(kiriman=reply.kiriman_id, place__lt=reply.place, applied_at=None).exists():
        return  # the one before could not be applied just now: this one waits for it
    if not Reply.objects.filter(pk=reply.pk, applied_at=None).update(applied_at=at):
        return
    key = reply.kiriman.subject.partition(":")[2]
    penerusan = Penerusan.objects.select_related("case__office", "receiver", "accused").get(key=key)
    if _moved_on(reply, penerusan):
        return  # it went on with another receiver since: what the one before says is news, and ends nothing
    try:
        with transaction.atomic():
            _move(penerusan, reply, at)
    except (NotAllowed, SomeoneWasFaster):
        return


def _moved_on(reply: Reply, penerusan: Penerusan) -> bool:
    """Looked at with the chain of the case in hand: whoever moves a hand-over holds it too."""
    Chain.objects.select_for_update().filter(subject=penerusan.case.reference).first()
    return Kiriman.objects.filter(pk=reply.kiriman_id, moved_on_at__isnull=False).exists()


def _move(penerusan: Penerusan, reply: Reply, at: datetime) -> None:
    if reply.led_to:
        mark = f"{reply.kiriman.key}:{reply.place}"
        tell(senders(penerusan, at), subject=penerusan.case.reference, kind=Told.RECEIVER_MOVED, mark=mark, at=at)
    if reply.answer == Answer.RETURNED:
        mark = f"{reply.kiriman.key}:{reply.place}"
        tell(senders(penerusan, at), subject=penerusan.case.reference, kind=Told.GIVEN_BACK, mark=mark, at=at)
    if reply.answer != Answer.RETURNED and penerusan.acknowledged_at is None:
        acknowledge(penerusan, at=at, by=f"organisasi:{reply.by}")
    if reply.answer == Answer.ENDED and reply.outcome in Result.values and reply.note.strip():
        report_outcome(penerusan, acting=SYSTEM, at=at, outcome=reply.outcome, note=reply.note)
