"""Doors to ad hoc offices: when they end, what they leave behind, and going on longer."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases import transfer_policies as allowed
from netral.cases.actions.bulk import each
from netral.cases.forms.transferring import ExtensionForm, TakeAllForm
from netral.cases.models import Case
from netral.cases.taking import status_of
from netral.cases.views.bulk import skipped_words
from netral.cases.views.desk import done
from netral.lib.answers import page_of, see_other
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed

MOST_AT_ONCE = 100
staff = staff_only(*queries.ROLES, Role.ADMINISTRATOR)


@require_GET
@staff
def temporary_offices(request: StaffRequest) -> HttpResponse:
    """Every ad hoc office in reach, those that end first on top."""
    page = page_of(request, queries.temporary_seen_by(request.acting))
    lines = queries.temporary_lines(list(page), now=timezone.now())
    return render(request, "cases/transfers/offices.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
@staff
def temporary_office(request: StaffRequest, code: str) -> HttpResponse:
    """One of them with everything open there; once it is over, the office above takes all of it."""
    office = _seen(request, code)
    left = queries.left_at(office)
    takes = any(allowed.can_take_over(subject, request.acting) for subject in left[:1])
    form = TakeAllForm(_sent(request))
    if form.is_bound and takes and form.is_valid():
        _take_all(request, left[:MOST_AT_ONCE], form.cleaned_data)
        return see_other("cases:temporary_office", office.code)
    context = {
        "office": office,
        "line": queries.temporary_lines([office], now=timezone.now())[0],
        "left": [(subject, isinstance(subject, Case)) for subject in left[:MOST_AT_ONCE]],
        "more": max(0, len(left) - MOST_AT_ONCE),
        "takes": takes,
        "reads": request.acting.holds_any(queries.ROLES),
        "extends": allowed.can_extend(office, request.acting),
        "form": form,
    }
    return render(request, "cases/transfers/office.html", context, status=status_of(form))


def _take_all(request: StaffRequest, left: list[Any], given: dict[str, Any]) -> None:
    at = timezone.now()
    outcome = each(
        ((subject.number, subject) for subject in left),
        lambda subject: actions.take_over_work(subject, acting=request.acting, at=at, **given),
    )
    words = ngettext("%(n)s dari %(of)s diambil alih.", "%(n)s dari %(of)s diambil alih.", outcome.of)
    (messages.success if outcome.done else messages.warning)(request, words % {"n": outcome.done, "of": outcome.of})
    for reason, numbers in outcome.skipped.items():
        messages.warning(request, skipped_words(reason, numbers))


@require_http_methods(["GET", "POST"])
@staff
def extend_office(request: StaffRequest, code: str) -> HttpResponse:
    """A later last day, by letter."""
    office = _seen(request, code)
    form = ExtensionForm(_sent(request))
    verb = partial(actions.extend_office, office, acting=request.acting, at=timezone.now())
    try:
        allowed.check_can_extend(office, request.acting)
    except NotAllowed as refusal:
        context = {"office": office, "refusal": refusal}
        return render(request, "cases/transfers/extend.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_bound and done(form, lambda: verb(**form.cleaned_data)):
        messages.success(request, _("Masa tugas diperpanjang. Orang-orangnya bisa masuk lagi sampai hari itu."))
        return see_other("cases:temporary_office", office.code)
    return render(request, "cases/transfers/extend.html", {"office": office, "form": form}, status=status_of(form))


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _seen(request: StaffRequest, code: str) -> Organisation:
    return get_object_or_404(queries.temporary_seen_by(request.acting), code=code)
