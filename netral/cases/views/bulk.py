"""Many rows of the queue at once: assign, follow, give a task, join, take a step, export."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.actions.bulk import MOST_AT_ONCE, Outcome, each, note_export, registered
from netral.cases.actions.tasks import seated_at
from netral.cases.export import sheet_of
from netral.cases.forms.queue import BulkLabelForm, BulkTaskForm, IntoCaseForm, PersonForm, StepOfManyForm
from netral.cases.models import Case
from netral.cases.picking import Picked, examiners_at, picked, workers_at
from netral.cases.views.bulk_steps import joined_into, stepped, steps_for_many
from netral.cases.wire import own_key
from netral.intake.models import Laporan
from netral.lib.answers import SeeOther, see_other
from netral.notices.actions import follow
from netral.procedure.states import NotAllowed
from netral.procedure.twice import once, remember, was_done, was_done_meanwhile

SAVE = "simpan"
NAMED = 5  # numbers named under one reason; of more the rest is counted
TITLES = {
    "tugaskan": gettext_lazy("Tugaskan pemeriksa"),
    "tugas": gettext_lazy("Beri tugas"),
    "label": gettext_lazy("Pasang label"),
    "gabungkan": gettext_lazy("Gabungkan ke satu perkara"),
    "tahap": gettext_lazy("Ubah tahap"),
}


@staff_only(*queries.ROLES)
@require_http_methods(["GET", "POST"])
def bulk(request: StaffRequest) -> HttpResponse:
    """What was asked for the picked rows; `langkah=simpan` brings the values of its form.

    Nobody comes here by a link but whoever signed in again over a form that was not sent: it is shown once more.
    """
    asked = _asked(request)
    what, verb = asked.get("aksi", ""), WITH_VALUES.get(asked.get("aksi", ""))
    if request.method != "POST" and verb is None:
        return see_other("cases:queue")
    chosen = picked(asked, request.acting, now=timezone.now())
    if not chosen.rows:
        return _page(request, chosen, None, _("Tidak ada yang dipilih. Centang barisnya dulu."))
    if what == "ekspor":
        return _export(request, chosen)
    if what == "ikuti":
        return _told(request, chosen, _followed(request, chosen), _now_followed)
    if verb is None:
        return _page(request, chosen, None, _("Pilih apa yang dilakukan dengan baris yang dicentang."))
    return SeeOther(back_to(chosen)) if was_done(request) else verb(request, chosen)


def _assign(request: StaffRequest, chosen: Picked) -> HttpResponse:
    form = PersonForm(_values(request), people=examiners_at(chosen.offices))
    if not (form.is_bound and form.is_valid()):
        return _page(request, chosen, form)
    rows = [(row.number, row) for row in chosen.rows]
    verb = partial(actions.add_examiner, rows, form.cleaned_data["user"], acting=request.acting, at=timezone.now())
    outcome = once(request, verb)()
    return SeeOther(back_to(chosen)) if outcome is True else _told(request, chosen, outcome, _assigned)


def _give_task(request: StaffRequest, chosen: Picked) -> HttpResponse:
    form = BulkTaskForm(_values(request), people=workers_at(chosen.offices))
    if not (form.is_bound and form.is_valid()):
        return _page(request, chosen, form)
    at = timezone.now()
    seated = {case.office_id: case for case in chosen.cases}
    people = {office: seated_at(case, at=at) for office, case in seated.items()}
    given = {**form.cleaned_data, "acting": request.acting, "at": at}

    def verb(case: Case) -> None:
        actions.give_task(case, seated=people[case.office_id], key=_key_of(request, case, form), **given)

    return _told_once(request, chosen, _each_case(chosen, verb), _given)


def _label(request: StaffRequest, chosen: Picked) -> HttpResponse:
    form = BulkLabelForm(_values(request))
    if not (form.is_bound and form.is_valid()):
        return _page(request, chosen, form)
    word, at = form.cleaned_data["word"], timezone.now()

    def verb(case: Case) -> None:
        if actions.add_label(case, acting=request.acting, at=at, word=word) is None:
            raise NotAllowed(_("sudah berlabel itu"))

    return _told_once(request, chosen, _each_case(chosen, verb), _now_labelled)


def _key_of(request: StaffRequest, case: Case, form: forms.Form) -> str:
    """The same copy of the form with the same words gives a case the same task, however often it was pressed."""
    copy, said = request.POST.get("lembar", ""), form.cleaned_data
    return own_key(f"{copy} {said['user'].key} {said['due_on']} {said['text']}", request.acting, case) if copy else ""


def _join(request: StaffRequest, chosen: Picked) -> HttpResponse:
    """Reports about one event go on in one of the picked cases."""
    if not chosen.cases or len(chosen.rows) == 1:
        return _page(request, chosen, None, _("Centang satu perkara dan laporan yang digabungkan ke dalamnya."))
    form = IntoCaseForm(_values(request), cases=chosen.cases)
    if not (form.is_bound and form.is_valid()):
        return _page(request, chosen, form)
    case = next(each for each in chosen.cases if each.key == form.cleaned_data["case"])
    outcome = joined_into(chosen, case, acting=request.acting, at=timezone.now())
    return _told_once(request, chosen, outcome, _joined)


def _step(request: StaffRequest, chosen: Picked) -> HttpResponse:
    """The same step for many cases, where it needs neither a letter nor anything to fill in."""
    possible = steps_for_many(chosen, request.acting)
    if not possible:
        return _page(request, chosen, None, _(
            "Tidak ada langkah yang bisa diambil sekaligus di sini: langkah dengan surat atau isian diambil satu per "
            "satu di halaman perkaranya."
        ))  # fmt: skip
    form = StepOfManyForm(_values(request), steps=possible)
    if not (form.is_bound and form.is_valid()):
        return _page(request, chosen, form)
    outcome = stepped(chosen, form.cleaned_data["step"], acting=request.acting, at=timezone.now())
    return _told_once(request, chosen, outcome, _moved)


def _followed(request: StaffRequest, chosen: Picked) -> Outcome:
    def verb(row: Case | Laporan) -> None:
        if not follow(request.user, row.reference, at=timezone.now()):
            raise NotAllowed(_("sudah Anda ikuti"))

    return each([(row.number, row) for row in chosen.rows], verb)


def _each_case(chosen: Picked, verb: Callable[[Case], object]) -> Outcome:
    return each([(row.number, row) for row in chosen.rows], lambda row: verb(registered(row)))


def _export(request: StaffRequest, chosen: Picked) -> HttpResponse:
    """A table of what the person sees. That it was taken out is recorded first."""
    content = sheet_of(chosen.rows, now=timezone.now())
    note_export(len(chosen.rows), acting=request.acting, at=timezone.now())
    _tell_of_the_rest(request, chosen)  # on the next page: a table has no room for it
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="antrean.csv"'
    return answer


def _values(request: StaffRequest) -> Any:
    return request.POST if request.POST.get("langkah") == SAVE else None


def _asked(request: StaffRequest) -> QueryDict:
    """The form, or what comes back of it after signing in again."""
    unsent: QueryDict | None = getattr(request, "unsent", None)
    return unsent if unsent is not None and request.method != "POST" else request.POST


def _page(request: StaffRequest, chosen: Picked, form: forms.Form | None, problem: str = "") -> HttpResponse:
    refused = problem or (form is not None and form.is_bound)
    what = _asked(request).get("aksi", "")
    context = {"picked": chosen, "aksi": what, "title": TITLES.get(what, ""), "problem": problem}
    context |= {"form": form} if form else {}
    context |= {"back": back_to(chosen), "rest": left_words(chosen.left_out) if chosen.left_out else ""}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "cases/desk/bulk.html", context, status=status)


def _told_once(request: StaffRequest, chosen: Picked, outcome: Outcome, words: Callable[[int], str]) -> HttpResponse:
    """The same where each row was a transaction of its own: a second press that came too late says nothing."""
    if outcome.done:
        remember(request)
    elif was_done_meanwhile(request):
        return SeeOther(back_to(chosen))
    return _told(request, chosen, outcome, words)


def _told(request: StaffRequest, chosen: Picked, outcome: Outcome, words: Callable[[int], str]) -> HttpResponse:
    """`11 dari 12 ditugaskan.`, and under each reason how many were left out and which."""
    said = words(outcome.of) % {"n": outcome.done, "of": outcome.of}
    (messages.success if outcome.done else messages.warning)(request, said)
    for reason, numbers in outcome.skipped.items():
        messages.warning(request, skipped_words(reason, numbers))
    _tell_of_the_rest(request, chosen)
    return SeeOther(back_to(chosen))


def left_words(n: int) -> str:
    """How many rows were left out because so many are not done at once, and how to go on."""
    words = ngettext(
        "Sedikitnya %(n)s baris lain belum ikut: sekali jalan paling banyak %(most)s. Persempit tampilan dengan "
        "saringan, misalnya wilayah atau tahap, lalu ulangi untuk sisanya.",
        "Sedikitnya %(n)s baris lain belum ikut: sekali jalan paling banyak %(most)s. Persempit tampilan dengan "
        "saringan, misalnya wilayah atau tahap, lalu ulangi untuk sisanya.",
        n,
    )
    return words % {"n": n, "most": MOST_AT_ONCE}


def _tell_of_the_rest(request: StaffRequest, chosen: Picked) -> None:
    if chosen.left_out:
        messages.warning(request, left_words(chosen.left_out))


def skipped_words(reason: str, numbers: list[str]) -> str:
    """`1 dilewati karena sudah menjadi pemeriksanya: 014/…`."""
    named = ", ".join(numbers[:NAMED]) + (" …" if len(numbers) > NAMED else "")
    words = ngettext(
        "%(n)s dilewati: %(reason)s (%(numbers)s)", "%(n)s dilewati: %(reason)s (%(numbers)s)", len(numbers)
    )
    return words % {"n": len(numbers), "reason": reason.rstrip("."), "numbers": named}


def back_to(chosen: Picked) -> str:
    """The queue as it was."""
    asked = {"tampilan": chosen.view, "q": chosen.text}
    return f"{resolve_url('cases:queue')}?{urlencode(asked)}"


def _assigned(n: int) -> str:
    return ngettext("%(n)s dari %(of)s ditugaskan.", "%(n)s dari %(of)s ditugaskan.", n)


def _given(n: int) -> str:
    return ngettext("%(n)s dari %(of)s diberi tugas.", "%(n)s dari %(of)s diberi tugas.", n)


def _now_labelled(n: int) -> str:
    return ngettext("%(n)s dari %(of)s diberi label.", "%(n)s dari %(of)s diberi label.", n)


def _joined(n: int) -> str:
    return ngettext("%(n)s dari %(of)s digabungkan.", "%(n)s dari %(of)s digabungkan.", n)


def _moved(n: int) -> str:
    return ngettext("%(n)s dari %(of)s berpindah tahap.", "%(n)s dari %(of)s berpindah tahap.", n)


def _now_followed(n: int) -> str:
    return ngettext("%(n)s dari %(of)s sekarang Anda ikuti.", "%(n)s dari %(of)s sekarang Anda ikuti.", n)


# What asks for a value before it is done.
WITH_VALUES: dict[str, Callable[[StaffRequest, Picked], HttpResponse]] = {
    "tugaskan": _assign,
    "tugas": _give_task,
    "label": _label,
    "gabungkan": _join,
    "tahap": _step,
}
