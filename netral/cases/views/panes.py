"""Two exhibits of a case next to each other, chosen by plain links and a plain form."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render

from netral.access.policies import StaffRequest
from netral.cases import queries
from netral.cases.models import Case
from netral.intake.queries import rows_of

SIDES = ("kiri", "kanan")


def asks_for_two(request: StaffRequest) -> bool:
    """Whether the tab of the exhibits was asked for two of them."""
    return any(side in request.GET for side in SIDES)


def two(request: StaffRequest, case: Case) -> HttpResponse:
    """Two exhibits next to each other; without a choice the first two. An unknown name is as absent as the exhibit."""
    exhibits = queries.exhibits_seen_by(case, request.acting)
    choices = queries.exhibit_choices(exhibits)
    names = [name for name, _words in choices]
    chosen = _chosen(names, [request.GET.get(side, "") for side in SIDES])
    rows = rows_of(exhibits, case.reference, *case.also_about())
    panes = {pane.name: pane for pane in queries.panes(case, rows, chosen)}
    if any(name not in panes for name in chosen if name):
        raise Http404
    context = {"case": case, "choices": choices, "sides": _sides(names, chosen, panes), "chosen": chosen}
    context["inside"] = queries.is_inside(case, request.acting)
    return render(request, "cases/two_exhibits.html", context)


def _chosen(names: list[str], wanted: list[str]) -> list[str]:
    """What was asked for; in place of what was not, the first that stands on neither side."""
    free = iter([name for name in names if name not in wanted])
    return [name or next(free, "") for name in wanted]


def _sides(names: list[str], chosen: list[str], panes: dict[str, queries.Pane]) -> list[dict[str, Any]]:
    """Each side: its pane, and the addresses by which it moves one exhibit on while the other stays."""
    found = []
    for place, side in enumerate(SIDES):
        at = names.index(chosen[place]) if chosen[place] else -1
        moves = {"before": names[at - 1] if at > 0 else "", "after": names[at + 1] if 0 <= at < len(names) - 1 else ""}
        ways = {way: _address(chosen, place, name) for way, name in moves.items() if name}
        found.append({"name": side, "pane": panes.get(chosen[place]), **ways})
    return found


def _address(chosen: list[str], place: int, name: str) -> str:
    asked = list(chosen)
    asked[place] = name
    return "?" + urlencode(dict(zip(SIDES, asked, strict=True)))
