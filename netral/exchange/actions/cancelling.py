"""A hand-over moves to another receiver: what still waits for the old one has no business arriving there."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain
from netral.exchange.models import Kiriman
from netral.exchange.states import CANCELLED, Cancelled, Delivery
from netral.offices.models import Organisation


@transaction.atomic
def cancel(
    subject: str, receiver: Organisation, *, to: Organisation, because: Cancelled, acting: Acting, at: datetime
) -> int:
    """Send no more of what is about `subject` to this receiver; how many messages that were on their way.

    A part of the step that moves the hand-over on `to` another one. What arrived before stays as it is. A receipt that
    comes later, and whatever the old receiver says then, is kept and changes nothing.
    """
    going = Kiriman.objects.filter(subject=subject, receiver=receiver, moved_on_at=None)
    found = list(going.select_related("office").order_by("key"))
    facts = {"receiver": receiver.code, "to_office": to.code, "because": str(because)}
    return sum(_cancelled(each, facts, acting=acting, at=at) for each in found)


def _cancelled(kiriman: Kiriman, facts: Mapping[str, str], *, acting: Acting, at: datetime) -> bool:
    Chain.objects.select_for_update().filter(subject=kiriman.reference).first()
    Kiriman.objects.filter(pk=kiriman.pk).update(moved_on_at=at)
    mine = Kiriman.objects.filter(pk=kiriman.pk, delivered_at=None).exclude(delivery=Delivery.CANCELLED)
    if not mine.update(delivery=Delivery.CANCELLED, said_last=facts["because"], next_try_at=None):
        return False  # it arrived, before or in this very moment
    record(
        kiriman.reference,
        CANCELLED,
        actor=acting.reference,
        office=kiriman.office.code,
        at=at,
        about=[kiriman.subject, *kiriman.about],
        facts={**facts, "tries": kiriman.tries},
        hashes=[kiriman.sha256],
    )
    return True
