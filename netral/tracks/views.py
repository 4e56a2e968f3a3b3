"""Doors of the tracks: load within scope, call one verb or query, answer."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases.models import Penerusan
from netral.cases.queries import case_seen_by
from netral.cases.states import Refused
from netral.cases.taking import attempt, status_of
from netral.documents.actions import serve as serve_document
from netral.evidence.actions import hand_out, serve
from netral.evidence.queries import exhibits_of
from netral.lib.answers import page_of, see_other
from netral.procedure.policies import check_can_take, offers
from netral.procedure.queries import say, table
from netral.procedure.states import NotAllowed
from netral.procedure.twice import once, was_done
from netral.rulebook import Step
from netral.tracks import actions, policies, queries
from netral.tracks.forms import CriminalForm, EthicsForm, StepForm
from netral.tracks.models import Track
from netral.tracks.pages import TrackPage


@require_GET
@staff_only(*queries.ROLES)
def track_list(request: StaffRequest) -> HttpResponse:
    finished = request.GET.get("tampilan") == "selesai"
    page = page_of(request, queries.listed(request.acting, finished=finished))
    rows = queries.rows(page, now=timezone.now())
    return render(
        request,
        "tracks/list.html",
        {"page": page, "finished": finished, "rows": rows, "opens": queries.kpu_offices(request.acting)},
    )


@require_GET
@staff_only(*queries.ROLES)
def track(request: StaffRequest, key: str) -> HttpResponse:
    page = TrackPage(_seen(request, key), request.acting, timezone.now())
    return render(request, "tracks/track.html", {"page": page, "track": page.track})


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def step(request: StaffRequest, key: str, step: str) -> HttpResponse:
    """A step's form; or, when it is not possible now, the sentence that says what is."""
    found = _seen(request, key)
    wanted = _step_of(found, step)
    context: dict[str, Any] = {"track": found, "step": wanted}
    try:
        check_can_take(found, step, request.acting)
        form = StepForm(*_sent(request), track=found, step=wanted)
        verb = partial(actions.take, found, step, acting=request.acting, at=timezone.now())
        if attempt(form, lambda: verb(**form.values()), found):
            messages.success(request, say(wanted.done))
            return see_other("tracks:track", found.key)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": offers(found, request.acting)}
        return render(request, "tracks/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return render(request, "tracks/step.html", {**context, "form": form}, status=status_of(form))


@require_GET
@staff_only(*queries.ROLES)
def exhibit(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """A letter or decision kept at a step: for the office that keeps it."""
    found = _seen(request, key)
    if not queries.is_inside(found, request.acting):
        raise Http404
    kept = get_object_or_404(exhibits_of(found.reference), key=exhibit)
    return serve(request, kept, acting=request.acting)


@require_GET
@staff_only(*queries.ROLES)
def letter(request: StaffRequest, key: str) -> HttpResponseBase:
    """The letter of the hand-over, for the office that works on it here."""
    return serve_document(_handed(request, key).document)


@require_GET
@staff_only(*queries.ROLES)
def enclosure(request: StaffRequest, key: str, exhibit: str) -> HttpResponseBase:
    """An exhibit that went along; no other one of the case."""
    found = get_object_or_404(_handed(request, key).exhibits, key=exhibit)
    return hand_out(request, found, acting=request.acting)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.KPU)
def open_ethics(request: StaffRequest) -> HttpResponse:
    """KPU opens a matter of ethics from its own supervision. Pressed twice it is one matter, found in the list."""
    if was_done(request):
        return see_other("tracks:list")
    form = EthicsForm(request.POST if request.method == "POST" else None, acting=request.acting)
    if form.is_valid():
        try:
            verb = partial(actions.open_ethics, acting=request.acting, at=timezone.now(), **form.cleaned_data)
            opened = once(request, verb)()
        except Refused as refusal:
            form.add_error(refusal.field, refusal.message)
        else:
            messages.success(request, _("Perkara etik dibuka."))
            return see_other("tracks:list") if opened is True else see_other("tracks:track", opened.key)
    return render(request, "tracks/ethics.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.SUPERVISORS)
def open_criminal(request: StaffRequest, key: str) -> HttpResponse:
    """Open a criminal track beside a case; or the sentence that says why not."""
    seen = case_seen_by(request.acting).select_related("laporan", "office")
    case = get_object_or_404(seen, key=key)
    try:
        policies.check_can_open_criminal(case, request.acting)
    except NotAllowed as refusal:
        context = {"case": case, "refusal": refusal}
        return render(request, "tracks/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = CriminalForm(request.POST if request.method == "POST" else None, case=case)
    verb = partial(actions.open_criminal, case, acting=request.acting, at=timezone.now())
    if opened := attempt(form, lambda: verb(**form.cleaned_data), case):
        messages.success(request, _("Jalur pidana dibuka. Pemeriksaan netralitas tetap berjalan."))
        return see_other("tracks:track", opened.key)
    return render(request, "tracks/open.html", {"case": case, "form": form}, status=status_of(form))


def _handed(request: StaffRequest, key: str) -> Penerusan:
    handed = TrackPage(_seen(request, key), request.acting, timezone.now()).handed
    if handed is None:
        raise Http404
    return handed


def _step_of(found: Track, code: str) -> Step:
    steps = {each.code: each for each in table(found).steps if each.subject == found.subject}
    if code not in steps:
        raise Http404
    return steps[code]


def _sent(request: StaffRequest) -> list[Any]:
    """What a form is bound to: the post with its files, even an empty one; nothing for a page just opened."""
    return [request.POST, request.FILES] if request.method == "POST" else []


def _seen(request: StaffRequest, key: str) -> Track:
    return get_object_or_404(queries.track_seen_by(request.acting), key=key)
