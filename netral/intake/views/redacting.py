"""The officer's door to a redaction of what came with a report: draw or type boxes, look, and make the copy."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.evidence.models import Exhibit
from netral.intake import policies, queries
from netral.intake.drawing import Sheet, draw, drawn_page
from netral.intake.models import Laporan


def _drawn_on(request: StaffRequest, key: str, exhibit_key: str) -> tuple[Laporan, Exhibit]:
    """The laporan and its exhibit, or 404 for whoever may not redact them."""
    laporan = get_object_or_404(queries.laporan_seen_by(request.acting), key=key)
    if not policies.can_redact(laporan, request.acting):
        raise Http404
    return laporan, get_object_or_404(queries.exhibits_of(laporan), key=exhibit_key)


@require_GET
@staff_only(*queries.WORKERS)
def page_picture(request: StaffRequest, key: str, exhibit_key: str, page: int) -> HttpResponse:
    """One page of an exhibit of a laporan."""
    _laporan, found = _drawn_on(request, key, exhibit_key)
    return drawn_page(found, page)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def redact(request: StaffRequest, key: str, exhibit_key: str) -> HttpResponse:
    """The page to draw on."""
    laporan, found = _drawn_on(request, key, exhibit_key)
    back = resolve_url("intake:exhibit_page", laporan.key, found.key)
    crumbs = ((resolve_url("intake:laporan", laporan.key), laporan.number), (back, found.label))
    pages = ("intake:redact_page", laporan.key)
    return draw(request, Sheet(found, laporan.office.code, laporan.number, crumbs, back, pages))
