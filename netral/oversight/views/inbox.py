"""The joint verification inbox, and what came back to the offices that hand over."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.lib.answers import page_of, see_other
from netral.oversight import actions, policies, queries
from netral.oversight.forms import CompleteForm
from netral.oversight.taking import attempt, pressed, status_of
from netral.procedure.states import NotAllowed


@require_GET
@staff_only(*queries.AUDITORS)
def inbox(request: StaffRequest) -> HttpResponse:
    page = page_of(request, queries.inbox(request.acting))
    lines = queries.lines(page, request.acting, timezone.now())
    return render(request, "oversight/inbox.html", {"page": page, "lines": lines})


@staff_only(*queries.AUDITORS)
@require_POST
def give_back(request: StaffRequest, key: str) -> HttpResponse:
    """One press: what is missing was already found."""
    found = get_object_or_404(queries.inbox(request.acting), key=key)
    if pressed(request, partial(actions.give_back, found, acting=request.acting, at=timezone.now())):
        messages.success(request, _("Dikembalikan kepada pengirim dengan daftar kekurangannya."))
    return see_other("oversight:inbox")


@require_GET
@staff_only(*queries.SENDERS)
def returns(request: StaffRequest) -> HttpResponse:
    """What came back to one's office."""
    page = page_of(request, queries.returns_to(request.acting))
    lines = [(each, queries.gap_words(each.gaps)) for each in page]
    return render(request, "oversight/returns.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.SENDERS)
def complete(request: StaffRequest, key: str) -> HttpResponse:
    """The sender's answer."""
    found = get_object_or_404(queries.returns_to(request.acting), key=key)
    typed = request.POST if request.method == "POST" else None
    form = CompleteForm(typed, returned=found, acting=request.acting)
    try:
        policies.check_can_complete(found, request.acting)
    except NotAllowed as refusal:
        if request.method == "GET":
            messages.error(request, str(refusal))
            return see_other("oversight:returns")
    verb = partial(actions.complete, found, acting=request.acting, at=timezone.now())
    if attempt(request, form, lambda: verb(**form.values())):
        messages.success(request, _("Jawaban tercatat. Pengawas ASN melihatnya."))
        return see_other("oversight:returns")
    context = {"returned": found, "gaps": queries.gap_words(found.gaps), "form": form}
    return render(request, "oversight/complete.html", context, status=status_of(form))
