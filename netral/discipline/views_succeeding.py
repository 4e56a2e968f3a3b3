"""The page of an administrator about receivers that ended: what is still open there, what has moved, and moving it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.discipline import actions, policies, queries
from netral.lib.answers import page_of, see_other
from netral.procedure.states import NotAllowed


@require_http_methods(["GET", "POST"])
@staff_only(Role.ADMINISTRATOR)
def successions(request: StaffRequest) -> HttpResponse:
    """Numbers and offices, never a person. Pressing moves what waits, as the worker does every hour."""
    if request.method == "POST":
        return _move(request)
    context = {
        "waiting": queries.waiting_at(timezone.localdate(), request.acting),
        "counts": queries.moved_counts(request.acting),
        "page": page_of(request, queries.moved_by_law(request.acting)),
        "moves": policies.can_move_left_behind(request.acting),
    }
    return render(request, "discipline/successions.html", context)


def _move(request: StaffRequest) -> HttpResponse:
    try:
        number = actions.move_left_behind(acting=request.acting, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return see_other("discipline:successions")
    words = ngettext("%(n)s penerusan beralih.", "%(n)s penerusan beralih.", number) % {"n": number}
    messages.success(request, words if number else _("Tidak ada yang menunggu; semuanya sudah beralih."))
    return see_other("discipline:successions")
