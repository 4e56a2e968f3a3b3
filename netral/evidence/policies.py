"""What may be kept: the content decides, never the name or what the browser claims."""

from typing import Any

import puremagic
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from netral.evidence.states import ACCEPTED, ACCEPTED_NAMES, EvidenceRefused
from netral.lib.files import TooLarge, measure

_HEAD = 8192  # bytes that tell the type


def check_can_keep(upload: "File[Any]", *, largest: int) -> tuple[str, str, int]:
    """(media type, SHA-256, size) of a file that may be kept, or EvidenceRefused."""
    name = shown_name(upload.name or "")
    try:
        sha256, size = measure(upload, largest=largest)
    except TooLarge:
        raise EvidenceRefused(_too_large(name, largest)) from None
    if not size:
        raise EvidenceRefused(_("“%(name)s” kosong. Pilih berkas aslinya, lalu unggah lagi.") % {"name": name})
    upload.seek(0)
    media_type, found = identify(upload.read(_HEAD))
    upload.seek(0)
    if not media_type:
        raise EvidenceRefused(_wrong_type(name, found))
    return media_type, sha256, size


def identify(head: bytes) -> tuple[str, str]:
    """(accepted media type or "", what was found in words) for the first bytes of a file."""
    if _is_mp3_frame(head):
        return ACCEPTED[".mp3"], ".mp3"
    try:
        matches = puremagic.magic_string(head)
    except puremagic.PureError:
        return "", _("jenis yang tidak dikenal")
    accepted = next((ACCEPTED[match.extension] for match in matches if match.extension in ACCEPTED), "")
    best = matches[0]
    return accepted, best.mime_type or best.extension


def shown_name(name: str) -> str:
    """The sender's name of a file without folders and without what cannot be printed."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[:255] or _("berkas tanpa nama")


def _is_mp3_frame(head: bytes) -> bool:
    """MPEG audio layer III without a tag in front, in all its versions; puremagic knows only some."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # noqa: PLR2004 - bits of the frame header


def _too_large(name: str, largest: int) -> str:
    return _("“%(name)s” lebih besar dari %(largest)s. Kirim versi yang lebih kecil atau potongan yang penting.") % {
        "name": name,
        "largest": filesizeformat(largest),
    }


def _wrong_type(name: str, found: str) -> str:
    return _(
        "“%(name)s” berisi %(found)s, sedangkan yang bisa disimpan: %(accepted)s. "
        "Ubah ke salah satunya (misalnya dengan tangkapan layar), lalu unggah lagi."
    ) % {"name": name, "found": found, "accepted": ACCEPTED_NAMES}
