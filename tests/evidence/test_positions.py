"""A photo without its place: the same picture, and nothing about whoever took it."""

import io
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from netral.evidence.positions import NotUnderstood, understands, without_position
from tests.sizes import examples

TELLING = (b"Canggih X1", b"2026:11:19", b"Wayan", b"GPSLatitude", b"ftypmp42")
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def photo(kind: str, *, held: int = 1, **options: Any) -> bytes:
    """A photo as a phone writes it: with a place, a time, a device and a film hanging behind it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110], exif[0x0132], exif[0x013B] = held, "Canggih X1", "2026:11:19 09:42:00", "Wayan"
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 52.0, 12.0), 29: "2026:11:19"})
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "Wayan")
        words.add_itxt("XML:com.adobe.xmp", "<GPSLatitude>6,52S</GPSLatitude>")
        options["pnginfo"] = words
    else:
        options |= {"xmp": b"<GPSLatitude>6,52S</GPSLatitude>"} if kind == "WEBP" else {"comment": b"Wayan"}
    picture, out = Image.new("RGB", (60, 40)), io.BytesIO()
    picture.putdata([tuple(random.Random(pixel).randbytes(3)) for pixel in range(2400)])
    picture.save(out, kind, exif=exif, **options)
    return out.getvalue() + (b"ftypmp42 film" if kind == "JPEG" else b"")


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).tobytes()


@pytest.mark.parametrize("kind", TYPES)
def test_the_picture_stays_bit_for_bit_and_what_tells_goes(kind: str) -> None:
    taken = photo(kind)

    cleaned = without_position(taken, TYPES[kind])

    assert [word for word in TELLING if word in taken]
    assert [word for word in TELLING if word in cleaned] == []
    assert pixels(cleaned) == pixels(taken)
    assert 0x8825 not in Image.open(io.BytesIO(cleaned)).getexif()


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"quality": 95, "subsampling": 0}, {"icc_profile": b"warna"}]
)
def test_every_way_of_writing_a_jpeg_is_understood(options: dict[str, Any]) -> None:
    taken = photo("JPEG", **options)

    cleaned = without_position(taken, "image/jpeg")

    assert pixels(cleaned) == pixels(taken)
    assert (b"warna" in cleaned) == ("icc_profile" in options)


@pytest.mark.parametrize("held", range(1, 9))
def test_a_photo_stays_as_it_was_held(held: int) -> None:
    cleaned = without_position(photo("JPEG", held=held), "image/jpeg")

    exif = Image.open(io.BytesIO(cleaned)).getexif()
    assert exif.get(0x0112, 1) == held
    assert set(exif) <= {0x0112}


def test_cleaning_twice_changes_nothing_more() -> None:
    for kind, media_type in TYPES.items():
        once = without_position(photo(kind, held=6), media_type)
        assert without_position(once, media_type) == once


@pytest.mark.parametrize("media_type", [*TYPES.values(), "video/mp4"])
def test_what_is_no_such_photo_is_not_called_clean(media_type: str) -> None:
    for content in (b"", b"\xff", b"\xff\xd8", b"RIFF", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", photo("JPEG")[:300]):
        with pytest.raises(NotUnderstood):
            without_position(content, media_type)
    assert understands(media_type) == (media_type != "video/mp4")


@settings(max_examples=examples(60), deadline=None)
@given(kind=st.sampled_from(sorted(TYPES)), at=st.integers(0, 2_000), byte=st.binary(min_size=1, max_size=4))
def test_any_harm_is_cleaned_or_refused(kind: str, at: int, byte: bytes) -> None:
    taken = photo(kind)
    harmed = taken[:at] + byte + taken[at + len(byte) :]

    try:
        cleaned = without_position(harmed, TYPES[kind])
    except NotUnderstood:
        return
    assert len(cleaned) <= len(harmed)
