"""Verbs of this room."""

from netral.exchange.actions.answering import (
    answer,
    follow,
    pass_beside,
    pass_on,
    pass_on_work,
    take_up,
    tell_led_around,
)
from netral.exchange.actions.cancelling import cancel
from netral.exchange.actions.delivering import deliver, deliver_due
from netral.exchange.actions.erasing import erase, erase_incoming
from netral.exchange.actions.fetching import fetch_due
from netral.exchange.actions.partners import pause, write_down_partner
from netral.exchange.actions.receiving import receive, receive_many, refuse
from netral.exchange.actions.sending import enqueue, hand_over_package, look_after, send_again
from netral.exchange.actions.webhooks import receive_webhook

__all__ = [
    "answer",
    "cancel",
    "deliver",
    "deliver_due",
    "enqueue",
    "erase",
    "erase_incoming",
    "fetch_due",
    "follow",
    "hand_over_package",
    "look_after",
    "pass_beside",
    "pass_on",
    "pass_on_work",
    "pause",
    "receive",
    "receive_many",
    "receive_webhook",
    "refuse",
    "send_again",
    "take_up",
    "tell_led_around",
    "write_down_partner",
]
