"""Large files of a form: read back whole, and never a plain byte or a name on the disk."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory

from netral.lib.encrypted_files import CHUNK, is_sealed
from netral.lib.upload_handlers import SealedFileUploadHandler

SAID = b"Wayan Pelapor melihatnya sendiri. "
LARGE = SAID * 90_000  # three megabytes
PROGRAM = """
import sys, time
from django.conf import settings
settings.configure(FILE_UPLOAD_TEMP_DIR=sys.argv[1])
from netral.lib.upload_handlers import SealedFileUploadHandler
handler = SealedFileUploadHandler()
handler.new_file("evidence", "foto.png", "image/png", None)
handler.receive_data_chunk(b"Wayan Pelapor" * 100_000, 0)
handler.file.flush()
print("here", flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def begun(name: str = "foto.png") -> SealedFileUploadHandler:
    handler = SealedFileUploadHandler()
    handler.new_file("evidence", name, "image/png", None)
    return handler


def on_disk(content: bytes, *, name: str = "foto.png") -> "File[Any]":
    """A file of a form as it comes when it is too large for memory."""
    handler = begun(name)
    for at in range(0, len(content), 50_000):
        handler.receive_data_chunk(content[at : at + 50_000], at)
    return handler.file_complete(len(content))


def posted(*contents: bytes) -> HttpRequest:
    files = [SimpleUploadedFile(f"foto{number}.png", content) for number, content in enumerate(contents)]
    return RequestFactory().post("/lapor/bukti/", {"evidence": files})


def test_a_file_that_is_coming_has_no_name_and_is_not_readable(place: Path) -> None:
    handler = begun()

    handler.receive_data_chunk(LARGE, 0)
    handler.file.flush()

    assert (list(place.iterdir()), os.fstat(handler.file.fileno()).st_nlink) == ([], 0)
    written = os.pread(handler.file.fileno(), len(LARGE) * 2, 0)
    handler.file.close()
    assert (is_sealed(written), len(written) > len(LARGE) - CHUNK, b"Wayan" in written) == (True, True, False)


def test_a_form_with_large_files_gives_them_back_whole(place: Path) -> None:
    request = posted(LARGE, LARGE[1:])

    first, second = request.FILES.getlist("evidence")

    assert [(each.name, each.size) for each in (first, second)] == [
        ("foto0.png", len(LARGE)), ("foto1.png", len(LARGE) - 1),
    ]  # fmt: skip
    assert hashlib.sha256(b"".join(first.chunks())).digest() == hashlib.sha256(LARGE).digest()
    second.seek(len(SAID) - 1)
    assert (second.read(5), second.multiple_chunks(), hasattr(second, "temporary_file_path")) == (b"Wayan", True, False)
    assert list(place.iterdir()) == []
    request.close()


def test_a_small_form_stays_in_memory() -> None:
    assert isinstance(posted(SAID).FILES["evidence"], InMemoryUploadedFile)


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1])
def test_files_of_every_size_come_back(size: int) -> None:
    content = os.urandom(size)

    file = on_disk(content)

    assert (file.size, file.read(), b"".join(file.chunks())) == (size, content, content)


def test_a_request_that_is_over_closes_its_files() -> None:
    request = posted(LARGE)
    [file] = request.FILES.getlist("evidence")

    request.close()

    assert file.closed


def test_a_sender_who_goes_away_leaves_nothing_open() -> None:
    handler = begun()

    handler.upload_interrupted()
    SealedFileUploadHandler().upload_interrupted()

    assert handler.file.closed


def test_a_process_that_is_killed_leaves_nothing(place: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"here\n"
        process.send_signal(signal.SIGKILL)

    assert list(place.iterdir()) == []
