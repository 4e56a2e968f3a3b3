"""Receipt codes and the keyed hashes around them. Everything here hangs on one server secret, nothing is stored plain.

A code is derived from the secret, the sender's idempotency key and the body, so it can be shown again to the same
sender and is kept nowhere. Each use of the secret has its own label: one kind of hash is never another.
"""

import hmac
from collections.abc import Sequence
from functools import lru_cache

from netral.intake.content import NewReport
from netral.intake.vault import receipt_secret
from netral.lib import spoken_codes
from netral.lib.canonical import canonical_json


def _keyed(label: str, *parts: str) -> bytes:
    return _digest(receipt_secret(), label, *parts)


def _digest(secret: bytes, label: str, *parts: str) -> bytes:
    return hmac.digest(secret, canonical_json([label, *parts]), "sha256")


def body_hash(report: NewReport, digests: Sequence[str]) -> str:
    """Names a report with its files. Keyed: whoever guesses a body cannot confirm the guess from the database."""
    return _keyed("body", canonical_json({"report": report.as_json(), "files": list(digests)}).decode()).hex()


def key_hash(idempotency_key: str) -> str:
    return _keyed("key", idempotency_key).hex()


def code_for(idempotency_key: str, body: str) -> str:
    """The receipt code: 75 bits of the keyed hash and a check character."""
    return spoken_codes.from_bits(int.from_bytes(_keyed("code", idempotency_key, body)))


def code_hash(text: str) -> str:
    """What a code is stored and found by, however it was typed. Any text has one, so unknown costs what known costs."""
    return _keyed("lookup", spoken_codes.normalise(text)).hex()


def client_hash(address: str, day: str) -> str:
    """A client for counting failures: not the same tomorrow, and not an address."""
    return _keyed("client", day, address).hex()


def secret_for(use: str) -> str:
    """A key of its own for another use of the secret."""
    return _derived(receipt_secret(), use)


@lru_cache(maxsize=16)
def _derived(secret: bytes, use: str) -> str:
    return _digest(secret, "secret", use).hex()


def row_key(body: str) -> str:
    """The idempotency key of a row of a table: the same body has the same, and nobody else can make it."""
    return _keyed("row", body).hex()
