"""Bytes of evidence on their way to the storage and back: sealed there, plain only in passing.

Files kept before sealing came are read as they are, until `jobs.seal_plain_files` has taken them along.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from netral.lib.encrypted_files import CHUNK
from netral.lib.sealed_files import SealedFiles

FOLDER = "bukti"
FILES = SealedFiles("berkas bukti")
keys, content, opened = FILES.keys, FILES.content, FILES.opened


def blocks(reader: BinaryIO, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The bytes of a reader from `start` on, `length` of them or all, a chunk at a time."""
    reader.seek(start)
    left = reader.seek(0, io.SEEK_END) - start if length is None else length
    reader.seek(start)
    while left > 0 and (block := reader.read(min(CHUNK - reader.tell() % CHUNK, left))):
        left -= len(block)
        yield block
