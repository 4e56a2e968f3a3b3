"""Reading over and sending; going away and coming back; leaving nothing."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from netral.intake import actions, draft_cookie, traces
from netral.intake.actions import Accepted, drafting
from netral.intake.content import Entrance
from netral.intake.draft_content import DraftContent
from netral.intake.forms.following import CodeForm
from netral.intake.forms.wizard import SendForm
from netral.intake.states import DraftGone, Gate, KeyReused, ProofWanted, Refused, TooManyReports
from netral.intake.views.gates import entrance_of, gate_of, later
from netral.intake.views.statuses import status_of
from netral.intake.views.wizard import LAST, START, STEPS, Open, back_to, files_of, first_open, opened, ways
from netral.intake.wizard_progress import page_of, progress
from netral.intake.wizard_report import report_of
from netral.intake.wizard_summary import rows
from netral.lib.answers import see_other
from netral.lib.keys import new_key
from netral.lib.spoken_codes import groups, spoken


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The last page. Pressing twice, or again after the network broke off, stores once and shows the same receipt."""
    now = timezone.now()
    there = opened(request, now)
    if there is None or (there.content.sent and request.method == "GET"):
        return see_other("intake:receipt" if _just_sent(request, now) else START)
    if there.content.sent:
        return _receipt(request, there.content, now)
    form = SendForm(request.POST if request.method == "POST" else None, draft=there.content, at=now)
    try:
        ready, refusal = form.is_bound and form.is_valid(), None
        accepted = _submitted(form, there, entrance_of(request), now) if ready else None
    except (TooManyReports, ProofWanted) as full:
        accepted, refusal = None, full
        form.add_error(None, str(full))
    if accepted is None:
        return later(_shown(request, form, gate_of(request, refusal)), refusal)
    trace = {"laporan": accepted.laporan.key, "key": there.content.key, "body": accepted.body_hash}
    drafting.mark_sent(there.key, trace, at=now)
    return _receipt(request, drafting.read(there.key, at=now), now)


def _just_sent(request: HttpRequest, now: datetime) -> bool:
    """Whether this phone has a receipt: a page taken back after sending leads there again."""
    return traces.receipt(request, now) is not None


def _receipt(request: HttpRequest, content: DraftContent, now: datetime) -> HttpResponse:
    """On to the receipt. The key goes with this answer; if the answer is lost, the key stays and brings it again."""
    traces.remember_sent(request, content.sent or {}, at=now)
    answer = see_other("intake:receipt")
    draft_cookie.take_back(answer)
    return answer


def _submitted(form: SendForm, there: Open, entrance: Entrance, now: datetime) -> Accepted | None:
    """The accepted report, or None with the problems written into the form."""
    content = there.content
    try:
        with files_of(there) as (uploads, in_pieces):
            return actions.submit(
                report_of(content),
                idempotency_key=content.key,
                at=now,
                uploads=uploads,
                sent=in_pieces,
                entrance=entrance,
            )
    except Refused as refused:
        form.refused = [(page_of(problem.field), problem.message) for problem in refused.problems]
        form.add_error(None, _("Beberapa jawaban perlu diperbaiki dulu."))
    except KeyReused:
        drafting.renew(there.key, new_key(), at=now)
        message = _("Laporan ini sudah pernah terkirim, lalu diubah. Kalau ini laporan lain, kirim sekali lagi.")
        form.add_error(None, message)
    return None


def _shown(request: HttpRequest, form: SendForm, gate: Gate) -> HttpResponse:
    content = form.draft
    page = {
        "form": form,
        "gate": gate,
        "ways": ways(),
        "draft": content,
        "steps": range(1, STEPS + 1),
        "number": STEPS,
        "back": back_to(LAST, changing=False),
        "rows": rows(content, whole=True),
        "progress": progress(content, at=form.at),
    }
    return render(request, "intake/wizard/periksa.html", page, status=status_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """A code to come back with, made when asked for. It stands only inside the sealed draft."""
    now = timezone.now()
    there = opened(request, now)
    if there is None or there.content.sent:
        return see_other(START)
    if request.method == "POST":
        drafting.keep_for_later(there.key, at=now)
        return see_other("intake:report_save")
    code = there.content.return_code
    page = {
        "code": groups(code),
        "spoken": spoken(code, get_language() or "id") if code else "",
        "until": drafting.last_day(now),
        "resume": first_open(there.content),
    }
    return render(request, "intake/wizard/simpan.html", page)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """The return code, typed into a form: in an address it would stand in histories and logs."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    form.fields["code"].label = _("Kode draf")
    if form.is_bound and form.is_valid():
        try:
            key = drafting.come_back(form.cleaned_data["code"], at=timezone.now())
        except DraftGone:
            form.add_error(
                "code", _("Kode tidak cocok, atau drafnya sudah tidak ada. Periksa lagi 16 huruf dan angkanya.")
            )
        else:
            answer = see_other(START)
            draft_cookie.hand(answer, key)
            return answer
    return render(request, "intake/wizard/lanjut.html", {"form": form}, status=status_of(form))


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Away from this phone: a draft with a return code waits for it, any other is erased, and so with `hapus`."""
    key = draft_cookie.key_of(request)
    if key:
        drafting.forget(key, unless_kept_for_later="hapus" not in request.POST)
    answer = see_other(START)
    draft_cookie.take_back(answer)
    return answer
