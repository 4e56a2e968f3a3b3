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
from netral.procedure.actions import act_beside, take_step

FURTHER = "diteruskan_lagi"


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


@transaction.atomic
def pass_further(
    penanganan: Penanganan,
    *,
    receiver: Organisation,
    reason: str,
    acting: Acting,
    at: datetime,
    version: int | None = None,
) -> Entry:
    """After a recommendation the hand-over goes to `receiver` as well; the handling, its status and clocks stay.

    Its sender hears where it went and what `receiver` says. It ends for the sender with the handling here: how it ended
    at `receiver` is news. Raises NotAllowed, Refused naming the field, or SomeoneWasFaster.
    """
    masukan = policies.check_can_pass_further(penanganan, acting)
    policies.check_says_why("reason", reason)
    entry = act_beside(
        penanganan, FURTHER, acting=acting, at=at, office=penanganan.authority, version=version,
        facts={"to_office": receiver.code},
    )  # fmt: skip
    note = reason.strip()[:LONGEST_NOTE]
    try:
        exchange.pass_beside(masukan, receiver=receiver, acting=acting, at=at, note=note)
    except NotSaid as refusal:
        raise Refused(refusal.field, refusal.message) from None
    return entry
