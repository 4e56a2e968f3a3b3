"""The door by which an examiner adds what came to the office: to the case itself, and by hand."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, policies, queries
from netral.cases.forms.gathering import GatherForm
from netral.cases.taking import attempt, status_of
from netral.cases.views.cases import seen_case
from netral.cases.views.matrix import refused
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def gather(request: StaffRequest, key: str) -> HttpResponse:
    """Choose files, and read them among the exhibits; or the sentence that says why not."""
    case = seen_case(request, key)
    form = GatherForm(request.POST, request.FILES) if request.method == "POST" else GatherForm()
    verb = partial(actions.gather, case, acting=request.acting, at=timezone.now())
    try:
        policies.check_can_gather(case, request.acting)
        if kept := attempt(form, lambda: verb(uploads=form.cleaned_data["evidence"]), case):
            words = ngettext(
                "%(count)s berkas disimpan: %(names)s.", "%(count)s berkas disimpan: %(names)s.", len(kept)
            )
            names = ", ".join(exhibit.label for exhibit in kept)
            messages.success(request, words % {"count": len(kept), "names": names})
            return see_other("cases:tab", case.key, "bukti")
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    return render(request, "cases/gather.html", {"case": case, "form": form}, status=status_of(form))
