"""An officer asks the custodian for a name, and reads the answer in the browser that asked."""

import base64
import binascii
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey

from netral.access.policies import StaffRequest, staff_only
from netral.intake import actions, policies, queries, vault
from netral.intake.content import Reporter
from netral.intake.forms.identity import AskForm
from netral.intake.house_rules import house_rule
from netral.intake.models import IdentityRequest, Laporan
from netral.intake.states import Refused
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other
from netral.procedure.states import NotAllowed

# The cookie outlives the wait for an answer and the time the answer may be read.
LONGEST_WAIT = timedelta(days=30)
LOOKED = "nama_dilihat"


def _laporan(request: StaffRequest, key: str) -> Laporan:
    """A laporan acting works on at its own office, or 404."""
    rows = queries.laporan_seen_by(request.acting).select_related("region", "sealed_identity")
    found = get_object_or_404(rows, key=key)
    if not policies.can_ask_identity(found, request.acting):
        raise Http404
    return found


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(*queries.WORKERS)
def ask(request: StaffRequest, key: str) -> HttpResponse:
    """Ask, and see how the earlier requests stand."""
    found = _laporan(request, key)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked, answers = actions.ask(found, acting=request.acting, at=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
        else:
            messages.success(request, _("Permintaan terkirim. Buka jawabannya di peramban ini."))
            answer = see_other("intake:ask_identity", found.key)
            _keep(answer, found, asked, answers)
            return answer
    return render(request, "intake/ask_identity.html", _page(request, found, form), status=status_of(form))


def _page(request: StaffRequest, found: Laporan, form: AskForm) -> dict[str, object]:
    now, asked = timezone.now(), queries.requests_of(found, request.acting)
    lines = [
        {
            "asked": each,
            "readable": each.shown_at(now) and _answers(request, each) is not None,
            "elsewhere": each.shown_at(now) and _answers(request, each) is None,
            "reporter": _shown(request, each),
        }
        for each in asked
    ]
    return {"laporan": found, "form": form, "requests": lines, "sealed": getattr(found, "sealed_identity", None)}


@never_cache
@require_POST
@staff_only(*queries.WORKERS)
def look(request: StaffRequest, key: str, request_key: str) -> HttpResponse:
    """Read the name once more; it is written down, then shown for some minutes."""
    found = _laporan(request, key)
    asked = get_object_or_404(found.identity_requests, key=request_key, asked_by=request.acting.reference)
    answers, now = _answers(request, asked), timezone.now()
    if answers is None:
        messages.error(request, _("Jawaban ini hanya terbaca di peramban yang memintanya. Ajukan permintaan baru."))
        return see_other("intake:ask_identity", found.key)
    try:
        actions.look(asked, answers, acting=request.acting, at=now)
        request.session[LOOKED] = {"key": asked.key, "until": (now + house_rule("shown").length).isoformat()}
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return see_other("intake:ask_identity", found.key)


def _shown(request: StaffRequest, asked: IdentityRequest) -> Reporter | None:
    """The name, for some minutes after it was asked for in this session."""
    looked, now, answers = request.session.get(LOOKED), timezone.now(), _answers(request, asked)
    if not looked or looked["key"] != asked.key or looked["until"] <= now.isoformat():
        return None
    if answers is None or not asked.shown_at(now):
        return None
    return vault.unseal(bytes(asked.ciphertext or b""), answers)


def _keep(answer: HttpResponse, found: Laporan, asked: IdentityRequest, answers: PrivateKey) -> None:
    """The key of the answer, in this browser alone."""
    answer.set_cookie(
        _cookie(asked), base64.urlsafe_b64encode(answers.encode()).decode(),
        max_age=int(LONGEST_WAIT.total_seconds()), path=reverse("intake:ask_identity", args=[found.key]),
        secure=settings.SECURE, httponly=True, samesite="Strict",
    )  # fmt: skip


def _answers(request: StaffRequest, asked: IdentityRequest) -> PrivateKey | None:
    try:
        key = PrivateKey(base64.urlsafe_b64decode(request.COOKIES.get(_cookie(asked), "")))
    except (binascii.Error, ValueError, TypeError, CryptoError):
        return None
    return key if bytes(key.public_key).hex() == asked.public_key else None


def _cookie(asked: IdentityRequest) -> str:
    return f"netral_minta_{asked.key}"
