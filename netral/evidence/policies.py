"""What may be kept, shown and handed out: the content decides, never the name or what the browser claims."""

import shutil
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any

import puremagic
from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from netral.evidence.content import Announced, Box
from netral.evidence.models import Exhibit, Upload
from netral.evidence.queries import public_bytes
from netral.evidence.states import (
    ACCEPTED,
    ACCEPTED_NAMES,
    CLEANABLE,
    DAY,
    IMAGES,
    LARGEST_LIGHT,
    MOST_BOXES,
    MOST_FILES,
    MOST_FILES_STAFF,
    SHORTEST_REASON,
    Arrival,
    Cleaning,
    CopyKind,
    DiskFull,
    EvidenceRefused,
    NotShown,
    Scan,
    TooMany,
)
from netral.lib.files import TooLarge, measure

HEAD = 8192  # bytes that tell the type
WHOLE = 1000  # thousandths of a page
_NO_PHOTOS = {extension for extension, media_type in ACCEPTED.items() if media_type not in IMAGES}


def check_can_keep(upload: "File[Any]", *, largest: int) -> tuple[str, str, int]:
    """(media type, SHA-256, size) of a file that may be kept, or EvidenceRefused."""
    name = shown_name(upload.name or "")
    try:
        sha256, size = measure(upload, largest=largest)
    except TooLarge:
        raise too_large(name, largest) from None
    if not size:
        raise empty(name)
    upload.seek(0)
    media_type = check_type(upload.read(HEAD), name=name)
    upload.seek(0)
    return media_type, sha256, size


def check_type(head: bytes, *, name: str) -> str:
    """The media type of a file that begins so, or EvidenceRefused naming what was found."""
    media_type, found = identify(head)
    if not media_type:
        raise EvidenceRefused(_wrong_type(name, found), code="jenis_ditolak")
    return media_type


def check_can_show(exhibit: Exhibit) -> None:
    """Raise NotShown unless the original is here and nothing speaks against looking at it."""
    if exhibit.arrival == Arrival.ERASED:
        raise NotShown(_("%(label)s sudah dihapus karena masa simpannya berakhir.") % {"label": exhibit.label})
    if exhibit.arrival == Arrival.PROMISED:
        raise NotShown(_("%(label)s masih menyusul: baru sidiknya yang ada di sini.") % {"label": exhibit.label})
    check_not_dangerous(exhibit)


def check_unchanged(exhibit: Exhibit) -> None:
    """Raise NotShown for a file that is known not to be what came: nobody uses it before it was looked into."""
    if exhibit.differs_at:
        message = _("Sidik %(label)s berbeda dari catatan saat diterima, jadi berkasnya dikunci.")
        raise NotShown(message % {"label": exhibit.label})


def check_not_dangerous(exhibit: Exhibit) -> None:
    """Raise NotShown for what the scanner refused, or has not seen yet."""
    if exhibit.scan == Scan.INFECTED:
        raise NotShown(_("%(label)s berisi program berbahaya dan tidak ditampilkan.") % {"label": exhibit.label})
    if exhibit.scan == Scan.WAITING:
        raise NotShown(
            _("%(label)s belum dipindai. Berkas tersimpan, dan bisa dibuka sesudah pemindai memeriksanya.")
            % {"label": exhibit.label}
        )


def check_can_leave(exhibit: Exhibit) -> None:
    """Raise NotShown unless there is a clean or redacted copy, or somebody answers for the original."""
    check_can_show(exhibit)
    check_unchanged(exhibit)
    if exhibit.cleaning == Cleaning.DONE or exhibit.released_at or is_redacted(exhibit):
        return
    if exhibit.cleaning == Cleaning.WAITING:
        raise _not_ready(exhibit)
    raise NotShown(
        _(
            "%(label)s tidak bisa dibersihkan dari lokasi dan nama pembuat. "
            "Periksa isinya, lalu izinkan keluar di halaman bukti itu, atau jangan sertakan."
        )
        % {"label": exhibit.label}
    )


def check_can_leave_as_it_is(exhibit: Exhibit) -> None:
    """Raise NotShown unless no clean copy of it can be made: only then may a person answer for the original."""
    check_can_show(exhibit)
    check_unchanged(exhibit)
    if is_redacted(exhibit):
        message = _("%(label)s punya salinan tertutup, dan salinan itulah yang keluar. Berkas aslinya tetap di sini.")
        raise NotShown(message % {"label": exhibit.label})
    if exhibit.cleaning == Cleaning.WAITING:
        raise _not_ready(exhibit)
    if exhibit.cleaning == Cleaning.DONE:
        message = _("%(label)s punya salinan bersih, dan salinan itulah yang keluar. Berkas aslinya tetap di sini.")
        raise NotShown(message % {"label": exhibit.label})


def is_redacted(exhibit: Exhibit) -> bool:
    """Whether parts of it were blackened: then nothing else of it leaves."""
    return any(copy.kind == CopyKind.REDACTED for copy in exhibit.copies.all())  # lists bring their copies along


def check_can_redact(exhibit: Exhibit) -> None:
    """Raise NotShown unless it can be drawn on: an image or a PDF that is here and may be looked at."""
    check_can_show(exhibit)
    check_unchanged(exhibit)
    if exhibit.media_type not in CLEANABLE:
        message = _("Hanya gambar dan PDF yang bisa ditutup sebagian; %(label)s jenis lain.")
        raise NotShown(message % {"label": exhibit.label})


