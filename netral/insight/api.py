"""The wire door of this room for staff with a bearer token: the same figures as the page, hidden alike."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from netral.cases.wire import StaffToken, acting_in
from netral.insight import queries
from netral.insight.pages import rule_name, verb_name
from netral.insight.states import Told

router = Router(tags=["waktu"], auth=StaffToken())


@router.get("waktu/", summary="Where time goes, by step, route, deadline, office and election", url_name="time_lost")
def time_lost(request: HttpRequest, kantor: str = "", pemilihan: str = "") -> dict[str, Any]:
    """Durations are seconds. `number` is null where it is too small to be told to another office."""
    acting = acting_in(request)
    found = queries.board(acting, cell=kantor, election=pemilihan) if acting.holds_any(queries.READERS) else None
    if found is None:
        raise Http404
    return {
        "cell": found.cell.code,
        "election": found.election,
        "counted": found.counted_at.isoformat() if found.counted_at else None,
        "whole": _timed(found.whole) if found.whole else None,
        "steps": [{"verb": each.what, "label": verb_name(each.what), **_timed(each)} for each in found.steps],
        "routes": [
            {"verbs": each.what.split() if each.number is not None else None, **_timed(each), "of": each.of}
            for each in found.routes
        ],
        "deadlines": [
            {"rule": each.rule, "what": rule_name(each.rule), "verb": each.what or None, "late": each.number,
             "of": each.of}
            for each in found.deadlines
        ],
        "out_of_order": [{"verb": each.what, "number": each.number, "of": each.of} for each in found.order],
        "offices": [{"office": code, "name": name, **_timed(each)} for name, code, each in found.offices],
        "elections": [{"election": code, "name": name, **_timed(each)} for name, code, each in found.elections],
    }  # fmt: skip


def _timed(told: Told) -> dict[str, int | None]:
    return {"number": told.number, "median": told.median, "p90": told.p90}
