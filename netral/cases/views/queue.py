"""The lists of the workspace: the queue, the search, and the deadlines."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.lib.answers import page_of

LONGEST_QUERY = 200


@require_GET
@staff_only
def start(request: StaffRequest) -> HttpResponse:
    """Where the day begins."""
    return redirect(queries.first_list(request.acting))


@require_GET
@staff_only(*queries.ROLES, Role.CUSTODIAN)
def queue(request: StaffRequest) -> HttpResponse:
    """Laporan and cases in one list, by the nearest clock."""
    view, text = request.GET.get("tampilan", queries.VIEWS[0]), request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if view not in queries.VIEWS:
        raise Http404
    page = page_of(request, queries.queue(request.acting, view, text))
    rows = queries.rows(list(page), now=timezone.now())
    return render(request, "cases/queue.html", {"view": view, "text": text, "page": page, "rows": rows})


@require_GET
@staff_only(*queries.ROLES)
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    page = page_of(request, queries.search(request.acting, text))
    return render(request, "cases/search.html", {"text": text, "page": page})


@require_GET
@staff_only(*queries.ROLES, Role.CUSTODIAN)
def deadlines(request: StaffRequest) -> HttpResponse:
    """Running clocks by the day they end."""
    page = page_of(request, queries.running_in(request.acting))
    lines = queries.due_lines(page, now=timezone.now())
    return render(request, "cases/deadlines.html", {"page": page, "lines": lines})
