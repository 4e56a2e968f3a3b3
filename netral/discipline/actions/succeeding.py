"""A supervising authority ends by law: what is still open there goes on with its successor, once each."""

import logging
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from netral.access.states import SYSTEM, Acting
from netral.cases import actions as cases
from netral.cases.models import Penerusan, Peralihan
from netral.cases.queries import route_to
from netral.cases.states import Cause
from netral.discipline import policies, queries
from netral.discipline.models import Penanganan
from netral.lib.one_by_one import one_by_one
from netral.notices.actions import tell
from netral.notices.queries.people import people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.actions import act_beside
from netral.procedure.states import SomeoneWasFaster
from netral.rulebook.successions import Succession

log = logging.getLogger(__name__)
MOVED = "beralih"


def move_left_behind(*, acting: Acting, at: datetime) -> int:
    """An administrator has everything move whose day has come; how many did. NotAllowed for anybody else."""
    policies.check_can_move_left_behind(acting)
    return move_to_successors(at, acting=acting)


def move_to_successors(at: datetime, *, acting: Acting = SYSTEM) -> int:
    """Move every open hand-over whose receiver was succeeded by now; how many. Safe to run at any time.

    Each moves in a transaction of its own: one that somebody else is just working on waits for the next round, and one
    that cannot move keeps no other from it.
    """
    on = timezone.localtime(at).date()
    rules = dict(queries.left_behind(on))
    return sum(one_by_one(lambda each: _tried(each, rules[each], on, acting=acting, at=at), list(rules), log=log))


def _tried(penerusan: Penerusan, rule: Succession, on: date, *, acting: Acting, at: datetime) -> bool:
    try:
        return succeed(penerusan, rule, on, acting=acting, at=at) is not None
    except SomeoneWasFaster:
        return False


@transaction.atomic
def succeed(penerusan: Penerusan, rule: Succession, on: date, *, acting: Acting, at: datetime) -> Peralihan | None:
    """One hand-over with its handling. None where our data does not hold the successor yet."""
    found = Penanganan.objects.select_related("case__laporan", "agency").filter(penerusan=penerusan).first()
    receiver = queries.successor(rule, processed=found is not None and hasattr(found, "rekomendasi"))
    if receiver is None:
        return None
    if found and found.open:
        _take_along(found, receiver, rule, acting=acting, at=at)
    route = route_to(penerusan.accused, receiver, on)
    moved = cases.readdress(
        penerusan, receiver, cause=Cause.LAW, rule=rule.code, basis=rule.source, acting=acting, at=at,
        via=route.via if route else "",
    )  # fmt: skip
    if found is None and Penanganan.objects.filter(penerusan=penerusan).exists():
        raise SomeoneWasFaster(penerusan.case.reference)  # taken in while this waited: the next round moves both
    return moved


def _take_along(
    penanganan: Penanganan, receiver: Organisation, rule: Succession, *, acting: Acting, at: datetime
) -> None:
    """The handling lies with the successor from now on: status, person, recommendation and clocks stay."""
    facts = {"from_office": penanganan.authority.code, "to_office": receiver.code, "rule": rule.code}
    entry = act_beside(penanganan, MOVED, acting=acting, at=at, office=receiver, facts=facts)
    Penanganan.objects.filter(pk=penanganan.pk).update(authority=receiver)
    penanganan.authority = receiver
    people = people_in(receiver, queries.AT_AUTHORITY, at=at)
    if penanganan.agency and hasattr(penanganan, "rekomendasi"):
        people += people_in(penanganan.agency, queries.AT_AGENCY, at=at)
    tell(dict.fromkeys(people), subject=penanganan.reference, kind=Told.RECEIVER_MOVED, mark=entry.hash, at=at)
