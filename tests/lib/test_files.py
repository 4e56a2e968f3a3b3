"""Files that stay only if their transaction commits; how they live and die with exhibits is told in tests/evidence."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from netral.lib.files import TooLarge, measure, store


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
