"""Ed25519 signatures over canonical JSON, with keys kept as files in one folder.

`signing.key` (PEM, readable by the owner only) signs; `signing.pub` and `retired-<key id>.pub` are JSON objects
{`key_id`, `public_key`, `from`} that verify, today's key and those before it.
"""

import base64
import binascii
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from netral.lib.canonical import canonical_json, sha256_hex

PRIVATE = "signing.key"
PUBLIC = "signing.pub"
REPLACING = "signing.key.new"  # while it lies there, a replacement is under way or was interrupted
RAW = (serialization.Encoding.Raw, serialization.PublicFormat.Raw)


class NoSigningKey(Exception):  # noqa: N818 — named for what is missing
    """There is no signing key in the folder, or not one that can be read."""


class SigningKey:
    """The private key of this installation."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        raw = private.public_key().public_bytes(*RAW)
        self.public_key = base64.urlsafe_b64encode(raw).decode()
        self.fingerprint = sha256_hex(raw)
        self.key_id = key_id(self.public_key)

    @classmethod
    def load(cls, folder: Path) -> "SigningKey":
        """The key of `folder`; NoSigningKey when it is missing or damaged."""
        path = folder / PRIVATE
        try:
            private = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except FileNotFoundError:
            raise NoSigningKey(f"{path}: no signing key here; `netral init` makes one.") from None
        except ValueError:
            raise NoSigningKey(f"{path}: not a PEM private key; restore it from the backup of the keys.") from None
        if not isinstance(private, Ed25519PrivateKey):
            raise NoSigningKey(f"{path}: a {type(private).__name__}, but an Ed25519 key is needed.")
        return cls(private)

    @classmethod
    def generate(cls, folder: Path, *, since: date | None = None) -> "SigningKey":
        """A new key, written to `folder`; FileExistsError rather than overwriting one."""
        key = cls(Ed25519PrivateKey.generate())
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(folder / PRIVATE, key.pem())
        (folder / PUBLIC).write_text(key.described(since), encoding="utf-8")
        return key

    @classmethod
    def replace(cls, folder: Path, *, since: date | None = None) -> "SigningKey":
        """A new key in the place of the one of `folder`, which verifies for ever and signs nothing more.

        Others may read and sign meanwhile: at every moment there is one whole key, and its public half is published.
        FileExistsError, and nothing changed, while another replacement is under way or after one was interrupted.
        """
        key, public, partial = cls(Ed25519PrivateKey.generate()), folder / PUBLIC, folder / REPLACING
        retired = folder / f"retired-{read_public_key(public)['key_id']}.pub"
        _write_once(partial, key.pem())
        with suppress(FileExistsError):  # from a replacement that was interrupted: the same key by the same name
            os.link(public, retired)
        successor = folder / f"{PUBLIC}.new"
        successor.write_text(key.described(since), encoding="utf-8")
        successor.replace(public)
        partial.replace(folder / PRIVATE)
        return key

    def pem(self) -> bytes:
        return self._private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def described(self, since: date | None) -> str:
        """The text of its public file."""
        told = {"key_id": self.key_id, "public_key": self.public_key, "from": since and since.isoformat()}
        return json.dumps(told) + "\n"

    def sign_json(self, value: Mapping[str, Any]) -> str:
        """The signature over the canonical JSON of `value`, base64url, 88 characters."""
        return base64.urlsafe_b64encode(self._private.sign(canonical_json(dict(value)))).decode()


def _write_once(path: Path, content: bytes) -> None:
    """For the owner's eyes only, on the disk before this returns; FileExistsError rather than overwriting."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def version(folder: Path) -> tuple[int, int]:
    """Tells one private key of `folder` from the next without reading it; (0, 0) where there is none."""
    try:
        found = (folder / PRIVATE).stat()
    except FileNotFoundError:
        return (0, 0)
    return found.st_ino, found.st_mtime_ns


def key_id(public_key: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the public key's 32 bytes."""
    return sha256_hex(base64.urlsafe_b64decode(public_key))[:16]


def read_public_key(path: Path) -> dict[str, str | None]:
    """{`key_id`, `public_key`, `from`} of one .pub file. The id is recomputed, never believed."""
    described = json.loads(path.read_text(encoding="utf-8"))
    public_key = str(described["public_key"])
    return {"key_id": key_id(public_key), "public_key": public_key, "from": described.get("from")}


def read_public_keys(folder: Path) -> list[dict[str, str | None]]:
    """Every public key of `folder`, each once, the one in use first."""
    # The one in use is read before the others are listed: replaced in between, it stands among them.
    used = [read_public_key(folder / PUBLIC)] if (folder / PUBLIC).exists() else []
    retired = [read_public_key(path) for path in sorted(folder.glob("retired-*.pub"), reverse=True)]
    return list({key["key_id"]: key for key in [*used, *retired]}.values())


def verify_json(public_key: str, value: Mapping[str, Any], signature: str) -> bool:
    """Whether `signature` was made over `value` by the owner of `public_key` (both base64url)."""
    try:
        _verifier(public_key).verify(_decode(signature), canonical_json(dict(value)))
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


@lru_cache(maxsize=32)
def _verifier(public_key: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(public_key))


def _decode(text: str) -> bytes:
    """Base64url with or without its padding; ValueError for any other spelling of the same bytes."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text.rstrip("="):
        raise ValueError("a signature has one spelling")
    return raw
