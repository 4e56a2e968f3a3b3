"""The text of a kajian: write it, read an edition with what changed, see it as a PDF, issue it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from netral.access.policies import StaffRequest, staff_only
from netral.cases import actions, queries
from netral.cases.assembling import assemble
from netral.cases.desk import marks_of
from netral.cases.forms.matrix import KajianTextForm
from netral.cases.matrix_states import ASSEMBLED, CHAPTERS, WORK_STEP, Overtaken
from netral.cases.models import Accused, Case, KajianText
from netral.cases.states import Refused
from netral.cases.taking import status_of
from netral.cases.views.cases import seen_case
from netral.cases.views.matrix import attempt_to, now_at, refused
from netral.documents.actions import serve
from netral.lib.answers import see_other
from netral.lib.differing import SAME, Piece, differences
from netral.procedure.policies import can_take
from netral.procedure.states import NotAllowed

AGAIN = "susun"  # the button that puts the assembled chapters together anew and saves nothing


@require_http_methods(["GET", "POST"])
@staff_only(*queries.ROLES)
def kajian_text(request: StaffRequest, key: str, accused: str) -> HttpResponse:
    """The editions of the text about one person, and the form for the next one."""
    case = seen_case(request, key)
    person = _person(case, accused)
    newest = queries.latest_text(person)
    again = AGAIN in request.POST
    form = _form(request, person, newest, again=again)
    context = {"case": case, "person": person, "works": can_take(case, WORK_STEP, request.acting), "form": form}
    try:
        if form.is_bound and not again and attempt_to(form, lambda: actions.save_text(
            case, accused=person, edition=form.cleaned_data["edition"], acting=request.acting, at=timezone.now(),
            chapters={code: form.cleaned_data[code] for code in CHAPTERS},
        )):  # fmt: skip
            messages.success(request, _("Edisi baru naskah kajian tersimpan."))
            return see_other("cases:kajian_text", case.key, person.key)
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    except Overtaken as problem:
        context |= _both_texts(person, form, problem)
    editions = queries.texts_of(person)
    context |= {"editions": editions, "names": queries.names_of(each.saved_by for each in editions)}
    context |= {"kajian": queries.kajian_of(person), "marks": marks_of(case, request.acting)}
    status = HTTPStatus.OK if again else status_of(form)
    return render(request, "cases/matrix/text.html", context, status=status)


@require_GET
@staff_only(*queries.ROLES)
def kajian_edition(request: StaffRequest, key: str, accused: str, edition: int) -> HttpResponse:
    """One edition, with what changed since the one before."""
    case = seen_case(request, key)
    person = _person(case, accused)
    text = _edition(person, edition)
    before = KajianText.objects.filter(accused=person, edition=edition - 1).first()
    context = {
        "case": case,
        "person": person,
        "text": text,
        "before": before,
        "by": queries.names_of([text.saved_by]).get(text.saved_by, ""),
        "examines": request.acting.holds("pemeriksa", case.office.code),
        "chapters": [(heading, _changed(before, text, code)) for code, heading in CHAPTERS.items()],
    }
    return render(request, "cases/matrix/edition.html", context)


@require_GET
@staff_only(*queries.ROLES)
def kajian_pdf(request: StaffRequest, key: str, accused: str, edition: int) -> HttpResponseBase:
    """The document where it was issued, else a draft marked as one."""
    case = seen_case(request, key)
    text = _edition(_person(case, accused), edition)
    if text.document:
        return serve(text.document)
    pdf = actions.draft(case, text=text, signer=request.acting.name, at=timezone.now())
    return HttpResponse(pdf, content_type="application/pdf", headers={"X-Content-Type-Options": "nosniff"})


@staff_only(*queries.ROLES)
@require_POST
def issue_kajian(request: StaffRequest, key: str, accused: str, edition: int) -> HttpResponse:
    """The edition that lay before the members becomes a numbered document."""
    case = seen_case(request, key)
    person = _person(case, accused)
    try:
        actions.issue_text(case, text=_edition(person, edition), acting=request.acting, at=timezone.now())
        messages.success(request, _("Kajian terbit sebagai PDF bernomor."))
    except NotAllowed as refusal:
        return refused(request, case, refusal)
    except Refused as problem:
        messages.warning(request, problem.message)
    return see_other("cases:kajian_edition", case.key, person.key, str(edition))


def _person(case: Case, key: str) -> Accused:
    """Anybody the case was ever about: what was written stays readable."""
    return get_object_or_404(Accused.objects.select_related("case__laporan", "case__region"), key=key, case=case)


def _edition(person: Accused, edition: int) -> KajianText:
    rows = KajianText.objects.select_related("document", "kajian", "accused")
    return get_object_or_404(rows, accused=person, edition=edition)


def _form(request: StaffRequest, person: Accused, newest: KajianText | None, *, again: bool) -> KajianTextForm:
    """As sent; else the newest edition, before there is one the matrix. `again`: the assembled chapters anew."""
    if request.method == "POST" and not again:
        return KajianTextForm(request.POST)
    if again:
        typed = request.POST.copy()
        fresh = assemble(person)
        for code in ASSEMBLED:
            typed[code] = fresh[code]
        return KajianTextForm(typed)
    said = {code: getattr(newest, code) for code in CHAPTERS} if newest else assemble(person)
    return KajianTextForm(initial={**said, "edition": newest.edition if newest else 0})


def _both_texts(person: Accused, form: KajianTextForm, problem: Overtaken) -> dict[str, object]:
    """What somebody else saved meanwhile beside what was typed."""
    now_at(form, "edition", problem)
    if not problem.number:
        return {}
    theirs = _edition(person, problem.number)
    pairs = [(heading, getattr(theirs, code), form.cleaned_data[code]) for code, heading in CHAPTERS.items()]
    changed = [(heading, differences(old, new)) for heading, old, new in pairs if old != new]
    return {"theirs": theirs, "by": queries.names_of([theirs.saved_by]).get(theirs.saved_by, ""), "changed": changed}


def _changed(before: KajianText | None, text: KajianText, code: str) -> list[Piece]:
    """A chapter in pieces; the first edition has nothing to be compared with."""
    now = getattr(text, code)
    return differences(getattr(before, code), now) if before else [Piece(SAME, now)] if now else []
