"""Importing a table: bring it, look it over, store its good rows, take the receipts home."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from netral.access.models import Role
from netral.access.policies import StaffRequest, staff_only
from netral.intake.actions import importing
from netral.intake.actions.importing import BAD_ROWS_SHOWN, GOOD_ROWS_SHOWN, KEPT, Preview
from netral.intake.draft_seal import DraftKey
from netral.intake.forms.importing import TableForm
from netral.intake.table_rows import COLUMNS, EXAMPLE, sort
from netral.intake.tables import TableRefused, write_csv
from netral.intake.views.recording import offices_of
from netral.intake.views.statuses import status_of
from netral.lib.answers import see_other

COOKIE = "impor"
MOST_SHOWN_AT_ONCE = 20


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def bring(request: StaffRequest) -> HttpResponse:
    """The file; then what is in it."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TableForm(offices_of(request.acting, Role.INTAKE_OFFICER), *sent)
    key = _looked_over(request, form, timezone.now()) if form.is_bound else None
    if key is None:
        page = {"form": form, "columns": COLUMNS}
        return render(request, "intake/import.html", page, status=status_of(form))
    answer = see_other("intake:import_preview")
    cookie = {"httponly": True, "secure": settings.SECURE, "samesite": "Lax"}
    answer.set_cookie(COOKIE, key.text, max_age=KEPT, **cookie)
    return answer


def _looked_over(request: StaffRequest, form: TableForm, now: datetime) -> DraftKey | None:
    if not form.is_valid():
        return None
    try:
        found = sort(form.cleaned_data["table"], at=now)
    except TableRefused as refused:
        form.add_error("table", str(refused))
        return None
    return importing.look_over(found, office=form.chosen_office(), acting=request.acting, at=now)


@require_http_methods(["GET", "POST"])
@staff_only(Role.INTAKE_OFFICER)
def preview(request: StaffRequest) -> HttpResponse:
    """Good and bad rows; pressing stores the good ones, some at a time."""
    now = timezone.now()
    found = _found(request, now)
    if found is None:
        return see_other("intake:import")
    if request.method == "POST" and "buang" in request.POST:
        importing.forget(found)
        answer = see_other("intake:doors")
        answer.delete_cookie(COOKIE)
        return answer
    if request.method == "POST":
        importing.store_rows(found, acting=request.acting, at=now)
        return see_other("intake:import_preview")
    page = {
        "found": found,
        "samples": found.good[:GOOD_ROWS_SHOWN],
        "repeated": found.repeated[:MOST_SHOWN_AT_ONCE],
        "most": BAD_ROWS_SHOWN,
    }
    return render(request, "intake/import_preview.html", page)


@require_GET
@staff_only(Role.INTAKE_OFFICER)
def handed_out(request: StaffRequest) -> HttpResponse:
    """Row, receipt number and code of what was stored: to be handed to the reporters, then destroyed."""
    found = _found(request, timezone.now())
    if found is None:
        raise Http404
    rows = ((str(row), number, code) for row, number, code in importing.codes(found))
    return _csv([("baris", "nomor_tanda_terima", "kode"), *rows], "tanda-terima-impor.csv")


@require_GET
@staff_only(Role.INTAKE_OFFICER)
def template(request: StaffRequest) -> HttpResponse:
    """An empty table with one example row."""
    return _csv([tuple(COLUMNS), EXAMPLE], "templat-laporan.csv")


def _found(request: StaffRequest, now: datetime) -> Preview | None:
    key = DraftKey.from_text(request.COOKIES.get(COOKIE, ""))
    return importing.preview(key, acting=request.acting, at=now)


def _csv(rows: Iterable[tuple[str, ...]], name: str) -> HttpResponse:
    answer = HttpResponse(write_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
