"""The seal on a reporter's identity, and the two keys of this room.

Sealing needs only the custodian's public key, so this server can close a seal and never open one. Losing the private
key loses every identity sealed to it: keep copies apart, as the guide for custodians says.
"""

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from nacl.encoding import HexEncoder
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

from netral.intake.content import Reporter
from netral.intake.states import KeysMissing, WrongKey

PUBLIC_FILE = "custodian.pub"
RECEIPT_FILE = "receipt.key"
# A key file that begins with this word needs a passphrase.
PROTECTED = "netral-kustodian-1"
# Every identity is padded to a multiple of this many bytes, so that its length tells nothing about the name.
BUCKET = 1024


@dataclass(frozen=True)
class Sealed:
    """What may be stored: unreadable bytes, and whether name and address are in them."""

    ciphertext: bytes
    key_id: str
    has_name: bool
    has_address: bool


def ensure_custodian_key(private_file: Path) -> str:
    """Make the custodian's pair unless its public half is already here; the key id either way.

    The private half goes to `private_file` (0600) and nowhere else: move it off this machine.
    """
    public_file = Path(settings.KEYS_DIR) / PUBLIC_FILE
    if not public_file.exists():
        if not private_file.exists():
            _write_once(private_file, PrivateKey.generate().encode(HexEncoder).decode())
        _write_once(public_file, read_private_key(private_file).public_key.encode(HexEncoder).decode(), mode=0o644)
    return current_key_id()


def ensure_receipt_key() -> None:
    """Make the secret behind receipt codes unless it is there."""
    file = Path(settings.KEYS_DIR) / RECEIPT_FILE
    if not file.exists():
        _write_once(file, token_hex(32))


def _write_once(file: Path, text: str, *, mode: int = 0o600) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def read_private_key(file: Path) -> PrivateKey:
    """The custodian's private key from its file."""
    return PrivateKey(file.read_text().strip().encode(), HexEncoder)


def retired_file(name: str) -> Path:
    """Where the public half of a custodian's key lies once another one is in use."""
    return Path(settings.KEYS_DIR) / f"custodian-{name}.pub"


def retire_custodian_key(private_file: Path) -> tuple[str, str]:
    """Seal to a new pair from now on; (old key id, new key id). What was sealed to the old one stays with its key.

    The new private half goes to `private_file` (0600) and nowhere else.
    """
    public_file = Path(settings.KEYS_DIR) / PUBLIC_FILE
    old = current_key_id()
    fresh = PrivateKey.generate()
    _write_once(private_file, fresh.encode(HexEncoder).decode())
    partial = public_file.with_suffix(".new")
    _write_once(partial, fresh.public_key.encode(HexEncoder).decode(), mode=0o644)
    os.link(public_file, retired_file(old))
    partial.replace(public_file)
    return old, key_id(fresh.public_key)


def known_key_ids() -> list[str]:
    """The custodian's keys of this house, the one in use first."""
    retired = sorted(Path(settings.KEYS_DIR).glob("custodian-*.pub"))
    return [current_key_id(), *(file.stem.removeprefix("custodian-") for file in retired)]


def current_key_id() -> str:
    """Names the key that names are sealed to today."""
    return key_id(public_key())


def protect(key: PrivateKey, passphrase: str) -> str:
    """The text of a key file that opens only with a passphrase (Argon2id, XSalsa20-Poly1305)."""
    salt = os.urandom(argon2id.SALTBYTES)
    box = SecretBox(_stretched(passphrase, salt)).encrypt(key.encode())
    return f"{PROTECTED} {salt.hex()} {box.hex()}"


def parse_private_key(text: str, passphrase: str = "") -> PrivateKey:
    """The private key of a key file's text, plain or protected; WrongKey for anything else or a wrong passphrase."""
    try:
        parts = text.split()
        if parts[:1] == [PROTECTED]:
            salt, box = (bytes.fromhex(part) for part in parts[1:])
            return PrivateKey(SecretBox(_stretched(passphrase, salt)).decrypt(box))
        return PrivateKey("".join(parts).encode(), HexEncoder)
    except (ValueError, TypeError, CryptoError) as wrong:
        raise WrongKey("this is no private key, or its passphrase is another one") from wrong


def _stretched(passphrase: str, salt: bytes) -> bytes:
    work, memory = argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_INTERACTIVE
    return bytes(argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=work, memlimit=memory))


def receipt_secret() -> bytes:
    """The server secret under receipt codes, idempotency keys and counted addresses."""
    return _secret(f"{settings.KEYS_DIR}/{RECEIPT_FILE}")


@lru_cache(maxsize=4)
def _secret(file: str) -> bytes:
    return bytes.fromhex(_read(file))


def public_key() -> PublicKey:
    """The key that names are sealed to. A process sees at once when another one replaces it."""
    file = Path(settings.KEYS_DIR) / PUBLIC_FILE
    try:
        written = file.stat().st_mtime_ns
    except FileNotFoundError:
        written = 0
    return _public_key(str(file), written)


@lru_cache(maxsize=4)
def _public_key(file: str, written: int) -> PublicKey:
    return PublicKey(_read(file).encode(), HexEncoder)


def _read(file: str) -> str:
    try:
        return Path(file).read_text().strip()
    except FileNotFoundError as missing:
        message = f"{file} is missing; `netral init` makes the keys, `netral restore` brings them back"
        raise KeysMissing(message) from missing


def key_id(key: PublicKey) -> str:
    """16 hexadecimal digits that name a custodian's key."""
    return sha256(key.encode()).hexdigest()[:16]


def seal(reporter: Reporter) -> Sealed:
    """Close the seal. After this the plain text is gone from here."""
    key = public_key()
    return Sealed(
        ciphertext=seal_to(reporter, key),
        key_id=key_id(key),
        has_name=bool(reporter.name),
        has_address=bool(reporter.address),
    )


def seal_to(reporter: Reporter, key: PublicKey) -> bytes:
    """Who reported, for the holder of one key only."""
    return SealedBox(key).encrypt(_padded(reporter))


def _padded(reporter: Reporter) -> bytes:
    """JSON and spaces up to the next full bucket; JSON readers ignore the spaces."""
    plain = json.dumps(vars(reporter), ensure_ascii=False).encode()
    return plain.ljust(-(-len(plain) // BUCKET) * BUCKET)


def unseal(ciphertext: bytes, private_key: PrivateKey) -> Reporter:
    """Break the seal. Only `actions.open_identity` calls this, which journals it first."""
    try:
        return Reporter(**json.loads(SealedBox(private_key).decrypt(ciphertext)))
    except CryptoError as wrong:
        raise WrongKey("this private key does not open this seal") from wrong
