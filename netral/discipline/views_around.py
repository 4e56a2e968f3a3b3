"""The page by which an authority leads a handling around a conflict of interest."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases.forms.around import AroundForm
from netral.discipline import actions, policies, queries
from netral.discipline.models import AUTHORITY
from netral.discipline.taking import attempt, status_of
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def around(request: StaffRequest, key: str) -> HttpResponse:
    """What is on record of who decides, and who could instead; a human chooses."""
    rows = queries.penanganan_seen_by(request.acting)
    joined = ("case__laporan", "case__office", "case__region", "penerusan__accused", "penerusan__document")
    foreign = ("masukan__sender", "person__agency__region")
    found = get_object_or_404(rows.select_related(*joined, *foreign), key=key)
    now = timezone.now()
    on = queries.today_at(found, AUTHORITY, now)
    flags = [*queries.flag_sentences(found, on), *queries.tie_sentences(found)]
    context: dict[str, Any] = {"penanganan": found, "flags": flags, "silent": queries.is_silent(found)}
    try:
        policies.check_can_lead_around(found, request.acting, on=on)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "discipline/around.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context |= {"elsewhere": queries.ways_elsewhere(found, on), "passes": policies.can_pass_on(found, request.acting)}
    form = AroundForm(*([request.POST] if request.method == "POST" else []), routes=queries.ways_around(found, on))
    if form.is_bound and attempt(
        form, lambda: actions.lead_around(found, acting=request.acting, at=now, **form.cleaned_data), found
    ):
        messages.success(request, _("Penanganan dialihkan. Status, rekomendasi, dan batas waktunya tetap."))
        return see_other("discipline:penanganan", found.key)
    return render(request, "discipline/around.html", {**context, "form": form}, status=status_of(form))
