"""Coming back with a receipt code: look, complete, withdraw, leave no trace."""

from collections.abc import Mapping
from http import HTTPStatus

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.intake import actions, phone_page, queries, statements, traces
from netral.intake.addresses import client_address
from netral.intake.forms.following import CheckInForm, CodeForm, MessageForm, PrintForm, SupplementForm
from netral.intake.models import Laporan
from netral.intake.states import FAILED_LOOKUPS, LOOKUP_WINDOW, Refused, Side, TooManyFailures, UnknownCode
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """One field for the code. Unknown and malformed codes read and cost the same."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    wait = _opened(request, form) if form.is_bound and form.is_valid() else 0
    if form.is_bound and not form.errors:
        return see_other("intake:status")
    status = HTTPStatus.TOO_MANY_REQUESTS if wait else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else 200
    page = {"form": form, "tries": FAILED_LOOKUPS, "minutes": LOOKUP_WINDOW.seconds // 60}
    answer = render(request, "intake/check.html", page, status=status)
    if wait:
        answer["Retry-After"] = str(wait)
    return answer


def _opened(request: HttpRequest, form: CodeForm) -> int:
    """Open the laporan of the code in this session, or say in the form why not; the seconds to wait, if any."""
    now = timezone.now()
    try:
        laporan = actions.look_up(form.cleaned_data["code"], address=client_address(request), at=now)
        traces.remember_opened(request, laporan, now)
        actions.see(laporan, Side.OFFICE, at=now)
    except UnknownCode as unknown:
        form.add_error("code", str(unknown))
    except TooManyFailures as failures:
        form.add_error("code", str(failures))
        return failures.retry_after
    return 0


@never_cache
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """How the report stands, as far as its reporter may read."""
    laporan = traces.opened(request, timezone.now())
    return redirect("intake:check") if laporan is None else status_page(request, laporan)


def status_page(
    request: HttpRequest, laporan: Laporan, *, refused: Mapping[str, BaseForm] | None = None, problem: str = ""
) -> HttpResponse:
    """The page; `refused` are forms by name, such as `form` or `letter`. `problem` is any other refusal."""
    context = {
        "laporan": laporan,
        "news": queries.status_page(laporan, now=timezone.now(), language=get_language() or "id"),
        "since": traces.opened_since(request),
        "form": SupplementForm(),
        "letter": MessageForm(),
        "safety": CheckInForm(),
        "print_form": PrintForm(),
        "proofs": statements.proofs_of(laporan),
        "problem": problem,
        **phone_page.context(laporan),
        **(refused or {}),
    }
    answer = HTTPStatus.UNPROCESSABLE_ENTITY if refused or problem else HTTPStatus.OK
    return render(request, "intake/status.html", context, status=answer)


@never_cache
@require_POST
def complete(request: HttpRequest) -> HttpResponse:
    """Hand in what the office asked for."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        return see_other("intake:check")
    form = SupplementForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            text, uploads = form.cleaned_data["text"], form.uploads_for(laporan)
            actions.complete(laporan, at=timezone.now(), text=text, uploads=uploads)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
        except (NotAllowed, SomeoneWasFaster) as refusal:
            form.add_error(None, str(refusal))
    return status_page(request, laporan, refused={"form": form}) if form.errors else see_other("intake:status")


@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take the report back, after reading what that means."""
    laporan = traces.opened(request, timezone.now())
    if laporan is None:
        return see_other("intake:check")
    problem = ""
    if request.method == "POST":
        try:
            actions.withdraw(laporan, at=timezone.now())
            return see_other("intake:status")
        except (NotAllowed, SomeoneWasFaster) as refusal:
            problem = str(refusal)
    page = {"laporan": laporan, "problem": problem}
    return render(request, "intake/withdraw.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else 200)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Leave nothing of the report in this browser: neither in its session nor among its cookies."""
    traces.forget(request)
    answer = see_other("publishing:home")
    answer.delete_cookie(settings.CSRF_COOKIE_NAME)
    return answer


@require_GET
def lost_code(request: HttpRequest) -> HttpResponse:
    """Honestly: a lost code cannot be brought back, and why."""
    return render(request, "intake/lost_code.html")
