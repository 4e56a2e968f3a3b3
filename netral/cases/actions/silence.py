"""A receiver that says nothing: who sent it hears of it first, then the heads of the office, then the office above."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest

from netral.access.models import Role, User
from netral.cases.desk_policies import HEADS
from netral.cases.models import Case, Penerusan
from netral.intake.house_rules import house_rule
from netral.notices.actions import tell_each
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Told
from netral.offices.models import Organisation


def tell_of_silent_receivers(at: datetime) -> int:
    """Tell of hand-overs nobody acknowledged, each stage of the house rule once; how many those are.

    A receiver it went on with has its own time, from the day it got it. As many queries for a hundred of an office as
    for one: this is asked every hour.
    """
    lengths = house_rule("handover_silence").lengths
    since = Greatest("sent_at", Coalesce(Max("peralihan_set__moved_at"), "sent_at"))
    waiting = Penerusan.objects.filter(acknowledged_at=None, ended_at=None).annotate(since=since)
    found = waiting.filter(since__lt=at - lengths[0]).select_related("case__office").order_by("pk")
    silent = list(found.prefetch_related("case__examiners"))
    offices = {each.case.office_id: each.case.office for each in silent}
    circles = {pk: _circles(office, at) for pk, office in offices.items()}
    told = []
    for each in silent:
        examiners, *others = circles[each.case.office_id]
        reached = sum(at - each.since > length for length in lengths)
        for stage, people in enumerate([_senders(each.case, examiners), *others][:reached], 1):
            mark = f"{each.key}:{each.receiver_id}:{stage}"
            told += [(user, each.case.reference, mark) for user in people]
    tell_each(told, kind=Told.RECEIVER_SILENT, at=at)
    return len(silent)


def _circles(office: Organisation, at: datetime) -> Sequence[Collection[User]]:
    """Whom each stage tells in and above an office: its examiners, its heads, the heads above."""
    above = office_above(office)
    heads = [people_in(each, HEADS, at=at) for each in (office, above) if each]
    return (people_in(office, (Role.EXAMINER,), at=at), *heads)


def senders(penerusan: Penerusan, at: datetime) -> list[User]:
    """The examiners of the case and of its office, each once."""
    return _senders(penerusan.case, people_in(penerusan.case.office, (Role.EXAMINER,), at=at))


def _senders(case: Case, examiners: Collection[User]) -> list[User]:
    return list(dict.fromkeys([*sorted(case.examiners.all(), key=lambda user: user.pk), *examiners]))
