"""The wizard, page by page. Nothing of it is in a session, an address or a log: answers lie in a sealed draft."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from netral.evidence.queries import whole_uploads
from netral.intake import draft_cookie, suggesting
from netral.intake.actions import drafting
from netral.intake.actions.submitting import LONGEST_KEY
from netral.intake.draft_content import DraftContent
from netral.intake.draft_seal import DraftKey
from netral.intake.forms.wizard import ConductsForm, ProposalsForm, StepForm, StoryForm, Words
from netral.intake.forms.wizard_event import PlaceForm, TimeForm
from netral.intake.forms.wizard_people import EvidenceForm, PeopleForm, ReporterForm
from netral.intake.states import DraftGone, Refused
from netral.intake.views.statuses import status_of
from netral.intake.wizard_progress import late_sentence, time_limit
from netral.intake.wizard_report import KEEPS, report_of
from netral.intake.wizard_summary import rows
from netral.lib.answers import SeeOther, see_other

START, LAST = "intake:report", "periksa"


@dataclass(frozen=True)
class Page:
    """A page of the wizard; several pages may be one step of the seven."""

    code: str
    path: str
    number: int
    title: Words
    form: type[StepForm]

    @property
    def url(self) -> str:
        return f"intake:report_{self.code.replace('-', '_')}"

    @property
    def template(self) -> str:
        return f"intake/wizard/{self.code}.html"


STEPS = 7
PAGES = {
    page.code: page
    for page in (
        Page("apa", "apa/", 1, _("Yang Anda lihat"), ConductsForm),
        Page("cerita", "apa/cerita/", 1, _("Cerita Anda"), StoryForm),
        Page("usul", "apa/usul/", 1, _("Yang Anda ceritakan"), ProposalsForm),
        Page("di-mana", "di-mana/", 2, _("Tempat"), PlaceForm),
        Page("kapan", "kapan/", 3, _("Waktu"), TimeForm),
        Page("siapa", "siapa/", 4, _("Siapa"), PeopleForm),
        Page("bukti", "bukti/", 5, _("Bukti"), EvidenceForm),
        Page("tentang-anda", "tentang-anda/", 6, _("Tentang Anda"), ReporterForm),
    )
}
ORDER = list(PAGES)


def ways() -> str:
    """Page → address, as JSON, for the script that sends what a phone kept."""
    return json.dumps({code: reverse(page.url) for code, page in PAGES.items()})


@dataclass(frozen=True)
class Open:
    """A draft opened for one request."""

    key: DraftKey
    content: DraftContent


def opened(request: HttpRequest, at: datetime) -> Open | None:
    """The draft this browser holds the key of, if it still opens."""
    key = draft_cookie.key_of(request)
    try:
        return Open(key, drafting.read(key, at=at)) if key else None
    except DraftGone:
        return None


def begun(request: HttpRequest, at: datetime) -> Open:
    """A new draft; a phone that wrote it without a network brings the idempotency key it chose then."""
    brought = request.POST.get("key", "")
    own = brought if 0 < len(brought) <= LONGEST_KEY and brought.isascii() and brought.isprintable() else ""
    key = drafting.begin(at=at, key=own)
    return Open(key, drafting.read(key, at=at))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What will be asked and what follows from it; a draft that is there already is offered, never opened by itself."""
    now = timezone.now()
    there = opened(request, now)
    if request.method == "POST":
        return _started(request, there, now)
    resume = reverse(first_open(there.content)) if there and not there.content.sent else ""
    return render(
        request, "intake/wizard/mulai.html", {"draft": there and there.content, "resume": resume, "ways": ways()}
    )


def _started(request: HttpRequest, there: Open | None, now: datetime) -> HttpResponse:
    if there and "baru" not in request.POST and not there.content.sent:
        return see_other(first_open(there.content))
    if there:
        drafting.forget(there.key)
    answer = see_other(PAGES["apa"].url)
    draft_cookie.hand(answer, begun(request, now).key)
    return answer