def check_can_uncover(exhibit: Exhibit) -> None:
    """Raise NotShown unless there is a redacted copy to take back."""
    check_can_show(exhibit)
    if not is_redacted(exhibit):
        raise NotShown(
            _("%(label)s tidak punya salinan tertutup, jadi tidak ada yang ditarik.") % {"label": exhibit.label}
        )


def check_uncovering_reason(reason: str) -> None:
    """Raise EvidenceRefused unless it says enough for others to follow."""
    if len(reason.strip()) < SHORTEST_REASON:
        message = _("Tulis alasannya, sedikitnya %(least)d huruf.") % {"least": SHORTEST_REASON}
        raise EvidenceRefused(message, code="terlalu_pendek", field="reason")


def check_boxes(boxes: Sequence[Box]) -> None:
    """Raise EvidenceRefused unless there is something to blacken, within the page, and not without end."""
    if not boxes:
        raise EvidenceRefused(_("Gambar paling sedikit satu kotak."), code="wajib", field="boxes")
    if len(boxes) > MOST_BOXES:
        raise EvidenceRefused(
            _("Paling banyak %(most)d kotak.") % {"most": MOST_BOXES}, code="terlalu_banyak", field="boxes"
        )
    if not all(_within_page(box) for box in boxes):
        raise EvidenceRefused(
            _("Kotak harus berada di dalam halaman dan punya lebar serta tinggi."), code="di_luar_batas", field="boxes"
        )


def _within_page(box: Box) -> bool:
    inside = box.left >= 0 and box.top >= 0 and box.left + box.width <= WHOLE and box.top + box.height <= WHOLE
    return box.page >= 1 and box.width > 0 and box.height > 0 and inside


def _not_ready(exhibit: Exhibit) -> NotShown:
    return NotShown(_("Salinan bersih %(label)s belum jadi. Coba lagi sebentar lagi.") % {"label": exhibit.label})


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
    plain = unicodedata.normalize("NFC", last)
    return "".join(letter for letter in plain if letter.isprintable())[:255].strip() or _("berkas tanpa nama")


def may_be_photo(name: str) -> bool:
    """By the name alone, before a byte is here: whatever is not called a film, a sound or a PDF."""
    return PurePath(name).suffix.lower() not in _NO_PHOTOS


def _is_mp3_frame(head: bytes) -> bool:
    """MPEG audio layer III without a tag in front, in all its versions; puremagic knows only some."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # noqa: PLR2004 - bits of the frame header


def too_large(name: str, largest: int) -> EvidenceRefused:
    return EvidenceRefused(
        _("“%(name)s” lebih besar dari %(largest)s. Kirim versi yang lebih kecil atau potongan yang penting.")
        % {"name": name, "largest": filesizeformat(largest)},
        code="terlalu_besar",
    )


def empty(name: str) -> EvidenceRefused:
    message = _("“%(name)s” kosong. Pilih berkas aslinya, lalu unggah lagi.") % {"name": name}
    return EvidenceRefused(message, code="kosong")


def no_image(name: str) -> EvidenceRefused:
    message = _("“%(name)s” bukan gambar. Versi ringan hanya untuk foto.") % {"name": name}
    return EvidenceRefused(message, code="jenis_ditolak")


def _wrong_type(name: str, found: str) -> str:
    return _(
        "“%(name)s” berisi %(found)s, sedangkan yang bisa disimpan: %(accepted)s. "
        "Ubah ke salah satunya (misalnya dengan tangkapan layar), lalu unggah lagi."
    ) % {"name": name, "found": found, "accepted": ACCEPTED_NAMES}


def check_can_begin(owner: str, announced: Announced, *, account: str, at: datetime) -> None:
    """Raise EvidenceRefused, TooMany or DiskFull unless such a file may be begun now."""
    name = shown_name(announced.filename)
    if not announced.length:
        raise empty(name)
    largest = min(announced.largest, LARGEST_LIGHT) if announced.light_of else announced.largest
    if announced.length > largest:
        raise too_large(name, largest)
    _check_count(owner, account, at, light=bool(announced.light_of))
    check_room(announced.length, account=account)


def _check_count(owner: str, account: str, at: datetime, *, light: bool) -> None:
    most = MOST_FILES_STAFF if account else MOST_FILES
    begun = Upload.objects.filter(created_at__gt=at - DAY, problem="", light_of__isnull=not light)
    mine = begun.filter(account=account) if account else begun.filter(owner=owner, account="")
    if mine.count() >= most:
        raise TooMany(
            _("Paling banyak %(most)d berkas sehari. Kirim yang paling jelas dulu.") % {"most": most},
            code="terlalu_banyak",
        )


def check_room(length: int, *, account: str, besides: int = 0) -> None:
    """DiskFull unless so many bytes more have room on the disk and, sent by the public, in its share.

    `besides` are bytes of the public that other rooms keep. Only bytes that are here count: what is announced and never
    sent would shut the door for everybody else. Staff are stopped by the disk alone.
    """
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free < length + settings.UPLOADS_RESERVE:
        raise DiskFull
    if not account and public_bytes() + besides + length > settings.UPLOADS_MOST:
        raise DiskFull


def mismatch(upload: Upload) -> EvidenceRefused:
    return EvidenceRefused(
        _(
            "“%(name)s” berbeda dari berkas yang sidiknya dijanjikan. Pilih berkas asli yang sama, "
            "tanpa disunting atau dikirim ulang lewat aplikasi lain, lalu unggah lagi."
        )
        % {"name": upload.filename},
        code="sidik_tidak_cocok",
    )
