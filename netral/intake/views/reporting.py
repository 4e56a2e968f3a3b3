"""Handing in a report and taking home its receipt."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from netral.intake import actions, queries, traces
from netral.intake.actions import Accepted
from netral.intake.forms.following import LastFourForm
from netral.intake.forms.reporting import ReportForm
from netral.intake.models import Laporan
from netral.intake.states import KeyReused, Refused
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.lib.spoken_codes import groups, spoken


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The short form. Sending it twice stores it once and shows the same receipt."""
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    accepted = _submitted(form) if form.is_bound else None
    if accepted is None:
        return render(request, "intake/report.html", {"form": form}, status=status_of(form))
    traces.remember_receipt(request.session, accepted, key=form.cleaned_data["key"], at=timezone.now())
    return see_other("intake:receipt")


def _submitted(form: ReportForm) -> Accepted | None:
    """The accepted report, or None with the problems written into the form."""
    if not form.is_valid():
        return None
    try:
        return actions.submit(
            form.report(), idempotency_key=form.cleaned_data["key"], at=timezone.now(), uploads=form.uploads()
        )
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
    except KeyReused:
        form.begin_anew()
    return None


@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, until its holder confirms having kept it; then what happens next."""
    now = timezone.now()
    trace = traces.receipt(request.session, now)
    if trace is None:
        return redirect("intake:check")
    form = LastFourForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if traces.confirm(request.session, form.cleaned_data["last_four"], now):
            return see_other("intake:receipt")
        form.add_error("last_four", _("Bukan 4 huruf terakhir kode ini. Periksa lagi catatan Anda."))
    code = traces.code_of(trace)
    laporan = _laporan(trace["laporan"])
    context = {
        "form": form,
        "code": groups(code),
        "spoken": spoken(code, get_language() or "id") if code else "",
        "laporan": laporan,
        "receipt": laporan.receipt,
        "next_due": queries.next_due(laporan, now),
    }
    return render(request, "intake/receipt.html", context, status=status_of(form))


def _laporan(key: str) -> Laporan:
    laporan = Laporan.objects.select_related("office", "receipt").filter(key=key).first()
    if laporan is None:
        raise Http404
    return laporan


@never_cache
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The signed statement as a small file: it proves the receipt offline and holds nothing of the report."""
    trace = traces.receipt(request.session, timezone.now())
    if trace is None:
        raise Http404
    text = json.dumps(_laporan(trace["laporan"]).receipt.statement, indent=2)
    answer = HttpResponse(text, content_type="application/json")
    answer["Content-Disposition"] = 'attachment; filename="tanda-terima.json"'
    return answer
