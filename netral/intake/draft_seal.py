"""The key of a draft. It lives in the reporter's browser or behind a return code, and only passes through here.

Each use has its own label: from what stands in a table, neither the key nor another use of it can be had.
"""

import base64
import binascii
import json
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from netral.intake.draft_content import DraftContent
from netral.intake.vault import receipt_secret
from netral.lib import spoken_codes

KEY_BYTES = 32
# Drafts are padded to a multiple of this many bytes: their length tells nothing of what was answered.
BUCKET = 4096


class DraftUnreadable(Exception):  # noqa: N818 - reads as what happened
    """These bytes were not written under this key."""


@dataclass(frozen=True)
class DraftKey:
    """256 random bits. `text` is what the browser keeps, `locator` what the row is found by."""

    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "DraftKey":
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def from_text(cls, text: str) -> "DraftKey | None":
        """The key a browser brought; None for anything that cannot be one."""
        try:
            secret = base64.urlsafe_b64decode(text + "=")
        except (binascii.Error, ValueError):
            return None
        return cls(secret) if len(secret) == KEY_BYTES else None

    @classmethod
    def from_return_code(cls, code: str) -> "DraftKey":
        """The key behind a return code: 75 bits of chance and this server's secret, so no dump is enough to guess."""
        typed = spoken_codes.normalise(code).encode("utf-8", "replace")
        return cls(blake2b(typed, key=receipt_secret(), person=b"draf-kode").digest()[:KEY_BYTES])

    @property
    def text(self) -> str:
        return base64.urlsafe_b64encode(self.secret).decode().rstrip("=")

    @property
    def locator(self) -> str:
        return self._derived(b"draf-nama").hex()

    def file_key(self, file_id: str) -> bytes:
        """The key of one file: no two files share one, and none is the key of the draft."""
        return self._derived(b"draf-berkas", file_id.encode())

    def seal(self, content: DraftContent) -> bytes:
        plain = json.dumps(content.as_json(), ensure_ascii=False).encode()
        return self.seal_bytes(plain.ljust(-(-len(plain) // BUCKET) * BUCKET))

    def open(self, ciphertext: bytes) -> DraftContent:
        return DraftContent.from_json(json.loads(self.open_bytes(ciphertext)))

    def seal_bytes(self, plain: bytes) -> bytes:
        return bytes(self._box().encrypt(plain, self.locator.encode()))

    def open_bytes(self, ciphertext: bytes) -> bytes:
        try:
            return bytes(self._box().decrypt(bytes(ciphertext), self.locator.encode()))
        except CryptoError as wrong:
            raise DraftUnreadable from wrong

    def _box(self) -> Aead:
        """XChaCha20-Poly1305; the locator is bound to it, so that no row is read in the place of another."""
        return Aead(self._derived(b"draf-isi"))

    def _derived(self, label: bytes, message: bytes = b"") -> bytes:
        return blake2b(message, key=self.secret, person=label, digest_size=KEY_BYTES).digest()


def new_return_code() -> str:
    return spoken_codes.from_bits(secrets.randbits(spoken_codes.RANDOM_BITS))
