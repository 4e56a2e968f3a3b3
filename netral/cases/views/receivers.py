"""To whom a breach goes, asked of the rulebook without a case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.cases.forms.receivers import ReceiverForm
from netral.cases.taking import status_of

FIRST = {"subject": "PNS", "kind": "disiplin"}


@require_GET
@staff_only(*ROLES_THAT_SEE_CASES)
def receivers(request: StaffRequest) -> HttpResponse:
    """The receivers of a status, a kind and a day, each with its reason; at first those of today."""
    form = ReceiverForm(request.GET or {**FIRST, "on": timezone.localdate().isoformat()})
    found = form.receivers() if form.is_valid() else None
    context = {"form": form, "found": found}
    return render(request, "cases/receivers.html", context, status=200 if form.is_valid() else status_of(form))
