"""Every verb of the intake: one transaction and one journal entry each."""

from netral.intake.actions import drafting, importing
from netral.intake.actions.checking_files import check_exhibit
from netral.intake.actions.electing import set_election
from netral.intake.actions.erasing import (
    ask_for_erasure,
    erase_expired,
    erase_identity,
    erase_incoming,
    erase_texts,
    free_erasing,
    hold_erasing,
)
from netral.intake.actions.following import complete, count_wrong_guess, look_up, withdraw
from netral.intake.actions.grouping import answer_alike, group_alike, set_apart
from netral.intake.actions.identity import open_identity, reissue_code
from netral.intake.actions.identity_requests import ask, decline, forget_granted, grant, look
from netral.intake.actions.mailbox import see, write_from_reporter, write_to_reporter
from netral.intake.actions.moving import move_reports
from netral.intake.actions.news import tell_reporters
from netral.intake.actions.protecting import answer_check_in, handle_check_in
from netral.intake.actions.recording import find, type_in
from netral.intake.actions.releasing import approve_release
from netral.intake.actions.resealing import reseal
from netral.intake.actions.reviewing import review
from netral.intake.actions.searching import mark_lasting, mark_people, mark_waiting
from netral.intake.actions.submitting import Accepted, confirm_receipt, shown_again, submit
from netral.intake.actions.telling import issue_status_notice

__all__ = [
    "Accepted",
    "answer_alike",
    "answer_check_in",
    "approve_release",
    "ask",
    "ask_for_erasure",
    "check_exhibit",
    "complete",
    "confirm_receipt",
    "count_wrong_guess",
    "decline",
    "drafting",
    "erase_expired",
    "erase_identity",
    "erase_incoming",
    "erase_texts",
    "find",
    "forget_granted",
    "free_erasing",
    "grant",
    "group_alike",
    "handle_check_in",
    "hold_erasing",
    "importing",
    "issue_status_notice",
    "look",
    "look_up",
    "mark_lasting",
    "mark_people",
    "mark_waiting",
    "move_reports",
    "open_identity",
    "reissue_code",
    "reseal",
    "review",
    "see",
    "set_apart",
    "set_election",
    "shown_again",
    "submit",
    "tell_reporters",
    "type_in",
    "withdraw",
    "write_from_reporter",
    "write_to_reporter",
]
