"""Something that came in is written down, journalled and signed for: all of it or nothing."""

from datetime import datetime

from netral.access.states import Acting
from netral.audit.actions import record, signing_key
from netral.exchange import messages
from netral.exchange.models import Masukan
from netral.exchange.states import CAME_IN


def sign_for(masukan: Masukan, *, acting: Acting, at: datetime) -> None:
    """Save a message that came in with its journal entry and the receipt over it: a part of receiving it."""
    entry = record(
        masukan.reference,
        CAME_IN,
        actor=acting.reference,
        office=masukan.receiver.code,
        at=at,
        facts={"message": masukan.message, "sender": masukan.sender.code, "matter": masukan.matter},
        hashes=[masukan.sha256],
        first=True,
    )
    body = messages.receipt(
        key=masukan.message, sha256=masukan.sha256, by=masukan.receiver.code, at=at, entry_hash=entry.hash
    )
    key = signing_key()
    masukan.receipt = messages.sealed(body, key_id=key.key_id, sign=key.sign_json)
    masukan.save(force_insert=True)
