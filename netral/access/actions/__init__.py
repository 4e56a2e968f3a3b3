"""Verbs on accounts, seats, invitations and tokens.

Each is one transaction with one journal entry on the chain of the account it changes.
"""

from netral.access.actions.accounts import (
    create_user,
    deactivate,
    note_password_change,
    note_second_factor,
    reactivate,
    reset_second_factor,
)
from netral.access.actions.feeds import end_feed, make_feed
from netral.access.actions.invitations import accept_invitation, invite, withdraw_invitation
from netral.access.actions.seats import end_seat, give_seat
from netral.access.actions.tokens import create_token, revoke_token, user_for_token

__all__ = [
    "accept_invitation",
    "create_token",
    "create_user",
    "deactivate",
    "end_feed",
    "end_seat",
    "give_seat",
    "invite",
    "make_feed",
    "note_password_change",
    "note_second_factor",
    "reactivate",
    "reset_second_factor",
    "revoke_token",
    "user_for_token",
    "withdraw_invitation",
]
