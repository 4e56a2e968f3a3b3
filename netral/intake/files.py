"""Files that come with a report: looked at before anything is stored, so that one bad file stops the whole."""

from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

from netral.evidence.content import Original
from netral.evidence.policies import HEAD, check_can_keep, check_type
from netral.evidence.positions import NotUnderstood, understands, without_position
from netral.evidence.states import EvidenceRefused
from netral.intake.states import Problem, Refused
from netral.lib.files import TooLarge, measure

Upload: TypeAlias = "File[Any]"
MOST_FILES = 10
LARGEST_FILE = settings.EVIDENCE_LARGEST  # bytes


def check_files(uploads: Sequence[Upload], sent: Sequence[Original] = ()) -> list[Original]:
    """Every file measured, the same bytes once; Refused with a problem per file that cannot be kept.

    `sent` came in pieces, was looked at then, and comes first.
    """
    problems: list[Problem] = []
    found = {each.sha256: each for each in sent}
    if len(uploads) + len(sent) > MOST_FILES:
        message = _("Paling banyak %(most)d berkas. Kirim yang paling jelas dulu.") % {"most": MOST_FILES}
        raise Refused(Problem("evidence", message, "terlalu_banyak"))
    for number, upload in enumerate(uploads):
        try:
            original = Original(upload, *check_can_keep(upload, largest=LARGEST_FILE))
            found.setdefault(original.sha256, original)
        except EvidenceRefused as refused:
            problems.append(Problem(f"evidence.{number}", refused.message, "berkas_ditolak"))
    if problems:
        raise Refused(*problems)
    return list(found.values())


def bare(photo: bytes, media_type: str, name: str) -> Upload:
    """A photo with nothing in it but its picture. Raises Refused where nothing can be taken out of it."""
    try:
        return ContentFile(without_position(photo, media_type), name=name)
    except NotUnderstood:
        message = _("Lokasi di “%(name)s” tidak bisa dihapus. Kirim tangkapan layarnya, atau hapus foto itu.")
        raise Refused(Problem("evidence", message % {"name": name}, "berkas_ditolak")) from None


def bare_photos(uploads: Sequence[Upload], *, agreed: Collection[str] = ()) -> list[Upload]:
    """Photos as their picture alone, everything else as it came; so do files whose SHA-256 is among the `agreed`.

    Raises Refused, with the file named, for a photo that nothing can be taken out of.
    """
    return [_bare_photo(each, agreed) for each in uploads]


def _bare_photo(upload: Upload, agreed: Collection[str]) -> Upload:
    try:
        if agreed and measure(upload, largest=LARGEST_FILE)[0] in agreed:
            return upload
        upload.seek(0)
        media_type = check_type(upload.read(HEAD), name=upload.name or "")
    except (EvidenceRefused, TooLarge):
        return upload  # refused with everything else that is wrong
    finally:
        upload.seek(0)
    return bare(upload.read(), media_type, upload.name or "") if understands(media_type) else upload
