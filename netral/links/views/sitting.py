"""The sitting: the list of steps, one page each, the files of the dossier, and the record to take away."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.discipline.forms import FORMS, ConflictForm, OutcomeForm
from netral.documents.actions import hand_out as hand_out_pdf
from netral.documents.actions import serve as serve_document
from netral.evidence.actions import hand_out, serve
from netral.intake.states import Refused
from netral.lib.answers import see_other
from netral.links import actions, policies, queries
from netral.links.forms import FinishForm, GapsForm, ProofForm, initial_of, typed_in
from netral.links.sittings import LinkRequest, end, seated
from netral.links.states import LinkUnusable, Read, Refusal
from netral.procedure.policies import check_can_take
from netral.procedure.queries import table
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done
from netral.tracks.forms import StepForm as TrackForm
from netral.tracks.models import Track

OWN: dict[str, tuple[type[forms.Form], Callable[..., Any]]] = {
    "akui": (forms.Form, actions.acknowledge),
    "benturan": (ConflictForm, actions.declare),
    "kembalikan": (GapsForm, actions.return_with_gaps),
    "bukti": (ProofForm, actions.add_proof),
    "selesai": (FinishForm, lambda link, *, at, sure: actions.finish(link, at=at)),
    "hasil": (OutcomeForm, actions.report),
}
KEPT_AS_DRAFT = frozenset({"hasil", "kembalikan"})  # of our own; every step of the desk is


@require_GET
@seated
def home(request: LinkRequest) -> HttpResponseBase:
    """Where one stands: the matter in short, its clocks, and the steps in order."""
    return render(request, "links/matter.html", {"sitting": request.sitting, "link": request.link})


@require_http_methods(["GET", "POST"])
@seated
def task(request: LinkRequest, code: str) -> HttpResponseBase:
    """One step: its page, or the sentence that says why it is not possible; or what was typed, kept for later."""
    if not request.sitting.open:
        raise Http404
    if code == "berkas":
        return render(request, "links/dossier.html", {"sitting": request.sitting, "link": request.link})
    if was_done(request):
        return see_other("links:matter", request.link.key)
    try:
        return _worked_on(request, code)
    except NotAllowed as refusal:
        context = {"sitting": request.sitting, "link": request.link, "refusal": refusal}
        return render(request, "links/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except LinkUnusable:
        return see_other("links:matter", request.link.key)


def _worked_on(request: LinkRequest, code: str) -> HttpResponseBase:
    """Its form, kept as a draft where that was pressed, done where it can be, and shown again where it cannot."""
    form, verb = _of_link(request, code) if code in OWN else _of_desk(request, code)
    if "simpan" in request.POST and form.is_bound and _keeps_draft(code):
        return _keep(request, code)
    if _attempt(form, once(request, verb), request):
        messages.success(request, _("Tersimpan."))
        return see_other("links:matter", request.link.key)
    return _shown(request, code, form)


def _keeps_draft(code: str) -> bool:
    return code not in OWN or code in KEPT_AS_DRAFT


def _shown(request: LinkRequest, code: str, form: forms.Form) -> HttpResponseBase:
    step = next((each for each in request.sitting.tasks if each.code == code), None)
    page = request.sitting.penanganan
    context: dict[str, Any] = {"sitting": request.sitting, "link": request.link, "form": form, "task": step}
    context |= {"page": page, "code": code, "keeps": _keeps_draft(code)}
    if page and code in FORMS:
        context["law"] = table(page.penanganan).step(code)
    status = getattr(form, "status", HTTPStatus.UNPROCESSABLE_ENTITY) if form.is_bound else HTTPStatus.OK
    return render(request, "links/task.html", context, status=status)


def _of_link(request: LinkRequest, code: str) -> tuple[forms.Form, Callable[[], Any]]:
    """A form of the sitting's own, and its verb."""
    kind, verb = OWN[code]
    if code == "hasil":
        policies.check_can_decide(request.link, code)
    elif code == "kembalikan":
        policies.check_can_return(request.link)
    elif code != "akui":
        policies.check_acknowledged(request.link)
    form = _with_draft(request, code, kind(*_sent(request)))
    return form, lambda: verb(request.link, at=timezone.now(), **form.cleaned_data)


