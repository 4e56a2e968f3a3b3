"""Doors to the reports inside a case: look at them, join further ones, take one out again."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.models import Case
from netral.cases.views.bulk import skipped_words
from netral.cases.views.cases import seen_case
from netral.intake.models import Laporan
from netral.intake.queries import laporan_seen_by
from netral.lib.answers import page_of, see_other
from netral.procedure.queries import table
from netral.procedure.states import NotAllowed, SomeoneWasFaster

ALL_ALIKE = "semua"  # the button that needs no tick


@require_GET
@staff_only(*queries.ROLES)
def reports(request: StaffRequest, key: str) -> HttpResponse:
    """Every report of the case, and those that might belong to it."""
    case = seen_case(request, key)
    page = page_of(request, queries.joined_of(case))
    open_still = not table(case).statuses[case.status].final
    context = {
        "case": case,
        "page": page,
        "proposals": queries.proposals(case) if open_still else [],
        "alike": queries.waiting_alike(case).count() if open_still else 0,
        "joins": open_still and request.acting.holds(Role.INTAKE_OFFICER, case.office.code),
    }
    return render(request, "cases/reports.html", context)


@require_POST
@staff_only(Role.INTAKE_OFFICER)
def join(request: StaffRequest, key: str) -> HttpResponse:
    """The ticked ones, or all with nearly the same words."""
    case = seen_case(request, key)
    if ALL_ALIKE in request.POST:
        chosen = list(queries.waiting_alike(case))
    else:
        keys = request.POST.getlist("laporan")
        chosen = list(_reports(request, case).filter(key__in=keys).order_by("pk"))
    if not chosen:
        messages.error(request, _("Centang sedikitnya satu laporan."))
        return see_other("cases:reports", case.key)
    outcome = actions.join_many(case, chosen, acting=request.acting, at=timezone.now())
    said = ngettext("%(n)d laporan digabungkan.", "%(n)d laporan digabungkan.", outcome.done) % {"n": outcome.done}
    (messages.success if outcome.done else messages.warning)(request, said)
    for reason, numbers in outcome.skipped.items():
        messages.warning(request, skipped_words(reason, numbers))
    return see_other("cases:reports", case.key)


@require_POST
@staff_only(Role.INTAKE_OFFICER)
def separate(request: StaffRequest, key: str, laporan: str) -> HttpResponse:
    """One that tells something else after all: on to its own registration."""
    case = seen_case(request, key)
    found = get_object_or_404(
        _reports(request, case).filter(joined_set__case=case, joined_set__left_at=None), key=laporan
    )
    act = partial(actions.separate, case, found, acting=request.acting, at=timezone.now())
    try:
        act()
    except (NotAllowed, SomeoneWasFaster) as problem:
        messages.error(request, str(problem))
        return see_other("cases:reports", case.key)
    words = _("Laporan %(number)s dipisahkan. Kaji lalu registrasikan sendiri.")
    if found.status == actions.STUDIED:
        words = _("Laporan %(number)s dipisahkan. Registrasikan sendiri.")
    messages.success(request, words % {"number": found.number})
    return see_other("intake:laporan", found.key)


def _reports(request: StaffRequest, case: Case) -> QuerySet[Laporan]:
    return laporan_seen_by(request.acting).select_related("office", "region").filter(office=case.office)
