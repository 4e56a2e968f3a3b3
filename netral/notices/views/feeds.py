"""Calendars to subscribe to: the page that gives out addresses, and what stands under one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from netral.access import actions
from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES, feed_link, feeds_of, open_feed
from netral.access.states import NotAllowed
from netral.lib.answers import see_other
from netral.notices import queries
from netral.notices.views import tabs
from netral.offices.models import Organisation


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of an address. An unknown one, a revoked one and one whose maker left answer alike."""
    found = open_feed(token)
    if found is None:
        raise Http404
    content = queries.feed_file(*found, now=timezone.now())
    # Whoever sits between a reader and this house keeps nothing of a private address.
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@require_http_methods(["GET", "POST"])
@staff_only(*ROLES_THAT_SEE_CASES)
def subscriptions(request: StaffRequest) -> HttpResponse:
    """One's own calendar and those of one's offices: make an address, revoke it."""
    offices = {"": None, **{office.code: office for office in _own_offices(request)}}
    if request.method == "POST":
        _change(request, offices)
        return see_other("notices:feeds")
    made = feeds_of(request.user)
    rows = [(code, office, feed_link(made[code]) if code in made else "") for code, office in offices.items()]
    return render(request, "notices/feeds.html", {"rows": rows, **tabs("langganan")})


def _own_offices(request: StaffRequest) -> list[Organisation]:
    codes = {seat.office_code for seat in request.acting.seats}
    return list(Organisation.objects.filter(code__in=codes).order_by("name", "pk"))


def _change(request: StaffRequest, offices: dict[str, Organisation | None]) -> None:
    code, now = request.POST.get("kantor", ""), timezone.now()
    if code not in offices:
        raise Http404
    open_ones = feeds_of(request.user)
    if request.POST.get("langkah") == "cabut":
        if code in open_ones:
            actions.end_feed(open_ones[code], acting=request.acting, at=now)
        return
    try:
        actions.make_feed(request.user, office=offices[code], acting=request.acting, at=now)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
