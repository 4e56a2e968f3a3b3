"""The file package: a ZIP whose every byte follows from its contents, so that any other byte is noticed and named.

    paket.json, then the files it lists, in its order; stored, not compressed; one fixed date; nothing more.

paket.json is signed: {format, id, sha256, from, to, made, files: [{name, sha256, size}], key_id, signature}. Whoever
checks a package needs it and the public keys: no database, no network. Anything that opens a ZIP opens it.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, BinaryIO

from netral.audit.proving import Finding, check_signature
from netral.lib.canonical import canonical_json

FORMAT, INDEX = "netral-paket-1", "paket.json"
LARGEST, LARGEST_INDEX = 2**32 - 1, 1_000_000  # what a plain ZIP can say, and what is read of an index
BLOCK = 65_536
_DATE = (0, (1 << 5) | 1)  # 1 January 1980, midnight: a ZIP must name a date, and ours says nothing
_VERSION, _UTF8, _STORED, _MADE_BY = 20, 0x800, 0, 20
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
LOCAL_SIZE = _LOCAL.size
SIGNATURE = b"PK\x03\x04"


@dataclass(frozen=True)
class Part:
    """One file inside: its name, its size and the CRC a ZIP wants."""

    name: str
    size: int
    crc: int


class TooLarge(Exception):  # noqa: N818 - reads as what was found
    """More than one package can hold."""


def local_header(part: Part) -> bytes:
    name = part.name.encode()
    head = (SIGNATURE, _VERSION, _UTF8, _STORED, *_DATE, part.crc, part.size, part.size, len(name), 0)
    return _LOCAL.pack(*head) + name


def ending(parts: Sequence[Part]) -> bytes:
    """The central directory and the end record, as they follow from the files before them."""
    rows, offset = [], 0
    for part in parts:
        name = part.name.encode()
        head = (b"PK\x01\x02", _MADE_BY, _VERSION, _UTF8, _STORED, *_DATE, part.crc, part.size, part.size, len(name))
        rows.append(_CENTRAL.pack(*head, 0, 0, 0, 0, 0, offset) + name)
        offset += len(local_header(part)) + part.size
    directory = b"".join(rows)
    if offset + len(directory) > LARGEST:
        raise TooLarge
    return directory + _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), offset, 0)


def index_bytes(index: Mapping[str, Any]) -> bytes:
    """The signed index as it stands in the package: readable, and always spelt alike."""
    return canonical_json(dict(index)) + b"\n"


def packed(files: Iterable[tuple[Part, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of a package. Each part comes with its content in blocks, of exactly its size and CRC."""
    parts = []
    for part, blocks in files:
        parts.append(part)
        yield local_header(part)
        yield from blocks
    yield ending(parts)


def check(package: BinaryIO, keys: Mapping[str, str]) -> list[Finding]:
    """Every byte of a package against its signed index; the first file that is not as it was is named.

    `keys`: key id → public key. Reads the file once, a block at a time.
    """
    try:
        return _check(package, keys)
    except _Broken as found:
        return [Finding("package", False, found.because)]


class _Broken(Exception):  # noqa: N818 - reads as what was found
    def __init__(self, name: str, why: str) -> None:
        super().__init__(name)
        self.because = f"Tidak cocok: {name} {why}"


CHANGED = "berubah sejak paket ini ditandatangani."


def _check(package: BinaryIO, keys: Mapping[str, str]) -> list[Finding]:
    content, index_part = _index_of(package)
    index = _parsed(content)
    signature = check_signature(index, keys)
    if not signature.holds:
        raise _Broken(INDEX, f"tidak dapat dipercaya. {signature.because}")
    if index_bytes(index) != content:
        raise _Broken(INDEX, CHANGED)
    listed = index["files"]
    parts = [index_part, *(_checked(package, row) for row in listed)]
    if package.read(len(ending(parts)) + 1) != ending(parts):
        raise _Broken("daftar isi ZIP", "di akhir paket bukan yang dibuat bersama paket ini.")
    found = [Finding("file", True, f"Cocok: {row['name']} tidak berubah.") for row in listed]
    return [signature, *found]


def _index_of(package: BinaryIO) -> tuple[bytes, Part]:
    """The bytes of the index, which stands first, and the part they make."""
    head = package.read(LOCAL_SIZE)
    if len(head) < LOCAL_SIZE or head[:4] != SIGNATURE:
        raise _Broken(INDEX, "tidak ada di awal berkas: ini bukan paket Netral yang utuh.")
    size = _LOCAL.unpack(head)[8]
    name = package.read(len(INDEX))
    content = package.read(size) if size <= LARGEST_INDEX else b""
    part = Part(INDEX, len(content), zlib.crc32(content))
    if head + name != local_header(part):
        raise _Broken(INDEX, CHANGED)
    return content, part


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        index = json.loads(content)
        shaped = index["format"] == FORMAT and all(_is_row(row) for row in index["files"])
    except (ValueError, KeyError, TypeError, RecursionError):
        shaped = False
    if not shaped:
        raise _Broken(INDEX, "bukan daftar isi paket Netral.")
    return dict(index)


def _is_row(row: Any) -> bool:
    size = row["size"]
    return isinstance(row["name"], str) and isinstance(row["sha256"], str) and type(size) is int and size >= 0


def _checked(package: BinaryIO, row: Mapping[str, Any]) -> Part:
    """One file: the head before it, then its bytes, against what the index says of them."""
    name, size = row["name"], row["size"]
    head, digest, crc, left = package.read(LOCAL_SIZE + len(name.encode())), sha256(), 0, size
    while left and (block := package.read(min(BLOCK, left))):
        digest.update(block)
        crc, left = zlib.crc32(block, crc), left - len(block)
    part = Part(name, size, crc)
    if left or digest.hexdigest() != row["sha256"] or head != local_header(part):
        raise _Broken(name, CHANGED)
    return part
