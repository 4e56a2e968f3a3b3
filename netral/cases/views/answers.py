"""The right of answer: the page behind a link, for the accused person; and the page an examiner takes the link from."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, policies, queries
from netral.cases.forms import AnswerForm
from netral.cases.models import AnswerLink, Case
from netral.cases.norms import norms
from netral.cases.secret_doors import just_took, kept_from_others, remember_taken, square, unknown
from netral.cases.states import LinkState, LinkUnusable
from netral.cases.views.cases import seen_case
from netral.intake.states import Refused
from netral.lib.answers import see_other
from netral.procedure.states import SomeoneWasFaster
from netral.procedure.twice import once, was_done


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is alleged, a form to answer, and afterwards the receipt. No account, no script, nothing of the reporter."""
    link, now = queries.link_by_token(token), timezone.now()
    if link is None:
        return unknown(request)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    state = queries.state_of(link, now)
    if state != LinkState.OPEN:
        return _over(request, link, state)
    if form.is_valid():
        try:
            actions.answer(link, at=now, text=form.cleaned_data["text"], uploads=form.uploads())
            return see_other("answers:answer", token)
        except Refused as refused:
            for problem in refused.problems:
                form.add_problem(problem)
        except LinkUnusable as unusable:
            return _over(request, link, unusable.state)
    context = {"link": link, "case": link.case, "form": form, **_alleged(link)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return kept_from_others(render(request, "cases/answer.html", context, status=status))


def _alleged(link: AnswerLink) -> dict[str, Any]:
    """The day of the act and the norms in use for this person: of the examination, nothing of the report's words.

    What was let go is alleged no more, and what is alleged against others of the case is not theirs to read.
    """
    accused = link.accused
    kajian = queries.kajian_of(accused)
    in_use = {row["provision"] for row in queries.chosen_for([accused], kajian)} if kajian else set()
    alleged = [norm for norm in norms(kajian) if norm.provision in in_use]
    return {"day": queries.act_date(link.case, kajian), "norms": alleged}


def _over(request: HttpRequest, link: AnswerLink, state: LinkState) -> HttpResponse:
    """The receipt of a link that was used, or why another one leads nowhere. What came too late is not kept."""
    late = request.method == "POST"
    context = {"link": AnswerLink.objects.get(pk=link.pk), "case": link.case, "state": state, "late": late}
    if state == LinkState.USED:
        context["given"] = link.answer
        status = HTTPStatus.CONFLICT if late else HTTPStatus.OK
        return kept_from_others(render(request, "cases/answer_given.html", context, status=status))
    return kept_from_others(render(request, "cases/answer_over.html", context, status=HTTPStatus.GONE))


@never_cache
@require_http_methods(["GET", "POST"])
@staff_only(Role.EXAMINER)
def link(request: StaffRequest, key: str, link: str) -> HttpResponse:
    """How a link stands, and its address once: whoever takes it sees it for a while, to print it or to send it.

    Only for those who may make one. It stands in no letter, for many read those, and whoever knows it can answer by it.
    """
    case = seen_case(request, key)
    if not policies.can_hand_out_links(case, request.acting):
        raise Http404
    found = get_object_or_404(case.answer_links.select_related("accused", "case"), key=link)
    if request.method == "POST":
        _take_address(request, case, found)
        return see_other("cases:answer_link", case.key, found.key)
    now = timezone.now()
    state, taken = queries.state_of(found, now), found.key in queries.handed_out(case)
    context = {"case": case, "link": found, "state": state, "taken": taken}
    if state == LinkState.OPEN and just_took(request, found.key, now):
        address = queries.address_of(found)
        context |= {"address": address, "square": square(address)}
    return render(request, "cases/answer_link.html", context)


def _take_address(request: StaffRequest, case: Case, link: AnswerLink) -> None:
    """The session remembers which link it took, never its address; a second press shows what the first took."""

    def verb() -> None:
        at = timezone.now()
        actions.hand_out_link(case, link=link, acting=request.acting, at=at)
        remember_taken(request, link.key, at)

    if was_done(request):
        return
    try:
        once(request, verb)()
    except (LinkUnusable, SomeoneWasFaster):
        messages.error(
            request, _("Alamat tautan ini tidak bisa diambil lagi. Buat tautan baru kalau alamatnya hilang.")
        )
