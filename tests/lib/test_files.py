"""Files that stay only if their transaction commits; how they live and die with exhibits is told in tests/evidence."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError, transaction

from netral.lib.files import TooLarge, measure, store, written


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_file_is_measured_in_chunks() -> None:
    content = b"abc" * 100_000

    assert measure(ContentFile(content), largest=300_000) == (hashlib.sha256(content).hexdigest(), 300_000)


def test_measuring_stops_at_the_first_byte_too_many() -> None:
    read = []

    class Endless(ContentFile):  # type: ignore[type-arg]
        def chunks(self, chunk_size: int | None = None) -> Any:
            while True:
                read.append(1)
                yield b"x"

    with pytest.raises(TooLarge):
        measure(Endless(b""), largest=3)
    assert len(read) == 4


@pytest.mark.django_db(transaction=True)
def test_a_file_is_only_stored_inside_a_transaction(media: Path) -> None:
    with pytest.raises(RuntimeError, match="inside the transaction that writes its row"):
        store("uji", ContentFile(b"abc"))

    assert list(media.rglob("*")) == []


@pytest.mark.django_db(transaction=True)
def test_a_copy_of_the_folder_tells_the_minute_a_file_came_and_nothing_finer(media: Path) -> None:
    with transaction.atomic():
        store("uji", ContentFile(b"abc"))

    kept = [*media.rglob("*")]
    assert len(kept) == 3
    assert [path.stat().st_mtime_ns % 60_000_000_000 for path in kept] == [0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_takes_no_stamp_keeps_the_file_all_the_same(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_given: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    with transaction.atomic():
        name = store("uji", ContentFile(b"abc"))

    assert (media / name).read_bytes() == b"abc"


@pytest.mark.django_db(transaction=True)
def test_names_say_nothing_and_never_meet(media: Path) -> None:
    with transaction.atomic():
        names = [store("uji", ContentFile(b"abc", name="Budi.pdf")) for _ in range(20)]

    assert len(set(names)) == 20
    assert all(
        name.startswith("uji/") and "Budi" not in name and (media / name).read_bytes() == b"abc" for name in names
    )


@pytest.mark.django_db(transaction=True)
def test_a_stored_file_is_for_the_server_alone(media: Path) -> None:
    with transaction.atomic():
        name = store("uji", ContentFile(b"abc"))

    assert (media / name).stat().st_mode & 0o777 == 0o600


def contents(media: Path) -> list[bytes]:
    return sorted(path.read_bytes() for path in media.rglob("*") if path.is_file())


def write_and_fail(failure: BaseException, *files: ContentFile) -> None:  # type: ignore[type-arg]
    with written("uji", files or [ContentFile(b"abc"), ContentFile(b"def")]):
        raise failure


def test_files_written_before_a_transaction_are_there_in_it_and_after(media: Path) -> None:
    with written("uji", [ContentFile(b"abc"), ContentFile(b"def")]) as names:
        assert [(media / name).read_bytes() for name in names] == [b"abc", b"def"]

    assert contents(media) == [b"abc", b"def"]


@pytest.mark.parametrize("failure", [ZeroDivisionError(), KeyboardInterrupt(), OSError("disk full")])
def test_files_go_when_the_transaction_fails(media: Path, failure: BaseException) -> None:
    with pytest.raises(type(failure)):
        write_and_fail(failure)

    assert contents(media) == []


@pytest.mark.parametrize("failure", [OperationalError("gone"), InterfaceError("closed")])
def test_files_stay_when_nobody_knows_whether_it_committed(media: Path, failure: Exception) -> None:
    with pytest.raises(type(failure)):
        write_and_fail(failure)

    assert contents(media) == [b"abc", b"def"]


def test_a_file_that_cannot_be_read_takes_those_before_it_along(media: Path) -> None:
    class Torn(ContentFile):  # type: ignore[type-arg]
        def chunks(self, chunk_size: int | None = None) -> Any:
            raise OSError("torn")

    with pytest.raises(OSError, match="torn"):
        write_and_fail(ZeroDivisionError(), ContentFile(b"abc"), Torn(b"def"))

    assert b"abc" not in contents(media)


def test_a_file_is_on_the_disk_before_its_row(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: flushed.append(os.fstat(descriptor).st_ino))

    with written("uji", [ContentFile(b"abc")]) as names:
        stored = media / names[0]
        assert flushed == [each.stat().st_ino for each in (stored, stored.parent, stored.parent.parent)]
