"""Verbs of this room."""

from netral.exchange.actions.answering import answer, pass_on
from netral.exchange.actions.delivering import deliver, deliver_due
from netral.exchange.actions.partners import pause, write_down_partner
from netral.exchange.actions.receiving import receive, refuse
from netral.exchange.actions.sending import enqueue, hand_over_package, send_again

__all__ = [
    "answer",
    "deliver",
    "deliver_due",
    "enqueue",
    "hand_over_package",
    "pass_on",
    "pause",
    "receive",
    "refuse",
    "send_again",
    "write_down_partner",
]
