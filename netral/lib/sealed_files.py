"""Files that lie sealed in the storage and are plain only in passing.

What was kept before files were sealed is read as it is.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import default_storage

from netral.lib import at_rest
from netral.lib.encrypted_files import CHUNK, HEAD, MAGIC, Keys, SealedReader, is_sealed, sealed, sealing_key


class SealedContent(File):  # type: ignore[type-arg]
    """A file that reads as its sealed bytes, for a storage that takes it in chunks."""

    def __init__(self, plain: "File[Any]", keys: Keys) -> None:
        super().__init__(None)
        self.plain, self.keys = plain, keys

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        return sealed(self.plain.chunks(CHUNK), self.keys)


class SealedFiles:
    """The files of one use; what seals them is derived from the ring's key for this use, and opens no other files."""

    def __init__(self, use: str) -> None:
        self.use = use

    def keys(self, key_id: str | None = None) -> tuple[str, bytes]:
        """(id, secret) of the key that seals files, of the ring's key in use or of the one with this id."""
        held = at_rest.key(key_id)
        return held.id, held.for_(self.use)

    def content(self, plain: "File[Any]") -> SealedContent:
        """What the storage is given instead of a plain file."""
        return SealedContent(plain, self.keys)

    def opened(self, name: str) -> BinaryIO:
        """The plain content of a stored file, seekable. FileNotFoundError where there is none, Damaged where cut."""
        raw = cast("BinaryIO", default_storage.open(name).file)
        head = raw.read(len(MAGIC))
        raw.seek(0)
        return cast("BinaryIO", SealedReader(raw, self.keys)) if is_sealed(head) else raw

    def key_of(self, name: str) -> str:
        """The id of the key that sealed a stored file; nothing where it lies plain. FileNotFoundError where none is."""
        with default_storage.open(name) as raw:
            return sealing_key(raw.read(HEAD))
