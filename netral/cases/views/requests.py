"""Asking for what would close a gap, and what became of it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, policies, queries
from netral.cases.forms.matrix import EndRequestForm, RequestForm, proof_label, proof_named
from netral.cases.matrix_states import WORK_STEP, RequestStatus
from netral.cases.taking import attempt, status_of
from netral.cases.views.cases import seen_case
from netral.cases.views.matrix import line_in, norm_in, refused, tab_of
from netral.lib.answers import see_other
from netral.procedure.policies import check_can_take
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def ask_proof(request: StaffRequest, key: str, norm: str, element: str, proof: str) -> HttpResponse:
    """The prepared letter that asks for one kind of proof; one button issues it."""
    case = seen_case(request, key)
    taken = norm_in(case, norm)
    line = line_in(taken, element)
    wanted = proof_named(line, proof)
    if wanted is None:
        raise Http404
    form = RequestForm(request.POST if request.method == "POST" else None, proof=wanted)
    try:
        check_can_take(case, WORK_STEP, request.acting)
        if form.is_bound and attempt(form, lambda: actions.ask_for_proof(
            case, norm=taken, element=element, proof=proof, acting=request.acting, at=timezone.now(),
            **form.cleaned_data,
        ), case):  # fmt: skip
            messages.success(request, _("Surat permintaan terbit dan tercatat sebagai permintaan terbuka."))
            return see_other(tab_of(case, taken.accused))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    context = {"case": case, "line": line, "proof": wanted, "form": form, "back": tab_of(case, taken.accused)}
    return render(request, "cases/matrix/ask.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def proof_request(request: StaffRequest, key: str, asked: str) -> HttpResponse:
    """One request: its letter, and what became of it."""
    case = seen_case(request, key)
    found = get_object_or_404(queries.requests_of(case), key=asked)
    form = EndRequestForm(request.POST if request.method == "POST" else None)
    accused = found.norm.accused
    try:
        if form.is_bound and attempt(form, lambda: actions.end_request(
            case, request=found, acting=request.acting, at=timezone.now(), **form.cleaned_data
        ), case):  # fmt: skip
            messages.success(request, _("Permintaan dicatat selesai. Jawabannya sekarang dapat disematkan."))
            return see_other(tab_of(case, accused))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    waits = found.status == RequestStatus.ASKED and request.acting.holds(Role.EXAMINER, case.office.code)
    context = {
        "case": case,
        "asked": found,
        "label": proof_label(found.proof),
        "names": queries.names_of([found.asked_by, found.ended_by]),
        "form": form,
        "waits": waits,
        "gathers": waits and policies.can_gather(case, request.acting),
        "back": tab_of(case, accused),
    }
    return render(request, "cases/matrix/request.html", context, status=status_of(form))
