"""Doors of the discipline room: load within scope, call one verb or query, answer."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases.models import Penerusan
from netral.cases.queries import declared_by, lacking_told
from netral.discipline import actions, policies, queries
from netral.discipline.forms import FORMS, GapsForm, OutcomeForm
from netral.discipline.models import Penanganan
from netral.discipline.pages import PenangananPage
from netral.discipline.states import BROUGHT_BY_THE_FORM
from netral.discipline.taking import attempt, status_of
from netral.documents.actions import serve as serve_document
from netral.documents.queries import documents_of
from netral.evidence.actions import hand_out, serve
from netral.evidence.queries import exhibits_of
from netral.exchange import queries as exchange
from netral.lib.answers import page_of, see_other
from netral.procedure.queries import say, table
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done
from netral.tracks.queries import worked_at

LONGEST_QUERY = 200
MOST_FROM_HOUSES = 50  # on the desk; the list of what came in has them all


@require_GET
@staff_only(*queries.ROLES)
def penanganan_list(request: StaffRequest) -> HttpResponse:
    """What arrived and nobody took in yet, then one's own handlings. What lies with an agency stands on its desk."""
    finished = request.GET.get("tampilan") == "selesai"
    if not finished and not request.acting.holds_any(queries.AT_AUTHORITY):
        return redirect("discipline:desk")
    page = page_of(request, queries.listed(request.acting, finished=finished))
    context = {"page": page, "finished": finished, "outside": queries.outside(request.acting, finished=finished)}
    context["incoming"] = queries.incoming(request.acting)
    context["from_houses"] = () if finished else queries.from_other_houses(request.acting)[:MOST_FROM_HOUSES]
    return render(request, "discipline/list.html", {**context, "rows": queries.rows(page, now=timezone.now())})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def incoming(request: StaffRequest, key: str) -> HttpResponse:
    """What was handed over, and the button that acknowledges it."""
    found = handed_to(request, key)
    if request.method == "POST":
        return _take_in(request, found)
    started = Penanganan.objects.filter(penerusan=found).first()
    context = {"penerusan": found, "handed": queries.handed_over(found), "started": started}
    context["flags"] = queries.flag_sentences_of(found.receiver, timezone.localdate())
    context |= {"track": worked_at(found), "handled": queries.is_handled_here(found)}
    context["said"] = declared_by(found.reference, request.acting.reference)
    context["declares"] = policies.can_declare_of(found, request.acting)
    context |= {"lacks": lacking_told(found), "names_gaps": policies.can_name_gaps(found, request.acting)}
    return render(request, "discipline/incoming.html", context)


def _take_in(request: StaffRequest, found: Penerusan) -> HttpResponse:
    verb = actions.open_from if queries.is_handled_here(found) else actions.take_in
    try:
        opened = verb(found, acting=request.acting, at=timezone.now())
    except SomeoneWasFaster as problem:
        messages.error(request, str(problem))
        return see_other("discipline:incoming", found.key)
    messages.success(request, _("Penerimaan diakui. Pengirim dan pelapor melihatnya."))
    if isinstance(opened, Penanganan):
        return see_other("discipline:penanganan", opened.key)
    return see_other("discipline:incoming", found.key)


