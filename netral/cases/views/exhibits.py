"""Doors to one exhibit of a case beside its original: its copies, and a fresh look at its fingerprint."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.cases.models import Case
from netral.cases.views.cases import seen_case
from netral.cases.views.desk import desk_case
from netral.cases.views.panes import SIDES
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.states import CopyKind, NotShown
from netral.intake.actions import check_exhibit as check_exhibit_of
from netral.intake.models import Laporan
from netral.lib.answers import SeeOther


@require_GET
@staff_only(*queries.ROLES)
def exhibit_copy(request: StaffRequest, key: str, exhibit: str, kind: str) -> HttpResponseBase:
    """The clean copy of an exhibit of the case, its small picture or its light version."""
    found = _own(seen_case(request, key), exhibit, request)
    answer = evidence.serve_copy(request, found, kind) if kind in CopyKind.values else None
    if answer is None:
        raise Http404
    return answer


@staff_only(*queries.ROLES)
@require_POST
def check_exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponse:
    """Read the file again and compare its fingerprint; back to the two it was looked at with."""
    asked = {side: request.POST.get(side, "") for side in SIDES}
    case = desk_case(request, key)
    found = _own(case, exhibit, request)
    try:
        laporan, now = _came_with(case, found), timezone.now()
        same = check_exhibit_of(found, laporan, acting=request.acting, office=case.office, at=now)
        _tell(request, found, same=same)
    except NotShown as refusal:
        messages.error(request, str(refusal))
    return SeeOther(f"{resolve_url('cases:tab', case.key, 'bukti')}?{urlencode(asked)}")


def _tell(request: StaffRequest, found: Exhibit, *, same: bool) -> None:
    if same:
        messages.success(request, _("Sidik %(label)s cocok: berkas masih sama.") % {"label": found.label})
    else:
        messages.error(request, _("Sidik %(label)s berbeda dari catatan saat diterima.") % {"label": found.label})


def _came_with(case: Case, exhibit: Exhibit) -> Laporan:
    """The report it came with; of what came to the case itself, the one the case was opened from."""
    return next((each for each in case.ever_about() if each.reference == exhibit.subject), case.laporan)


def _own(case: Case, key: str, request: StaffRequest) -> Exhibit:
    """An exhibit of this case, or 404."""
    found = next((each for each in queries.exhibits_seen_by(case, request.acting) if each.key == key), None)
    if found is None:
        raise Http404
    return found
