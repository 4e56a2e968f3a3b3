"""Bytes of evidence on their way to the storage and back: sealed there, plain only in passing.

Files kept before sealing came are read as they are, until `jobs.seal_plain_files` has taken them along.
"""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from netral.lib import at_rest
from netral.lib.encrypted_files import CHUNK, MAGIC, SealedReader, is_sealed, sealed

FOLDER = "bukti"
USE = "berkas bukti"


def keys(key_id: str | None = None) -> tuple[str, bytes]:
    """(id, secret) of the key that seals files, of the ring's key in use or of the one with this id."""
    held = at_rest.key(key_id)
    return held.id, held.for_(USE)


class SealedContent(File):  # type: ignore[type-arg]
    """A file that reads as its sealed bytes, for a storage that takes it in chunks."""

    def __init__(self, plain: "File[Any]") -> None:
        super().__init__(None)
        self.plain = plain

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed(self.plain.chunks(CHUNK), keys)


def opened(name: str) -> BinaryIO:
    """The plain content of a stored file, seekable. FileNotFoundError where there is none, Damaged where it is cut."""
    raw = cast("BinaryIO", default_storage.open(name).file)
    head = raw.read(len(MAGIC))
    raw.seek(0)
    return cast("BinaryIO", SealedReader(raw, keys)) if is_sealed(head) else raw


def blocks(reader: BinaryIO, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes of a reader from `start` on, `length` of them or all, a chunk at a time."""
    reader.seek(start)
    left = reader.seek(0, io.SEEK_END) - start if length is None else length
    reader.seek(start)
    while left > 0 and (block := reader.read(min(CHUNK - reader.tell() % CHUNK, left))):
        left -= len(block)
        yield block
