"""Text of people, unreadable at rest: whoever holds only the database, its copies or the disk reads nothing of it.

The key ring is one file beside the other keys, `at_rest.key` (0600): a line `<key id> <64 hexadecimal digits>` per key,
the newest first. New values are written under the first key; the others open what was written before. `at_rest.pub`
names the key ids and no more, so that a backup, which never carries the ring, can say which ring belongs to it.

A value is stored as version (1 byte), key id (4), nonce (12) and AES-256-GCM of the padded plain text. Where it stands
(`app.model.field`) is sealed in with it: a value moved to another column does not open.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from secrets import token_bytes
from typing import Any, TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

RING_FILE, NAMES_FILE = "at_rest.key", "at_rest.pub"
VERSION = b"\x01"
KEY_BYTES, ID_BYTES, NONCE_BYTES = 32, 4, 12
HEAD = len(VERSION) + ID_BYTES + NONCE_BYTES
# Plain text is padded to 64 bytes, then to twice that and so on: the length of a stored value tells its magnitude only.
SMALLEST_BUCKET, LARGEST_BUCKET = 64, 8192
END = b"\x80"
Said = TypeVar("Said")
_seen: dict[str, tuple[int, int]] = {}  # file of a ring → which one was read last


class KeyMissing(Exception):  # noqa: N818 - named for what is missing
    """There is no key ring, it cannot be read, or the key that wrote a value is not on it."""


class Damaged(Exception):  # noqa: N818 - reads as what happened
    """A stored value was changed, cut, or moved here from another place."""


@dataclass(frozen=True)
class Key:
    """One key of the ring. `id` is 8 hexadecimal digits; `secret` is never printed."""

    id: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits that begin with `id`: what the journal names a key by."""
        return sha256(b"netral at rest" + self.secret).hexdigest()

    @property
    def head(self) -> bytes:
        """What every value begins with that this key wrote."""
        return VERSION + bytes.fromhex(self.id)

    def for_(self, label: str) -> bytes:
        """A key of 32 bytes for one use of its own, e.g. the contents of files."""
        return blake2b(label.encode(), key=self.secret, digest_size=KEY_BYTES).digest()


def ensure_key(folder: Path | None = None) -> None:
    """Make the ring with its first key unless it is there."""
    if not _ring_file(folder).exists():
        _write([_new_key()], folder)
        _write_names(ring(folder), folder)


def rotate(folder: Path | None = None) -> Key:
    """Put a new key in front; the others stay, for what was written under them."""
    new = _new_key()
    _write([new, *ring(folder)], folder)
    _write_names([new, *ring(folder)[1:]], folder)
    return new


def drop(key_id: str, folder: Path | None = None) -> None:
    """Take an old key off the ring, once nothing is written under it and no backup that needs it is kept."""
    held = ring(folder)
    if held[0].id == key_id:
        raise ValueError(f"{key_id} is the key in use; rotate first")
    left = [each for each in held if each.id != key_id]
    _write_names(left, folder)  # before: a house whose ring lacks a named key stays closed
    _write(left, folder)


def key(key_id: str | None = None) -> Key:
    """The key in use, or the one of this id. Another process may have rotated meanwhile: the file is asked again."""
    if key_id is None:
        return next(iter(_ring_of_now(f"{settings.KEYS_DIR}/{RING_FILE}").values()))
    held = _cached_ring(f"{settings.KEYS_DIR}/{RING_FILE}")
    if key_id not in held:
        _cached_ring.cache_clear()
        held = _cached_ring(f"{settings.KEYS_DIR}/{RING_FILE}")
    try:
        return held[key_id]
    except KeyError:
        message = f"{_ring_file(None)} holds no key {key_id}; put back the ring this data was kept with"
        raise KeyMissing(message) from None


def ring(folder: Path | None = None) -> list[Key]:
    """Every key of the ring, the one in use first."""
    return list(_read(_ring_file(folder)))


def names(folder: Path | None = None) -> list[str]:
    """The ids that `at_rest.pub` says belong to the data here; nothing where there is no such file."""
    path = (folder or Path(settings.KEYS_DIR)) / NAMES_FILE
    return path.read_text().split() if path.exists() else []


def _ring_file(folder: Path | None) -> Path:
    return (folder or Path(settings.KEYS_DIR)) / RING_FILE


def _new_key() -> Key:
    secret = token_bytes(KEY_BYTES)
    return Key(Key("", secret).fingerprint[: 2 * ID_BYTES], secret)


def _write(held: list[Key], folder: Path | None) -> None:
    file = _ring_file(folder)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = file.with_suffix(".new")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.writelines(f"{each.id} {each.secret.hex()}\n" for each in held)
        out.flush()
        os.fsync(out.fileno())
    partial.replace(file)
    _cached_ring.cache_clear()


