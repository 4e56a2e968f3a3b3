"""The supervising authority leads a handling around an appointing official in conflict."""

from datetime import datetime

from django.db import transaction

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.discipline import policies, queries
from netral.discipline.models import AUTHORITY, Penanganan, Pengalihan, Rekomendasi
from netral.discipline.states import Refused
from netral.exchange import actions as exchange
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.actions import act_beside

LED = "dialihkan"


@transaction.atomic
def lead_around(
    penanganan: Penanganan,
    *,
    receiver: Organisation,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Entry:
    """The decision lies with `receiver` instead of the person's agency; status, recommendation and clocks stay.

    Raises NotAllowed, Refused naming the field, or SomeoneWasFaster.
    """
    on = queries.today_at(penanganan, AUTHORITY, at)
    policies.check_can_lead_around(penanganan, acting, on=on)
    policies.check_says_why("reason", reason)
    found = {route.receiver: route for route in queries.ways_around(penanganan, on)}
    if receiver not in found:
        raise Refused("receiver", str(policies.NO_WAY_AROUND))
    origin = penanganan.agency
    assert origin is not None  # noqa: S101 - the policy has just looked
    entry = act_beside(
        penanganan, LED, acting=acting, at=at, office=penanganan.authority, version=version,
        facts={"from_office": origin.code, "to_office": receiver.code},
    )  # fmt: skip
    Pengalihan.objects.create(
        penanganan=penanganan, origin=origin, receiver=receiver, basis=found[receiver].basis, reason=reason.strip(),
        made_at=at, made_by=acting.reference,
    )  # fmt: skip
    Penanganan.objects.filter(pk=penanganan.pk).update(agency=receiver)
    penanganan.agency = receiver
    Rekomendasi.objects.filter(penanganan=penanganan).update(acknowledged_at=None)  # the other office has yet to say so
    if penanganan.masukan:
        exchange.tell_led_around(penanganan.masukan, to=receiver, acting=acting, at=at)
    people = people_in(receiver, queries.AT_AGENCY, at=at)
    tell(people, subject=penanganan.reference, kind=Told.RECEIVER_MOVED, mark=entry.hash, at=at)
    return entry
