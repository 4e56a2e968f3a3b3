"""Deadlines of every kind of work: by office."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.lib.answers import page_of
from netral.notices import queries

staff = staff_only(*ROLES_THAT_SEE_CASES)


@require_GET
@staff
def offices(request: StaffRequest) -> HttpResponse:
    """What is overdue in each office somebody sees; an office without any is listed too."""
    now = timezone.now()
    page = page_of(request, queries.offices_watched(request.acting))
    rows = queries.standing_of(list(page), at=now)
    return render(request, "notices/offices.html", {"page": page, "rows": rows, "now": now, "tab": "kantor"})
