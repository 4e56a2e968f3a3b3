"""Wire doors of the register of blocks. Two people and two tokens: who asked does not approve."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from netral.cases.wire import Body, Said, StaffToken, page_from
from netral.discipline.models import Penanganan
from netral.oversight import actions, queries
from netral.oversight.api import auditor_in
from netral.oversight.models import Block

router = Router(tags=["wasdal"], auth=StaffToken())


class BlockIn(Body):
    penanganan: Said = Field(max_length=26)
    reason: Said = Field(max_length=20_000)


class ReasonIn(Body):
    reason: Said = Field(max_length=20_000)


@router.get("wasdal/blokir/", summary="The register of blocks, newest first", url_name="block_list")
def block_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """`reason_gone`: in force although the official has decided."""
    listed, following = page_from(queries.blocks_seen_by(auditor_in(request)), cursor)
    return {"items": [_shown(each) for each in listed], "next": following}


@router.post("wasdal/blokir/", summary="Ask for a block", url_name="request_block", response={201: dict[str, Any]})
def request_block(request: HttpRequest, body: BlockIn) -> Status[dict[str, Any]]:
    acting = auditor_in(request)
    rows = Penanganan.objects.filter(authority__code__in=queries.authorities(acting), rekomendasi__isnull=False)
    joined = ("case__laporan", "masukan", "authority", "agency", "person", "rekomendasi__document")
    found = get_object_or_404(rows.select_related(*joined), key=body.penanganan)
    made = actions.request_block(found, acting=acting, at=timezone.now(), reason=body.reason)
    return Status(201, _shown(made))


@router.post("wasdal/blokir/{key}/setujui/", summary="Approve what another auditor asked for", url_name="approve_block")
def approve_block(request: HttpRequest, key: str) -> dict[str, Any]:
    """422 for whoever asked for it; 409: somebody was faster."""
    return _shown(actions.approve(_seen(request, key), acting=auditor_in(request), at=timezone.now()))


@router.post("wasdal/blokir/{key}/tolak/", summary="Refuse a request", url_name="refuse_block")
def refuse_block(request: HttpRequest, key: str, body: ReasonIn) -> dict[str, Any]:
    acting = auditor_in(request)
    return _shown(actions.refuse(_seen(request, key), acting=acting, at=timezone.now(), reason=body.reason))


@router.post("wasdal/blokir/{key}/buka/", summary="Lift a block", url_name="lift_block")
def lift_block(request: HttpRequest, key: str, body: ReasonIn) -> dict[str, Any]:
    acting = auditor_in(request)
    return _shown(actions.lift(_seen(request, key), acting=acting, at=timezone.now(), reason=body.reason))


def _seen(request: HttpRequest, key: str) -> Block:
    return get_object_or_404(queries.blocks_seen_by(auditor_in(request)), key=key)


def _shown(block: Block) -> dict[str, Any]:
    return {
        "key": block.key,
        "penanganan": block.penanganan.key,
        "agency": block.agency.code,
        "state": block.state,
        "requested_at": block.requested_at.isoformat(),
        "decided_at": block.decided_at.isoformat() if block.decided_at else None,
        "ended_at": block.ended_at.isoformat() if block.ended_at else None,
        "by_itself": block.by_itself,
        "reason_gone": queries.reason_gone(block),
    }
