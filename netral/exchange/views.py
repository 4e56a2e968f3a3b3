"""Doors of the exchange: what leaves, what came in, and the package of one hand-over."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.evidence.actions import serve
from netral.evidence.states import Arrival
from netral.exchange import actions, queries
from netral.exchange.downloading import package_answer
from netral.exchange.forms import AnswerForm, PassOnForm
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.policies import can_answer, can_be_taken_up, can_hand_over, can_send_again
from netral.exchange.states import Answer, Delivery, Matter, Refused
from netral.exchange.words import files_said, said_last
from netral.lib.answers import page_of, see_other
from netral.procedure.queries import milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_GET
@staff_only(*queries.ROLES)
def outbox(request: StaffRequest) -> HttpResponse:
    """What waits or is held, the newest first; or what arrived, or was cancelled."""
    asked = request.GET.get("tampilan", "")
    view = Delivery(asked) if asked in queries.OVER else Delivery.WAITING
    page = page_of(request, queries.in_view(queries.outbox(request.acting), view))
    lines = [(line, said_last(line.kiriman)) for line in queries.lines(list(page))]
    return render(request, "exchange/outbox.html", {"page": page, "lines": lines, "view": view})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def sent(request: StaffRequest, key: str) -> HttpResponse:
    """One message: its tries and its news. A press sends it again, or says that its package was handed over."""
    kiriman = get_object_or_404(queries.outbox(request.acting), key=key)
    if request.method == "POST":
        _press(request, kiriman)
        return see_other("exchange:sent", kiriman.key)
    (line,) = queries.lines([kiriman])
    context: dict[str, Any] = {
        "line": line,
        "kiriman": kiriman,
        "said": said_last(kiriman),
        "replies": queries.replies_of(kiriman),
        "history": milestones(kiriman.reference, public=False, language=get_language() or "id"),
        "again": can_send_again(kiriman, request.acting) and not line.by_hand,
        "hand_over": line.by_hand and can_hand_over(kiriman, request.acting),
        "packaged": kiriman.matter == Matter.HANDOVER,
        "completed_at": queries.came_back(kiriman, request.acting),
    }
    return render(request, "exchange/sent.html", context)


def _press(request: StaffRequest, kiriman: Kiriman) -> None:
    verb, done = {
        "kirim_ulang": (actions.send_again, _("Kiriman dicoba lagi sekarang.")),
        "diserahkan": (actions.hand_over_package, _("Penyerahan dicatat.")),
    }.get(request.POST.get("langkah", ""), (None, ""))
    if verb is None:
        return
    try:
        verb(kiriman, acting=request.acting, at=timezone.now())
        messages.success(request, done)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))


@require_GET
@staff_only(*queries.ROLES)
def download(request: StaffRequest, key: str) -> HttpResponseBase:
    """The package as a ZIP, on its way as it is made."""
    return package_answer(get_object_or_404(queries.outbox(request.acting), key=key))


@require_GET
@staff_only(*queries.ROLES)
def inbox(request: StaffRequest) -> HttpResponse:
    page = page_of(request, queries.inbox(request.acting))
    return render(request, "exchange/inbox.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def incoming(request: StaffRequest, key: str) -> HttpResponse:
    """One hand-over that came in, and the answer to it."""
    masukan = get_object_or_404(queries.inbox(request.acting), key=key)
    form = AnswerForm(request.POST if request.method == "POST" else None, masukan=masukan, acting=request.acting)
    if form.is_valid() and _answered(request, masukan, form):
        return see_other("exchange:incoming", masukan.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    history = milestones(masukan.reference, public=False, language=get_language() or "id")
    context = {"masukan": masukan, "form": form, "history": history}
    context |= {"passes": can_answer(masukan, Answer.PASSED_ON, request.acting)}
    context |= {"files": queries.files_of(masukan), "files_said": files_said(masukan)}
    context |= {"opens": can_be_taken_up(masukan, request.acting), "work": masukan.work.partition(":")[2]}
    return render(request, "exchange/incoming.html", context, status=status)


@require_GET
@staff_only(*queries.ROLES)
def file(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """A file that came with a hand-over. The opening is journalled."""
    masukan = get_object_or_404(queries.inbox(request.acting), key=key)
    found = get_object_or_404(queries.files_of(masukan), key=exhibit, arrival=Arrival.HERE)
    return serve(request, found, acting=request.acting)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def pass_on(request: StaffRequest, key: str) -> HttpResponse:
    """The form that sends a hand-over on to another organisation."""
    masukan = get_object_or_404(queries.inbox(request.acting), key=key)
    form = PassOnForm(request.POST if request.method == "POST" else None)
    verb = partial(actions.pass_on, masukan, acting=request.acting, at=timezone.now())
    if form.is_valid() and _done(form, lambda: verb(**form.cleaned_data)):
        messages.success(request, _("Kiriman diteruskan; pengirim diberi tahu."))
        return see_other("exchange:incoming", masukan.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"masukan": masukan, "form": form, "partners": queries.partners()}
    return render(request, "exchange/pass_on.html", context, status=status)


def _answered(request: StaffRequest, masukan: Masukan, form: AnswerForm) -> bool:
    verb = partial(actions.answer, masukan, acting=request.acting, at=timezone.now())
    if not _done(form, lambda: verb(**form.values())):
        return False
    messages.success(request, _("Jawaban dicatat; pengirim diberi tahu."))
    return True


def _done(form: forms.Form, verb: Callable[[], Any]) -> bool:
    """Whether the verb was taken; else the form says why not."""
    try:
        verb()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    except (NotAllowed, SomeoneWasFaster) as problem:
        form.add_error(None, str(problem))
        return False
    return True
