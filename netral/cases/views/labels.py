"""Doors of the labels of a case, and of the button that takes back one's own last act at its desk."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, desk_policies, queries
from netral.cases.forms.desk import LabelForm
from netral.cases.models import Label
from netral.cases.taking import status_of
from netral.cases.views.cases import seen_case
from netral.cases.views.desk import desk_case, done
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def labels(request: StaffRequest, key: str) -> HttpResponse:
    """The labels of a case, and one more. Saying one that is there already changes nothing."""
    case = desk_case(request, key)
    form = LabelForm(request.POST if request.method == "POST" else None)
    by: dict[str, Any] = {"acting": request.acting, "at": timezone.now()}
    if form.is_bound and done(form, lambda: actions.add_label(case, word=form.cleaned_data["word"], **by)):
        return see_other("cases:labels", case.key)
    context = {"case": case, "form": form, "labels": queries.labels_of(case)}
    context |= {"known": queries.labels_known(case.office), "works": desk_policies.can_label(case, request.acting)}
    return render(request, "cases/desk/labels.html", context, status=status_of(form))


@staff_only(*queries.ROLES)
@require_POST
def remove_label(request: StaffRequest, key: str, label: str) -> HttpResponse:
    """Off it goes; the word stays known to the office while another case carries it."""
    case = desk_case(request, key)
    found = get_object_or_404(Label, key=label, office=case.office)
    try:
        actions.remove_label(case, found, acting=request.acting, at=timezone.now())
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
    return see_other("cases:labels", case.key)


@staff_only(*queries.ROLES)
@require_POST
def undo(request: StaffRequest, key: str) -> HttpResponse:
    """Take back what the page called one's own last act; a refusal is told in words on the page of the case."""
    name = request.POST.get("tindakan", "")
    case = seen_case(request, key)
    if was_done(request):
        return see_other("cases:case", case.key)
    verb = partial(actions.undo, case, acting=request.acting, user=request.user, at=timezone.now(), name=name)
    try:
        once(request, verb)()
        messages.success(request, _("Dibatalkan. Pembatalan ini juga tercatat."))
    except SomeoneWasFaster:
        messages.error(request, _("Tidak dibatalkan: sesudah itu sudah ada tindakan lain."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return see_other("cases:case", case.key)
