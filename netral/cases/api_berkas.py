"""Wire door of the printed case file."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from netral.cases import actions, queries
from netral.cases.berkas_states import Edition
from netral.cases.wire import StaffToken, acting_in
from netral.documents.actions import hand_out

router = Router(tags=["perkara"], auth=StaffToken())


@router.get("perkara/{key}/berkas/", summary="The whole case file as one PDF")
def print_berkas(request: HttpRequest, key: str, edition: Edition = Edition.RELEASE) -> HttpResponseBase:
    """`application/pdf`; `edition` is `internal` or `rilis`. Each print is journalled. 422: not for this account."""
    acting = acting_in(request)
    rows = queries.case_seen_by(acting).select_related("laporan", "office__region", "region")
    case = get_object_or_404(rows, key=key)
    pdf = actions.print_berkas(case, edition=edition, acting=acting, at=timezone.now())
    return hand_out(pdf, name=edition.file_name(case.number))
