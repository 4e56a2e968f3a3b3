"""The custodian's room: a sitting with the key, requests to answer, seals to open."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from nacl.public import PrivateKey

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, queries, sittings, vault
from netral.intake.forms.identity import DeclineForm, KeyForm, OpenForm, ReissueForm
from netral.intake.models import IdentityRequest, Laporan
from netral.intake.states import Asked, Purpose, Refused, WrongKey
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.lib.spoken_codes import groups, spoken
from netral.procedure.states import NotAllowed, SomeoneWasFaster

EXAMPLE_KEY = "kustodian-contoh.key"


@never_cache
@require_GET
@staff_only(Role.CUSTODIAN)
def identity(request: StaffRequest) -> HttpResponse:
    """What waits, what was opened, and whether the key is here."""
    return _room(request, KeyForm())


def _room(request: StaffRequest, form: KeyForm) -> HttpResponse:
    page = {
        "form": form,
        "sitting": sittings.under_way(request, timezone.now()),
        "waiting": queries.waiting_for(request.acting),
        "openings": queries.openings_by(request.acting),
        "demo": settings.DEMO,
    }
    return render(request, "intake/identity.html", page, status=status_of(form))


@never_cache
@sensitive_post_parameters()
@require_POST
@staff_only(Role.CUSTODIAN)
def begin(request: StaffRequest) -> HttpResponse:
    """Bring the key for a sitting. It is in memory while this runs, and then only in two halves."""
    form = KeyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            half = sittings.begin(request.session, _private_key(form), timezone.now())
        except WrongKey:
            form.add_error(None, _("Ini bukan kunci kantor ini, atau frasa sandinya lain. Segel tetap tertutup."))
        else:
            answer = see_other("intake:identity")
            sittings.set_cookie(answer, half)
            return answer
    return _room(request, form)


def _private_key(form: KeyForm) -> PrivateKey:
    """The demo's own key lies beside its data, and needs not be brought."""
    example = settings.HOME / EXAMPLE_KEY
    if settings.DEMO and not form.brought() and example.is_file():
        return vault.read_private_key(example)
    return vault.parse_private_key(form.brought(), form.cleaned_data["key_passphrase"])


@require_POST
@staff_only(Role.CUSTODIAN)
def end(request: StaffRequest) -> HttpResponse:
    """Put the key away."""
    sittings.end(request.session)
    answer = see_other("intake:identity")
    sittings.remove_cookie(answer)
    return answer


def _laporan(request: StaffRequest, key: str) -> Laporan:
    """A sealed laporan of an office where acting is custodian, or 404."""
    rows = Laporan.objects.select_related("office", "region", "sealed_identity").exclude(sealed_identity=None)
    return get_object_or_404(rows, key=key, office__code__in=request.acting.offices_for(Role.CUSTODIAN))


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CUSTODIAN)
def open_seal(request: StaffRequest, key: str) -> HttpResponse:
    """Write why, then read who."""
    found, now = _laporan(request, key), timezone.now()
    sitting = sittings.under_way(request, now)
    if sitting is None:
        messages.warning(request, _("Mulai sesi dulu: kunci belum ada di sini."))
        return redirect("intake:identity")
    form = OpenForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _opened(request, form, found, sitting):
        return see_other("intake:opened", found.key)
    return render(request, "intake/open_seal.html", {"laporan": found, "form": form}, status=status_of(form))


def _opened(request: StaffRequest, form: OpenForm, found: Laporan, sitting: sittings.Sitting) -> bool:
    now = timezone.now()
    try:
        reporter = actions.open_identity(found, sitting.private_key, acting=request.acting, at=now, **form.cleaned_data)
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
        return False
    except WrongKey:
        form.add_error(None, wrong_key(found))
        return False
    sittings.show(request, found, reporter, now)
    return True


def wrong_key(found: Laporan) -> str:
    """Which key would fit."""
    needed = found.sealed_identity.key_id
    return _("Laporan ini disegel dengan kunci %(key)s. Akhiri sesi ini dan bawa kunci itu.") % {"key": needed}


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CUSTODIAN)
def opened(request: StaffRequest, key: str) -> HttpResponse:
    """Who reported, for some minutes after the opening; and a new code for somebody who lost theirs."""
    found, now = _laporan(request, key), timezone.now()
    reporter = sittings.shown(request, found, now)
    if reporter is None:
        return redirect("intake:open_seal", found.key)
    form = ReissueForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _reissued(request, form, found):
        return see_other("intake:opened", found.key)
    code, latest = sittings.shown_code(request, found, now), found.openings.order_by("-at", "-pk")[0]
    page = {
        "laporan": found, "reporter": reporter, "opening": latest, "form": form, "code": groups(code),
        "spoken": spoken(code) if code else "", "lost": latest.purpose == Purpose.LOST_CODE and not code,
    }  # fmt: skip
    return render(request, "intake/opened.html", page, status=status_of(form))


def _reissued(request: StaffRequest, form: ReissueForm, found: Laporan) -> bool:
    now = timezone.now()
    try:
        code = actions.reissue_code(found, acting=request.acting, at=now, compared=form.cleaned_data["compared"])
    except Refused as refused:
        for problem in refused.problems:
            form.add_problem(problem)
        return False
    sittings.show_code(request, found, code, now)
    return True


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.CUSTODIAN)
def answer(request: StaffRequest, key: str) -> HttpResponse:
    """One request: grant it, or decline it with a reason."""
    asked = get_object_or_404(queries.requests_for(request.acting).select_related("laporan__sealed_identity"), key=key)
    sitting = sittings.under_way(request, timezone.now())
    form = DeclineForm(request.POST if "decline" in request.POST else None)
    status: int = HTTPStatus.OK
    if request.method == "POST":
        status = _answered(request, asked, form, sitting)
        if not status:
            return see_other("intake:identity")
    page = {
        "asked": asked, "line": queries.with_names([asked])[0], "form": form, "sitting": sitting,
        "laporan": asked.laporan, "waiting": asked.status == Asked.WAITING,
    }  # fmt: skip
    return render(request, "intake/answer_request.html", page, status=status)


def _answered(
    request: StaffRequest, asked: IdentityRequest, form: DeclineForm, sitting: sittings.Sitting | None
) -> int:
    """Take the answer; 0 when it was taken, else the status of the page that says why not."""
    now = timezone.now()
    try:
        if form.is_bound:
            if not form.is_valid():
                return HTTPStatus.UNPROCESSABLE_ENTITY
            actions.decline(asked, acting=request.acting, at=now, reason=form.cleaned_data["reason"])
            messages.success(request, _("Permintaan ditolak; yang meminta membaca alasannya."))
        elif sitting is None:
            return _said(request, _("Mulai sesi dulu: kunci belum ada di sini."))
        else:
            actions.grant(asked, sitting.private_key, acting=request.acting, at=now)
            messages.success(request, _("Dikabulkan. Pelapor melihatnya di halaman status."))
    except Refused as refused:
        _take(form, refused)
    except WrongKey:
        return _said(request, wrong_key(asked.laporan))
    except SomeoneWasFaster as faster:
        return _said(request, str(faster), HTTPStatus.CONFLICT)
    except NotAllowed as refusal:
        return _said(request, str(refusal))
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else 0


def _take(form: BaseForm, refused: Refused) -> None:
    for problem in refused.problems:
        form.add_error(problem.field if problem.field in form.fields else None, problem.message)


def _said(request: StaffRequest, sentence: str, status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> int:
    messages.error(request, sentence)
    return status
