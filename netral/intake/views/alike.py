"""Doors to reports that tell the same."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, queries
from netral.intake.models import Laporan
from netral.intake.states import Refused
from netral.lib.answers import page_of, see_other
from netral.procedure.queries import table


def _seen(request: StaffRequest, key: str) -> Laporan:
    return get_object_or_404(queries.laporan_seen_by(request.acting), key=key)


def _worked_on(request: StaffRequest, key: str) -> Laporan:
    """The laporan, or 404 for whoever does not receive reports at its office."""
    held = request.acting.offices_for(Role.INTAKE_OFFICER)
    return get_object_or_404(queries.laporan_seen_by(request.acting).filter(office__code__in=held), key=key)


@require_GET
@staff_only(*queries.WORKERS)
def alike(request: StaffRequest, key: str) -> HttpResponse:
    """Every report under one."""
    lead = _seen(request, key)
    page = page_of(request, queries.alike_of(lead))
    context = {
        "laporan": lead,
        "page": page,
        "rows": [{"laporan": each, "status": table(each).statuses[each.status]} for each in page],
        "waiting": queries.alike_open(lead).count(),
        "decided": lead.reviews.exists(),
        "answers": request.acting.holds(Role.INTAKE_OFFICER, lead.office.code),
    }
    return render(request, "intake/alike.html", context)


@require_POST
@staff_only(Role.INTAKE_OFFICER)
def answer(request: StaffRequest, key: str) -> HttpResponse:
    """The lead's result for those under it."""
    lead = _worked_on(request, key)
    try:
        answered, left = actions.answer_alike(lead, acting=request.acting, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused.problems[0].message)
        return see_other("intake:alike", lead.key)
    said = ngettext("%(n)d laporan dijawab.", "%(n)d laporan dijawab.", answered) % {"n": answered}
    rest = _("%(n)d masih menunggu: tekan sekali lagi, atau baca satu per satu.") % {"n": left}
    messages.success(request, f"{said} {rest}" if left else said)
    return see_other("intake:alike", lead.key)


@require_POST
@staff_only(Role.INTAKE_OFFICER)
def set_apart(request: StaffRequest, key: str) -> HttpResponse:
    """A report that tells something else after all."""
    found = _worked_on(request, key)
    lead = queries.lead_of(found)
    actions.set_apart(found)
    return see_other("intake:alike", (lead or found).key)
