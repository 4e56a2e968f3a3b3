"""Officers write to reporters, and see who waits for them."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, policies, queries
from netral.intake.forms.following import DoneForm, OfficeMessageForm
from netral.intake.models import Laporan
from netral.intake.states import Refused, Side
from netral.lib.answers import see_other
from netral.procedure.states import SomeoneWasFaster

PAGE = 30


def _own(request: StaffRequest, key: str) -> Laporan:
    """A laporan with somebody to write to, that acting works on at its own office, or 404."""
    found = get_object_or_404(queries.laporan_seen_by(request.acting).select_related("region"), key=key)
    if not policies.can_tell(found, request.acting):
        raise Http404
    return found


@require_GET
@staff_only(*queries.WORKERS)
def letterbox(request: StaffRequest) -> HttpResponse:
    """Reporters who wait: what they wrote is unread, or what they answered unheard."""
    page = Paginator(queries.mailbox_of(request.acting), PAGE).get_page(request.GET.get("hal"))
    return render(request, "intake/letterbox.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def talk(request: StaffRequest, key: str) -> HttpResponse:
    """Everything both sides wrote, and the next message."""
    found = _own(request, key)
    form = OfficeMessageForm(request.POST, request.FILES) if request.method == "POST" else OfficeMessageForm()
    if form.is_valid():
        try:
            actions.write_to_reporter(
                found, form.cleaned_data["text"], acting=request.acting, at=timezone.now(), uploads=form.uploads()
            )
            messages.success(request, _("Pesan terkirim. Pelapor membacanya dengan kodenya."))
            return see_other("intake:talk", found.key)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
    return _talk_page(request, found, form)


def _talk_page(
    request: StaffRequest, found: Laporan, form: OfficeMessageForm, done: DoneForm | None = None, status: int = 0
) -> HttpResponse:
    page = {
        "laporan": found,
        "form": form,
        "done": done or DoneForm(),
        "letters": queries.letters_of(found),
        "unread": found.messages.filter(side=Side.REPORTER, seen_at=None).count(),
        "askings": queries.askings(found),
        "unhandled": queries.unhandled(found),
        "now": timezone.now(),
        "zone": found.office.zone,
    }
    refused = form.errors or (done is not None and done.errors)
    answer = status or (HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)
    return render(request, "intake/talk.html", page, status=answer)


@require_POST
@staff_only(*queries.WORKERS)
def mark_read(request: StaffRequest, key: str) -> HttpResponse:
    """Say that the reporter's messages were read, without answering."""
    found = _own(request, key)
    actions.see(found, Side.REPORTER, at=timezone.now())
    return see_other("intake:talk", found.key)


@require_POST
@staff_only(*queries.WORKERS)
def handle(request: StaffRequest, key: str, check_in: str) -> HttpResponse:
    """Write down what was done about a worrying answer."""
    found = _own(request, key)
    answered = get_object_or_404(found.check_ins.select_related("laporan__office"), key=check_in)
    form = DoneForm(request.POST)
    status = 0
    if form.is_valid():
        try:
            actions.handle_check_in(answered, acting=request.acting, at=timezone.now(), done=form.cleaned_data["done"])
            messages.success(request, _("Tercatat. Pelapor melihat bahwa kantor menindaklanjuti."))
            return see_other("intake:talk", found.key)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
        except SomeoneWasFaster as faster:
            form.add_error(None, str(faster))
            status = HTTPStatus.CONFLICT
    return _talk_page(request, found, OfficeMessageForm(), form, status)
