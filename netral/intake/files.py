"""Files that come with a report: looked at before anything is stored, so that one bad file stops the whole."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from netral.evidence.policies import check_can_keep
from netral.evidence.states import EvidenceRefused
from netral.intake.states import Problem, Refused

Upload: TypeAlias = "UploadedFile[Any]"
MOST_FILES = 5
LARGEST_FILE = 10_000_000  # bytes; a phone's photo or a minute of video


def check_files(uploads: Sequence[Upload]) -> list[str]:
    """The SHA-256 of every file, each once; Refused with a problem per file that cannot be kept."""
    problems, digests = [], []
    if len(uploads) > MOST_FILES:
        message = _("Paling banyak %(most)d berkas. Kirim yang paling jelas dulu.") % {"most": MOST_FILES}
        raise Refused(Problem("evidence", message, "terlalu_banyak"))
    for number, upload in enumerate(uploads):
        try:
            digests.append(check_can_keep(upload, largest=LARGEST_FILE)[1])
        except EvidenceRefused as refused:
            problems.append(Problem(f"evidence.{number}", refused.message, "berkas_ditolak"))
    if problems:
        raise Refused(*problems)
    return list(dict.fromkeys(digests))
