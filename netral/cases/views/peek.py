"""One row of the queue, looked at without leaving the queue."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.access.states import Acting
from netral.cases import queries
from netral.cases.models import Case
from netral.intake.models import Laporan
from netral.intake.queries import laporan_seen_by
from netral.procedure.queries import milestones

LATEST = 4  # events; the page itself has all of them


@require_GET
@staff_only(*queries.ROLES)
def peek(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """Enough to decide whether to open it. A script asks for the panel alone, everybody else gets a page."""
    row = queries.row_of(_seen(request.acting, kind, key), now=timezone.now(), acting=request.acting)
    told = milestones(row.laporan.reference, public=False, language=get_language() or "id")
    context = {"row": row, "latest": told[: -LATEST - 1 : -1]}
    template = "cases/parts/peek.html" if "HX-Request" in request.headers else "cases/peek.html"
    return render(request, template, context)


def _seen(acting: Acting, kind: str, key: str) -> Case | Laporan:
    if kind == Case.KIND:
        return get_object_or_404(queries.case_seen_by(acting), key=key)
    if kind == Laporan.KIND:
        return get_object_or_404(laporan_seen_by(acting), key=key)
    raise Http404
