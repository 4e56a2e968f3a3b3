"""Every verb of official links: one transaction and one journal entry each."""

from netral.links.actions.erasing import erase_expired
from netral.links.actions.making import hand_out, make, renew, revoke, tell_of_expired
from netral.links.actions.opening import count_refusal, open_with, send_code
from netral.links.actions.sitting import (
    acknowledge,
    add_proof,
    declare,
    fetch_record,
    finish,
    read,
    report,
    return_with_gaps,
    save_draft,
    take,
)

__all__ = [
    "acknowledge",
    "add_proof",
    "count_refusal",
    "declare",
    "erase_expired",
    "fetch_record",
    "finish",
    "hand_out",
    "make",
    "open_with",
    "read",
    "renew",
    "report",
    "return_with_gaps",
    "revoke",
    "save_draft",
    "send_code",
    "take",
    "tell_of_expired",
]
