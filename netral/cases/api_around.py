"""Wire door by which a hand-over is led around a conflict of interest."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import Field

from netral.cases import actions, queries
from netral.cases.models import Penerusan
from netral.cases.states import Refused
from netral.cases.wire import Body, Said, StaffToken, acting_in
from netral.offices.models import Organisation

router = Router(tags=["penerusan"], auth=StaffToken())


class AroundIn(Body):
    """The code of a receiver the rulebook proposes, and why."""

    receiver: Annotated[Said, Field(max_length=60)]
    reason: Annotated[Said, Field(max_length=20_000)]


def receiver_named(code: str) -> Organisation:
    """The organisation with this code. Raises Refused."""
    found = Organisation.objects.filter(code=code).first()
    if found is None:
        raise Refused("receiver", _("Instansi ini tidak ada di data. Tulis namanya."))
    return found


@router.post("penerusan/{key}/alihkan/", summary="Lead a hand-over around a conflict", url_name="lead_around")
def lead_around(request: HttpRequest, key: str, body: AroundIn) -> dict[str, Any]:
    """→ {from, to, basis}; 409: it ended or moved meanwhile, 422: what is wrong."""
    acting = acting_in(request)
    rows = Penerusan.objects.filter(case__in=queries.case_seen_by(acting))
    joined = ("case__laporan", "case__office", "case__region", "receiver", "accused", "document")
    found = get_object_or_404(rows.select_related(*joined), key=key)
    to, now = receiver_named(body.receiver), timezone.now()
    moved = actions.lead_around(found, receiver=to, reason=body.reason, acting=acting, at=now)
    return {"from": moved.origin.code, "to": moved.receiver.code, "basis": moved.basis}