def first_open(content: DraftContent) -> str:
    """The name of the first page not answered yet; proposals may be passed over."""
    left = [code for code in ORDER if code not in content.steps and code != "usul"]
    return PAGES[left[0]].url if left else f"intake:report_{LAST}"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str) -> HttpResponse:
    """One page: shown, refused with what was typed, or kept and on to the next."""
    now, here = timezone.now(), PAGES[code]
    there = opened(request, now)
    if there and there.content.sent:
        return see_other(START)
    if request.method == "GET":
        return see_other(START) if there is None else _shown(request, here, here.form(draft=there.content, at=now))
    # What was typed into a page left open for days is not lost: it becomes the first answer of a new draft.
    there = there or begun(request, now)
    form = here.form(request.POST, request.FILES, draft=there.content, at=now)
    content = _kept(form, there.key, now) if form.is_valid() else None
    refused = form.errors or content is None
    answer = _shown(request, here, form) if refused else _onward(request, here, form, content or there.content, now)
    draft_cookie.hand(answer, there.key)
    return answer


def _kept(form: StepForm, key: DraftKey, at: datetime) -> DraftContent | None:
    """The draft with the answers in it; None when another tab has ended it meanwhile."""
    try:
        if isinstance(form, EvidenceForm):
            _keep_files(form, key, at)
        return drafting.change(key, form.edit, at=at)
    except DraftGone:
        form.add_error(None, _("Draf ini sudah ditutup atau dihapus di tab lain. Kirim sekali lagi untuk draf baru."))
        return None


def _keep_files(form: EvidenceForm, key: DraftKey, at: datetime) -> None:
    """Files one by one: a refused one is named, the others stay."""
    drafting.caption(key, form.captions(), at=at)
    for upload in form.uploads():
        try:
            drafting.attach(key, upload, at=at)
        except Refused as refused:
            for problem in refused.problems:
                form.add_error("evidence", problem.message)
    if "hapus" in form.data:
        drafting.detach(key, str(form.data["hapus"]), at=at)
    if form.errors:
        form.draft = drafting.read(key, at=at)


def _onward(request: HttpRequest, here: Page, form: StepForm, content: DraftContent, at: datetime) -> HttpResponse:
    """The same page after a button of its own, back to reading over after "Ubah", else the next page."""
    changing = "ubah" in request.GET
    if form.stays:
        return SeeOther(reverse(here.url) + ("?ubah" if changing else ""))
    following = ORDER[ORDER.index(here.code) + 1 :]
    if following[:1] == ["usul"] and not suggesting.conducts(content):
        following = following[1:]
    if changing and following[:1] != ["usul"]:
        return see_other(f"intake:report_{LAST}")
    return see_other(PAGES[following[0]].url if following else f"intake:report_{LAST}")


def _shown(request: HttpRequest, here: Page, form: StepForm) -> HttpResponse:
    content = form.draft
    report = report_of(content)
    limit = time_limit(report, at=form.at)
    page: dict[str, Any] = {
        "page": here,
        "ways": ways(),
        "form": form,
        "draft": content,
        "steps": range(1, STEPS + 1),
        "back": back_to(here.code, changing="ubah" in request.GET),
        "summary": rows(content, whole=False),
        "limit": limit,
        "late": late_sentence(report, limit),
        "proposals": _proposals(here.code, form),
        "whole": whole_uploads([each.upload for each in content.files if each.upload]),
    }
    return render(request, here.template, page, status=status_of(form))


def back_to(code: str, *, changing: bool) -> str:
    """The address of the page before; the page of proposals is not come back to."""
    if changing:
        return reverse(f"intake:report_{LAST}")
    before = [each for each in ORDER[: ORDER.index(code)] if each != "usul"] if code in PAGES else ORDER
    return reverse(PAGES[before[-1]].url if before else START)


def _proposals(code: str, form: StepForm) -> list[suggesting.Proposal]:
    """What the reporter's own words offer for this page."""
    content = form.draft
    found: dict[str, Any] = {
        "usul": lambda: suggesting.conducts(content),
        "di-mana": lambda: [suggesting.place(content)],
        "kapan": lambda: [suggesting.day(content, form.today)],
        "siapa": lambda: [suggesting.agency(content, form.at)],
    }
    return [each for each in found[code]() if each] if code in found else []


def files_of(there: Open) -> AbstractContextManager[drafting.Packed]:
    """What goes with the report and what comes in pieces; of where photos were taken only what their sender allowed."""
    agreed = there.content.answers("bukti").get("location") == KEEPS
    return drafting.packed(there.key, there.content, positions=agreed)
