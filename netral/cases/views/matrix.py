"""The matrix: norms taken over and let go, one element, and what would close its gap."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.desk import marks_of
from netral.cases.forms.matrix import ElementForm
from netral.cases.matrix_states import WORK_STEP, Overtaken
from netral.cases.models import Accused, Case, TakenNorm
from netral.cases.states import Refused
from netral.cases.taking import status_of
from netral.cases.views.cases import seen_case
from netral.evidence.models import Exhibit
from netral.lib.answers import see_other
from netral.lib.differing import differences
from netral.procedure.policies import can_take, offers
from netral.procedure.states import NotAllowed, SomeoneWasFaster


def tab_of(case: Case, accused: Accused) -> str:
    """The tab of the legal assessment, at one person."""
    return f"{reverse('cases:tab', args=[case.key, 'penilaian'])}?terlapor={accused.key}"


def refused(request: StaffRequest, case: Case, refusal: NotAllowed) -> HttpResponse:
    """The page that says why not, and what is possible."""
    context = {"case": case, "refusal": refusal, "offers": offers(case, request.acting, queries.met(case))}
    return render(request, "cases/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def norm_in(case: Case, key: str) -> TakenNorm:
    """A norm in use in this case, or 404."""
    rows = TakenNorm.objects.select_related("accused__case", "kajian")
    return get_object_or_404(rows, key=key, accused__case=case, released_at=None)


def line_in(norm: TakenNorm, element: str) -> queries.ElementLine:
    line = queries.line_of(norm, element, get_language())
    if line is None:
        raise Http404
    return line


@staff_only(*queries.ROLES)
@require_POST
def take_norm(request: StaffRequest, key: str) -> HttpResponse:
    """ "Pakai": a proposal of the machine becomes a norm that counts."""
    case = seen_case(request, key)
    accused = get_object_or_404(queries.persons_of(case), key=request.POST.get("accused", ""))
    provision = request.POST.get("provision", "")
    try:
        actions.take_over(case, accused=accused, provision=provision, acting=request.acting, at=timezone.now())
        messages.success(request, _("Norma dipakai. Sekarang nilai unsurnya satu per satu."))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    except (Refused, SomeoneWasFaster) as problem:
        messages.warning(request, getattr(problem, "message", str(problem)))
    return see_other(tab_of(case, accused))


@staff_only(*queries.ROLES)
@require_POST
def release_norm(request: StaffRequest, key: str, norm: str) -> HttpResponse:
    """A norm is let go; what was said of its elements stays."""
    case = seen_case(request, key)
    taken = norm_in(case, norm)
    try:
        actions.release(case, norm=taken, acting=request.acting, at=timezone.now())
        messages.success(request, _("Norma dilepas. Penilaian unsurnya tetap tersimpan."))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    except SomeoneWasFaster as problem:
        messages.warning(request, str(problem))
    return see_other(tab_of(case, taken.accused))


@staff_only(*queries.ROLES)
@require_http_methods(["GET", "POST"])
def element(request: StaffRequest, key: str, norm: str, element: str) -> HttpResponse:
    """One element: what the machine says, what people said, and the form. Of two at once the slower sees both texts."""
    case = seen_case(request, key)
    taken = norm_in(case, norm)
    line, known = line_in(taken, element), queries.pinnable(case)
    form = ElementForm(request.POST if request.method == "POST" else None, line=line, known=known)
    context = {"case": case, "line": line, "form": form, "back": tab_of(case, taken.accused)}
    verb = actions.assess_element
    try:
        if form.is_bound and attempt_to(form, lambda: verb(
            case, norm=taken, element=element, acting=request.acting, at=timezone.now(), **form.values()
        )):  # fmt: skip
            messages.success(request, _("Penilaian tersimpan."))
            return see_other(tab_of(case, taken.accused))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    except Overtaken as problem:
        context |= _both_texts(taken, element, form, problem)
    history = queries.history_of(taken, element)
    queries.call_pins(history, [each for each in known.values() if isinstance(each, Exhibit)])
    context |= {"history": history, "works": can_take(case, WORK_STEP, request.acting)}
    context["marks"] = marks_of(case, request.acting)
    return render(request, "cases/matrix/element.html", context, status=status_of(form))


def attempt_to(form: forms.Form, verb: Callable[[], Any]) -> Any | None:
    """`attempt` for what has no version: a refusal stands at its field, being overtaken passes through."""
    if not form.is_valid():
        return None
    try:
        return verb()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    return None


def now_at(form: forms.Form, field: str, problem: Overtaken) -> None:
    """The form keeps what was typed and goes on from where things stand: saving again then means the typed text.

    Where nobody has written anything there is no text of theirs to show, and the sentence stands alone.
    """
    typed = form.data.copy()  # type: ignore[attr-defined]
    typed[field] = str(problem.number)
    if not problem.number:
        form.add_error(None, _("Versi yang Anda mulai tidak ada. Isian Anda masih ada: periksa, lalu simpan lagi."))
    form.data = typed
    form.status = HTTPStatus.CONFLICT  # type: ignore[attr-defined]


def _both_texts(norm: TakenNorm, element: str, form: ElementForm, problem: Overtaken) -> dict[str, object]:
    """What somebody else wrote meanwhile, beside what was typed."""
    now_at(form, "number", problem)
    theirs = next(iter(queries.history_of(norm, element)), None)
    if theirs is None:
        return {}
    return {"theirs": theirs, "pieces": differences(theirs.row.reason, form.cleaned_data["reason"])}
