"""Taking out of a photo where, when and with what it was taken, without touching the picture.

Cameras write such things into parts of a file that viewers do not draw. What draws the picture is copied byte for byte;
of the rest only the way it is held stays, or every second photo would lie on its side. Like `cleaning`, which uses it
for the photos inside a paper, it knows no Django.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_TELLING = {*range(0xE0, 0xF0), 0xFE}  # application segments and comments
_ORIENTATION = 0x0112
_UPRIGHT = 1
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TELLING = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
_WEBP_TELLING = {b"EXIF", b"XMP "}
_WEBP_FLAGS = 0b1100  # "has EXIF", "has XMP" in the first byte of VP8X


class NotUnderstood(Exception):  # noqa: N818 - reads as what happened
    """The file is not built as its type says; nothing was taken out of it."""


def without_position(photo: bytes, media_type: str) -> bytes:
    """The same picture without what tells about the one who took it. Raises NotUnderstood."""
    try:
        return _CLEANERS[media_type](photo)
    except (KeyError, IndexError, struct.error) as wrong:
        raise NotUnderstood from wrong


def understands(media_type: str) -> bool:
    return media_type in _CLEANERS


def _jpeg(photo: bytes) -> bytes:
    parts = list(_jpeg_parts(photo))
    return photo[:2] + _orientation(photo) + b"".join(parts)


def _jpeg_parts(photo: bytes) -> Iterator[bytes]:
    """Every part that draws, up to the end of the picture: what phones hang behind it may be a film with a place."""
    at = 2
    if photo[:2] != bytes([0xFF, _SOI]):
        raise NotUnderstood
    while True:
        while photo[at + 1] == 0xFF:  # noqa: PLR2004 - fill bytes before a marker
            at += 1
        marker = photo[at + 1]
        if photo[at] != 0xFF:  # noqa: PLR2004 - every part begins so
            raise NotUnderstood
        if marker == _EOI:
            yield photo[at : at + 2]
            return
        end = at + 2 + struct.unpack(">H", photo[at + 2 : at + 4])[0]
        if marker not in _TELLING or _draws(photo[at:end]):
            yield photo[at:end]
        at = end
        if marker == _SOS:
            end = _end_of_scan(photo, at)
            yield photo[at:end]
            at = end


def _draws(segment: bytes) -> bool:
    """JFIF's density, colour profiles, and Adobe's note on how colours are coded."""
    return segment[4:9] == b"JFIF\0" or segment[4:16] == b"ICC_PROFILE\0" or segment[4:9] == b"Adobe"


def _end_of_scan(photo: bytes, at: int) -> int:
    """Where the next marker stands; FF 00 and restarts belong to the picture."""
    while True:
        at = photo.find(b"\xff", at)
        if at < 0:
            raise NotUnderstood
        if photo[at + 1] and photo[at + 1] not in _RESTARTS:
            return at
        at += 2


def _orientation(photo: bytes) -> bytes:
    """An Exif segment that says how the picture is held and nothing else; none when it stands upright."""
    try:
        with Image.open(io.BytesIO(photo), formats=["JPEG"]) as opened:
            held = opened.getexif().get(_ORIENTATION, _UPRIGHT)
    except Exception as wrong:  # libraries fail in many ways on files made to harm
        raise NotUnderstood from wrong
    if held not in range(2, 9):
        return b""
    tags = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, held, 0, 0)
    return b"\xff\xe1" + struct.pack(">H", len(tags) + 8) + b"Exif\0\0" + tags


def _png(photo: bytes) -> bytes:
    out, at = [_PNG], len(_PNG)
    if not photo.startswith(_PNG):
        raise NotUnderstood
    while True:
        length, kind = struct.unpack(">I4s", photo[at : at + 8])
        chunk = photo[at : at + 12 + length]
        if len(chunk) != length + 12 or zlib.crc32(chunk[4:-4]) != struct.unpack(">I", chunk[-4:])[0]:
            raise NotUnderstood
        if kind not in _PNG_TELLING:
            out.append(chunk)
        if kind == b"IEND":
            return b"".join(out)
        at += len(chunk)


def _webp(photo: bytes) -> bytes:
    whole = struct.unpack("<I", photo[4:8])[0] + 8
    if photo[:4] != b"RIFF" or photo[8:12] != b"WEBP" or whole > len(photo):
        raise NotUnderstood
    out, at = [], 12
    while at < whole:
        kind, length = struct.unpack("<4sI", photo[at : at + 8])
        chunk = bytearray(photo[at : at + 8 + length + length % 2])
        at += len(chunk)
        if kind == b"VP8X":
            chunk[8] &= ~_WEBP_FLAGS & 0xFF
        if kind not in _WEBP_TELLING:
            out.append(bytes(chunk))
    body = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(body)) + body


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
