"""Days off: what a new one would move, before anybody saves it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, administers_everything, staff_only
from netral.access.states import NotAllowed
from netral.access.views.answers import done, posted
from netral.lib.answers import see_other
from netral.notices import actions, queries
from netral.notices.forms import HolidayForm

SAVE = "simpan"


@require_http_methods(["GET", "POST"])
@staff_only(Role.ADMINISTRATOR)
def holidays(request: StaffRequest) -> HttpResponse:
    """The days off added here, and a form; the first press shows which clocks would move, the second saves."""
    if not administers_everything(request.acting):
        raise Http404
    form = HolidayForm(posted(request))
    context: dict[str, Any] = {"form": form, "added": queries.added_holidays()}
    if form.is_bound and request.POST.get("langkah") == SAVE and _saved(request, form):
        return see_other("notices:holidays")
    if form.is_bound and form.is_valid():
        context |= _preview(request, form)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "notices/holidays.html", context, status=status)


def _saved(request: StaffRequest, form: HolidayForm) -> bool:
    moved: list[int] = []
    saved = done(form, lambda given: moved.append(_add(request, given)))
    if saved:
        words = ngettext(
            "Hari libur disimpan; %(n)s jam bergeser.", "Hari libur disimpan; %(n)s jam bergeser.", moved[0]
        )
        messages.success(request, words % {"n": moved[0]})
    return saved


def _add(request: StaffRequest, given: dict[str, Any]) -> int:
    words = {"name": given["name"], "source": given["source"]}
    return actions.add_holiday(given["day"], **words, acting=request.acting, at=timezone.now())


def _preview(request: StaffRequest, form: HolidayForm) -> dict[str, Any]:
    given = form.cleaned_data
    try:
        actions.check_can_add(given["day"], request.acting)
    except NotAllowed as refusal:
        form.add_error("day", str(refusal))
        return {}
    return {"preview": queries.preview(given["day"], given["name"]), "ready": True}
