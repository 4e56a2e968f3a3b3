"""Files that come with a report: looked at before anything is stored, so that one bad file stops the whole."""

from collections.abc import Sequence
from typing import Any, TypeAlias

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from netral.evidence.content import Original
from netral.evidence.policies import check_can_keep
from netral.evidence.states import EvidenceRefused
from netral.intake.states import Problem, Refused

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
