"""A system that shares a secret with this house says how a hand-over goes on."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from netral.exchange import messages, shared_secret
from netral.exchange.actions.receiving import keep_once, refuse
from netral.exchange.models import Kiriman
from netral.exchange.news import News, read
from netral.exchange.states import Door, Forgery, Matter, NotGenuine, SaidOtherwise, Unreadable

LONGEST_EVENT = 26


def receive_webhook(
    key: str, body: bytes, *, said_at: str, signature: str, at: datetime
) -> tuple[dict[str, Any], bool]:
    """(the receipt signed for this event, whether it is new here) of news about the hand-over `key`.

    `body` is JSON: `event` (its own key), `answer`, `said_at`, and `gaps`, `note`, `outcome` where there are any. Such
    a system counts nothing: its news stand in the order they come. Raises as `receive` does.
    """
    kiriman, secret = _shared(key)
    if kiriman is None:  # about nothing here: whoever knocks at any address does not write in the journal
        raise NotGenuine(Forgery.STRANGER)
    try:
        shared_secret.check(secret, body, said_at=said_at, given=signature, now=at)
        return _kept(kiriman, body, at)
    except NotGenuine as refusal:
        refuse(kiriman.receiver.code, refusal.reason, at=at)
        raise
    except SaidOtherwise:
        refuse(kiriman.receiver.code, Forgery.OTHER_WORDS, at=at)
        raise


def _shared(key: str) -> tuple[Kiriman | None, str]:
    """The hand-over and the secret its receiver shares; no hand-over where it shares none."""
    found = Kiriman.objects.select_related("receiver__partner", "sender")
    kiriman = found.filter(key=key, matter=Matter.HANDOVER, receiver__partner__door=Door.WEBHOOK).first()
    secret = kiriman.receiver.partner.secret if kiriman else ""
    return (kiriman, secret) if secret else (None, "")


def _kept(kiriman: Kiriman, body: bytes, at: datetime) -> tuple[dict[str, Any], bool]:
    event, given = _parsed(body)
    # What an event is about stands in its address: the same words of another hand-over are other words.
    said = messages.digest_of({**given, "thread": kiriman.key})
    message = {"id": event, "matter": Matter.NEWS, "content": given, "sha256": said}
    return keep_once(message, kiriman.receiver, kiriman.sender, at, news=_news(given, kiriman))


def _parsed(body: bytes) -> tuple[str, dict[str, Any]]:
    try:
        given = json.loads(body)
        event = given["event"]
        messages.digest_of(given)
    except (ValueError, RecursionError, TypeError, KeyError):
        raise Unreadable("", "not a JSON object with an event") from None
    if not isinstance(event, str) or not 0 < len(event) <= LONGEST_EVENT or not event.isascii() or not event.isalnum():
        raise Unreadable("event", f"expected at most {LONGEST_EVENT} letters and digits")
    return event, given


def _news(given: Mapping[str, Any], kiriman: Kiriman) -> News:
    """What it says, about this hand-over and by its receiver whatever it says of itself; its place is the next one."""
    return replace(read({**given, "thread": kiriman.key, "by": kiriman.receiver.code, "place": 1}), place=0)
