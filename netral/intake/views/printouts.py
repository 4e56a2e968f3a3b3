"""The report form as a PDF: for the reporter with what they type for this one print, for officers with a pseudonym."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.intake import printing, queries, traces
from netral.intake.forms.following import PrintForm
from netral.intake.models import Laporan
from netral.intake.views.receipts import attachment, leaves_no_trace, received


@csrf_exempt  # changes nothing; the receipt page names no origin (see there)
@sensitive_post_parameters()
@leaves_no_trace
@require_POST
def at_receipt(request: HttpRequest) -> HttpResponse:
    """For who has just reported."""
    trace = traces.receipt(request, timezone.now())
    if trace is None:
        raise Http404
    return _for_reporter(request, received(trace["laporan"]))


@sensitive_post_parameters()
@leaves_no_trace
@require_POST
def at_status(request: HttpRequest) -> HttpResponse:
    """For who came back with the code."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        raise Http404
    return _for_reporter(request, laporan)


def _for_reporter(request: HttpRequest, laporan: Laporan) -> HttpResponse:
    """What does not fit on a line of the form is left to be written by hand."""
    form = PrintForm(request.POST)
    form.is_valid()
    return attachment(printing.for_reporter(laporan, form.party()), "application/pdf", printing.FILENAME)


@require_GET
@staff_only(*queries.READERS)
def for_staff(request: StaffRequest, key: str) -> HttpResponse:
    """For an officer who files paper."""
    laporan = get_object_or_404(queries.laporan_seen_by(request.acting).select_related("region", "receipt"), key=key)
    answer = attachment(printing.for_staff(laporan), "application/pdf", f"{laporan.number}.pdf")
    answer["Cache-Control"] = "private, no-store"
    return answer
