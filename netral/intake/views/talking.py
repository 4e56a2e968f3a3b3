"""The reporter writes, adds evidence, says whether somebody retaliates; by the code alone."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from netral.access.states import REPORTER
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.intake import actions, traces
from netral.intake.forms.following import CheckInForm, MessageForm
from netral.intake.models import Laporan
from netral.intake.states import Refused, Side
from netral.intake.views.following import status_page
from netral.lib.answers import see_other


@never_cache
@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """A message to the office, or more evidence."""
    form = MessageForm(request.POST, request.FILES)

    def send(laporan: Laporan) -> None:
        uploads = form.uploads_for(laporan)
        actions.write_from_reporter(laporan, form.cleaned_data["text"], at=timezone.now(), uploads=uploads)

    return _sent(request, "letter", form, send)


@never_cache
@require_POST
def answer_safety(request: HttpRequest) -> HttpResponse:
    """Safe, pressed, or in need of help."""
    form = CheckInForm(request.POST)
    return _sent(
        request,
        "safety",
        form,
        lambda laporan: actions.answer_check_in(laporan, at=timezone.now(), **form.cleaned_data),
    )


def _sent(
    request: HttpRequest, name: str, form: MessageForm | CheckInForm, act: Callable[[Laporan], object]
) -> HttpResponse:
    """Do it for the laporan this phone has open, and show the status page: with the form again if it was refused."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        return see_other("intake:check")
    if form.is_valid():
        try:
            act(laporan)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
    return status_page(request, laporan, refused={name: form}) if form.errors else see_other("intake:status")


@never_cache
@require_GET
def enclosure(request: HttpRequest, key: str) -> HttpResponseBase:
    """A file the office sent along; the reporter's own files are not handed out again."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        raise Http404
    sent = laporan.messages.filter(side=Side.OFFICE).values("exhibits")
    return evidence.serve(request, get_object_or_404(Exhibit, pk__in=sent, key=key), acting=REPORTER)
