"""What leaves the office: typed facts, and the reporter's words only as an officer has read and left them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit import actions as audit
from netral.intake import policies
from netral.intake.actions.identity import salted
from netral.intake.checking import checked_text
from netral.intake.models import Laporan, ReleaseCopy
from netral.intake.states import RELEASE_APPROVED


@transaction.atomic
def approve_release(laporan: Laporan, *, text: str, acting: Acting, at: datetime) -> ReleaseCopy:
    """Keep what of the reporter's words may leave the house; a later approval replaces this one.

    Raises NotAllowed unless acting works on this laporan at its own office, Refused for an empty text and where
    the report itself is kept no more.
    """
    policies.check_can_write(laporan, acting)
    policies.check_keeps_texts(laporan, "text")
    missing = _("Tulis apa yang boleh keluar, atau biarkan laporan ini tanpa salinan.")
    text = checked_text("text", text, missing=missing)
    copy, _new = ReleaseCopy.objects.update_or_create(
        laporan=laporan, defaults={"text": text, "approved_by": acting.reference, "approved_at": at}
    )
    facts = {"text": salted(text, copy.salt)}
    audit.record(
        laporan.reference, RELEASE_APPROVED, actor=acting.reference, office=laporan.office.code, at=at, facts=facts
    )
    return copy
