"""A file that grows: an upload in pieces, sealed from its first byte on.

It has the layout of every sealed file, so that a finished one only has to be moved. What is here of it is told by the
file alone: no table is written while bytes arrive, and after a power cut or a kill the last whole chunk says where to
go on. The unfinished chunk at the end is written again, under a new nonce, when more arrives.
"""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from netral.evidence.states import Busy
from netral.evidence.storing import keys
from netral.lib.encrypted_files import ADDED, CHUNK, HEAD, SEALED_CHUNK, Damaged, FileKey, sealing_key

SYNC_EVERY = 64  # chunks: so much at most is lost when the power fails, and sent again


def path_of(name: str) -> Path:
    return Path(settings.UPLOADS_DIR) / name[:2] / name


def offset_of(name: str, length: int) -> int:
    """How many bytes of an upload are here whole. Reads the last chunk only and changes nothing."""
    try:
        descriptor = os.open(path_of(name), os.O_RDONLY)
    except FileNotFoundError:
        return 0
    try:
        return _Growing(descriptor, length).offset
    except Damaged:
        return 0
    finally:
        os.close(descriptor)


def key_of(name: str) -> str:
    """The id of the house's key that seals a growing file; nothing where no byte is here."""
    try:
        with path_of(name).open("rb") as file:
            return sealing_key(file.read(HEAD))
    except FileNotFoundError:
        return ""


def sizes() -> Iterator[tuple[str, int]]:
    """(name, bytes on the disk) of every growing file."""
    for path in Path(settings.UPLOADS_DIR).glob("*/*"):
        with suppress(FileNotFoundError):  # finished or given up meanwhile
            yield path.name, path.stat().st_size


@contextmanager
def growing(name: str, length: int) -> Iterator["_Growing"]:
    """The growing file of an upload, for one writer at a time; Busy for a second one. On the disk when it is left."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
        file = _begun(descriptor, length)
        try:
            yield file
        finally:
            file.settle()
    finally:
        os.close(descriptor)


def remove(name: str) -> None:
    with suppress(FileNotFoundError):
        path_of(name).unlink()


def _begun(descriptor: int, length: int) -> "_Growing":
    """The file as it stands; one without a readable head begins anew."""
    try:
        return _Growing(descriptor, length)
    except Damaged:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, FileKey.new(keys).head, 0)
        return _Growing(descriptor, length)


class _Growing:
    """`offset` bytes are here. `digest` is the SHA-256 of all of them while they came in one go, else None."""

    def __init__(self, descriptor: int, length: int) -> None:
        self._descriptor, self._length = descriptor, length
        self._key = FileKey.of(keys, os.pread(descriptor, HEAD, 0))
        self._number, self._tail = self._find_end()
        self._start = self._number
        self._waiting = bytearray(self._tail)
        self._unsynced, self._written = 0, True
        self.digest = hashlib.sha256() if self.offset == 0 else None

    @property
    def offset(self) -> int:
        return self._number * CHUNK + len(self._waiting)

    @property
    def whole(self) -> bool:
        return self.offset == self._length

    def _find_end(self) -> tuple[int, bytes]:
        """(whole chunks, what the unfinished one after them holds); a torn chunk at the end does not count."""
        body = os.fstat(self._descriptor).st_size - HEAD
        number, rest = divmod(min(body, self._most()), SEALED_CHUNK)
        if rest > ADDED:
            with suppress(Damaged):
                return number, self._read(number)
        while number:
            with suppress(Damaged):
                self._read(number - 1)
                return number, b""
            number -= 1
        return 0, b""

    def _most(self) -> int:
        full, rest = divmod(self._length, CHUNK)
        return full * SEALED_CHUNK + (rest + ADDED if rest else 0)

    def _read(self, number: int) -> bytes:
        chunk = os.pread(self._descriptor, SEALED_CHUNK, HEAD + number * SEALED_CHUNK)
        end = number * CHUNK + len(chunk) - ADDED
        return self._key.open(number, chunk, last=end == self._length)

    def append(self, block: bytes) -> None:
        """Add bytes. OSError when the disk takes no more: what it took whole stays, and `offset` says how much."""
        if self.digest is not None:
            self.digest.update(block)
        self._waiting += block
        self._written = False
        try:
            while len(self._waiting) >= CHUNK:
                self._write(bytes(self._waiting[:CHUNK]))
                del self._waiting[:CHUNK]
                self._number += 1
        except OSError:
            self._end_here()
            raise

    def _write(self, content: bytes) -> None:
        last = self._number * CHUNK + len(content) == self._length
        left, place = memoryview(self._key.seal(self._number, content, last=last)), HEAD + self._number * SEALED_CHUNK
        while left:  # a disk that is nearly full takes a part, and says why at the next
            taken = os.pwrite(self._descriptor, left, place)
            left, place = left[taken:], place + taken
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            os.fsync(self._descriptor)
            self._unsynced = 0

    def _end_here(self) -> None:
        """Keep whole chunks only: the disk took no more."""
        os.ftruncate(self._descriptor, HEAD + self._number * SEALED_CHUNK)
        self._waiting, self.digest, self._written = bytearray(), None, True

    def settle(self) -> None:
        """Write the unfinished chunk and wait for the disk."""
        if not self._written:
            end = HEAD + self._number * SEALED_CHUNK
            try:
                if self._waiting:
                    self._write(bytes(self._waiting))
            except OSError:
                self._end_here()
                raise
            os.ftruncate(self._descriptor, end + (len(self._waiting) + ADDED if self._waiting else 0))
            self._written = True
        os.fsync(self._descriptor)

    def take_back(self) -> None:
        """Forget what was added since the file was opened."""
        os.ftruncate(self._descriptor, HEAD + self._start * SEALED_CHUNK)
        self._number, self._waiting, self.digest = self._start, bytearray(self._tail), None
        self._written = False
        self.settle()

    def head(self, size: int) -> bytes:
        """The first bytes, `size` at most; Damaged where they can be read no more, and then nothing is here."""
        try:
            first = bytes(self._waiting) if self._number == 0 else self._read(0)
        except Damaged as damage:
            self._cut(damage)
            raise
        return first[:size]

    def sha256(self) -> str:
        """Of everything here: counted while it came, or read again. A damaged chunk and all after it are taken off."""
        if self.digest is None:
            self.settle()
            digest = hashlib.sha256()
            try:
                for number in range(-(-self.offset // CHUNK)):
                    digest.update(self._read(number))
            except Damaged as damage:
                self._cut(damage)
                raise
            self.digest = digest
        return self.digest.hexdigest()

    def _cut(self, damage: Damaged) -> None:
        self._number, self._waiting, self._written = damage.chunk, bytearray(), True
        self.digest = None
        os.ftruncate(self._descriptor, HEAD + damage.chunk * SEALED_CHUNK)
