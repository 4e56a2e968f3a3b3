"""A growing file: exact after any piece, any cut and any damage, sealed from its first byte."""

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from netral.evidence import spool
from netral.evidence.spool import growing, offset_of, path_of, remove
from netral.evidence.states import Busy
from netral.evidence.storing import keys
from netral.lib.encrypted_files import ADDED, CHUNK, HEAD, SEALED_CHUNK, Damaged, SealedReader
from tests.sizes import examples

NAME = "abcdef"


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path) -> Path:
    settings.UPLOADS_DIR = tmp_path
    return tmp_path


def content_of(size: int) -> bytes:
    """Bytes in which no two chunks are alike."""
    return b"".join(number.to_bytes(4, "big") for number in range(size // 4 + 1))[:size]


def add(piece: bytes, length: int, name: str = NAME) -> int:
    with growing(name, length) as file:
        file.append(piece)
        return file.offset


def whole(name: str = NAME) -> bytes:
    with SealedReader(path_of(name).open("rb"), keys) as reader:
        return reader.read()


def test_nothing_is_here_before_it_begins() -> None:
    assert offset_of(NAME, 100) == 0
    remove(NAME)


@pytest.mark.parametrize("length", [1, 100, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])
def test_a_whole_one_is_a_sealed_file_like_any_other(length: int) -> None:
    content = content_of(length)

    with growing(NAME, length) as file:
        file.append(content[:70])
        file.append(content[70:])
        assert (file.whole, file.sha256()) == (True, hashlib.sha256(content).hexdigest())

    assert whole() == content
    assert length < 40 or content[:40] not in path_of(NAME).read_bytes()


@fuzzing(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([CHUNK - 1, CHUNK, 2 * CHUNK + 9]), st.lists(st.integers(0, 2 * CHUNK), max_size=6))
def test_any_cuts_make_the_same_file(length: int, cuts: list[int]) -> None:
    remove(NAME)
    content, places = content_of(length), sorted(min(cut, length) for cut in cuts)

    for start, end in zip([0, *places], [*places, length], strict=True):
        assert offset_of(NAME, length) == start
        assert add(content[start:end], length) == end
    with growing(NAME, length) as file:
        assert file.sha256() == hashlib.sha256(content).hexdigest()

    assert whole() == content


def test_only_one_may_write_at_a_time() -> None:
    with growing(NAME, 10) as file:
        file.append(b"abc")
        with pytest.raises(Busy), growing(NAME, 10):
            pass

    assert add(b"defghij", 10) == 10


def test_what_was_added_can_be_taken_back() -> None:
    content = content_of(2 * CHUNK)
    add(content[: CHUNK + 100], len(content))

    with growing(NAME, len(content)) as file:
        file.append(content[CHUNK + 100 : -5])
        file.take_back()
        assert file.offset == CHUNK + 100
    add(content[CHUNK + 100 :], len(content))

    assert whole() == content


@pytest.mark.parametrize("torn", [1, ADDED, CHUNK // 2])
def test_a_torn_piece_at_the_end_does_not_count(torn: int) -> None:
    content = content_of(3 * CHUNK)
    add(content[: 2 * CHUNK], len(content))
    with path_of(NAME).open("ab") as file:
        file.write(os.urandom(torn))

    assert offset_of(NAME, len(content)) == 2 * CHUNK
    add(content[2 * CHUNK :], len(content))

    assert whole() == content


def test_a_piece_torn_while_it_was_written_again_costs_that_piece() -> None:
    content = content_of(2 * CHUNK)
    add(content[: CHUNK + 500], len(content))
    stored = bytearray(path_of(NAME).read_bytes())
    stored[HEAD + SEALED_CHUNK + 40] ^= 1
    path_of(NAME).write_bytes(bytes(stored))

    assert offset_of(NAME, len(content)) == CHUNK
    add(content[CHUNK:], len(content))

    assert whole() == content


@pytest.mark.parametrize("left", [0, HEAD - 1])
def test_a_file_without_its_head_begins_anew(left: int) -> None:
    content = content_of(CHUNK + 7)
    add(content[:CHUNK], len(content))
    path_of(NAME).write_bytes(path_of(NAME).read_bytes()[:left])

    assert offset_of(NAME, len(content)) == 0
    add(content, len(content))

    assert whole() == content


def test_damage_in_the_middle_is_found_at_the_end_and_taken_off_with_what_follows() -> None:
    content = content_of(4 * CHUNK)
    add(content[:-1], len(content))
    stored = bytearray(path_of(NAME).read_bytes())
    stored[HEAD + SEALED_CHUNK + 40] ^= 1
    path_of(NAME).write_bytes(bytes(stored))

    with growing(NAME, len(content)) as file:
        file.append(content[-1:])
        with pytest.raises(Damaged):
            file.sha256()
        assert file.offset == CHUNK
    assert offset_of(NAME, len(content)) == CHUNK
    add(content[CHUNK:], len(content))

    assert whole() == content


def test_the_first_bytes_tell_the_type_while_more_are_on_their_way() -> None:
    with growing(NAME, 2 * CHUNK) as file:
        file.append(b"GIF89a")
        assert file.head(3) == b"GIF"
        file.append(bytes(CHUNK))
        assert file.head(6) == b"GIF89a"


def test_a_disk_that_takes_no_more_keeps_what_it_took(monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of(3 * CHUNK)
    room = [HEAD + SEALED_CHUNK + 1000]
    real = os.pwrite

    def nearly_full(descriptor: int, data: bytes, place: int) -> int:
        left = room[0] - place
        if left <= 0:
            raise OSError(28, "No space left on device")
        return real(descriptor, bytes(data)[:left], place)

    monkeypatch.setattr(os, "pwrite", nearly_full)
    with pytest.raises(OSError, match="No space"):
        add(content, len(content))
    assert offset_of(NAME, len(content)) == CHUNK
    with pytest.raises(OSError, match="No space"):
        add(content[CHUNK : CHUNK + 2000], len(content))  # a piece smaller than a chunk is written at its end
    assert offset_of(NAME, len(content)) == CHUNK

    room[0] = 10**9
    add(content[CHUNK:], len(content))
    assert whole() == content


WRITER = """
    import os, sys
    os.environ["DJANGO_SETTINGS_MODULE"] = "netral.config.settings"
    import django; django.setup()
    from django.conf import settings
    settings.UPLOADS_DIR = sys.argv[1]
    from netral.evidence.spool import growing
    with growing("abcdef", 10**9) as file:
        print("begun", flush=True)
        while True:
            file.append(bytes(range(256)) * 100)
"""


def test_a_killed_writer_leaves_a_file_to_go_on_with(places: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(WRITER), str(places)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline() == b"begun\n", writer.stderr.read()
    give_up = time.monotonic() + 20
    while path_of(NAME).stat().st_size < 20 * SEALED_CHUNK and time.monotonic() < give_up:
        time.sleep(0.001)
    writer.send_signal(signal.SIGKILL)
    writer.communicate()

    there = offset_of(NAME, 10**9)
    with growing(NAME, 10**9) as file:
        file.append(b"more")
        assert (there % CHUNK, there >= 19 * CHUNK, file.offset) == (0, True, there + 4)
        numbers = range(there // CHUNK)
        expected = (bytes(range(256)) * 256)[:CHUNK]
        assert all(file._read(number) == expected for number in numbers)


def test_the_disk_is_waited_for_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[int] = []
    monkeypatch.setattr(os, "fsync", waits.append)

    add(bytes((spool.SYNC_EVERY + 1) * CHUNK), 10**9)

    assert len(waits) == 2
