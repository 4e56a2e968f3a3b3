"""The officer's door to a redaction: draw or type boxes, look, and make the copy that leaves."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.evidence import actions as evidence
from netral.evidence.actions.serving import HEADERS
from netral.evidence.models import Exhibit
from netral.evidence.queries import boxes_of
from netral.evidence.states import PDF, EvidenceRefused, NotShown
from netral.intake import policies, queries
from netral.intake.forms.redacting import box_rows
from netral.intake.models import Laporan
from netral.lib.answers import see_other

PREVIEW = "pratinjau"  # the button that shows the boxes and saves nothing


def _drawn_on(request: StaffRequest, key: str, exhibit_key: str) -> tuple[Laporan, Exhibit]:
    """The laporan and its exhibit, or 404 for whoever may not redact them."""
    laporan = get_object_or_404(queries.laporan_seen_by(request.acting), key=key)
    if not policies.can_redact(laporan, request.acting):
        raise Http404
    return laporan, get_object_or_404(queries.exhibits_of(laporan), key=exhibit_key)


@require_GET
@staff_only(*queries.WORKERS)
def page_picture(request: StaffRequest, key: str, exhibit_key: str, page: int) -> HttpResponse:
    """One page of an exhibit as a picture without anything beside its pixels."""
    _laporan, found = _drawn_on(request, key, exhibit_key)
    try:
        drawn = evidence.page_of(found, page)
    except (NotShown, EvidenceRefused):
        raise Http404 from None
    answer = HttpResponse(drawn.picture, content_type="image/jpeg")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        answer[name] = HEADERS[name]
    return answer


@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def redact(request: StaffRequest, key: str, exhibit_key: str) -> HttpResponse:
    """The page to draw on. Posted, the copy is made; with the other button only shown."""
    laporan, found = _drawn_on(request, key, exhibit_key)
    number, several = _asked(request), found.media_type == PDF
    problem, count = _pages(found, number) if several else ("", 1)
    sent = request.POST if request.method == "POST" else None
    rows = box_rows(sent, boxes=boxes_of(found), page=number, several=several)
    boxes = rows.boxes() if sent and rows.is_valid() else [] if sent else boxes_of(found)
    if sent and PREVIEW not in sent and rows.is_valid():
        problem = _make(request, laporan, found, boxes)
        if not problem:
            messages.success(request, _("Salinan tertutup dibuat. Hanya salinan ini yang keluar dari kantor."))
            return see_other("intake:exhibit_page", laporan.key, found.key)
    elif sent and rows.is_valid():
        rows = box_rows(boxes=boxes, page=number, several=several)
    wrong = bool(problem) or (rows.is_bound and not rows.is_valid())
    page = {
        "laporan": laporan,
        "exhibit": found,
        "rows": rows,
        "drawn": [box for box in boxes if box.page == number],
        "number": number,
        "count": count,
        "several": several,
        "problem": problem,
        "wrong": wrong,
    }
    return render(
        request, "intake/redact.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _asked(request: StaffRequest) -> int:
    asked: Any = request.POST.get("halaman") or request.GET.get("halaman") or "1"
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) else 1  # noqa: PLR2004


def _pages(found: Exhibit, number: int) -> tuple[str, int]:
    """Why nothing can be drawn on, and how many pages there are."""
    try:
        return "", evidence.page_of(found, number).count
    except (NotShown, EvidenceRefused) as refusal:
        return str(getattr(refusal, "message", refusal)), 0


def _make(request: StaffRequest, laporan: Laporan, found: Exhibit, boxes: Any) -> str:
    """Empty when the copy was made, else why not."""
    try:
        evidence.redact(found, boxes, acting=request.acting, office=laporan.office.code, at=timezone.now())
    except (NotShown, EvidenceRefused) as refusal:
        return str(getattr(refusal, "message", refusal))
    return ""
