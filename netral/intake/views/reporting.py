"""Handing in a report."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from netral.intake import actions, traces
from netral.intake.actions import Accepted
from netral.intake.content import Entrance
from netral.intake.forms.reporting import ReportForm
from netral.intake.states import KeyReused, ProofWanted, Refused, TooManyReports
from netral.intake.views.gates import entrance_of, gate_of, later
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The short form. Sending it twice stores it once and shows the same receipt."""
    form = ReportForm(request.POST, request.FILES) if request.method == "POST" else ReportForm()
    try:
        accepted, refusal = _submitted(form, entrance_of(request)) if form.is_bound else None, None
    except (TooManyReports, ProofWanted) as full:
        accepted, refusal = None, full
        form.add_error(None, str(full))
    if accepted is None:
        page = {"form": form, "gate": gate_of(request, refusal)}
        return later(render(request, "intake/report.html", page, status=status_of(form)), refusal)
    traces.remember_receipt(request.session, accepted, key=form.cleaned_data["key"], at=timezone.now())
    return see_other("intake:receipt")


def _submitted(form: ReportForm, entrance: Entrance) -> Accepted | None:
    """The accepted report, or None with the problems written into the form."""
    if not form.is_valid():
        return None
    try:
        return actions.submit(
            form.report(), idempotency_key=form.cleaned_data["key"], at=timezone.now(), uploads=form.uploads(),
            entrance=entrance,
        )  # fmt: skip
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
    except KeyReused:
        form.begin_anew()
    return None
