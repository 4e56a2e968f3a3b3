"""Completing a hand-over that came back: sent once more to another house, or put right for a receiver in this one."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, policies, queries
from netral.cases.forms.supplying import SupplyForm
from netral.cases.taking import attempt, status_of
from netral.cases.views.around import seen_hand_over
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed
from netral.procedure.twice import once, was_done


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def supply(request: StaffRequest, key: str) -> HttpResponse:
    """What its receiver misses, and the form that completes it."""
    found = seen_hand_over(request, key)
    if was_done(request):
        return see_other("cases:tab", found.case.key, "penerusan")
    away = queries.returned_message(found) is not None
    context = {"penerusan": found, "case": found.case, "gaps": queries.gaps_open(found), "away": away}
    try:
        policies.check_can_send_completed(found, request.acting)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "cases/supply.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = SupplyForm(*([request.POST] if request.method == "POST" else []), penerusan=found, acting=request.acting)
    verb = partial(actions.send_completed, found, acting=request.acting, at=timezone.now())
    if form.is_bound and attempt(form, once(request, lambda: verb(**form.values())), found.case):
        here = _("Penerusan dilengkapi. Penerimanya melihatnya.")
        messages.success(request, _("Penerusan dilengkapi dan dikirim lagi.") if away else here)
        return see_other("cases:tab", found.case.key, "penerusan")
    return render(request, "cases/supply.html", {**context, "form": form}, status=status_of(form))