def _of_desk(request: LinkRequest, code: str) -> tuple[forms.Form, Callable[[], Any]]:
    """The desk's own form of a step, and its verb by way of the link."""
    found = request.sitting.matter
    subject = found.penanganan or found.track
    if subject is None or code not in {step.code for step in table(subject).steps}:
        raise Http404
    step = check_can_take(subject, code, request.acting)
    policies.check_can_decide(request.link, code)
    form: Any
    if isinstance(subject, Track):
        form = TrackForm(*_sent(request), track=subject, step=step)
    else:
        form = FORMS[code](*_sent(request), penanganan=subject)
    return _with_draft(request, code, form), lambda: actions.take(
        request.link, code, at=timezone.now(), **form.values()
    )


def _with_draft(request: LinkRequest, code: str, form: forms.Form) -> forms.Form:
    """What was typed in an earlier sitting stands in the boxes again."""
    draft = request.link.draft.get(code)
    if draft and not form.is_bound:
        form.initial = {**form.initial, **initial_of(form, draft)}
    return form


def _keep(request: LinkRequest, code: str) -> HttpResponseBase:
    actions.save_draft(request.link, code, typed_in(request.POST), at=timezone.now())
    messages.success(request, _("Disimpan sebagai konsep. Berkas yang dipilih tidak ikut; pilih lagi saat mengirim."))
    return see_other("links:matter", request.link.key)


def _attempt(form: forms.Form, verb: Callable[[], Any], request: LinkRequest) -> bool:
    """Whether it was done; if not, the form says why and keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        verb()
    except Refused as refused:
        for problem in refused.problems:
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
    except SomeoneWasFaster as problem:
        form.add_error(None, str(problem))
        form.status = HTTPStatus.CONFLICT  # type: ignore[attr-defined]
        _look_again(form, request)
    else:
        return True
    return False


def _look_again(form: forms.Form, request: LinkRequest) -> None:
    """The form goes on from how the matter stands now."""
    subject = request.sitting.matter.penanganan or request.sitting.matter.track
    if subject is None:
        return
    subject.refresh_from_db()
    typed = cast("QueryDict", form.data).copy()
    typed["version"] = str(subject.version)
    form.data = typed


@require_GET
@seated
def letter(request: LinkRequest, what: str) -> HttpResponseBase:
    """The letter of the hand-over, or that of the recommendation."""
    found = request.sitting.rekomendasi
    if what == Read.LETTER and request.sitting.handed.document:
        document = request.sitting.handed.document
    elif what == Read.RECOMMENDATION and found:
        document = found.document
    else:
        return _foreign(request)
    if request.sitting.open:
        actions.read(request.link, Read(what), at=timezone.now())
    return serve_document(document)


@require_GET
@seated
def exhibit(request: LinkRequest, exhibit: str) -> HttpResponseBase:
    """An exhibit that went along, as its release copy; no other one of the case."""
    found = queries.exhibits_in(request.sitting.matter).filter(key=exhibit).first()
    if found is None:
        return _foreign(request)
    if request.sitting.open:
        actions.read(request.link, Read.EXHIBIT, key=found.key, at=timezone.now())
    if request.link.penanganan:  # a release copy of another house: there is nothing to clean or to take out
        return serve(request, found, acting=request.acting)
    return hand_out(request, found, acting=request.acting)


@require_GET
@seated
def record(request: LinkRequest) -> HttpResponseBase:
    """What was done by this link, as a page to read and to print."""
    return render(request, "links/record.html", {"sitting": request.sitting, "link": request.link})


@require_POST
@seated
def fetch(request: LinkRequest) -> HttpResponseBase:
    """The same as a PDF to keep."""
    pdf = actions.fetch_record(request.link, at=timezone.now())
    return hand_out_pdf(pdf, name=f"catatan-{request.link.key}")


@require_POST
@seated
def leave(request: LinkRequest) -> HttpResponseBase:
    """The sitting ends; the link does not."""
    end(request)
    return redirect("publishing:home")


def _foreign(request: LinkRequest) -> HttpResponseBase:
    """Something that is not of this matter: counted, and as if it were nothing."""
    actions.count_refusal(Refusal.FOREIGN, at=timezone.now(), link=request.link)
    raise Http404


def _sent(request: LinkRequest) -> list[Any]:
    """What a form is bound to: the post with its files, even an empty one; nothing for a page just opened."""
    return [request.POST, request.FILES] if request.method == "POST" else []
