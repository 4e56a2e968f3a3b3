"""The palette: one box that finds a case, a page, or what may be done next in the case that is open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from netral.access.policies import StaffRequest, staff_only
from netral.cases import queries
from netral.cases.desk import Desk
from netral.cases.models import Case
from netral.cases.pages import TABS, CasePage
from netral.cases.picking import LONGEST_QUERY
from netral.procedure.queries import say

MOST_CASES = 8
SHORTEST = 2  # of one letter there are too many


@dataclass(frozen=True)
class Command:
    """A line of the palette: what it is called, and where it leads."""

    label: str
    url: str
    hint: str = ""


@require_http_methods(["GET", "POST"])
@staff_only
def palette(request: StaffRequest) -> HttpResponse:
    """Plain links. What is looked for travels in the body, for people look for people; nothing is changed by it.

    A script asks for the box alone, and while somebody writes for the lines alone; everybody else gets a page.
    """
    asked = request.POST if request.method == "POST" else request.GET
    text = request.POST.get("q", "").strip()[:LONGEST_QUERY]
    case = _open_case(request, asked)
    context: dict[str, Any] = {"text": text, "words": text.casefold(), "case_key": case.key if case else ""}
    context |= {"here": _matching(_here(request, case), text) if case else [], "found": _cases(request, text)}
    return render(request, _template(request), context)


def _template(request: StaffRequest) -> str:
    if "HX-Request" not in request.headers:
        return "cases/palette.html"
    return "cases/parts/palette_lines.html" if request.method == "POST" else "cases/parts/palette.html"


def _open_case(request: StaffRequest, asked: QueryDict) -> Case | None:
    """The case the palette was opened over; none where this person does not see it."""
    key = asked.get("perkara", "")
    if not (key and request.acting.holds_any(queries.ROLES)):
        return None
    rows = queries.case_seen_by(request.acting).select_related("laporan", "office__region", "region")
    return rows.filter(key=key).first()


def _here(request: StaffRequest, case: Case) -> list[Command]:
    """The steps that are open now, what the desk offers, and the parts of the page."""
    page, desk = (
        CasePage(case, request.acting, timezone.now()),
        Desk(case, request.acting, request.user, timezone.now()),
    )
    steps = [Command(str(say(offer.step.label)), _to("step", case, offer.step.code)) for offer in page.open_offers]
    doors = [(_("Pemeriksa"), "assign", "A")]
    if desk.inside:
        doors += [(_("Catatan"), "notes", "N"), (_("Label"), "labels", "L"), (_("Tugas"), "tasks", "")]
    doors.append((_("Cetak berkas perkara"), "berkas", ""))
    tabs = [
        Command(str(label), _to("tab", case, code) if place else _to("case", case), str(place + 1))
        for place, (code, label) in enumerate(TABS.items())
    ]
    return [*steps, *(Command(label, _to(door, case), hint) for label, door, hint in doors), *tabs]


def _cases(request: StaffRequest, text: str) -> list[Case]:
    """Cases in one's own scope by number, title or terlapor."""
    if len(text) < SHORTEST or not request.acting.holds_any(queries.ROLES):
        return []
    return list(queries.search(request.acting, text)[:MOST_CASES])


def _matching(commands: list[Command], text: str) -> list[Command]:
    return [command for command in commands if text.casefold() in command.label.casefold()]


def _to(door: str, case: Case, *more: str) -> str:
    return reverse(f"cases:{door}", args=[case.key, *more])
