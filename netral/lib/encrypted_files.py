"""Files sealed in chunks: any part can be read alone, and a change, a cut or a swap of parts is noticed.

    file   = head, chunk 0, chunk 1, …
    head   = 8 bytes MAGIC, 4 bytes id of the house's key, 32 bytes salt
    chunk  = 12 bytes nonce, ciphertext, 16 bytes tag      (ChaCha20-Poly1305, RFC 8439)

A chunk holds 64 KiB of the content, the last one what is left; an empty content is one empty chunk. The key of a file
is HKDF-SHA256 of the house's key with the file's salt, so no two files share one. What each chunk authenticates beside
its content is its number and whether it is the last: 8 bytes big-endian, then one byte 0 or 1. Nonces are random,
because the last chunk of an upload is written again when more arrives. docs/decisions/ says why it is so.
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"NTRLBKS1"
ID, SALT = 4, 32
HEAD = len(MAGIC) + ID + SALT
CHUNK = 65_536
NONCE, TAG = 12, 16
ADDED = NONCE + TAG
SEALED_CHUNK = CHUNK + ADDED
PURPOSE = b"netral berkas 1"
# (id of 8 hexadecimal digits, 32 secret bytes) of the house's key with that id, or of the one in use.
Keys = Callable[[str | None], tuple[str, bytes]]


class Damaged(Exception):  # noqa: N818 - reads as what was found
    """A chunk is not as it was written, or not where it was. `chunk` counts from 0; -1 is the head."""

    def __init__(self, chunk: int) -> None:
        super().__init__(f"chunk {chunk} of a sealed file is damaged")
        self.chunk = chunk


def one_key(secret: bytes) -> Keys:
    """The ring of somebody who holds a single key and needs no number for it."""
    return lambda key_id: (key_id or "00000000", secret)


class FileKey:
    """What opens and seals the chunks of one file."""

    def __init__(self, secret: bytes, head: bytes) -> None:
        derived = HKDF(SHA256(), 32, salt=head[-SALT:], info=PURPOSE).derive(secret)
        self.head = head
        self._cipher = ChaCha20Poly1305(derived)

    @classmethod
    def new(cls, keys: Keys) -> "FileKey":
        """A key for one new file, made of the house's key in use."""
        key_id, secret = keys(None)
        return cls(secret, MAGIC + bytes.fromhex(key_id) + os.urandom(SALT))

    @classmethod
    def of(cls, keys: Keys, head: bytes) -> "FileKey":
        """The key of the file that begins with `head`; Damaged(-1) when no file of ours does."""
        if len(head) != HEAD or not head.startswith(MAGIC):
            raise Damaged(-1)
        return cls(keys(head[len(MAGIC) : -SALT].hex())[1], head)

    def seal(self, number: int, content: bytes, *, last: bool) -> bytes:
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, _place(number, last=last))

    def open(self, number: int, chunk: bytes, *, last: bool) -> bytes:
        """The content of a chunk, or Damaged."""
        try:
            return self._cipher.decrypt(chunk[:NONCE], chunk[NONCE:], _place(number, last=last))
        except (InvalidTag, ValueError):
            raise Damaged(number) from None


def _place(number: int, *, last: bool) -> bytes:
    return number.to_bytes(8, "big") + (b"\1" if last else b"\0")


def is_sealed(head: bytes) -> bool:
    """Whether a file that begins so was written here. No kind of file that may be kept as evidence does."""
    return head.startswith(MAGIC)


def sealing_key(head: bytes) -> str:
    """The id of the house's key that a file which begins so was sealed under; nothing for a file not sealed here."""
    return head[len(MAGIC) : len(MAGIC) + ID].hex() if is_sealed(head) else ""


def chunk_count(size: int) -> int:
    """How many chunks hold `size` bytes of content."""
    return max(1, -(-size // CHUNK))


def sealed_size(size: int) -> int:
    """Bytes on the disk for `size` bytes of content."""
    return HEAD + size + chunk_count(size) * ADDED


def content_size(sealed: int) -> int:
    """Bytes of content in a whole sealed file of that many bytes; Damaged where no whole file has that size."""
    body = sealed - HEAD
    chunks = max(1, -(-body // SEALED_CHUNK))
    size = body - chunks * ADDED
    if size < 0 or sealed_size(size) != sealed:
        raise Damaged(chunks - 1)
    return size


class Sealing:
    """Seals a content that comes in blocks of any size: `head` is written first, then what `add` and `end` give."""

    def __init__(self, keys: Keys) -> None:
        self._file_key, self._waiting, self._number = FileKey.new(keys), bytearray(), 0
        self.head = self._file_key.head

    def add(self, block: bytes) -> Iterator[bytes]:
        """The chunks that became full. A full one waits until more has come: only then is it known not to be last."""
        self._waiting += block
        while len(self._waiting) > CHUNK:
            yield self._file_key.seal(self._number, bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
            self._number += 1

    def end(self) -> bytes:
        """The last chunk."""
        return self._file_key.seal(self._number, bytes(self._waiting), last=True)


def sealed(blocks: Iterable[bytes], keys: Keys) -> Iterator[bytes]:
    """The sealed file of a content that comes in blocks of any size."""
    sealing = Sealing(keys)
    yield sealing.head
    for block in blocks:
        yield from sealing.add(block)
    yield sealing.end()


class SealedReader(io.RawIOBase):
    """The content of a sealed file as a readable, seekable stream; it closes the file it reads.

    Reading raises Damaged at the first chunk that is not as written. A file cut at the end of a chunk has no last one,
    and that shows as soon as its size is asked for: the chunk that now ends the file does not say it is the last.
    """

    def __init__(self, file: BinaryIO, keys: Keys) -> None:
        self._file = file
        self._file_key = FileKey.of(keys, file.read(HEAD))
        self.size = content_size(file.seek(0, io.SEEK_END))
        self._last = chunk_count(self.size) - 1
        self._position, self._number, self._content = 0, -1, b""
        self._chunk(self._last)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to `size` bytes, fewer only at the end."""
        left = max(0, self.size - self._position)
        wanted = left if size is None or size < 0 else min(size, left)
        return b"".join(self._parts(wanted))

    def _parts(self, wanted: int) -> Iterator[bytes]:
        while wanted:
            number, start = divmod(self._position, CHUNK)
            part = self._chunk(number)[start : start + wanted]
            self._position += len(part)
            wanted -= len(part)
            yield part

    def _chunk(self, number: int) -> bytes:
        if number != self._number:
            self._file.seek(HEAD + number * SEALED_CHUNK)
            found = self._file.read(SEALED_CHUNK)
            self._content = self._file_key.open(number, found, last=number == self._last)
            self._number = number
        return self._content

    def close(self) -> None:
        self._file.close()
        super().close()
