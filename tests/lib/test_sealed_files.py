"""Files in the storage: nothing in plain, read as they were, opened by no other use, told when cut."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from netral.lib.encrypted_files import Damaged
from netral.lib.sealed_files import SealedFiles

LETTERS, PHOTOS = SealedFiles("surat coba"), SealedFiles("foto coba")
WORDS = b"Hadir: Pelapor Rekaan. " * 9_000


def kept(content: bytes = WORDS) -> str:
    return default_storage.save("coba/a", LETTERS.content(ContentFile(content)))


def test_what_lies_there_tells_nothing_and_reads_as_it_was() -> None:
    name = kept()

    assert b"Pelapor" not in Path(default_storage.path(name)).read_bytes()
    with LETTERS.opened(name) as file:
        assert file.read() == WORDS
        assert (file.seek(70_000), file.read(6)) == (70_000, WORDS[70_000:70_006])


def test_a_file_of_one_use_opens_for_no_other() -> None:
    name = kept()

    with pytest.raises(Damaged), PHOTOS.opened(name) as file:
        file.read()


def test_a_file_that_was_cut_is_damaged() -> None:
    name = kept()
    place = Path(default_storage.path(name))
    place.write_bytes(place.read_bytes()[:-5])

    with pytest.raises(Damaged), LETTERS.opened(name) as file:
        file.read()


def test_a_file_kept_before_sealing_is_read_as_it_is() -> None:
    name = default_storage.save("coba/lama", ContentFile(b"%PDF-1.7 lama"))

    with LETTERS.opened(name) as file:
        assert file.read() == b"%PDF-1.7 lama"


def test_a_file_that_is_gone_is_said_to_be() -> None:
    with pytest.raises(FileNotFoundError):
        LETTERS.opened("coba/tidak-ada")
