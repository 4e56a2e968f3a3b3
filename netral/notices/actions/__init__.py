"""Verbs of this room."""

from netral.notices.actions.codes import CodeNotSent, mail_code, message_code
from netral.notices.actions.following import follow, tell, tell_each, tell_of_each, tell_of_steps, unfollow
from netral.notices.actions.holidays import add_holiday, check_can_add
from netral.notices.actions.numbers import confirm_number, forget_number, forget_old, leave_number, stop
from netral.notices.actions.reading import mark_read, want_digest
from netral.notices.actions.short_messages import is_resting, queue, send_waiting, take_report
from netral.notices.actions.soon import tell_of_soon
from netral.notices.actions.telling import tell_of_deadlines

__all__ = [
    "CodeNotSent",
    "add_holiday",
    "check_can_add",
    "confirm_number",
    "follow",
    "forget_number",
    "forget_old",
    "is_resting",
    "leave_number",
    "mail_code",
    "mark_read",
    "message_code",
    "queue",
    "send_waiting",
    "stop",
    "take_report",
    "tell",
    "tell_each",
    "tell_of_deadlines",
    "tell_of_each",
    "tell_of_soon",
    "tell_of_steps",
    "unfollow",
    "want_digest",
]
