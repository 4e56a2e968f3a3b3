"""What an office gathers while it examines: an answer to its letter, signed minutes, a file a witness brings."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.cases import policies
from netral.cases.actions.matrix import lock
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.evidence import actions as evidence
from netral.evidence.content import Original
from netral.evidence.models import Exhibit
from netral.evidence.states import GATHERED
from netral.intake.files import Upload, check_files
from netral.intake.states import Refused as FilesRefused


def gather(case: Case, *, uploads: Sequence[Upload], acting: Acting, at: datetime) -> list[Exhibit]:
    """Keep files as exhibits of the case itself, whatever its status while it is open. Its reporters do not see them.

    The same bytes again are the same exhibit. Raises NotAllowed, or Refused naming what cannot be kept.
    """
    policies.check_can_gather(case, acting)
    with evidence.written(_looked_at(uploads)) as files, transaction.atomic():
        lock(case)
        policies.check_can_gather(case, acting)  # again: it may have ended or gone to another office meanwhile
        office = case.office.code
        return [
            evidence.keep(case.reference, file, at=at, purpose=GATHERED, acting=acting, office=office) for file in files
        ]


def _looked_at(uploads: Sequence[Upload]) -> list[Original]:
    if not uploads:
        raise Refused("evidence", _("Pilih sedikitnya satu berkas."))
    try:
        return check_files(uploads)
    except FilesRefused as refusal:
        raise Refused("evidence", " ".join(problem.message for problem in refusal.problems)) from refusal
