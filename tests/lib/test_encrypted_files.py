"""Sealed files: the same content back, from any place, and no change that goes unseen."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import settings as fuzzing
from hypothesis import strategies as st

from netral.lib.encrypted_files import (
    ADDED,
    CHUNK,
    HEAD,
    SALT,
    SEALED_CHUNK,
    Damaged,
    FileKey,
    Keys,
    SealedReader,
    chunk_count,
    content_size,
    is_sealed,
    sealed,
    sealed_size,
)
from tests.sizes import examples

IN_USE, OLD = "aabbccdd", "00112233"
RING = {IN_USE: bytes(range(32)), OLD: bytes(range(1, 33))}
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def keys(key_id: str | None) -> tuple[str, bytes]:
    return key_id or IN_USE, RING[key_id or IN_USE]


def other_keys(key_id: str | None) -> tuple[str, bytes]:
    return key_id or IN_USE, bytes(32)


def old_keys(key_id: str | None) -> tuple[str, bytes]:
    return OLD, RING[OLD]


def seal(content: bytes, block: int = 50_000) -> bytes:
    return b"".join(sealed((content[at : at + block] for at in range(0, len(content), block)), keys))


def read(file: bytes, keys: Keys = keys) -> bytes:
    return SealedReader(io.BytesIO(file), keys).read()


@pytest.mark.parametrize("size", SIZES)
def test_the_content_comes_back_and_sizes_can_be_counted_both_ways(size: int) -> None:
    content = os.urandom(size)

    file = seal(content)

    assert read(file) == content
    assert len(file) == sealed_size(size) == HEAD + size + chunk_count(size) * ADDED
    assert content_size(len(file)) == size


def test_the_blocks_a_content_comes_in_change_nothing() -> None:
    content = os.urandom(2 * CHUNK)

    assert read(seal(content, 1_000)) == read(seal(content, CHUNK)) == read(seal(content, 5 * CHUNK)) == content


@fuzzing(max_examples=examples(40))
@given(st.sampled_from(SIZES), st.integers(0, 4 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_part_can_be_read_alone(size: int, start: int, length: int) -> None:
    content = bytes(number % 251 for number in range(size))
    reader = SealedReader(io.BytesIO(seal(content)), keys)

    reader.seek(start)

    assert reader.read(length) == content[start : start + length]
    assert reader.tell() == max(start, min(start + length, size))


def test_the_stream_can_be_moved_in_like_a_file() -> None:
    reader = SealedReader(io.BytesIO(seal(b"abcdef")), keys)

    assert (reader.readable(), reader.seekable(), reader.size) == (True, True, 6)
    assert (reader.seek(-2, io.SEEK_END), reader.read()) == (4, b"ef")
    assert (reader.seek(1), reader.seek(1, io.SEEK_CUR), reader.read(2), reader.read(None)) == (1, 2, b"cd", b"ef")
    assert (reader.seek(-9), reader.read(1)) == (0, b"a")


def test_closing_the_stream_closes_the_file() -> None:
    file = io.BytesIO(seal(b"abc"))

    with SealedReader(file, keys):
        pass

    assert file.closed


def test_nothing_of_the_content_stands_in_the_file() -> None:
    content = b"Kepala Dinas memakai kendaraan dinas. " * 4_000

    file = seal(content)

    assert not any(content[at : at + 8] in file for at in range(0, 76, 4))
    assert is_sealed(file)
    assert not is_sealed(content)


def test_the_same_content_twice_is_two_different_files() -> None:
    first, second = seal(bytes(CHUNK)), seal(bytes(CHUNK))

    assert first[HEAD - SALT : HEAD] != second[HEAD - SALT : HEAD]
    assert first[HEAD:] != second[HEAD:]


def test_a_file_says_which_key_of_the_ring_it_was_written_under() -> None:
    file = b"".join(sealed([b"abc"], old_keys))

    assert read(file, keys) == b"abc"


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Damaged):
        read(seal(b"abc"), other_keys)


@fuzzing(max_examples=examples(40))
@given(st.sampled_from([1, CHUNK, CHUNK + 1]), st.data())
def test_every_changed_bit_is_noticed(size: int, data: st.DataObject) -> None:
    file = bytearray(seal(bytes(size)))
    place = data.draw(st.integers(0, len(file) - 1))
    file[place] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises((Damaged, KeyError)):  # KeyError: a ring without the key the head now names
        read(bytes(file))


@pytest.mark.parametrize(
    "cut", [HEAD, HEAD + SEALED_CHUNK, HEAD + 2 * SEALED_CHUNK, -1, 3, HEAD + SEALED_CHUNK + ADDED - 1]
)
def test_every_cut_is_noticed_before_a_byte_is_read(cut: int) -> None:
    file = seal(bytes(3 * CHUNK))

    with pytest.raises(Damaged):
        SealedReader(io.BytesIO(file[:cut]), keys)


def test_chunks_cannot_change_places_or_come_from_another_file() -> None:
    file, other = seal(bytes(3 * CHUNK)), seal(bytes(3 * CHUNK))
    first, second = file[HEAD : HEAD + SEALED_CHUNK], file[HEAD + SEALED_CHUNK : HEAD + 2 * SEALED_CHUNK]
    rest = file[HEAD + 2 * SEALED_CHUNK :]

    with pytest.raises(Damaged):
        read(file[:HEAD] + second + first + rest)
    with pytest.raises(Damaged) as found:
        read(file[:HEAD] + first + other[HEAD + SEALED_CHUNK :][:SEALED_CHUNK] + rest)
    assert found.value.chunk == 1


def test_a_longer_file_is_noticed_too() -> None:
    file = seal(bytes(CHUNK))

    with pytest.raises(Damaged):
        read(file + file[HEAD:])


def test_what_is_no_file_of_ours_has_no_key() -> None:
    with pytest.raises(Damaged) as found:
        FileKey.of(keys, b"\x89PNG" + bytes(HEAD - 4))
    assert found.value.chunk == -1
