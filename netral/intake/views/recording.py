"""The doors staff hold open: at the counter, for paper, for findings; and the receipt that is handed over."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
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
from netral.intake.forms.reporting import PEOPLE
from netral.intake.models import Laporan
from netral.intake.policies import can_see, check_can_grow
from netral.intake.states import Door, KeyReused, Refused
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.lib.spoken_codes import groups, spoken
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed, SomeoneWasFaster


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
    """A finding; then its page. With `?dari=` of an informasi awal its event, people and links stand there already."""
    source = _source(request)
    offices = [source.office] if source else offices_of(request.acting, *queries.WORKERS)
    form = FindingForm(offices, *_sent(request), initial=queries.prefilled(source) if source else None)
    try:
        accepted = _stored(form, lambda: _found(form, request.acting, source)) if form.is_bound else None
    except SomeoneWasFaster as faster:
        messages.error(request, str(faster))
        return see_other("intake:laporan", faster.reference.partition(":")[2])
    if accepted is None:
        return render(request, "intake/find.html", _finding_page(form, source), status=status_of(form))
    return see_other("intake:laporan", accepted.laporan.key)


def _source(request: StaffRequest) -> Laporan | None:
    """The informasi awal the address names, or 404 for whoever may record nothing from it."""
    key = request.GET.get("dari", "")
    if not key:
        return None
    found = get_object_or_404(queries.laporan_seen_by(request.acting), key=key)
    try:
        check_can_grow(found, request.acting)
    except NotAllowed as refusal:
        raise Http404 from refusal
    return found


def _finding_page(form: FindingForm, source: Laporan | None) -> dict[str, Any]:
    if source is None:
        return {"form": form}
    left_out = max(0, source.terlapor_set.count() - len(PEOPLE))
    taken = queries.exhibits_taken_along(source)
    return {"form": form, "source": source, "finding": queries.finding_of(source), "taken": taken, "left_out": left_out}


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


def _found(form: FindingForm, acting: Acting, source: Laporan | None) -> Accepted:
    return actions.find(
        form.report(), office=form.chosen_office().code, acting=acting, at=timezone.now(),
        idempotency_key=form.cleaned_data["key"], uploads=form.uploads(), source=source,
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
