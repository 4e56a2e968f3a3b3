"""A receiver that says nothing: who sent it hears of it first, then the heads of the office, then the office above."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from netral.access.models import Role, User
from netral.cases.desk_policies import HEADS
from netral.cases.models import Penerusan
from netral.intake.house_rules import house_rule
from netral.notices.actions import tell
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Told


def tell_of_silent_receivers(at: datetime) -> int:
    """Tell of hand-overs nobody acknowledged, each stage of the house rule once; how many those are.

    A receiver it went on with has its own time, from the day it got it.
    """
    lengths = house_rule("handover_silence").lengths
    since = Greatest("sent_at", Coalesce(Max("peralihan_set__moved_at"), "sent_at"))
    waiting = Penerusan.objects.filter(acknowledged_at=None, ended_at=None).annotate(since=since)
    silent = list(waiting.filter(since__lt=at - lengths[0]).select_related("case__office", "receiver").order_by("pk"))
    for each in silent:
        reached = sum(at - each.since > length for length in lengths)
        for stage, people in enumerate(_people(each, at)[:reached], 1):
            mark = f"{each.key}:{each.receiver_id}:{stage}"
            tell(people, subject=each.case.reference, kind=Told.RECEIVER_SILENT, mark=mark, at=at)
    return len(silent)


def _people(penerusan: Penerusan, at: datetime) -> Sequence[Collection[User]]:
    """Whom each stage tells."""
    office = penerusan.case.office
    above = office_above(office)
    return (senders(penerusan, at), people_in(office, HEADS, at=at), people_in(above, HEADS, at=at) if above else ())


def senders(penerusan: Penerusan, at: datetime) -> list[User]:
    """The examiners of the case and of its office, each once."""
    case = penerusan.case
    return list(dict.fromkeys([*case.examiners.order_by("pk"), *people_in(case.office, (Role.EXAMINER,), at=at)]))
