"""Files that stay only if the transaction that names them commits, and that are on the disk by then."""

import hashlib
import os
import shutil
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import InterfaceError, OperationalError, connection, transaction

from netral.lib.keys import new_key

MINUTE = 60  # seconds


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
    return measure_blocks(file.chunks(), largest=largest)


def measure_blocks(blocks: Iterable[bytes], *, largest: int) -> tuple[str, int]:
    """The same of a content that comes in blocks."""
    digest, size = hashlib.sha256(), 0
    for chunk in blocks:
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
    name = _write(folder, file)
    transaction.on_commit(_Kept(name).keep)
    # A rollback throws the hook away, and with it the file. It runs first after a commit, so that no failing hook of
    # someone else can throw it away then.
    connection.run_on_commit.insert(0, connection.run_on_commit.pop())
    return name


@contextmanager
def written(folder: str, files: Iterable["File[Any]"]) -> Iterator[list[str]]:
    """Store files before the transaction that names them, so that nobody waits for a disk while it holds its locks.

    The block is that transaction. When it fails, the files are removed at once. Only when the database went away does
    nobody know whether it committed: then they stay, and `tidy_up` removes those no row names.
    """
    names: list[str] = []
    try:
        for file in files:
            names.append(_write(folder, file))  # noqa: PERF401 - what is written before a failure must be known
        yield names
    except (OperationalError, InterfaceError):
        raise
    except BaseException:
        remove(names)
        raise


def remove(names: Iterable[str]) -> None:
    """Remove stored files that no row names."""
    for name in names:
        default_storage.delete(name)


@contextmanager
def taken_over(folder: str, path: Path) -> Iterator[str]:
    """Move a finished local file into the storage as the last act of the block, which is the transaction that names it.

    When the block fails, the file stays where it was. A rename, where one disk holds both.
    """
    name = _new_name(folder)
    try:
        stored = Path(default_storage.path(name))
    except NotImplementedError:  # a store beyond this machine takes its time: before any row is locked
        with path.open("rb") as file:
            name = default_storage.save(name, File(file))
        try:
            yield name
        except BaseException:
            default_storage.delete(name)
            raise
        path.unlink()
        return
    yield name
    stored.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, stored)
    _wait_for_disk(name)


def _new_name(folder: str) -> str:
    key = new_key() + new_key()
    return f"{folder}/{key[:2]}/{key}"


def _write(folder: str, file: "File[Any]") -> str:
    """Save under a random name, and wait for the disk: a row that survives a power cut must find its file."""
    name = _new_name(folder)
    try:
        name = default_storage.save(name, file)
        _wait_for_disk(name)
    except Exception:
        default_storage.delete(name)  # a disk that is full leaves the part it took, and so does a damaged source
        raise
    return name


def _wait_for_disk(name: str) -> None:
    """A store beyond this machine answers when it has the file; here the folders must be on the disk too.

    A copy of the folder tells the minute a file came, as the rows do, and nothing finer.
    """
    try:
        stored = Path(default_storage.path(name))
    except NotImplementedError:
        return
    minute = time.time() // MINUTE * MINUTE
    for path in (stored, stored.parent, stored.parent.parent):  # the folder may be as new as the file
        with suppress(OSError):  # a folder of somebody else, a disk that knows no stamps: no reason to lose an exhibit
            os.utime(path, (minute, minute))
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
