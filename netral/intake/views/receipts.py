"""Taking home the receipt: the code once, as a picture, on paper or copied; the signed statement; what happens next.

Nothing here is cached, and no address that follows learns where its reader came from. A browser told so sends the
forms of the page without an origin, which the check against forged forms refuses; the one form here needs no such
check, for it asks for four characters of the code and does nothing but forget it.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from netral.intake import phone_page, queries, receipt_image, statements, traces
from netral.intake.forms.following import LastFourForm, PrintForm
from netral.intake.models import Laporan
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.lib.spoken_codes import groups, spoken

View = Callable[[HttpRequest], HttpResponse]


def leaves_no_trace(view: View) -> View:
    """Kept in no cache, named to no other page."""

    @never_cache
    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        answer = view(request)
        answer["Referrer-Policy"] = "no-referrer"
        return answer

    return answered


@csrf_exempt
@leaves_no_trace
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """The code, until its holder confirms having kept it; then what happens next."""
    now = timezone.now()
    trace = traces.receipt(request, now)
    if trace is None:
        return redirect("intake:check")
    form = LastFourForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if traces.confirm(request, form.cleaned_data["last_four"], now):
            return see_other("intake:receipt")
        form.add_error("last_four", _("Bukan 4 huruf terakhir kode ini. Periksa lagi catatan Anda."))
    code = traces.code_of(trace)
    laporan = received(trace["laporan"])
    context = {
        "form": form,
        "code": groups(code),
        "spoken": spoken(code, get_language() or "id") if code else "",
        "laporan": laporan,
        "receipt": laporan.receipt,
        "print_form": PrintForm(),
        "proofs": statements.proofs_of(laporan),
        "address": _check_address(request),
        "clocks": queries.running_clocks(laporan, now),
        "phone_offered": phone_page.is_offered(laporan),
    }
    return render(request, "intake/receipt.html", context, status=status_of(form))


def received(key: str) -> Laporan:
    """The laporan behind a trace, or 404 once it was erased."""
    laporan = Laporan.objects.select_related("office", "receipt").filter(key=key).first()
    if laporan is None:
        raise Http404
    return laporan


def _check_address(request: HttpRequest) -> str:
    """Where the code is used, as one types it on another device."""
    return request.build_absolute_uri(reverse("intake:check"))


@leaves_no_trace
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The code as a picture under a neutral name, while it may still be shown."""
    trace = traces.receipt(request, timezone.now())
    code = traces.code_of(trace) if trace else ""
    if not trace or not code:
        raise Http404
    laporan = received(trace["laporan"])
    drawn = receipt_image.draw(
        code,
        at=laporan.received_at,
        zone=laporan.office.zone,
        address=_check_address(request),
        language=get_language() or "id",
    )
    return attachment(drawn, "image/png", receipt_image.FILENAME)


@leaves_no_trace
@require_GET
def statement(request: HttpRequest) -> HttpResponse:
    """The signed statement as a small file: it proves the receipt offline and holds nothing of the report."""
    trace = traces.receipt(request, timezone.now())
    if trace is None:
        raise Http404
    return _statement_file(received(trace["laporan"]))


@leaves_no_trace
@require_GET
def later_statement(request: HttpRequest) -> HttpResponse:
    """The same for who came back with the code, joined to its sealed day as soon as there is one."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        raise Http404
    return _statement_file(laporan)


@leaves_no_trace
@require_GET
def stamp(request: HttpRequest) -> HttpResponse:
    """The time-stamp over the first statement, once an authority gave one."""
    laporan = traces.opened(request, timezone.now())
    answer = statements.stamp_of(laporan.receipt) if laporan else None
    if answer is None:
        raise Http404
    return attachment(answer, "application/timestamp-reply", statements.STAMP_FILENAME)


def _statement_file(laporan: Laporan) -> HttpResponse:
    content = statements.file_bytes(statements.latest(laporan.receipt))
    return attachment(content, "application/json", statements.FILENAME)


def attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, under a neutral name."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
