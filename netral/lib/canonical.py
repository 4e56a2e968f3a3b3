"""One spelling for every JSON value (RFC 8785), so that equal values always have equal hashes."""

import hashlib
import json
from typing import Any

import rfc8785

# The largest integer that every reader of JSON keeps exactly.
EXACT = 2**53 - 1
_SPELLING = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


def canonical_json(value: Any) -> bytes:
    """The RFC 8785 form of `value` as UTF-8 bytes; ValueError for what JSON cannot say exactly (NaN, 2**53, dates)."""
    if _plain(value):
        # For these values the encoder written in C spells alike and takes a tenth of the time.
        return _SPELLING.encode(value).encode()
    return rfc8785.dumps(value)


def _plain(value: Any) -> bool:
    """Whether a value holds ASCII text, exact integers, true, false and null only, in lists and objects."""
    kind = type(value)
    if kind is str:
        return bool(value.isascii())
    if kind is dict:
        return all(type(key) is str and key.isascii() and _plain(inner) for key, inner in value.items())
    if kind is list or kind is tuple:
        return all(map(_plain, value))
    return value is None or kind is bool or (kind is int and -EXACT <= value <= EXACT)


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lowercase hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
