"""The authority passes on what came from another house, although its handling was opened here."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.discipline import policies
from netral.discipline.actions.authority import check_version
from netral.discipline.models import Ending, Penanganan
from netral.discipline.states import Outcome, Refused
from netral.exchange import actions as exchange
from netral.exchange.policies import LONGEST_NOTE
from netral.exchange.states import Refused as NotSaid
from netral.offices.models import Organisation
from netral.procedure.actions import take_step


@transaction.atomic
def pass_on(
    penanganan: Penanganan,
    *,
    receiver: Organisation,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Entry:
    """The handling stops here and the hand-over goes on to `receiver`, in this house or outside.

    Its sender hears where it went, and from then on what `receiver` says. Raises NotAllowed, Refused naming the field,
    or SomeoneWasFaster.
    """
    masukan = policies.check_can_pass_on(penanganan, acting)
    check_version(penanganan, version)
    policies.check_says_why("reason", reason)
    facts = {"to_office": receiver.code}
    entry = take_step(penanganan, "hentikan", acting=acting, at=at, facts=facts)
    note = reason.strip()[:LONGEST_NOTE]
    try:
        exchange.pass_on_work(masukan, receiver=receiver, acting=acting, at=at, note=note)
    except NotSaid as refusal:
        raise Refused(refusal.field, refusal.message) from None
    Ending.objects.create(
        penanganan=penanganan,
        outcome=Outcome.STOPPED,
        reason=_("Diteruskan ke %(receiver)s. %(reason)s") % {"receiver": receiver.name, "reason": reason.strip()},
        recorded_at=at,
        recorded_by=acting.reference,
    )
    return entry
