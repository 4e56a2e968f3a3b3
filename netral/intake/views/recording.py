"""The doors staff hold open: at the counter, for paper, for findings; and the receipt that is handed over."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.access.states import Acting
from netral.intake import actions, queries, traces
from netral.intake.actions import Accepted
from netral.intake.forms.recording import FindingForm, StaffForm, TypedForm
from netral.intake.models import Laporan
from netral.intake.policies import can_see
from netral.intake.states import Door, KeyReused, Refused
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.lib.spoken_codes import groups, spoken
from netral.offices.models import Organisation


@require_GET
@staff_only(*queries.WORKERS)
def doors(request: StaffRequest) -> HttpResponse:
    """Which ways in there are besides the public form, for whoever may use them."""
    types = request.acting.holds_any((Role.INTAKE_OFFICER,))
    return render(request, "intake/doors.html", {"types": types})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def type_in(request: StaffRequest) -> HttpResponse:
    """A report in its reporter's place; then the receipt to hand over."""
    form = TypedForm(offices_of(request.acting, Role.INTAKE_OFFICER), *_sent(request))
    accepted = _stored(form, lambda: _typed(form, request.acting)) if form.is_bound else None
    if accepted is None:
        return render(request, "intake/type_in.html", {"form": form}, status=status_of(form))
    if not accepted.code:  # sent once more after the receipt was handed over
        return see_other("intake:laporan", accepted.laporan.key)
    traces.remember_receipt(request, accepted, key=form.cleaned_data["key"], at=timezone.now())
    return see_other("intake:hand_over")


@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def find(request: StaffRequest) -> HttpResponse:
    """A finding; then its page."""
    form = FindingForm(offices_of(request.acting, *queries.WORKERS), *_sent(request))
    accepted = _stored(form, lambda: _found(form, request.acting)) if form.is_bound else None
    if accepted is None:
        return render(request, "intake/find.html", {"form": form}, status=status_of(form))
    return see_other("intake:laporan", accepted.laporan.key)


@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def hand_over(request: StaffRequest) -> HttpResponse:
    """The receipt on paper. Once handed over, the code is shown no more."""
    now = timezone.now()
    trace = traces.receipt(request, now)
    if trace is None or not traces.code_of(trace):
        raise Http404
    if request.method == "POST":
        actions.confirm_receipt(trace["laporan"])
        traces.forget(request)
        return see_other("intake:doors")
    return render(request, "intake/hand_over.html", _receipt_page(trace, request.acting, now))


def _receipt_page(trace: Mapping[str, Any], acting: Acting, now: datetime) -> dict[str, Any]:
    laporan = Laporan.objects.select_related("office", "receipt").get(key=trace["laporan"])
    code = traces.code_of(trace)
    return {
        "laporan": laporan,
        "receipt": laporan.receipt,
        "code": groups(code),
        "spoken": spoken(code, get_language() or "id"),
        "check_address": f"{settings.BASE_URL}{reverse('intake:check')}",
        "next_due": queries.next_due(laporan, now),
        "seen": can_see(laporan, acting),
    }


def offices_of(acting: Acting, *roles: str) -> list[Organisation]:
    codes = {code for role in roles for code in acting.offices_for(role)}
    return list(Organisation.objects.filter(code__in=codes).order_by("name"))


def _sent(request: StaffRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _typed(form: TypedForm, acting: Acting) -> Accepted:
    now = timezone.now()
    return actions.type_in(
        form.report(), door=Door(form.cleaned_data["door"]), office=form.chosen_office().code, acting=acting, at=now,
        idempotency_key=form.cleaned_data["key"], handed_in=form.handed_in_at(now), uploads=form.uploads(),
    )  # fmt: skip


def _found(form: FindingForm, acting: Acting) -> Accepted:
    return actions.find(
        form.report(), office=form.chosen_office().code, acting=acting, at=timezone.now(),
        idempotency_key=form.cleaned_data["key"], uploads=form.uploads(),
    )  # fmt: skip


def _stored(form: StaffForm, store: Callable[[], Accepted]) -> Accepted | None:
    """The stored report, or None with the problems written into the form."""
    if not form.is_valid():
        return None
    try:
        return store()
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
    except KeyReused:
        form.begin_anew()
    return None
