"""Doors of the desk of a case: who examines, who follows, notes, tasks."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, desk_policies, queries
from netral.cases.desk import Desk, marks_of
from netral.cases.forms.desk import AssignForm, NoteForm, TaskForm
from netral.cases.models import Case
from netral.cases.states import Refused
from netral.cases.taking import status_of
from netral.cases.views.cases import seen_case
from netral.lib.answers import page_of, see_other
from netral.notices.actions import follow as follow_subject
from netral.notices.actions import unfollow as unfollow_subject
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.procedure.twice import once, was_done


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def assign(request: StaffRequest, key: str) -> HttpResponse:
    """Who examines the case: a list to tick."""
    case = seen_case(request, key)
    form = AssignForm(_sent(request), case=case, acting=request.acting)
    if form.is_bound and done(form, lambda: actions.assign(case, **_by(request), **form.cleaned_data)):
        messages.success(request, _("Pemeriksa perkara disimpan."))
        return see_other("cases:case", case.key)
    context = {"case": case, "form": form, "may": desk_policies.can_assign_self(case, request.acting)}
    return render(request, "cases/desk/assign.html", context, status=status_of(form))


@staff_only(*queries.ROLES)
@require_POST
def follow(request: StaffRequest, key: str) -> HttpResponse:
    """Hear of the steps and deadlines of a case, or no longer."""
    case = seen_case(request, key)
    if request.POST.get("mau") == "ya":
        follow_subject(request.user, case.reference, at=timezone.now())
        messages.success(request, _("Anda mengikuti perkara ini: langkah dan tenggatnya masuk Pemberitahuan."))
    else:
        unfollow_subject(request.user, case.reference)
        messages.success(request, _("Anda tidak lagi mengikuti perkara ini."))
    return see_other("cases:case", case.key)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def notes(request: StaffRequest, key: str) -> HttpResponse:
    """The notes of a case, newest first, and one more."""
    case = desk_case(request, key)
    if was_done(request):
        return see_other("cases:notes", case.key)
    form = NoteForm(_sent(request))
    verb = once(request, lambda: actions.write_note(case, text=form.cleaned_data["text"], **_by(request)))
    if form.is_bound and done(form, verb):
        return see_other("cases:notes", case.key)
    return _desk_page(request, "notes", case, form)


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def note(request: StaffRequest, key: str, note: str) -> HttpResponse:
    """A note to its author, to be written anew; what it read before stays."""
    case = desk_case(request, key)
    found = get_object_or_404(case.notes, key=note, written_by=request.acting.reference)
    latest = found.editions.order_by("-edition")[0]
    form = NoteForm(_sent(request), initial={"text": latest.text, "seen": latest.edition})
    edit = partial(actions.edit_note, found, case=case, **_by(request))
    if form.is_bound and done(form, lambda: edit(text=form.cleaned_data["text"], seen=form.cleaned_data["seen"] or 0)):
        return see_other("cases:notes", case.key)
    context = {"case": case, "form": form, "latest": latest, "marks": marks_of(case, request.acting)}
    return render(request, "cases/desk/note.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def tasks(request: StaffRequest, key: str) -> HttpResponse:
    """The tasks of a case, and one more."""
    case = desk_case(request, key)
    if was_done(request):
        return see_other("cases:case", case.key)
    form = TaskForm(_sent(request), case=case, initial={"user": request.user.key})
    verb = once(request, lambda: actions.give_task(case, **form.cleaned_data, **_by(request)))
    if form.is_bound and done(form, verb):
        messages.success(request, _("Tugas diberikan."))
        return see_other("cases:case", case.key)
    return _desk_page(request, "tasks", case, form)


@staff_only(*queries.ROLES)
@require_POST
def finish_task(request: StaffRequest, key: str, task: str) -> HttpResponse:
    """A task is done. Back to where the press came from: the case, or one's own tasks."""
    back = request.POST.get("dari")  # read first: a body that cannot be read has done nothing
    case = desk_case(request, key)
    found = get_object_or_404(case.tasks.select_related("user"), key=task)
    try:
        actions.finish_task(found, case=case, **_by(request))
        messages.success(request, _("Tugas selesai."))
    except (NotAllowed, SomeoneWasFaster) as refusal:
        messages.error(request, str(refusal))
    return see_other("cases:my_tasks") if back == "tugas" else see_other("cases:case", case.key)


@require_GET
@staff_only(*queries.ROLES)
def my_tasks(request: StaffRequest) -> HttpResponse:
    """One's own open tasks, soonest first."""
    page = page_of(request, queries.open_tasks_for(request.user).filter(pk__in=queries.open_tasks_seen(request.acting)))
    rows = queries.shown(page, now=timezone.now())
    return render(request, "cases/desk/my_tasks.html", {"page": page, "rows": rows})


def desk_case(request: StaffRequest, key: str) -> Case:
    """A case whose desk this person works at; for offices above there is no such page."""
    case = seen_case(request, key)
    if not queries.is_inside(case, request.acting):
        raise Http404
    return case


def done(form: forms.Form, verb: Callable[[], Any]) -> bool:
    """Run a verb on a clean form; what stands in its way ends up in the form, which keeps what was typed."""
    if not form.is_valid():
        return False
    try:
        verb()
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    except SomeoneWasFaster as problem:
        form.add_error(None, str(problem))
        form.status = HTTPStatus.CONFLICT  # type: ignore[attr-defined]
    return form.is_valid()


def _desk_page(request: StaffRequest, name: str, case: Case, form: forms.Form) -> HttpResponse:
    desk = Desk(case, request.acting, request.user, timezone.now())
    context = {"case": case, "desk": desk, "form": form}
    return render(request, f"cases/desk/{name}.html", context, status=status_of(form))


def _by(request: StaffRequest) -> dict[str, Any]:
    return {"acting": request.acting, "at": timezone.now()}


def _sent(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None
