"""A human leads a hand-over around a conflict of interest."""

from datetime import datetime

from netral.access.states import Acting
from netral.cases import policies, queries
from netral.cases.actions.readdressing import readdress
from netral.cases.models import Penerusan, Peralihan
from netral.cases.states import Cause, Refused
from netral.offices.models import Organisation


def lead_around(
    penerusan: Penerusan, *, receiver: Organisation, reason: str, acting: Acting, at: datetime
) -> Peralihan:
    """To a receiver the rulebook proposes in a conflict; key, history and clocks stay.

    Raises NotAllowed, Refused naming the field, or SomeoneWasFaster.
    """
    on = queries.today_of(penerusan.case, at)
    policies.check_can_lead_around(penerusan, acting, on=on)
    policies.check_says_enough("reason", reason)
    found = {route.receiver: route for route in queries.ways_around(penerusan, on)}
    if receiver not in found:
        raise Refused("receiver", str(policies.NO_WAY_AROUND))
    route = found[receiver]
    return readdress(
        penerusan, receiver, cause=Cause.CONFLICT, rule=queries.CONFLICT, basis=route.basis, via=route.via,
        acting=acting, at=at, reason=reason.strip(),
    )  # fmt: skip
