"""The board of appointing officials, one agency's page, the drafts, the letters, and the book of contacts."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases.queries import ties_in
from netral.discipline.queries import flag_sentences_of
from netral.documents.actions import hand_out, serve
from netral.lib.answers import page_of, see_other
from netral.lib.texts import storable
from netral.offices.models import Organisation
from netral.oversight import actions, queries
from netral.oversight.pages import board_lines
from netral.oversight.states import Refused
from netral.oversight.taking import first_press
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_GET
@staff_only(*queries.AUDITORS)
def board(request: StaffRequest) -> HttpResponse:
    found = queries.board(request.acting, timezone.now())
    page = page_of(request, found.rows)
    return render(request, "oversight/board.html", {"board": found, "page": page, "lines": board_lines(list(page))})


@staff_only(*queries.AUDITORS)
@require_POST
def remind(request: StaffRequest) -> HttpResponse:
    """One letter to each agency ticked, about everything it owes."""
    agencies = list(dict.fromkeys(filter(storable, request.POST.getlist("agencies"))))
    if not agencies:
        messages.error(request, _("Pilih instansinya dulu."))
    elif first_press(request):
        _tell(request, [_reminded(request, agency) for agency in agencies])
    return see_other("oversight:board")


def _reminded(request: StaffRequest, agency: str) -> bool:
    try:
        actions.remind(agency, acting=request.acting, at=timezone.now())
    except (Refused, NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, getattr(refusal, "message", str(refusal)))
        return False
    return True


def _tell(request: StaffRequest, done: list[bool]) -> None:
    if sent := sum(done):
        words = ngettext("%(n)s surat dikirim dan dicatat.", "%(n)s surat dikirim dan dicatat.", sent)
        messages.success(request, words % {"n": sent})


@require_GET
@staff_only(*queries.AUDITORS)
def agency(request: StaffRequest, code: str) -> HttpResponse:
    """What one agency owes, where each stands on the ladder, and what was written to it."""
    found = get_object_or_404(Organisation, code=code)
    owed = queries.waiting_of(request.acting, code)
    contacts = queries.contacts_seen_by(request.acting).filter(agency=found)
    page = page_of(request, owed)
    if not page.object_list and not contacts.exists():
        return see_other("oversight:board")
    context = {"agency": found, "page": page, "contacts": contacts[:20]}
    context["flags"] = flag_sentences_of(found, timezone.localdate())
    context["tied"] = ties_in({each.reference: each.agency_id for each in page})
    lines = queries.standings(page, timezone.now())
    return render(request, "oversight/agency.html", {**context, "lines": lines})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.AUDITORS)
def drafts(request: StaffRequest) -> HttpResponse:
    """Drafts as the letters they will be; those ticked are sent."""
    if request.method == "POST":
        return _send(request)
    bundles = queries.bundles(queries.to_send(request.acting))
    context = {"page": page_of(request, bundles), "asked": queries.to_ask(request.acting)[:30]}
    return render(request, "oversight/drafts.html", context)


def _send(request: StaffRequest) -> HttpResponse:
    chosen = set(request.POST.getlist("letters"))
    found = [each for each in queries.bundles(queries.to_send(request.acting)) if each.name in chosen]
    if not chosen:
        messages.error(request, _("Pilih suratnya dulu."))
    elif first_press(request):
        _tell(request, [_sent(request, each) for each in found])
    return see_other("oversight:drafts")


def _sent(request: StaffRequest, bundle: queries.Bundle) -> bool:
    try:
        actions.send(bundle.measures, acting=request.acting, at=timezone.now())
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@require_GET
@staff_only(*queries.AUDITORS)
def draft(request: StaffRequest, key: str) -> HttpResponseBase:
    """A draft as the letter it will be, marked KONSEP."""
    measure = get_object_or_404(queries.to_send(request.acting), key=key)
    bundles = queries.bundles(queries.to_send(request.acting).filter(rung=measure.rung))
    found = next(each.measures for each in bundles if measure in each.measures)
    pdf = actions.draft_pdf(found, acting=request.acting, at=timezone.now())
    return hand_out(pdf, name=f"konsep-{measure.rung}")


@require_GET
@staff_only(*queries.READERS)
def contacts(request: StaffRequest) -> HttpResponse:
    """Every letter that went out; an agency reads those that came to it."""
    page = page_of(request, queries.contacts_seen_by(request.acting))
    audits = request.acting.holds_any(queries.AUDITORS)
    return render(request, "oversight/contacts.html", {"page": page, "audits": audits})


@require_GET
@staff_only(*queries.READERS)
def letter(request: StaffRequest, key: str) -> HttpResponseBase:
    return serve(get_object_or_404(queries.contacts_seen_by(request.acting), key=key).document)


@require_GET
@staff_only(*queries.AUDITORS)
def deviations(request: StaffRequest) -> HttpResponse:
    """Recommended and imposed side by side, where they differ."""
    page = page_of(request, queries.deviating(request.acting))
    return render(request, "oversight/deviations.html", {"page": page, "lines": queries.deviations(page)})
