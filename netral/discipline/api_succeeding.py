"""Wire doors of successions: what moved when a receiver ended, and moving what waits."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from netral.access.models import Role
from netral.access.states import Acting
from netral.cases.models import Peralihan
from netral.cases.wire import StaffToken, acting_in, page_from
from netral.discipline import actions, queries

router = Router(tags=["peralihan"], auth=StaffToken())


@router.get("peralihan/", summary="Hand-overs that moved to a successor, newest first", url_name="succession_list")
def succession_list(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """Of an administrator's offices: numbers and offices, nothing of a person. `waiting` is by rule."""
    acting = _administrator(request)
    listed, following = page_from(queries.moved_by_law(acting), cursor)
    left = queries.waiting_at(timezone.localdate(), acting)
    waiting = [{"rule": rule.code, "number": number} for rule, number in left]
    return {"items": [_moved(each) for each in listed], "next": following, "waiting": waiting}


@router.post("peralihan/", summary="Move what is still open with receivers that ended", url_name="move_successions")
def move_successions(request: HttpRequest) -> dict[str, Any]:
    """→ {moved}: how many did; for national administrators. Doing it again moves nothing twice."""
    return {"moved": actions.move_left_behind(acting=_administrator(request), at=timezone.now())}


def _administrator(request: HttpRequest) -> Acting:
    acting = acting_in(request)
    if not acting.offices_for(Role.ADMINISTRATOR):
        raise Http404
    return acting


def _moved(found: Peralihan) -> dict[str, Any]:
    return {
        "key": found.key,
        "penerusan": found.penerusan.key,
        "case": found.penerusan.case.number,
        "from": found.origin.code,
        "to": found.receiver.code,
        "rule": found.rule,
        "basis": found.basis,
        "moved_at": found.moved_at.isoformat(),
    }
