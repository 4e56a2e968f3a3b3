"""The lists of the workspace: the queue, the search, and the deadlines."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.cases.forms.queue import FilterForm
from netral.cases.next_steps import with_next_steps
from netral.cases.picking import LONGEST_QUERY
from netral.lib.answers import page_of
from netral.lib.counting import count_together

WRITE = "pilah"  # the button that turns selects into a line
FROM_QUEUE = "antrean"  # the way a case was opened by: the queue, with its view and line


@require_GET
@staff_only
def start(request: StaffRequest) -> HttpResponse:
    """Where the day begins."""
    return redirect(queries.first_list(request.acting))


@require_GET
@staff_only(*queries.ROLES, Role.CUSTODIAN)
def queue(request: StaffRequest) -> HttpResponse:
    """Laporan and cases in one list, by the nearest clock, cut down by a line. Selects only write the line."""
    view, text = request.GET.get("tampilan", queries.VIEWS[0]), request.GET.get("q", "").strip()[:LONGEST_QUERY]
    if view not in queries.VIEWS:
        raise Http404
    line, now = queries.parse(text), timezone.now()
    if WRITE in request.GET:
        asked = {"tampilan": view, "q": FilterForm(request.GET, line=line).written()}
        return redirect(f"{resolve_url('cases:queue')}?{urlencode(asked)}")
    places = queries.filtered(request.acting, view, line, now=now)
    if view == queries.VIEWS[0] and not text:  # what the menu counts too
        (counted,) = count_together([queries.tally_of(places, now)])
        places = replace(places, length=counted.waiting)
        request.counted = {"cases:queue": counted}
    page = page_of(request, places)
    context = {
        "view": view,
        "text": text,
        "line": line,
        "page": page,
        "newest": places.newest,
        "rows": with_next_steps(queries.rows(list(page), now=now), request.acting),
        "filters": FilterForm(line=line),
        "views": queries.views_of(request.user),
        "incoming": queries.incoming_count(request.acting),
        "picks": request.acting.holds_any(queries.ROLES),
        "mark": queries.mark(),
        "way": urlencode({"dari": FROM_QUEUE, "tampilan": view, "q": text}),
    }
    return render(request, "cases/queue.html", context)


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
