"""The door to the printed case file: which edition, and the file."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, berkas_policies, queries
from netral.cases.berkas_states import Edition
from netral.cases.views.cases import seen_case
from netral.documents.actions import hand_out


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def berkas(request: StaffRequest, key: str) -> HttpResponseBase:
    """The editions this person may print; the one asked for as a PDF."""
    case = seen_case(request, key)
    editions = berkas_policies.editions_for(case, request.acting)
    if request.method != "POST":
        return render(request, "cases/berkas.html", {"case": case, "editions": editions})
    wanted = request.POST.get("edisi", "")
    if wanted not in editions:
        raise Http404
    edition = Edition(wanted)
    pdf = actions.print_berkas(case, edition=edition, acting=request.acting, at=timezone.now())
    return hand_out(pdf, name=edition.file_name(case.number))
