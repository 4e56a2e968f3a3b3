"""The door by which an examiner records that minutes were signed on paper, or that the person refused."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.states import Refused
from netral.cases.views.cases import seen_case
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_POST
@staff_only(*queries.ROLES)
def sign_minutes(request: StaffRequest, key: str, heard: str) -> HttpResponse:
    """Back to the hearings, with what was recorded or why not."""
    case = seen_case(request, key)
    found = get_object_or_404(case.klarifikasi_set, key=heard)
    said = {"signing": request.POST.get("signing", ""), "refusal_reason": request.POST.get("refusal_reason", "")}
    verb = partial(actions.sign_minutes, found, case=case, acting=request.acting, at=timezone.now(), **said)
    try:
        verb()
    except Refused as refusal:
        messages.error(request, refusal.message)
    except (NotAllowed, SomeoneWasFaster) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Tanda tangan berita acara dicatat."))
    return see_other("cases:tab", case.key, "klarifikasi")
