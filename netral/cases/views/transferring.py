"""Doors between offices: hand over, take over, accept, return, withdraw; and the lists of what is on its way."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases import transfer_policies as allowed
from netral.cases.forms.transferring import LetterForm, ReturnForm, TransferForm
from netral.cases.models import Case
from netral.cases.taking import attempt, status_of
from netral.cases.transfer_page import TransferPage
from netral.cases.transfer_policies import Subject
from netral.intake.models import Laporan
from netral.intake.queries import laporan_seen_by
from netral.lib.answers import SeeOther, page_of, see_other
from netral.offices.queries import bawaslu_for
from netral.procedure.models import Transfer, TransferKind
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done

staff = staff_only(*queries.ROLES)
ANSWERED = {
    "terima": gettext_lazy("Diterima. Sejak sekarang ditangani kantor Anda."),
    "tarik": gettext_lazy("Ditarik kembali. Kantor Anda tetap menanganinya."),
    "kembalikan": gettext_lazy("Dikembalikan kepada pengirimnya."),
}


@require_GET
@staff
def transfers(request: StaffRequest) -> HttpResponse:
    """What waits for this office, what this office waits for, and what was answered."""
    view = request.GET.get("tampilan", queries.TRANSFER_VIEWS[0])
    if view not in queries.TRANSFER_VIEWS:
        raise Http404
    page = page_of(request, queries.transfers_in(request.acting, view))
    rows = queries.transfer_lines(page, now=timezone.now())
    return render(request, "cases/transfers/list.html", {"view": view, "page": page, "rows": rows})


@require_GET
@staff
def transfer(request: StaffRequest, key: str) -> HttpResponse:
    """One transfer: what it is about, the letter, and the answers this person may give."""
    return _transfer_page(request, _seen(request, key), ReturnForm())


@staff
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, key: str, answer: str) -> HttpResponse:
    """Accept it, send it back with a reason, or take back what one sent. A GET is the page with the reason's form."""
    found = _seen(request, key)
    if answer not in {"terima", "kembalikan", "tarik"}:
        raise Http404
    if request.method != "POST":
        return _transfer_page(request, found, ReturnForm())
    subject, form = queries.subject_of(found), ReturnForm(request.POST)
    try:
        if was_done(request) or _gave(request, answer, found, subject, form):
            return _answered(request, answer, subject)
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
        return see_other("cases:transfer", found.key)
    return _transfer_page(request, found, form)


def _gave(request: StaffRequest, answer: str, found: Transfer, subject: Subject, form: ReturnForm) -> bool:
    """Give the answer. False where the form says what it lacks."""
    by: dict[str, Any] = {"acting": request.acting, "at": timezone.now()}
    if answer == "kembalikan":
        verb = partial(actions.send_back_transfer, found, subject, **by)
        return bool(attempt(form, once(request, lambda: verb(**form.cleaned_data)), subject))
    act = actions.accept if answer == "terima" else actions.withdraw_transfer
    once(request, lambda: act(found, subject, version=_version(request), **by))()
    return True


def _answered(request: StaffRequest, answer: str, subject: Subject) -> SeeOther:
    """What was answered, and on to where it goes on; the same for one press and for two."""
    messages.success(request, str(ANSWERED[answer]))
    return see_other("cases:transfers") if answer == "kembalikan" else see_other_subject(subject)


def _version(request: StaffRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 - what fits the column


def _transfer_page(request: StaffRequest, found: Transfer, form: ReturnForm) -> HttpResponse:
    page = TransferPage(found, request.acting, timezone.now())
    form.fields["version"].initial = page.subject.version
    context = {"page": page, "transfer": found, "form": form}
    return render(request, "cases/transfers/transfer.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff
def move_case(request: StaffRequest, key: str, kind: str) -> HttpResponse:
    """Hand a case over, ask the office above to take it, or take it over."""
    rows = queries.case_seen_by(request.acting).select_related("laporan", "office__parent", "office__region", "region")
    return _move(request, get_object_or_404(rows, key=key), kind)


@require_http_methods(["GET", "POST"])
@staff
def move_report(request: StaffRequest, key: str, kind: str) -> HttpResponse:
    """The same with a report that is no case yet."""
    rows = laporan_seen_by(request.acting).select_related("office__parent", "office__region", "region")
    return _move(request, get_object_or_404(rows, key=key), kind)


def _move(request: StaffRequest, subject: Subject, kind: str) -> HttpResponse:
    if kind not in TransferKind.values:
        raise Http404
    taking = kind == TransferKind.TAKEOVER
    if was_done(request):
        return _moved(request, subject, taking=taking)
    context: dict[str, Any] = {"subject": subject, "is_case": isinstance(subject, Case), "rule": queries.rule_of(kind)}
    context["basis"] = context["rule"].basis(subject.procedure)
    try:
        if taking:
            allowed.check_can_take_over(subject, request.acting)
        else:
            allowed.check_can_hand_over(subject, kind, request.acting)
    except NotAllowed as refusal:
        context["refusal"] = refusal
        return render(request, "cases/transfers/refused.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    receivers = [] if taking else queries.receivers_for(subject, kind, now=timezone.now())
    form = _form(request, subject, kind, receivers)
    if attempt(form, once(request, lambda: _verb(request, subject, kind)(**form.cleaned_data)), subject):
        return _moved(request, subject, taking=taking)
    context |= {"form": form, "receivers": receivers}
    return render(request, "cases/transfers/move.html", context, status=status_of(form))


def _form(request: StaffRequest, subject: Subject, kind: str, receivers: list[Any]) -> LetterForm:
    sent = [request.POST] if request.method == "POST" else list[QueryDict]()
    initial: dict[str, Any] = {"version": subject.version}
    if kind == TransferKind.TAKEOVER:
        return LetterForm(*sent, initial=initial)
    here = bawaslu_for(subject.region, on=timezone.localdate())
    proposed = receivers[0] if kind == TransferKind.REQUEST else here if here in receivers else None
    return TransferForm(*sent, initial={**initial, "receiver": proposed.name if proposed else ""})


def _verb(request: StaffRequest, subject: Subject, kind: str) -> Callable[..., Transfer]:
    by: dict[str, Any] = {"acting": request.acting, "at": timezone.now()}
    if kind == TransferKind.TAKEOVER:
        return partial(actions.take_over_work, subject, **by)
    return partial(actions.hand_over, subject, kind=kind, **by)


def _moved(request: StaffRequest, subject: Subject, *, taking: bool) -> SeeOther:
    done = _("Diambil alih. Sejak sekarang ditangani kantor Anda.") if taking else _("Terkirim; menunggu diterima.")
    messages.success(request, done)
    return see_other_subject(subject)


def see_other_subject(subject: Subject) -> SeeOther:
    """On to the page of the case or the report."""
    return see_other("intake:laporan" if isinstance(subject, Laporan) else "cases:case", subject.key)


def _seen(request: StaffRequest, key: str) -> Transfer:
    return get_object_or_404(queries.transfers_seen(request.acting), key=key)
