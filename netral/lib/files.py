"""Files that stay only if the transaction that stored them commits."""

import hashlib
import weakref
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from netral.lib.keys import new_key


class TooLarge(Exception):  # noqa: N818 - reads as what happened
    """More bytes came than were allowed."""


class _Kept:
    """Removes a file when the last reference to this goes away before `keep` was called."""

    def __init__(self, name: str) -> None:
        self._remove = weakref.finalize(self, default_storage.delete, name)
        self._remove.atexit = False

    def keep(self) -> None:
        self._remove.detach()


def measure(file: "File[Any]", *, largest: int) -> tuple[str, int]:
    """(SHA-256, size in bytes) of a file, read in chunks. Raises TooLarge as soon as `largest` is passed."""
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        size += len(chunk)
        if size > largest:
            raise TooLarge
        digest.update(chunk)
    return digest.hexdigest(), size


def store(folder: str, file: "File[Any]") -> str:
    """Store a file bit for bit under a random name in `folder`; the name, relative to the media root.

    Must run in a transaction: a rollback (also of the outer one) removes the file. What a crash leaves behind has no
    row, so nothing ever points at it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"a file in {folder!r} is stored inside the transaction that writes its row")
    key = new_key() + new_key()
    name = default_storage.save(f"{folder}/{key[:2]}/{key}", file)
    transaction.on_commit(_Kept(name).keep)
    # A rollback throws the hook away, and with it the file. It runs first after a commit, so that no failing hook of
    # someone else can throw it away then.
    connection.run_on_commit.insert(0, connection.run_on_commit.pop())
    return name
