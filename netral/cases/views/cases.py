"""One case: its page, its exhibits and its papers."""

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.cases.models import Case
from netral.cases.pages import TABS, CasePage
from netral.cases.views.beside import beside
from netral.cases.views.panes import asks_for_two, two
from netral.documents.actions import serve as serve_document
from netral.evidence.actions import serve as serve_exhibit


@require_GET
@staff_only(*queries.ROLES)
def case(request: StaffRequest, key: str, tab: str = "ringkasan") -> HttpResponse:
    """One case, one tab."""
    if tab not in TABS:
        raise Http404
    about = request.GET.get("terlapor", "")
    found = seen_case(request, key)
    if tab == "bukti" and asks_for_two(request):
        return two(request, found)
    prefetch_related_objects([found], "joined_set__laporan")  # asked for by several parts of the page
    page = CasePage(found, request.acting, timezone.now(), about)
    template = f"cases/tabs/{tab}.html"
    context = {"page": page, "case": page.case, "tab": tab, "tab_template": template, **beside(request, page.case)}
    return render(request, "cases/case.html", context)


@require_GET
@staff_only(*queries.ROLES)
def exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """An exhibit of the case, in a sandbox. Files of an answer open only to whom the page promised they would."""
    own = {each.key: each for each in queries.exhibits_seen_by(seen_case(request, key), request.acting)}
    if exhibit not in own:
        raise Http404
    return serve_exhibit(request, own[exhibit], acting=request.acting)


@require_GET
@staff_only(*queries.ROLES)
def document(request: StaffRequest, key: str, document: str) -> HttpResponseBase:
    """A letter or minutes of the case."""
    return serve_document(get_object_or_404(queries.papers_of(seen_case(request, key), request.acting), key=document))


def seen_case(request: StaffRequest, key: str) -> Case:
    """The case, or 404 for whoever may not see it."""
    rows = queries.case_seen_by(request.acting).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)
