"""The page on which parts of an exhibit are blackened. Whoever shows it has asked a policy of its own first."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from netral.access.policies import StaffRequest
from netral.evidence import actions as evidence
from netral.evidence.actions.serving import HEADERS
from netral.evidence.content import Box
from netral.evidence.models import Exhibit
from netral.evidence.queries import boxes_of
from netral.evidence.states import PDF, EvidenceRefused, NotShown
from netral.intake.forms.redacting import box_rows
from netral.lib.answers import SeeOther

PREVIEW = "pratinjau"  # the button that shows the boxes and saves nothing


@dataclass(frozen=True)
class Sheet:
    """An exhibit to draw on: what it came with is called `number` and lies at `office` (a code).

    `crumbs` are (address, words) of the pages above, `back` is where it leads afterwards, and `pages` is the door of
    its pages: a URL name and the key of what it came with.
    """

    exhibit: Exhibit
    office: str
    number: str
    crumbs: Sequence[tuple[str, str]]
    back: str
    pages: tuple[str, str]

    def picture(self, number: int) -> str:
        """The address of one page."""
        door, key = self.pages
        return resolve_url(door, key, self.exhibit.key, number)


def drawn_page(exhibit: Exhibit, number: int) -> HttpResponse:
    """One page of an exhibit as a picture without anything beside its pixels."""
    try:
        drawn = evidence.page_of(exhibit, number)
    except (NotShown, EvidenceRefused):
        raise Http404 from None
    answer = HttpResponse(drawn.picture, content_type="image/jpeg")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control"):
        answer[name] = HEADERS[name]
    return answer


def draw(request: StaffRequest, sheet: Sheet) -> HttpResponse:
    """The page to draw on. Posted, the copy is made; with the other button only shown."""
    found, number = sheet.exhibit, _asked(request)
    several = found.media_type == PDF
    problem, count = _pages(found, number) if several else ("", 1)
    sent = request.POST if request.method == "POST" else None
    rows = box_rows(sent, boxes=boxes_of(found), page=number, several=several)
    boxes = rows.boxes() if sent and rows.is_valid() else [] if sent else boxes_of(found)
    if sent and PREVIEW not in sent and rows.is_valid():
        problem = _make(request, sheet, boxes)
        if not problem:
            messages.success(request, _("Salinan tertutup dibuat. Hanya salinan ini yang keluar dari kantor."))
            return SeeOther(sheet.back)
    elif sent and rows.is_valid():
        rows = box_rows(boxes=boxes, page=number, several=several)
    wrong = bool(problem) or (rows.is_bound and not rows.is_valid())
    page = {
        "sheet": sheet,
        "exhibit": found,
        "picture": sheet.picture(number),
        "rows": rows,
        "drawn": [box for box in boxes if box.page == number],
        "number": number,
        "count": count,
        "several": several,
        "problem": problem,
        "wrong": wrong,
    }
    return render(
        request, "intake/redact.html", page, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _asked(request: StaffRequest) -> int:
    asked: Any = request.POST.get("halaman") or request.GET.get("halaman") or "1"
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked) else 1  # noqa: PLR2004


def _pages(found: Exhibit, number: int) -> tuple[str, int]:
    """Why nothing can be drawn on, and how many pages there are."""
    try:
        return "", evidence.page_of(found, number).count
    except (NotShown, EvidenceRefused) as refusal:
        return str(getattr(refusal, "message", refusal)), 0


def _make(request: StaffRequest, sheet: Sheet, boxes: Sequence[Box]) -> str:
    """Empty when the copy was made, else why not."""
    try:
        evidence.redact(sheet.exhibit, boxes, acting=request.acting, office=sheet.office, at=timezone.now())
    except (NotShown, EvidenceRefused) as refusal:
        return str(getattr(refusal, "message", refusal))
    return ""
