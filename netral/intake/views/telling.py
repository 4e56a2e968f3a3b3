"""The notice of status as a letter: an officer issues it, and both ends open it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.documents.actions import serve
from netral.intake import actions, policies, queries, traces
from netral.intake.models import Laporan
from netral.intake.states import Refused
from netral.lib.answers import see_other


def _seen(request: StaffRequest, key: str) -> Laporan:
    return get_object_or_404(queries.laporan_seen_by(request.acting).select_related("region"), key=key)


@require_POST
@staff_only(*queries.WORKERS)
def issue(request: StaffRequest, key: str) -> HttpResponse:
    """Issue the letter, and show the report again with it."""
    found = _seen(request, key)
    if not policies.can_tell(found, request.acting):
        raise Http404
    try:
        letter = actions.issue_status_notice(found, acting=request.acting, at=timezone.now())
        messages.success(request, _("Surat %(number)s terbit. Pelapor juga menemukannya di halaman statusnya.")
                         % {"number": letter.number})  # fmt: skip
    except Refused as refused:
        messages.error(request, refused.problems[0].message)
    return see_other("intake:laporan", found.key)


@require_GET
@staff_only(*queries.WORKERS)
def for_staff(request: StaffRequest, key: str, document: str) -> HttpResponseBase:
    """The letter, for whoever reads the report."""
    return _served(_seen(request, key), document)


@never_cache
@require_GET
def for_reporter(request: HttpRequest, key: str) -> HttpResponseBase:
    """The letter, in the browser that gave the code."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        raise Http404
    return _served(laporan, key)


def _served(laporan: Laporan, key: str) -> HttpResponseBase:
    """One letter; 404 for one that was erased with the texts of its report."""
    return serve(get_object_or_404(queries.status_notices(laporan).exclude(file=""), key=key))
