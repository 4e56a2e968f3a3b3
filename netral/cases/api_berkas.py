"""Wire doors of the printed case file: which editions, and one of them."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from netral.cases import actions, berkas_policies, queries
from netral.cases.berkas_states import Edition
from netral.cases.models import Case
from netral.cases.wire import Body, StaffToken, acting_in
from netral.documents.actions import hand_out

router = Router(tags=["perkara"], auth=StaffToken())


class PrintIn(Body):
    """`internal` or `rilis`; the release copy where nothing is said."""

    edition: Edition = Edition.RELEASE


@router.get("perkara/{key}/berkas/", summary="The editions of the whole case file one may print")
def berkas_editions(request: HttpRequest, key: str) -> dict[str, Any]:
    """→ {items: [{edition, label, file}]}, the fuller one first. Nothing is printed and nothing journalled."""
    case = _seen(request, key)
    editions = berkas_policies.editions_for(case, acting_in(request))
    items = [
        {"edition": each.value, "label": str(each.label), "file": f"{each.file_name(case.number)}.pdf"}
        for each in editions
    ]
    return {"items": items}


@router.post("perkara/{key}/berkas/", summary="The whole case file as one PDF")
def print_berkas(request: HttpRequest, key: str, body: PrintIn) -> HttpResponseBase:
    """→ `application/pdf`. Each print is journalled with its fingerprint. 422: not for this account."""
    case, edition = _seen(request, key), body.edition
    pdf = actions.print_berkas(case, edition=edition, acting=acting_in(request), at=timezone.now())
    return hand_out(pdf, name=edition.file_name(case.number))


def _seen(request: HttpRequest, key: str) -> Case:
    rows = queries.case_seen_by(acting_in(request)).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)
