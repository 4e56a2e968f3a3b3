"""Wire door by which a handling is led around a conflict of interest."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from netral.cases.api_around import AroundIn, receiver_named
from netral.cases.wire import StaffToken, acting_in
from netral.discipline import actions, queries

router = Router(tags=["disiplin"], auth=StaffToken())


@router.post("penanganan/{key}/alihkan/", summary="Lead a handling around a conflict", url_name="lead_handling_around")
def lead_handling_around(request: HttpRequest, key: str, body: AroundIn) -> dict[str, Any]:
    """→ {agency, version}; 409: someone was faster, 422: what is wrong."""
    acting = acting_in(request)
    rows = queries.penanganan_seen_by(acting)
    joined = ("case__laporan", "case__office", "case__region", "penerusan__accused", "penerusan__document")
    found = get_object_or_404(rows.select_related(*joined), key=key)
    to, now = receiver_named(body.receiver), timezone.now()
    actions.lead_around(found, receiver=to, reason=body.reason, acting=acting, at=now)
    return {"agency": to.code, "version": found.version}
