"""What an upload may be, when it is refused, and how long it lives."""

import base64
import hashlib
import shutil
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from netral.evidence import policies
from netral.evidence.models import Upload
from netral.evidence.states import EvidenceRefused

# What belongs to a draft is no subject's yet.
DRAFTS = "konsep:"
# Hours without a signal, a night without power: a week is long enough for the original to follow from home.
LIVES = timedelta(days=7)
DAY = timedelta(days=1)
MOST_FILES = 10  # that one sender begins in a day
MOST_FILES_STAFF = 200
LARGEST_LIGHT = 1_000_000  # bytes of a light version
ALGORITHMS = ("sha256", "sha1")


class WrongOffset(Exception):  # noqa: N818 - reads as what was found
    """The piece does not begin where the file ends. `offset` is where it does."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"the upload stands at {offset}")
        self.offset = offset


class WentBack(WrongOffset):
    """Damaged bytes were taken off; `offset` is where to go on."""


class WrongChecksum(Exception):  # noqa: N818 - the same
    """A piece did not arrive as it was sent; nothing of it stays."""


class UploadGone(Exception):  # noqa: N818 - the same
    """There is no such upload, or it can no longer be changed."""


class DiskFull(Exception):  # noqa: N818 - the same
    """There is no room for more; what came stays where it is."""


class TooMany(EvidenceRefused):
    """More uploads than one sender may begin, or than this house keeps open."""


@dataclass(frozen=True)
class Announced:
    """What a sender says of a file before its first byte. Sizes in bytes; `light_of` is the SHA-256 of an original."""

    length: int
    largest: int
    filename: str = ""
    sha256: str = ""
    light_of: str = ""


class Checksum:
    """The checksum a sender gave along with a piece (`Upload-Checksum`)."""

    def __init__(self, algorithm: str, expected: bytes) -> None:
        self._digest, self._expected = hashlib.new(algorithm, usedforsecurity=False), expected
        self.update = self._digest.update

    @classmethod
    def of(cls, header: str) -> "Checksum | None":
        """From `sha1 BASE64`; None for anything else."""
        algorithm, _space, value = header.partition(" ")
        if algorithm not in ALGORITHMS:
            return None
        try:
            return cls(algorithm, base64.b64decode(value, validate=True))
        except (NotBase64, ValueError):
            return None

    def check(self) -> None:
        if self._digest.digest() != self._expected:
            raise WrongChecksum


def check_can_begin(owner: str, announced: Announced, *, account: str, at: datetime) -> None:
    """Raise EvidenceRefused, TooMany or DiskFull unless such a file may be begun now."""
    name = policies.shown_name(announced.filename)
    if not announced.length:
        raise policies.empty(name)
    largest = min(announced.largest, LARGEST_LIGHT) if announced.light_of else announced.largest
    if announced.length > largest:
        raise policies.too_large(name, largest)
    _check_count(owner, account, at, light=bool(announced.light_of))
    _check_room(announced.length)


def _check_count(owner: str, account: str, at: datetime, *, light: bool) -> None:
    most = MOST_FILES_STAFF if account else MOST_FILES
    begun = Upload.objects.filter(created_at__gt=at - DAY, problem="", light_of__isnull=not light)
    mine = begun.filter(account=account) if account else begun.filter(owner=owner, account="")
    if mine.count() >= most:
        raise TooMany(
            _("Paling banyak %(most)d berkas sehari. Kirim yang paling jelas dulu.") % {"most": most},
            code="terlalu_banyak",
        )


def _check_room(length: int) -> None:
    """Room on the disk, and within what this house keeps for files on their way."""
    folder = Path(settings.UPLOADS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free < length + settings.UPLOADS_RESERVE:
        raise DiskFull
    waiting = Upload.objects.filter(finished_at=None, problem="").aggregate(sum=Sum("length"))["sum"] or 0
    if waiting + length > settings.UPLOADS_MOST:
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
