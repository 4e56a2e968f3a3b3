"""Verbs of this room."""

from netral.notices.actions.following import follow, tell, tell_each, tell_of_each, tell_of_steps, unfollow
from netral.notices.actions.holidays import add_holiday, check_can_add
from netral.notices.actions.reading import mark_read, want_digest
from netral.notices.actions.telling import tell_of_deadlines

__all__ = [
    "add_holiday",
    "check_can_add",
    "follow",
    "mark_read",
    "tell",
    "tell_each",
    "tell_of_deadlines",
    "tell_of_each",
    "tell_of_steps",
    "unfollow",
    "want_digest",
]
