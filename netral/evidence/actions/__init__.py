"""Every verb of evidence: keep, receive in pieces, show, hand out, release."""

from netral.evidence.actions.erasing import erase
from netral.evidence.actions.keeping import keep, written
from netral.evidence.actions.redacting import Page, page_of, redact
from netral.evidence.actions.releasing import (
    check_again,
    leaving,
    make_ready_to_leave,
    opened_as_it_came,
    opened_to_leave,
    release,
)
from netral.evidence.actions.resealing import reseal
from netral.evidence.actions.serving import hand_out, serve, serve_copy
from netral.evidence.actions.uncovering import uncover
from netral.evidence.actions.uploading import begin, give_up, give_up_all, originals_of, receive, terminate

__all__ = [
    "Page",
    "begin",
    "check_again",
    "erase",
    "give_up",
    "give_up_all",
    "hand_out",
    "keep",
    "leaving",
    "make_ready_to_leave",
    "opened_as_it_came",
    "opened_to_leave",
    "originals_of",
    "page_of",
    "receive",
    "redact",
    "release",
    "reseal",
    "serve",
    "serve_copy",
    "terminate",
    "uncover",
    "written",
]
