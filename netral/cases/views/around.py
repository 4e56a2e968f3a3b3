"""Leading a hand-over around a conflict of interest: the flags, the ways the rulebook proposes, a human's choice."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, policies, queries
from netral.cases.forms.around import AroundForm
from netral.cases.models import Penerusan
from netral.cases.taking import attempt, status_of
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def around(request: StaffRequest, key: str) -> HttpResponse:
    """What is on record, and where it may go instead."""
    found = seen_hand_over(request, key)
    on = queries.today_of(found.case, timezone.now())
    flags = [queries.flag_words(flag) for flag in queries.flags_of_office(found.receiver, on)]
    flags += [queries.tie_words(said) for said in queries.ties_of(found)]
    context = {"penerusan": found, "case": found.case, "flags": flags}
    try:
        policies.check_can_lead_around(found, request.acting, on=on)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "cases/around.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    sent = [request.POST] if request.method == "POST" else []
    form = AroundForm(*sent, routes=queries.ways_around(found, on))
    by: dict[str, Any] = {"acting": request.acting, "at": timezone.now()}
    if form.is_bound and attempt(form, lambda: actions.lead_around(found, **by, **form.cleaned_data), found.case):
        messages.success(request, _("Penerusan dialihkan. Kunci, riwayat, dan batas waktunya tetap."))
        return see_other("cases:tab", found.case.key, "penerusan")
    return render(request, "cases/around.html", {**context, "form": form}, status=status_of(form))


def seen_hand_over(request: StaffRequest, key: str) -> Penerusan:
    """A hand-over of a case one sees, or 404."""
    rows = Penerusan.objects.filter(case__in=queries.case_seen_by(request.acting))
    joined = ("case__laporan", "case__office", "case__region", "receiver", "accused", "document")
    return get_object_or_404(rows.select_related(*joined), key=key)