def _write_names(held: list[Key], folder: Path | None) -> None:
    (_ring_file(folder).parent / NAMES_FILE).write_text("".join(f"{each.id}\n" for each in held))


def _ring_of_now(file: str) -> dict[str, Key]:
    """The ring as it stands: what is written while another process replaces the key must be under the new one."""
    try:
        found = os.stat(file)  # noqa: PTH116 - asked for every value written; a Path costs more than the question
    except FileNotFoundError:
        return _cached_ring(file)
    if _seen.get(file) != (version := (found.st_ino, found.st_mtime_ns)):
        _cached_ring.cache_clear()
        _seen[file] = version
    return _cached_ring(file)


@lru_cache(maxsize=4)
def _cached_ring(file: str) -> dict[str, Key]:
    return {each.id: each for each in _read(Path(file))}


def _read(file: Path) -> Iterator[Key]:
    try:
        lines = file.read_text().splitlines()
    except FileNotFoundError as missing:
        message = f"{file} is missing; `netral init` makes it, after a restore put back the one you keep apart"
        raise KeyMissing(message) from missing
    if not lines:
        raise KeyMissing(f"{file} is empty; put back the one you keep apart")
    for number, line in enumerate(lines, 1):
        yield _parsed(line, f"{file}, line {number}")


def _parsed(line: str, where: str) -> Key:
    try:
        name, digits = line.split()
        secret = bytes.fromhex(digits)
    except ValueError:
        secret, name = b"", ""
    if len(secret) != KEY_BYTES or len(name) != 2 * ID_BYTES:
        raise KeyMissing(f"{where}: not a key id and 64 hexadecimal digits; put back the file you keep apart")
    return Key(name, secret)


def encrypt(plain: bytes, *, place: str = "") -> bytes:
    """`plain` padded and sealed under the key in use. The same text never gives the same bytes twice."""
    used = key()
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + bytes.fromhex(used.id) + nonce + _cipher(used).encrypt(nonce, _padded(plain), place.encode())


def decrypt(stored: bytes, *, place: str = "") -> bytes:
    """What `encrypt` was given with the same `place`. Raises KeyMissing, or Damaged for anything else."""
    if len(stored) <= HEAD or stored[:1] != VERSION:
        raise Damaged(f"{place or 'a value'}: these bytes are not written by this house")
    used = key(stored[1 : 1 + ID_BYTES].hex())
    try:
        return _unpadded(_cipher(used).decrypt(stored[HEAD - NONCE_BYTES : HEAD], stored[HEAD:], place.encode()))
    except InvalidTag:
        raise Damaged(f"{place or 'a value'}: changed after it was stored, or moved from elsewhere") from None


def key_of(stored: bytes) -> str:
    """The id of the key that wrote this value, or what it begins with."""
    return stored[len(VERSION) : len(VERSION) + ID_BYTES].hex()


@lru_cache(maxsize=8)
def _cipher(used: Key) -> AESGCM:
    return AESGCM(used.for_("text"))


def bucket(size: int) -> int:
    """The bytes that a plain text of this size takes once padded."""
    room = SMALLEST_BUCKET
    while room < size and room < LARGEST_BUCKET:
        room *= 2
    return room if size <= room else -(-size // LARGEST_BUCKET) * LARGEST_BUCKET


def _padded(plain: bytes) -> bytes:
    return (plain + END).ljust(bucket(len(plain) + len(END)), b"\0")


def _unpadded(padded: bytes) -> bytes:
    return padded.rstrip(b"\0")[: -len(END)]


class EncryptedField(models.Field[Said, Said]):
    """Bytes in the database, a value in Python. Nothing can be looked for in it: only `isnull` may be asked."""

    place = ""

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        # Historical models of a migration have the same label, so what they write opens later.
        self.place = f"{cls._meta.label_lower}.{name}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        return connection.Database.Binary(encrypt(self._to_bytes(value), place=self.place))

    def from_db_value(self, value: Any, expression: object, connection: Any) -> Any:
        return None if value is None else self._from_bytes(decrypt(bytes(value), place=self.place))

    def _to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def _from_bytes(self, plain: bytes) -> Any:
        raise NotImplementedError


class EncryptedTextField(EncryptedField[str]):
    """Text that stands encrypted in the database. How long it may be is checked where it comes in."""

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def _from_bytes(self, plain: bytes) -> str:
        return plain.decode()


class EncryptedJSONField(EncryptedField[Any]):
    """A JSON value that stands encrypted in the database."""

    empty_strings_allowed = False

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)
