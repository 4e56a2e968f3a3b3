"""Steps of a case: load within scope, show the form or the refusal, call one verb."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.forms import FORMS, RegistrationForm
from netral.cases.matrix_states import WORK_STEP
from netral.cases.models import Case
from netral.cases.states import BROUGHT_BY_THE_FORM
from netral.cases.taking import attempt, status_of
from netral.cases.views.cases import seen_case
from netral.intake.queries import laporan_seen_by
from netral.lib.answers import see_other
from netral.procedure.policies import check_can_take, offers
from netral.procedure.queries import say, table
from netral.procedure.states import NotAllowed
from netral.procedure.twice import once, was_done

PROPOSE = "pakai"  # the button that fills in a proposal and saves nothing
LOOK = "lihat"  # the button that shows what would come of it, and saves nothing


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def register(request: StaffRequest, key: str) -> HttpResponse:
    """From a complete laporan to a case."""
    laporan = get_object_or_404(laporan_seen_by(request.acting).select_related("region"), key=key)
    form = RegistrationForm(*_sent(request), laporan=laporan, initial={"title": actions.proposed_title(laporan)})
    context = {"laporan": laporan, "form": form}
    try:
        check_can_take(laporan, "registrasi", request.acting)
        verb = partial(actions.open_from, laporan, acting=request.acting, at=timezone.now())
        if opened := attempt(form, lambda: verb(**form.cleaned_data), laporan):
            return see_other("cases:case", opened.key)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": offers(laporan, request.acting)}
        return render(request, "cases/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return render(request, "cases/register.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def step(request: StaffRequest, key: str, step: str) -> HttpResponse:
    """A step's form; or, when it is not possible now, the sentence that says what is."""
    found = seen_case(request, key)
    if step not in FORMS or step not in [each.code for each in table(found).steps]:
        raise Http404
    if was_done(request):
        return _done(request, found, step)
    met = queries.met(found) | BROUGHT_BY_THE_FORM
    context = {"case": found, "step": table(found).step(step)}
    try:
        check_can_take(found, step, request.acting, met=met)
        form = FORMS[step](*_sent(request), case=found, **_about(request, step))
        verb = partial(actions.STEPS[step], found, acting=request.acting, at=timezone.now())
        if PROPOSE in request.POST:
            form.propose()
        elif LOOK in request.POST:
            form.look()
        elif attempt(form, once(request, lambda: verb(**form.values())), found):
            return _done(request, found, step)
    except NotAllowed as refusal:
        context |= {"refusal": refusal, "offers": offers(found, request.acting, met)}
        return render(request, "cases/impossible.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    status = HTTPStatus.OK if PROPOSE in request.POST or form.shown else status_of(form)
    return render(request, f"cases/steps/{form.template}.html", {**context, "form": form}, status=status)


def _done(request: StaffRequest, case: Case, step: str) -> HttpResponse:
    messages.success(request, say(table(case).step(step).done))
    return see_other("cases:case", case.key)


def _about(request: StaffRequest, step: str) -> dict[str, str]:
    """Of whom a kajian is asked for, where the address says it."""
    return {"about": request.GET.get("terlapor", "")} if step == WORK_STEP else {}


def _sent(request: StaffRequest) -> list[QueryDict]:
    """What a form is bound to: the post, even an empty one; nothing for a page just opened."""
    return [request.POST] if request.method == "POST" else []
