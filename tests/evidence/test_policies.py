"""What may be kept: the content decides, and a refusal names file, find, wish and way out."""

import hashlib

import pytest

from netral.evidence.policies import check_can_keep, identify, shown_name
from netral.evidence.states import EvidenceRefused
from tests.evidence.builders import PDF, PNG, REFUSED, SAMPLES, upload


@pytest.mark.parametrize("kind", SAMPLES)
def test_accepted_kinds_are_known_by_their_content(kind: str) -> None:
    content, media_type = SAMPLES[kind]

    assert check_can_keep(upload(content, "apa-saja", "text/plain"), largest=1000) == (
        media_type,
        hashlib.sha256(content).hexdigest(),
        len(content),
    )


@pytest.mark.parametrize("kind", REFUSED)
def test_other_kinds_are_refused_whatever_they_call_themselves(kind: str) -> None:
    content, found = REFUSED[kind]

    with pytest.raises(EvidenceRefused) as refusal:
        check_can_keep(upload(content, "foto.png", "image/png"), largest=1000)

    assert refusal.value.field == "evidence"
    assert refusal.value.message == str(refusal.value)
    assert refusal.value.message.startswith("“foto.png” berisi ")
    assert found in refusal.value.message
    assert "JPEG, PNG, WebP, PDF, MP4, MP3, M4A, OGG" in refusal.value.message
    assert "lalu unggah lagi" in refusal.value.message


def test_a_name_does_not_make_a_file() -> None:
    assert check_can_keep(upload(PDF, "foto.png", "image/png"), largest=1000)[0] == "application/pdf"


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EvidenceRefused, match=r"“kosong\.png” kosong"):
        check_can_keep(upload(b"", "kosong.png"), largest=1000)


def test_one_byte_too_many_is_too_many() -> None:
    assert check_can_keep(upload(PNG), largest=len(PNG))

    with pytest.raises(EvidenceRefused) as refusal:
        check_can_keep(upload(PNG, "besar.png"), largest=len(PNG) - 1)

    assert str(refusal.value).startswith("“besar.png” lebih besar dari ")


def test_a_file_can_be_checked_again_and_again() -> None:
    file = upload(PNG)

    assert check_can_keep(file, largest=1000) == check_can_keep(file, largest=1000)
    assert file.read() == PNG


@pytest.mark.parametrize("head", [b"\xff", b"\xff\xe0", b"\xff\xf9\x50\x80"])
def test_half_a_header_is_no_mp3(head: bytes) -> None:
    assert identify(head + bytes(8))[0] == ""


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("foto.png", "foto.png"),
        ("C:\\Users\\rahasia\\foto.png", "foto.png"),
        ("../../etc/passwd", "passwd"),
        ("fo\x00to\n\u202egnp.exe", "fotognp.exe"),
        ("", "berkas tanpa nama"),
        ("/", "berkas tanpa nama"),
        ("a" * 1_000_000, "a" * 255),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown
