"""Doors of the appointing official's desk: what lies there, saying that one has it, and what ties one to it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import today_in
from netral.audit.models import Entry
from netral.discipline import actions, policies, queries
from netral.discipline.forms import ConflictForm
from netral.discipline.models import AGENCY
from netral.discipline.taking import attempt, status_of
from netral.discipline.views import handed_to, seen
from netral.lib.answers import page_of, see_other
from netral.lib.counting import Counted
from netral.procedure.models import Tracked
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_GET
@staff_only(*queries.AT_AGENCY)
def desk(request: StaffRequest) -> HttpResponse:
    """Everything handed or recommended to one's agency that is not over, the oldest first."""
    now = timezone.now()
    lying = queries.Desk(request.acting, now)
    request.counted = {"discipline:desk": Counted(lying.counts.waiting, lying.counts.late)}
    page = page_of(request, lying)
    context = {"page": page, "lines": queries.desk_lines(list(page), now), "counts": lying.counts}
    return render(request, "discipline/desk.html", {**context, "flags": queries.flags_at(request.acting, now)})


@require_POST
@staff_only(*queries.AT_AGENCY)
def acknowledge(request: StaffRequest, key: str) -> HttpResponse:
    """The agency has the recommendation. A second press finds it said."""
    found = seen(request, key)
    try:
        actions.acknowledge(found, acting=request.acting, at=timezone.now())
        messages.success(request, _("Penerimaan diakui. Pengirim dan pelapor melihatnya."))
    except SomeoneWasFaster:
        messages.success(request, _("Penerimaan sudah diakui."))
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return see_other("discipline:penanganan", key)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.AT_AGENCY)
def declare(request: StaffRequest, key: str) -> HttpResponse:
    """Whether something ties this official to the matter, beside what is on record of who decides here."""
    found, now = seen(request, key), timezone.now()
    shown = {"subject": found.title, "number": str(found), "back": found.key, "handled": True}
    shown["flags"] = queries.flag_sentences(found, queries.today_at(found, AGENCY, now))
    return _declared(
        request, found, shown,
        check=lambda: policies.check_can_declare(found, request.acting),
        verb=lambda said: actions.declare(found, acting=request.acting, at=now, **said),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@staff_only(*queries.AT_AGENCY)
def declare_of(request: StaffRequest, key: str) -> HttpResponse:
    """The same of a hand-over that lies with this agency itself."""
    found, now = handed_to(request, key), timezone.now()
    shown = {"subject": found.case.title, "number": found.case.number, "back": found.key, "handled": False}
    shown["flags"] = queries.flag_sentences_of(found.receiver, today_in(found.receiver, now=now))
    return _declared(
        request, found.case, shown,
        check=lambda: policies.check_can_declare_of(found, request.acting),
        verb=lambda said: actions.declare_of(found, acting=request.acting, at=now, **said),
    )  # fmt: skip


def _declared(
    request: StaffRequest,
    subject: Tracked,
    shown: dict[str, Any],
    *,
    check: Callable[[], None],
    verb: Callable[[dict[str, Any]], Entry],
) -> HttpResponse:
    try:
        check()
    except NotAllowed as refusal:
        context = {**shown, "refusal": refusal}
        return render(request, "discipline/declare.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if attempt(form, lambda: verb(form.cleaned_data), subject):
        messages.success(request, _("Pernyataan dicatat."))
        return see_other("discipline:penanganan" if shown["handled"] else "discipline:incoming", shown["back"])
    return render(request, "discipline/declare.html", {**shown, "form": form}, status=status_of(form))
