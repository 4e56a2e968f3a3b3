"""Files as they come: the first bytes of every kind, small enough to hold in a test."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.evidence.storing import keys
from netral.lib.encrypted_files import SealedReader

AT = datetime(2024, 1, 15, 9, 0, tzinfo=timezone(timedelta(hours=8)))
SUBJECT = "laporan:7k4m2pxd91qf0"
_TAIL = bytes(60)

# One pixel, and one empty page.
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde"
    b"\0\0\0\x0cIDATx\x9cc\x10P0\0\0\0\xa4\0a4f}r\0\0\0\0IEND\xaeB`\x82"
)
PDF = (
    b"%PDF-1.7\n%\xe2\xe3\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>"
    b"endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
SAMPLES = {
    "jpeg": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01" + _TAIL + b"\xff\xd9", "image/jpeg"),
    "jpeg of a camera": (b"\xff\xd8\xff\xe1\0\x10Exif\0\0" + _TAIL, "image/jpeg"),
    "png": (PNG, "image/png"),
    "webp": (b"RIFF\x24\0\0\0WEBPVP8 " + _TAIL, "image/webp"),
    "pdf": (PDF, "application/pdf"),
    "mp4": (b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41" + _TAIL, "video/mp4"),
    "mp4 of another maker": (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + _TAIL, "video/mp4"),
    "m4a": (b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom" + _TAIL, "audio/mp4"),
    "mp3 with a tag": (b"ID3\x03\0\0\0\0\0\x21" + _TAIL, "audio/mpeg"),
    "mp3 frame": (b"\xff\xfb\x90\x64" + _TAIL, "audio/mpeg"),
    "mp3 frame of MPEG 2": (b"\xff\xf3\x90\x64" + _TAIL, "audio/mpeg"),
    "voice message": (b"OggS\0\x02" + bytes(22) + b"OpusHead" + _TAIL, "audio/ogg"),
}
REFUSED = {
    "a page": (b"<!DOCTYPE html><html><script>alert(1)</script>", "text/html"),
    "a drawing with script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml"),
    "a program": (b"MZ" + bytes(100), "application/octet-stream"),
    "a document": (b"PK\x03\x04" + bytes(60), "wordprocessingml"),
    "a moving picture": (b"GIF89a" + _TAIL, "image/gif"),
    "a photo few can open": (b"\0\0\0\x18ftypheic\0\0\0\0heic" + _TAIL, "image/heif"),
    "plain words": (b"halo dunia", "jenis yang tidak dikenal"),
}


def stored_in(media: Path) -> list[bytes]:
    """What the files in a folder say to whoever holds the key; every one of them is sealed."""
    with_key = []
    for path in (each for each in media.rglob("*") if each.is_file()):
        with SealedReader(path.open("rb"), keys) as reader:
            with_key.append(reader.read())
    return sorted(with_key)


def upload(content: bytes = PNG, name: str = "foto.png", claimed: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, claimed)


def exhibit(content: bytes = PNG, *, subject: str = SUBJECT, name: str = "foto.png") -> Exhibit:
    return keep(subject, upload(content, name), at=AT)
