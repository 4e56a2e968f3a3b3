"""Secrets of addresses, derived from the server's own: so they stand in no table, queue, session or log."""

import base64

from django.utils.crypto import salted_hmac


def derived_token(purpose: str, key: str) -> str:
    """256 bits for one key and one purpose, as 43 letters that may stand in an address."""
    digest = salted_hmac(purpose, key, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def derived_digits(purpose: str, key: str, length: int) -> str:
    """Some digits to type, derived alike: whoever sends them and whoever compares them needs the key alone."""
    digest = salted_hmac(purpose, key, algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**length:0{length}}"
