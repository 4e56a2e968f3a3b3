"""The officer's door to the election of a laporan: choose, see what moves, save."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, queries
from netral.intake.forms.electing import ElectionForm, SetElectionForm
from netral.intake.models import Laporan
from netral.intake.states import SET_ELECTION, Refused
from netral.lib.answers import see_other
from netral.procedure.policies import check_can_take
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def election(request: StaffRequest, key: str) -> HttpResponse:
    """Without a choice the list; with one what it would change; posted, it is saved."""
    found = get_object_or_404(queries.laporan_seen_by(request.acting).select_related("region"), key=key)
    form = SetElectionForm(request.POST) if request.method == "POST" else None
    status = _save(request, found, form) if form else HTTPStatus.OK
    if not status:
        messages.success(request, _("Pemilihan ditetapkan. Tenggat dihitung menurut aturannya."))
        return see_other("intake:laporan", found.key)
    page, refused = _page(request, found, form)
    return render(request, "intake/election.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else status)


def _save(request: StaffRequest, found: Laporan, form: SetElectionForm) -> int:
    """0 when it was saved, else the status of the answer, with the reasons in the form."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        actions.set_election(found, acting=request.acting, at=timezone.now(), **form.cleaned_data)
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except SomeoneWasFaster as faster:
        form.add_error(None, str(faster))
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else 0


def _page(request: StaffRequest, found: Laporan, form: SetElectionForm | None) -> tuple[dict[str, Any], bool]:
    """What the page shows, and whether the step cannot be taken at all."""
    sent = request.POST if form else request.GET
    chosen = queries.election_named(sent.get("election", ""))
    page = {
        "laporan": found,
        "zone": found.office.zone,
        "current": queries.election_of(found),
        "choice": ElectionForm(sent if "election" in sent else None),
        "form": form or SetElectionForm(initial={"election": chosen and chosen.code, "version": found.version}),
    }
    try:
        check_can_take(found, SET_ELECTION, request.acting)
        effect = queries.election_effect(found, chosen) if chosen and chosen != page["current"] else None
    except NotAllowed as refusal:
        return {**page, "refusal": str(refusal)}, True
    moved = queries.moved(effect, timezone.now()) if effect else ()
    return {**page, "same": bool(chosen) and chosen == page["current"], "effect": effect, "moved": moved}, False
