"""Where time goes: the page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.insight import queries
from netral.insight.pages import page_of


@require_GET
@staff_only(*queries.READERS)
def time_lost(request: StaffRequest) -> HttpResponse:
    """The figures of the offices and the election asked for; 404 for offices somebody does not see."""
    found = queries.board(request.acting, cell=request.GET.get("kantor", ""), election=request.GET.get("pemilihan", ""))
    if found is None:
        raise Http404
    return render(request, "insight/time_lost.html", {"board": found, "page": page_of(found)})
