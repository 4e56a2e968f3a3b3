"""The officer's doors to a laporan before it becomes a case."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, policies, queries
from netral.intake.actions.reviewing import RESULTS
from netral.intake.forms.reviewing import KajianAwalForm
from netral.intake.models import Laporan
from netral.intake.states import SET_ELECTION, Refused
from netral.lib.answers import see_other
from netral.procedure.policies import can_take, offers
from netral.procedure.queries import stays_of, waiting_transfer
from netral.procedure.states import NotAllowed, SomeoneWasFaster

PROPOSE = "pakai"  # the button that fills in the words to the reporter and saves nothing


def _seen(request: StaffRequest, key: str) -> Laporan:
    """The laporan, or 404 for whoever may not see it."""
    rows = queries.laporan_seen_by(request.acting).select_related("region", "sealed_identity")
    return get_object_or_404(rows, key=key)


@require_GET
@staff_only(*queries.READERS)
def laporan(request: StaffRequest, key: str) -> HttpResponse:
    """The report as received, with everything that came after."""
    found = _seen(request, key)
    context = queries.staff_page(found, now=timezone.now(), language=get_language() or "id")
    context["offers"] = [each for each in offers(found, request.acting) if each.step.code in RESULTS and each.allowed]
    context["sets_election"] = can_take(found, SET_ELECTION, request.acting)
    context["registers"] = can_take(found, "registrasi", request.acting)
    context["asks"] = policies.can_ask_identity(found, request.acting)
    context["grows"] = policies.can_grow(found, request.acting)
    context["holds"] = policies.can_hold(found, request.acting)
    context["tells"] = policies.can_tell(found, request.acting)
    context["works"] = policies.can_write(found, request.acting)
    context["waiting"] = waiting_transfer(found)
    context["moves"] = policies.can_move(found, request.acting)
    context["takes_over"] = policies.can_take_over(found, request.acting)
    context["stays"] = stays_of(found)
    context["opens"] = policies.can_open_identity(found, request.acting)
    if not request.acting.holds_any(queries.WORKERS):
        context["case"] = ""  # a custodian reads the laporan; the case behind it is no concern of theirs
    return render(request, "intake/laporan.html", context)


@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def kajian_awal(request: StaffRequest, key: str) -> HttpResponse:
    """The checklist and its result."""
    found = _seen(request, key)
    possible = [offer for offer in offers(found, request.acting) if offer.step.code in RESULTS]
    sent = request.POST if request.method == "POST" else None
    form = KajianAwalForm(found, possible, sent, hints=queries.hints_of(found))
    if PROPOSE in request.POST:
        form.propose(queries.repair_message(found, form.answers(), now=timezone.now(), language=get_language() or "id"))
    status = _decide(request, found, form) if form.is_bound and PROPOSE not in request.POST else HTTPStatus.OK
    if not status:
        messages.success(request, _("Hasil kajian awal tersimpan."))
        return see_other("intake:laporan", found.key)
    page = queries.review_page(found, now=timezone.now(), language=get_language() or "id")
    return render(request, "intake/kajian_awal.html", {**page, "form": form, "offers": possible}, status=status)


def _decide(request: StaffRequest, found: Laporan, form: KajianAwalForm) -> int:
    """Take the step; 0 when it was taken, else the status of the answer, with the reasons in the form."""
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        actions.review(found, acting=request.acting, at=timezone.now(), **form.decision())
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except SomeoneWasFaster as faster:
        form.add_error(None, str(faster))
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else 0
