"""Two agencies' lists held against each other: bring one, read what came of it, sign it, take it home."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases.states import Refused
from netral.insight import actions, policies, queries
from netral.insight.forms import ListForm
from netral.insight.listed import COLUMNS, EXAMPLE
from netral.insight.models import Reconciliation
from netral.insight.states import NOT_TOLD, Finding, Reason
from netral.intake.tables import write_csv
from netral.lib.answers import page_of, see_other
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@require_GET
@staff_only(*queries.HANDLERS)
def reconciliations(request: StaffRequest) -> HttpResponse:
    page = page_of(request, queries.reconciliation_seen_by(request.acting))
    return render(request, "insight/reconciliations.html", {"page": page})


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@staff_only(*queries.HANDLERS)
def bring(request: StaffRequest) -> HttpResponse:
    """The form; what came of the list stands on a page of its own."""
    form = ListForm(request.acting, *((request.POST, request.FILES) if request.method == "POST" else ()))
    made = _reconciled(request, form) if form.is_bound and form.is_valid() else None
    if made:
        return see_other("insight:reconciliation", made.key)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    page = {"form": form, "columns": COLUMNS, "example": EXAMPLE}
    return render(request, "insight/bring_list.html", page, status=status)


def _reconciled(request: StaffRequest, form: ListForm) -> Reconciliation | None:
    listed, office, partner = (form.cleaned_data[name] for name in ("table", "office", "partner"))
    try:
        return actions.reconcile(listed, office=office, partner=partner, acting=request.acting, at=timezone.now())
    except Refused as refusal:
        form.add_error(refusal.field, refusal.message)
        return None


@require_http_methods(["GET", "POST"])
@staff_only(*queries.HANDLERS)
def result(request: StaffRequest, key: str) -> HttpResponse:
    """What came of every row; pressing signs for the own side."""
    found, finding = _seen(request, key), _finding(request)
    if request.method == "POST":
        return _signed(request, found)
    page = page_of(request, queries.rows_of(found, finding))
    context = {
        "found": found,
        "findings": [(each, found.counts[each.value]) for each in Finding],
        "finding": finding,
        "page": page,
        "rows": queries.shown(page.object_list),
        "reasons": dict(Reason.choices),
        "not_told": {code.value: words for code, words in NOT_TOLD.items()},
        "elsewhere": queries.other_house(found),
        "may_sign": policies.can_sign(found, request.acting),
    }
    return render(request, "insight/reconciliation.html", context)


def _signed(request: StaffRequest, found: Reconciliation) -> HttpResponse:
    try:
        actions.sign(found, acting=request.acting, at=timezone.now())
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Hasil ini disetujui."))
    return see_other("insight:reconciliation", found.key)


@require_GET
@staff_only(*queries.HANDLERS)
def result_csv(request: StaffRequest, key: str) -> HttpResponse:
    """The rows as a table for a spreadsheet; nothing in a cell is run as a formula.

    `?bentuk=daftar`: only our side, in the columns in which a list is brought, for the partner's own house.
    """
    found = _seen(request, key)
    if request.GET.get("bentuk") == "daftar":
        return _csv(_our_list(found), f"daftar-{found.key}")
    names = [f"{column}_{side}" for side in ("daftar", "di_sini") for column in COLUMNS]
    lines = [["baris", "hasil", "alasan", *names]]
    for row in queries.shown(queries.rows_of(found, _finding(request)).iterator(chunk_size=1000)):
        sides = [(side or {}).get(column, "") for side in (row.theirs, row.ours) for column in COLUMNS]
        lines.append([str(row.place), row.finding.value, " ".join(row.reasons), *sides])
    return _csv(lines, f"pencocokan-{found.key}")


def _our_list(found: Reconciliation) -> list[list[str]]:
    sides = (row.ours for row in queries.shown(queries.rows_of(found).iterator(chunk_size=1000)))
    return [list(COLUMNS), *([side[column] for column in COLUMNS] for side in sides if side)]


def _csv(lines: list[list[str]], name: str) -> HttpResponse:
    answer = HttpResponse(write_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _seen(request: StaffRequest, key: str) -> Reconciliation:
    return get_object_or_404(queries.reconciliation_seen_by(request.acting), key=key)


def _finding(request: StaffRequest) -> str:
    finding = request.GET.get("hasil", "")
    if finding and finding not in Finding.values:
        raise Http404
    return finding
