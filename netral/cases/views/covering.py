"""Doors to the black boxes of a case: on what came with an answer, and away from a copy that was drawn wrongly."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import policies, queries
from netral.cases.covering import coverable
from netral.cases.forms.uncovering import UncoverForm
from netral.cases.models import Case
from netral.cases.views.cases import seen_case
from netral.evidence import actions as evidence
from netral.evidence.models import Exhibit
from netral.evidence.policies import check_can_uncover
from netral.evidence.queries import boxes_of, exhibits_of
from netral.evidence.states import EvidenceRefused, NotShown
from netral.intake.drawing import Sheet, draw, drawn_page
from netral.intake.models import Laporan
from netral.lib.answers import SeeOther


def drawn_on(request: StaffRequest, key: str, exhibit: str) -> tuple[Case, Exhibit]:
    """A case and an exhibit of its own, or 404 for whoever may not blacken it."""
    case = seen_case(request, key)
    found = exhibits_of(case.reference).filter(key=exhibit).first()
    if found is None or not policies.can_redact(case, request.acting):
        raise Http404
    return case, found


@require_GET
@staff_only(*queries.ROLES)
def page_picture(request: StaffRequest, key: str, exhibit: str, page: int) -> HttpResponse:
    """One page of an exhibit of the case."""
    _case, found = drawn_on(request, key, exhibit)
    return drawn_page(found, page)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def redact(request: StaffRequest, key: str, exhibit: str) -> HttpResponse:
    """The page to draw on."""
    case, found = drawn_on(request, key, exhibit)
    crumbs = ((resolve_url("cases:case", case.key), case.number),)
    pages = ("cases:redact_page", case.key)
    return draw(request, Sheet(found, case.office.code, case.number, crumbs, back_to(case), pages))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def uncover(request: StaffRequest, exhibit: str) -> HttpResponse:
    """What already went out, and the reason for taking the redacted copy back."""
    subject, found = coverable(request.acting, exhibit)
    back = back_to(subject, found)
    context: dict[str, Any] = {"exhibit": found, "number": subject.number, "back": back}
    try:
        check_can_uncover(found)
    except NotShown as refusal:
        return render(
            request, "cases/uncover.html", {**context, "refusal": refusal}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    form = UncoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _uncovered(request, form, subject, found):
        messages.success(request, _("Salinan tertutup ditarik. Berkas aslinya tetap di sini."))
        return SeeOther(back)
    context |= {
        "form": form,
        "boxes": len(boxes_of(found)),
        "made_at": queries.redacted_at(found),
        "zone": subject.office.zone,
        "went_out": queries.went_out_with(found),
        "printed": queries.printed_outside(found),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "cases/uncover.html", context, status=status)


def _uncovered(request: StaffRequest, form: UncoverForm, subject: Laporan | Case, found: Exhibit) -> bool:
    said: dict[str, Any] = {"reason": form.cleaned_data["reason"], "office": subject.office.code, "at": timezone.now()}
    try:
        evidence.uncover(found, acting=request.acting, **said)
    except (NotShown, EvidenceRefused) as refusal:
        form.add_error("reason", str(getattr(refusal, "message", refusal)))
        return False
    return True


def back_to(subject: Laporan | Case, found: Exhibit | None = None) -> str:
    """Where an exhibit is looked at: its own page, or in the list of the case."""
    if isinstance(subject, Laporan) and found:
        return resolve_url("intake:exhibit_page", subject.key, found.key)
    return resolve_url("cases:tab", subject.key, "bukti")
