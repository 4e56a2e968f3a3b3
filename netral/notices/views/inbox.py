"""The own notices: read them, and switch the daily e-mail."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.access.queries import ROLES_THAT_SEE_CASES
from netral.lib.answers import page_of, see_other
from netral.notices import actions, queries
from netral.notices.gateways import is_on


@require_http_methods(["GET", "POST"])
@staff_only(*ROLES_THAT_SEE_CASES)
def inbox(request: StaffRequest) -> HttpResponse:
    """Unread first. A press marks one or all as read, or switches the daily e-mail."""
    now = timezone.now()
    if request.method == "POST":
        _change(request)
        return see_other("notices:inbox")
    page = page_of(request, queries.inbox(request.user))
    lines = queries.inbox_lines(page, request.acting, now=now)
    digest = queries.wants_digest(request.user)
    number = queries.number_of(request.user) if is_on() else None
    context = {"page": page, "lines": lines, "digest": digest, "short": is_on(), "number": number}
    return render(request, "notices/inbox.html", context)


def _change(request: StaffRequest) -> None:
    step = request.POST.get("langkah", "")
    if step == "surel":
        actions.want_digest(request.user, wanted=request.POST.get("mau") == "ya")
    elif step == "baca":
        actions.mark_read(request.user, at=timezone.now(), key=request.POST.get("kunci", ""))
