"""The lists of the workspace: the queue, the search, and the deadlines."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.cases import queries
from netral.cases.forms.queue import FilterForm
from netral.cases.next_steps import with_next_steps
from netral.cases.picking import LONGEST_QUERY
from netral.lib.answers import page_of
from netral.lib.counting import count_together
from netral.lib.dates import local_day
from netral.notices import queries as calendar
from netral.notices.layer_states import ASKED, layer_links, layers_asked, written
from netral.procedure.models import FAR, Clock

WRITE = "pilah"  # the button that turns selects into a line
QUEUE = "cases:queue"
FROM_QUEUE = "antrean"  # the way a case was opened by: the queue, with its view and line


@require_GET
@staff_only
def start(request: StaffRequest) -> HttpResponse:
    """Where the day begins."""
    name = queries.first_list(request.acting)
    view = queries.first_view(request.acting) if name == QUEUE else queries.VIEWS[0]
    return redirect(resolve_url(name) + ("" if view == queries.VIEWS[0] else f"?tampilan={view}"))


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
        "rows": with_next_steps(queries.rows(list(page), now=now, acting=request.acting), request.acting),
        "filters": FilterForm(line=line),
        "views": queries.views_of(request.user),
        "incoming": queries.incoming_count(request.acting),
        "picks": request.acting.holds_any(queries.ROLES),
        "mark": queries.mark(),
        "way": urlencode({"dari": FROM_QUEUE, "tampilan": view, "q": text}),
        "next": None if text or page.object_list else calendar.next_due(request.acting, now=now),
    }
    return render(request, "cases/queue.html", context)


@require_GET
@staff_only(*queries.ROLES)
def search(request: StaffRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    page = page_of(request, queries.search(request.acting, text))
    return render(request, "cases/search.html", {"text": text, "page": page})


@require_GET
@staff_only(*ROLES_THAT_SEE_CASES)
def deadlines(request: StaffRequest) -> HttpResponse:
    """Running clocks of every kind of work by the day they end, with what the days between them are."""
    layers, now = layers_asked(request.GET.get(ASKED, "")), timezone.now()
    page = page_of(request, calendar.clocks_seen(request.acting, layers))
    found = calendar.agenda(
        list(page),
        request.acting,
        now=now,
        today=timezone.localdate(),
        layers=layers,
        since=_last_day_before(page),
        more=page.has_next(),
    )
    titles = queries.titles_of((line.subject for line in found.lines), request.acting)
    context = {
        "page": page,
        "agenda": found.titled(titles),
        "layers": layer_links(layers, {}),
        "lapis": written(layers),
        "next": None if page.object_list else calendar.next_due(request.acting, now=now),
    }
    return render(request, "cases/deadlines.html", context)


def _last_day_before(page: Page[Clock]) -> date | None:
    """The day of the last clock of the page before, from which this one goes on; None on the first."""
    if not page.has_previous():
        return None
    last = page.paginator.object_list[page.start_index() - 2]
    return local_day(last.due_at or FAR, last.zone)
