"""Verbs of this room."""

from netral.oversight.actions.blocks import approve, end, end_without_reason, lift, refuse, request_block
from netral.oversight.actions.erasing import erase_expired
from netral.oversight.actions.ladder import drop, prepare, prepare_due, remind, remind_all, send
from netral.oversight.actions.letters import draft_pdf
from netral.oversight.actions.returning import complete, give_back

__all__ = [
    "approve",
    "complete",
    "draft_pdf",
    "drop",
    "end",
    "end_without_reason",
    "erase_expired",
    "give_back",
    "lift",
    "prepare",
    "prepare_due",
    "refuse",
    "remind",
    "remind_all",
    "request_block",
    "send",
]
