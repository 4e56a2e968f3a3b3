"""An ad hoc office goes on longer than it was set up for. By letter: the number stands in the journal."""

from datetime import date, datetime

from django.db import transaction

from netral.audit.actions import record
from netral.offices import policies
from netral.offices.models import Organisation


@transaction.atomic
def extend_organisation(
    organisation: Organisation, *, last_day: date, letter: str, actor: str, at: datetime, office: str = ""
) -> Organisation:
    """Let an office exist until a later day. Also one that has ended: its people come back with it.

    Raises NotPossible for an office without an end, or for a day that is no later. Who may, the caller decides.
    """
    held = Organisation.objects.select_for_update().get(pk=organisation.pk)
    policies.check_extends(held, last_day)
    before, held.valid_until, held.edited = held.valid_until, last_day, True
    held.save(update_fields=["valid_until", "edited"])
    facts = {"valid_until": last_day.isoformat(), "before": before.isoformat() if before else None, "letter": letter}
    record(f"organisasi:{held.code}", "organisasi.diperpanjang", actor=actor, office=office, at=at, facts=facts)
    organisation.valid_until, organisation.edited = held.valid_until, True
    return organisation