@require_POST
@staff_only(*queries.ROLES)
def open_incoming(request: StaffRequest, key: str) -> HttpResponse:
    """One press opens the handling of what came from another house, or puts it on the agency's desk; once."""
    found = get_object_or_404(exchange.inbox(request.acting), key=key)
    verb = actions.take_incoming if queries.takers(found.receiver) == queries.AT_AGENCY else actions.open_incoming
    try:
        opened = verb(found, acting=request.acting, at=timezone.now())
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
        return see_other("exchange:incoming", found.key)
    if not isinstance(opened, Penanganan):
        messages.success(request, _("Penerimaan diakui; pengirim diberi tahu. Catat hasilnya di sini."))
        return see_other("exchange:incoming", found.key)
    messages.success(request, _("Penanganan dibuka; pengirim diberi tahu."))
    return see_other("discipline:penanganan", opened.key)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def outcome(request: StaffRequest, key: str) -> HttpResponse:
    """How a hand-over ended at a receiver that works on it in its own house."""
    found = handed_to(request, key)
    form = OutcomeForm(request.POST if request.method == "POST" else None)
    try:
        policies.check_can_report(found, request.acting)
        verb = partial(actions.report_outcome, found, acting=request.acting, at=timezone.now())
        if attempt(form, lambda: verb(**form.cleaned_data), found.case):
            messages.success(request, _("Hasil dicatat. Pengirim dan pelapor melihatnya."))
            return see_other("discipline:incoming", found.key)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return see_other("discipline:incoming", found.key)
    context = {"penerusan": found, "form": form}
    return render(request, "discipline/outcome.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def name_gaps(request: StaffRequest, key: str) -> HttpResponse:
    """What a hand-over lacks; its sender completes it, and it stays here."""
    found = handed_to(request, key)
    form = GapsForm(request.POST if request.method == "POST" else None)
    try:
        policies.check_can_name_gaps(found, request.acting)
        verb = partial(actions.name_gaps, found, acting=request.acting, at=timezone.now())
        if attempt(form, lambda: verb(**form.cleaned_data), found.case):
            messages.success(request, _("Dikembalikan. Pengirim diberi tahu dan melengkapinya di penerusan ini."))
            return see_other("discipline:incoming", found.key)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return see_other("discipline:incoming", found.key)
    return render(request, "discipline/name_gaps.html", {"penerusan": found, "form": form}, status=status_of(form))


@require_GET
@staff_only(*queries.ROLES)
def incoming_letter(request: StaffRequest, key: str) -> HttpResponseBase:
    return serve_document(handed_to(request, key).document)


@require_GET
@staff_only(*queries.ROLES)
def incoming_exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """An exhibit that went along; no other one of the case."""
    found = get_object_or_404(handed_to(request, key).exhibits, key=exhibit)
    return hand_out(request, found, acting=request.acting)


@require_GET
@staff_only(*queries.ROLES)
def penanganan(request: StaffRequest, key: str) -> HttpResponse:
    page = PenangananPage(seen(request, key), request.acting, timezone.now())
    return render(request, "discipline/penanganan.html", {"page": page, "penanganan": page.penanganan})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def step(request: StaffRequest, key: str, step: str) -> HttpResponse:
    """A step's form; or, when it is not possible now, the sentence that says what is."""
    found = seen(request, key)
    if step not in FORMS:
        raise Http404
    if was_done(request):
        return _done(request, found, step)
    met = queries.met(found) | BROUGHT_BY_THE_FORM
    page = PenangananPage(found, request.acting, timezone.now())
    context = {"penanganan": found, "step": table(found).step(step), "page": page}
    try:
        policies.check_can_step(found, step, request.acting, met=met)
        form = FORMS[step](*_sent(request), penanganan=found)
        verb = partial(actions.STEPS[step], found, acting=request.acting, at=timezone.now())
        if attempt(form, once(request, lambda: verb(**form.values())), found):
            return _done(request, found, step)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": policies.offers_to(found, request.acting, met)}
        return render(request, "discipline/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    context |= {"form": form, **queries.candidates(found, request.GET.get("q", ""))}
    return render(request, f"discipline/steps/{form.template}.html", context, status=status_of(form))


@require_GET
@staff_only(*queries.ROLES)
def document(request: StaffRequest, key: str, document: str) -> HttpResponseBase:
    """The letter of recommendation, or the one that came with the hand-over."""
    found = seen(request, key)
    if found.penerusan and found.penerusan.document.key == document:
        return serve_document(found.penerusan.document)
    return serve_document(get_object_or_404(documents_of(found.reference), key=document))


@require_GET
@staff_only(*queries.ROLES)
def exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """The decision as uploaded, or an exhibit that came with the hand-over."""
    found = seen(request, key)
    own = exhibits_of(found.reference).filter(key=exhibit).first()
    if own:
        return serve(request, own, acting=request.acting)
    if found.masukan:  # a release copy of another house: there is nothing to clean or to take out
        came = get_object_or_404(exhibits_of(found.masukan.origin.reference), key=exhibit)
        return serve(request, came, acting=request.acting)
    handed = get_object_or_404(queries.handed_exhibits(found), key=exhibit)
    return hand_out(request, handed, acting=request.acting)


@require_GET
@staff_only(*queries.ROLES)
def people(request: StaffRequest) -> HttpResponse:
    """Search of the register, NIP masked. An agency finds its own people only."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    matches = queries.people_seen(request.acting, text)
    return render(request, "discipline/people.html", {"text": text, "matches": matches})


def _done(request: StaffRequest, penanganan: Penanganan, step: str) -> HttpResponse:
    messages.success(request, say(table(penanganan).step(step).done))
    return see_other("discipline:penanganan", penanganan.key)


def _sent(request: StaffRequest) -> list[Any]:
    """What a form is bound to: the post with its files, even an empty one; nothing for a page just opened."""
    return [request.POST, request.FILES] if request.method == "POST" else []


def handed_to(request: StaffRequest, key: str) -> Penerusan:
    """A hand-over to an office where one takes them in; 404 for everybody else."""
    rows = queries.received_by(request.acting)
    joined = ("case__laporan", "case__office", "receiver", "document", "accused")
    return get_object_or_404(rows.select_related(*joined), key=key)


def seen(request: StaffRequest, key: str) -> Penanganan:
    """A handling somebody sees; 404 for everybody else."""
    rows = queries.penanganan_seen_by(request.acting).select_related(
        "case__laporan",
        "case__office",
        "authority",
        "agency",
        "person__agency",
        "penerusan__document",
        "penerusan__accused",
        "masukan__sender",
        "masukan__receiver",
    )
    return get_object_or_404(rows, key=key)
