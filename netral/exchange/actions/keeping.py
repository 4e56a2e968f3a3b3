"""Something that came in is written down, journalled and signed for: all of it or nothing."""

from collections.abc import Sequence
from datetime import datetime

from netral.access.states import Acting
from netral.audit.actions import record_first_of_each, signing_key
from netral.audit.states import Act
from netral.exchange import messages
from netral.exchange.models import Masukan
from netral.exchange.states import CAME_IN
from netral.lib.statements import insert


def sign_for(came: Sequence[Masukan], *, acting: Acting, at: datetime) -> None:
    """Save what came in with its journal entries and the receipts over it: a part of receiving it."""
    key = signing_key()
    for masukan, entry in zip(came, record_first_of_each([_act(each, acting, at) for each in came]), strict=True):
        body = messages.receipt(
            key=masukan.message, sha256=masukan.sha256, by=masukan.receiver.code, at=at, entry_hash=entry.hash
        )
        masukan.receipt = messages.sealed(body, key_id=key.key_id, sign=key.sign_json)
    insert(came)


def _act(masukan: Masukan, acting: Acting, at: datetime) -> Act:
    return Act(
        masukan.reference,
        CAME_IN,
        acting.reference,
        at,
        office=masukan.receiver.code,
        facts={"message": masukan.message, "sender": masukan.sender.code, "matter": masukan.matter},
        hashes=[masukan.sha256],
    )
