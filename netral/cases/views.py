"""Doors of the workspace: load within scope, call one verb or query, answer."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.forms import FORMS, RegistrationForm
from netral.cases.models import Case
from netral.cases.pages import TABS, CasePage
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.cases.taking import attempt, status_of
from netral.documents.actions import serve as serve_document
from netral.evidence.actions import serve as serve_exhibit
from netral.intake.queries import laporan_seen_by
from netral.lib.answers import page_of, see_other
from netral.procedure.policies import check_can_take, offers
from netral.procedure.queries import say, table
from netral.procedure.states import NotAllowed

LONGEST_QUERY = 200
PROPOSE = "pakai"  # the button that fills in a proposal and saves nothing


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


@require_GET
@staff_only(*queries.ROLES)
def case(request: StaffRequest, key: str, tab: str = "ringkasan") -> HttpResponse:
    """One case, one tab."""
    if tab not in TABS:
        raise Http404
    page = CasePage(_seen(request, key), request.acting, timezone.now())
    template = f"cases/tabs/{tab}.html"
    return render(request, "cases/case.html", {"page": page, "case": page.case, "tab": tab, "tab_template": template})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def register(request: StaffRequest, key: str) -> HttpResponse:
    """From a complete laporan to a case."""
    laporan = get_object_or_404(laporan_seen_by(request.acting).select_related("region"), key=key)
    form = RegistrationForm(*_sent(request), laporan=laporan, initial={"title": actions.proposed_title(laporan)})
    context = {"laporan": laporan, "form": form}
    try:
        check_can_take(laporan, "registrasi", request.acting)
        verb = partial(actions.open_from, laporan, acting=request.acting, at=timezone.now())
        if opened := attempt(form, lambda: verb(**form.cleaned_data), laporan):
            return see_other("cases:case", opened.key)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": offers(laporan, request.acting)}
        return render(request, "cases/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return render(request, "cases/register.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def step(request: StaffRequest, key: str, step: str) -> HttpResponse:
    """A step's form; or, when it is not possible now, the sentence that says what is."""
    found = _seen(request, key)
    if step not in FORMS or step not in [each.code for each in table(found).steps]:
        raise Http404
    met = queries.met(found) | BROUGHT_BY_THE_FORM
    context = {"case": found, "step": table(found).step(step)}
    try:
        check_can_take(found, step, request.acting, met=met)
        form = FORMS[step](*_sent(request), case=found)
        verb = partial(actions.STEPS[step], found, acting=request.acting, at=timezone.now())
        if PROPOSE in request.POST:
            form.propose()
        elif attempt(form, lambda: verb(**form.values()), found):
            messages.success(request, say(table(found).step(step).done))
            return see_other("cases:case", found.key)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": offers(found, request.acting, met)}
        return render(request, "cases/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    status = HTTPStatus.OK if PROPOSE in request.POST else status_of(form)
    return render(request, f"cases/steps/{form.template}.html", {**context, "form": form}, status=status)


@require_GET
@staff_only(*queries.ROLES)
def exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """An exhibit of the case, in a sandbox."""
    own = {each.key: each for each in queries.exhibits_of_case(_seen(request, key))}
    if exhibit not in own:
        raise Http404
    return serve_exhibit(request, own[exhibit], acting=request.acting)


@require_GET
@staff_only(*queries.ROLES)
def document(request: StaffRequest, key: str, document: str) -> HttpResponseBase:
    """A letter or minutes of the case."""
    return serve_document(get_object_or_404(queries.papers_of(_seen(request, key), request.acting), key=document))


def _sent(request: StaffRequest) -> list[QueryDict]:
    """What a form is bound to: the post, even an empty one; nothing for a page just opened."""
    return [request.POST] if request.method == "POST" else []


def _seen(request: StaffRequest, key: str) -> Case:
    """The case, or 404 for whoever may not see it."""
    rows = queries.case_seen_by(request.acting).select_related("laporan", "office__region", "region")
    return get_object_or_404(rows, key=key)
