"""Wire door by which an authority passes on what came from another house."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import Field

from netral.cases.api_around import receiver_named
from netral.cases.wire import Body, Said, StaffToken, acting_in
from netral.discipline import actions, queries
from netral.discipline.states import NOT_RECOMMENDED
from netral.exchange.policies import LONGEST_NOTE

router = Router(tags=["disiplin"], auth=StaffToken())


class PassOnIn(Body):
    """The code of the organisation it goes on to, why, and the version that was looked at."""

    receiver: Annotated[Said, Field(max_length=60)]
    reason: Annotated[Said, Field(max_length=LONGEST_NOTE)]
    version: int | None = None


@router.post(
    "penanganan/{key}/teruskan/", summary="Pass a handling on to another receiver", url_name="pass_handling_on"
)
def pass_handling_on(request: HttpRequest, key: str, body: PassOnIn) -> dict[str, Any]:
    """→ {receiver, status, version}; 409: someone was faster, 422: what is wrong.

    Before a recommendation the handling ends here with it; after one it goes on beside.
    """
    acting = acting_in(request)
    rows = queries.penanganan_seen_by(acting).select_related(
        "authority", "agency", "masukan__sender", "masukan__receiver"
    )
    found = get_object_or_404(rows, key=key)
    to = receiver_named(body.receiver)
    now = timezone.now()
    recommended = found.masukan is not None and found.open and found.status not in NOT_RECOMMENDED
    act = actions.pass_further if recommended else actions.pass_on
    act(found, receiver=to, reason=body.reason, acting=acting, at=now, version=body.version)
    return {"receiver": to.code, "status": found.status, "version": found.version}
