"""Signatures of systems that share a secret instead of holding a key pair: HMAC-SHA256 over time and body.

Netral-Time: 2026-11-24T10:12:00+07:00
Netral-Signature: 64 hexadecimal digits over the bytes of the time, a full stop, and the body
"""

import hmac
from datetime import datetime
from hashlib import sha256

from netral.exchange.messages import check_fresh, utc
from netral.exchange.states import Forgery, NotGenuine

TIME, SIGNATURE = "Netral-Time", "Netral-Signature"


def signature(secret: str, said_at: str, body: bytes) -> str:
    return hmac.new(secret.encode(), said_at.encode() + b"." + body, sha256).hexdigest()


def headers(secret: str, body: bytes, *, at: datetime) -> dict[str, str]:
    """What goes along with a body that leaves now."""
    said_at = utc(at)
    return {TIME: said_at, SIGNATURE: signature(secret, said_at, body)}


def check(secret: str, body: bytes, *, said_at: str, given: str, now: datetime) -> None:
    """Whether whoever holds the secret signed exactly this, and just now; NotGenuine says why not."""
    if not hmac.compare_digest(signature(secret, said_at, body).encode(), given.encode()):
        raise NotGenuine(Forgery.SIGNATURE)
    check_fresh(said_at, now=now)
