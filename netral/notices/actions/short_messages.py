"""Short messages out of the house: written once, sent at least once, and moved on by what the gateway reports.

A try is claimed before it is made, so two workers never make the same one. What a crash leaves behind is taken up
again; a message whose answer was lost waits until the gateway had time to report it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from netral.notices.actions.reading import want_digest
from netral.notices.callbacks import Report
from netral.notices.gateways import Gateway, Letter, NotTaken, NumberAbsent, TryLater
from netral.notices.models import PhoneNumber, ShortMessage
from netral.notices.whatsapp_states import (
    BACKOFF,
    CODE_LASTS,
    ENDED,
    PAUSE,
    ROAD,
    TAKEN_FOR,
    UNCERTAIN,
    MessageStatus,
    NumberStatus,
    Template,
)

log = logging.getLogger(__name__)
MINUTE = timedelta(minutes=1)
SILENCES = 3  # tries in a row that a gateway cannot take before it is left alone until the next round


def queue(number: PhoneNumber, template: Template, parameters: Sequence[str], *, mark: str, at: datetime) -> None:
    """Write a message to be sent. The same mark is written once, however often it is said."""
    row = ShortMessage(number=number, template=template, parameters=list(parameters), mark=mark[:64], at=at, next_at=at)
    ShortMessage.objects.bulk_create([row], ignore_conflicts=True)


def is_resting(number: PhoneNumber, *, at: datetime) -> bool:
    """Whether this number was written to a short while ago, or something for it still waits."""
    lately = Q(at__gt=at - PAUSE) | Q(status=MessageStatus.WAITING)
    return ShortMessage.objects.filter(lately, number=number).exclude(template=Template.CODE).exists()


def send_waiting(gateway: Gateway, *, at: datetime) -> int:
    """Send what is due, as much as a minute may have; how many the gateway took."""
    _give_up_codes(at)
    tried = ShortMessage.objects.filter(tried_at__gt=at - MINUTE).count()
    room = max(0, int(settings.WHATSAPP_PER_MINUTE) - tried)
    due = ShortMessage.objects.filter(status=MessageStatus.WAITING, next_at__lte=at)
    taken = away = 0
    for row in due.select_related("number__user").order_by("next_at", "pk")[:room]:
        outcome = _try(row, gateway, at)
        taken += outcome is True
        away = away + 1 if outcome is None else 0
        if away == SILENCES:  # the rest would only wait as long for the same answer
            break
    return taken


def _give_up_codes(at: datetime) -> None:
    """A code that is not valid any more is not sent."""
    old = ShortMessage.objects.filter(template=Template.CODE, status=MessageStatus.WAITING, at__lte=at - CODE_LASTS)
    old.update(status=MessageStatus.FAILED, parameters=[], reason="kedaluwarsa")


def _try(row: ShortMessage, gateway: Gateway, at: datetime) -> bool | None:
    """Whether the gateway took it; None when it cannot now."""
    # Compare and swap: of two workers one makes this try.
    claimed = ShortMessage.objects.filter(pk=row.pk, status=MessageStatus.WAITING, next_at=row.next_at)
    if not claimed.update(next_at=at + TAKEN_FOR, tried_at=at, tries=F("tries") + 1):
        return False
    number = row.number
    if not _may_get(number, row):
        ShortMessage.objects.filter(pk=row.pk).delete()
        return False
    letter = Letter(row.key, number.number, Template(row.template), number.language, row.parameters)
    try:
        gateway_id = gateway.send(letter)
    except NumberAbsent:
        call_absent(number)
    except NotTaken as refusal:
        _fail(row, str(refusal))
    except TryLater as delay:
        _put_off(row, delay, at)
        return None
    else:
        _move(row, MessageStatus.ACCEPTED, gateway_id)
        return True
    return False


def _may_get(number: PhoneNumber, row: ShortMessage) -> bool:
    wanted = NumberStatus.ASKED if row.template == Template.CODE else NumberStatus.ACTIVE
    return number.status == wanted


def call_absent(number: PhoneNumber) -> None:
    """Nobody is reached there: nothing more is sent, and an officer is told by e-mail again."""
    ShortMessage.objects.filter(number=number).delete()
    PhoneNumber.objects.filter(pk=number.pk).update(status=NumberStatus.ABSENT, code_hash="")
    if number.user:
        want_digest(number.user, wanted=True)


def _put_off(row: ShortMessage, delay: TryLater, at: datetime) -> None:
    """Later again, or never: whoever set up the gateway reads in the log that it takes nothing."""
    if row.tries >= len(BACKOFF):
        _fail(row, delay.reason)
        return
    wait = max(BACKOFF[row.tries], delay.after or timedelta(0), UNCERTAIN if delay.uncertain else timedelta(0))
    waiting = ShortMessage.objects.filter(pk=row.pk, status=MessageStatus.WAITING)
    waiting.update(next_at=at + wait, reason=delay.reason[:40])


def _fail(row: ShortMessage, reason: str) -> None:
    log.warning("The gateway for short messages did not take one: %s", reason)
    waiting = ShortMessage.objects.filter(pk=row.pk, status=MessageStatus.WAITING)
    waiting.update(status=MessageStatus.FAILED, parameters=[], reason=reason[:40])


def _move(row: ShortMessage, status: MessageStatus, gateway_id: str) -> None:
    """Forward only. A code the gateway has is not kept here, anything else until it has come."""
    before = ShortMessage.objects.filter(pk=row.pk, status__in=ROAD[: ROAD.index(status)])
    before.update(status=status, gateway_id=gateway_id or row.gateway_id)
    if row.template == Template.CODE or status in ENDED:
        ShortMessage.objects.filter(pk=row.pk).update(parameters=[])


def take_report(report: Report, *, at: datetime) -> bool:
    """Move a message on by what the gateway says of it; whether it is one of ours. The same report twice does nothing.

    A failure that passes is tried again while there is something to try; any other ends the message.
    """
    row = _of(report)
    if row is None:
        return False
    if report.status != MessageStatus.FAILED:
        _move(row, report.status, report.gateway_id)
    elif report.absent:
        call_absent(row.number)
    elif row.status in UNDERWAY and row.gateway_id == report.gateway_id:
        _end(row, report, at)
    return True


# Taken by the gateway, and not known to have come: only of these a failure is news.
UNDERWAY = (MessageStatus.ACCEPTED, MessageStatus.SENT)


def _of(report: Report) -> ShortMessage | None:
    """Ours by the key that comes back with it, else by the id the gateway gave."""
    rows = ShortMessage.objects.select_related("number__user")
    if report.key and (found := rows.filter(key=report.key).first()):
        return found
    return rows.filter(gateway_id=report.gateway_id).first() if report.gateway_id else None


def _end(row: ShortMessage, report: Report, at: datetime) -> None:
    underway = ShortMessage.objects.filter(pk=row.pk, status__in=UNDERWAY, gateway_id=row.gateway_id)
    if report.passing and row.parameters and row.tries < len(BACKOFF):
        underway.update(status=MessageStatus.WAITING, gateway_id="", next_at=at + BACKOFF[row.tries])
        return
    underway.update(status=MessageStatus.FAILED, parameters=[], reason="gagal")
