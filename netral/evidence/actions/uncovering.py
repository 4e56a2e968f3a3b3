"""A redacted copy is taken back: it was drawn wrongly, or what it hid may be seen after all."""

from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.evidence import policies
from netral.evidence.models import Exhibit, WithdrawnCopy
from netral.evidence.states import UNCOVERED, CopyKind
from netral.lib import files


@transaction.atomic
def uncover(exhibit: Exhibit, *, reason: str, acting: Acting, office: str = "", at: datetime) -> WithdrawnCopy:
    """Remove the redacted copy for a reason. From now on what leaves is what left before there was one.

    That is the clean copy, or nothing: a word given earlier for the original ends too, for it was given before somebody
    found what had to be hidden. Raises NotShown where there is no such copy, EvidenceRefused without a reason.
    """
    policies.check_uncovering_reason(reason)
    exhibit.refresh_from_db(from_queryset=Exhibit.objects.select_for_update())
    policies.check_can_uncover(exhibit)
    copy = exhibit.copies.get(kind=CopyKind.REDACTED)
    name = copy.file.name or ""
    withdrawn = WithdrawnCopy.objects.create(
        exhibit=exhibit, sha256=copy.sha256, boxes=copy.boxes, made_at=copy.made_at, reason=reason.strip(),
        withdrawn_at=at, withdrawn_by=acting.reference,
    )  # fmt: skip
    copy.delete()
    Exhibit.objects.filter(pk=exhibit.pk).update(released_at=None)
    record(
        exhibit.reference, UNCOVERED, actor=acting.reference, office=office, at=at,
        hashes=[exhibit.sha256, withdrawn.sha256], facts={"release_ended": exhibit.released_at is not None},
    )  # fmt: skip
    exhibit.refresh_from_db()
    transaction.on_commit(lambda: files.remove([name]))
    return withdrawn
