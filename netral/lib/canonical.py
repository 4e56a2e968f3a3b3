"""One spelling for every JSON value (RFC 8785), so that equal values always have equal hashes."""

import hashlib
from typing import Any

import rfc8785


def canonical_json(value: Any) -> bytes:
    """The RFC 8785 form of `value` as UTF-8 bytes; ValueError for what JSON cannot say exactly (NaN, 2**53, dates)."""
    return rfc8785.dumps(value)


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lowercase hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
