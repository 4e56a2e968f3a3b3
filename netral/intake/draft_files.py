"""Files of a draft on the disk: sealed under the key of their draft, read without ever being written plain."""

from collections.abc import Iterator
from typing import Any, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from netral.lib.encrypted_files import SealedReader, one_key, sealed


class SealedOnTheWay(File):  # type: ignore[type-arg]
    """A file that reads as its sealed bytes, for a storage that takes it in chunks."""

    def __init__(self, plain: "File[Any]", key: bytes) -> None:
        super().__init__(None)
        self.plain, self.key = plain, key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed(self.plain.chunks(chunk_size), one_key(self.key))


def opened(file: str, key: bytes, *, name: str) -> "File[Any]":
    """A stored file as its sender gave it. Raises `encrypted_files.Damaged` where it was touched."""
    reader = SealedReader(cast("Any", default_storage.open(file)), one_key(key))
    plain: File[Any] = File(cast("Any", reader), name=name)
    plain.size = reader.size
    return plain
