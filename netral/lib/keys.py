"""Opaque keys for things people see in addresses: short, unambiguous, without order or meaning."""

import os

# Crockford's base 32: no i, l, o or u, so a key can be read aloud and typed back.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
# Every letter stands for eight of the 256 bytes, so each is as likely as the others.
_LETTERS = (ALPHABET * 8).encode()


def new_key() -> str:
    """A new key of 13 characters (65 random bits)."""
    return key_of(os.urandom(LENGTH))


def key_of(digest: bytes) -> str:
    """The key the first bytes of a digest spell: for things that shall have the same key when they are sent again."""
    return digest[:LENGTH].translate(_LETTERS).decode()
