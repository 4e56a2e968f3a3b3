"""What the receiver of a hand-over sees, shown to whoever sent it: the same query, the same words, nothing more."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from netral.access.policies import StaffRequest, staff_only
from netral.cases.models import Penerusan
from netral.cases.queries import ROLES, case_seen_by
from netral.discipline import queries
from netral.evidence.actions import leaving
from netral.evidence.models import Copy, Exhibit
from netral.evidence.states import NotShown


@require_GET
@staff_only(*ROLES)
def as_receiver(request: StaffRequest, key: str) -> HttpResponse:
    """The dossier of one hand-over as its receiver reads it, exhibits with the hash of the copy that left."""
    rows = Penerusan.objects.filter(case__in=case_seen_by(request.acting))
    joined = ("case__laporan", "case__office", "receiver", "document", "accused")
    found = get_object_or_404(rows.select_related(*joined), key=key)
    handed = queries.handed_over(found)
    copies = [(exhibit, _leaves(exhibit)) for exhibit in handed.exhibits]
    context = {"penerusan": found, "handed": handed, "copies": copies}
    return render(request, "discipline/as_receiver.html", context)


def _leaves(exhibit: Exhibit) -> Copy | Exhibit | None:
    """None for what may not leave any more: erased, or found dangerous since."""
    try:
        return leaving(exhibit)
    except NotShown:
        return None
