"""Opaque keys for things people see in addresses: short, unambiguous, without order or meaning."""

import secrets

# Crockford's base 32: no i, l, o or u, so a key can be read aloud and typed back.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13


def new_key() -> str:
    """A new key of 13 characters (65 random bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
