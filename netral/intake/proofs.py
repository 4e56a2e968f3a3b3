"""Asked for when the house is full: a little work by the sender's device, or, without JavaScript, a little patience.

The challenge is altcha's: find the number whose SHA-256 with the salt is known. Both ways in are signed by this
server, expire, and count once: the same proof again opens the door only to the same report sent again.
"""

import base64
import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs

from altcha import v1 as altcha
from django.core import signing
from django.db import IntegrityError, transaction

from netral.intake import load, receipts
from netral.intake.models import SpentProof
from netral.intake.states import Gate, ProofWanted

# Numbers to search through at the first level; it doubles per level. The most is two seconds of a cheap phone.
EASIEST = 12_500
SHORTEST_WAIT = timedelta(seconds=5)
LASTS = timedelta(minutes=15)
LONGEST = 2_000  # characters of a proof or ticket; more is not read
_SALT = "netral.intake.tiket"


def gate(client: str, at: datetime, *, ticket: str = "") -> Gate:
    """What to ask of this client. A ticket already in hand is kept: who waits does not begin anew."""
    return gate_at(load.load_of(client, at).level, at, ticket=ticket)


def gate_at(level: int, at: datetime, *, ticket: str = "") -> Gate:
    if not level:
        return Gate()
    held = _read(ticket)
    wait = SHORTEST_WAIT * 2**level
    if held is None or not _issued(held) <= at <= _issued(held) + LASTS:  # also where a clock was set back
        held, ticket = None, signing.dumps({"n": token_hex(12), "at": int(at.timestamp())}, _key(), _SALT)
    left = wait - (at - _issued(held)) if held else wait
    return Gate(level, _challenge(level, at), ticket, max(0, -(-left // timedelta(seconds=1))))


def check(client: str, *, proof: str, ticket: str, key: str, at: datetime) -> None:
    """Let this report in, or raise TooManyReports or ProofWanted. Nothing is asked at rest, nor of an empty client."""
    found = load.load_of(client, at)
    load.check_quota(found, at)
    if not found.level or _solved(proof, key, at):
        return
    wanted = gate_at(found.level, at, ticket=ticket)
    if wanted.wait:
        raise ProofWanted(wanted)
    if not _spend(ticket, key, at):
        raise ProofWanted(gate_at(found.level, at))


def _key() -> str:
    return receipts.secret_for("proof")


def _challenge(level: int, at: datetime) -> dict[str, Any]:
    hardest, until = EASIEST * 2 ** (level - 1), (at + LASTS).astimezone(UTC)
    made = altcha.create_challenge(altcha.ChallengeOptions(hmac_key=_key(), max_number=hardest, expires=until))
    return dict(made.to_dict())


def _solved(proof: str, key: str, at: datetime) -> bool:
    """Whether this is an unspent solution of one of our challenges that has not expired."""
    payload = _payload(proof)
    if payload is None or not altcha.verify_solution(payload, _key(), check_expires=False)[0]:
        return False
    expires = parse_qs(payload.salt.partition("?")[2]).get("expires", ["0"])[0]
    return int(expires) >= at.timestamp() and _spend(payload.challenge, key, at)


def _payload(proof: str) -> altcha.Payload | None:
    """The parts of a proof as it was sent, if it has them."""
    if not proof or len(proof) > LONGEST:
        return None
    try:
        sent = json.loads(base64.b64decode(proof, validate=True))
    except (ValueError, RecursionError):
        return None
    names = ("challenge", "salt", "signature")
    if not isinstance(sent, dict) or type(sent.get("number")) is not int:
        return None
    texts = [sent.get(name) for name in names]
    if not all(isinstance(text, str) and text.isascii() for text in texts):
        return None
    return altcha.Payload("SHA-256", sent["challenge"], sent["number"], sent["salt"], sent["signature"])


def _read(ticket: str) -> dict[str, Any] | None:
    if not ticket or len(ticket) > LONGEST:
        return None
    try:
        return dict(signing.loads(ticket, _key(), _SALT))
    except signing.BadSignature:
        return None


def _issued(held: dict[str, Any]) -> datetime:
    return datetime.fromtimestamp(held["at"], UTC)


def _spend(name: str, key: str, at: datetime) -> bool:
    """Use up a proof for one idempotency key; the same key may come again with it, no other."""
    hashed, used_for = sha256(name.encode()).hexdigest(), receipts.key_hash(key)
    try:
        with transaction.atomic():
            SpentProof.objects.create(proof_hash=hashed, key_hash=used_for, expires_at=at + 2 * LASTS)
    except IntegrityError:
        return SpentProof.objects.filter(proof_hash=hashed, key_hash=used_for).exists()
    return True


def forget(at: datetime) -> int:
    """Forget what can no longer be brought; how many rows went."""
    return SpentProof.objects.filter(expires_at__lt=at).delete()[0]
