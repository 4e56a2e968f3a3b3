"""Candidates and those connected with them, as officers write them down."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.access.states import NotAllowed
from netral.cases.candidate_rows import COLUMNS, EXAMPLE, in_table
from netral.cases.forms.candidates import CandidatesForm, ConnectionForm, WithdrawForm
from netral.cases.taking import status_of
from netral.lib.answers import page_of, see_other
from netral.registry import conflict_actions as registry
from netral.registry.conflict_policies import WRITERS
from netral.registry.models import Candidate, Connection
from netral.registry.policies import NotPossible
from netral.registry.queries import candidates, connections


@require_GET
@staff_only(*WRITERS)
def candidate_list(request: StaffRequest) -> HttpResponse:
    """Those that flag somebody or may: candidates, or connections."""
    connected = request.GET.get("tampilan") == "hubungan"
    page = page_of(request, connections() if connected else candidates())
    return render(request, "cases/candidates/list.html", {"page": page, "connected": connected})


@require_http_methods(["GET", "POST"])
@staff_only(*WRITERS)
def import_candidates(request: StaffRequest) -> HttpResponse:
    """A table of candidates: all rows or none."""
    form = CandidatesForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        try:
            made, known = registry.enter_candidates(
                form.cleaned_data["table"], acting=request.acting, at=timezone.now()
            )
        except NotPossible as refusal:
            form.add_error("table", in_table(refusal.field, str(refusal), form.places))
        else:
            words = _("%(made)s calon dicatat; %(known)s sudah ada.") % {"made": made, "known": known}
            messages.success(request, words)
            return see_other("cases:candidates")
    context = {"form": form, "columns": COLUMNS, "example": EXAMPLE}
    return render(request, "cases/candidates/import.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*WRITERS)
def connect(request: StaffRequest, key: str) -> HttpResponse:
    """The appointing official of an agency is connected with this candidate."""
    candidate = get_object_or_404(candidates(), key=key)
    form = ConnectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            registry.enter_connection(candidate, acting=request.acting, at=timezone.now(), **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Hubungan dicatat. Tandanya tampil saat perkara diteruskan."))
            return see_other("cases:candidates")
    context = {"form": form, "candidate": candidate}
    return render(request, "cases/candidates/connect.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*WRITERS)
def withdraw(request: StaffRequest, kind: str, key: str) -> HttpResponse:
    """A fact that was wrong no longer flags anybody; it stays readable in the journal."""
    fact = _fact(kind, key)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            registry.withdraw_fact(fact, acting=request.acting, at=timezone.now(), **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(refusal.field, str(refusal))
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
            form.status = HTTPStatus.CONFLICT  # type: ignore[attr-defined]
        else:
            messages.success(request, _("Catatan dicabut."))
            return see_other("cases:candidates")
    return render(request, "cases/candidates/withdraw.html", {"form": form, "fact": fact}, status=status_of(form))


def _fact(kind: str, key: str) -> Candidate | Connection:
    if kind == Candidate.KIND:
        return get_object_or_404(Candidate, key=key)
    if kind == Connection.KIND:
        return get_object_or_404(Connection, key=key)
    raise Http404
