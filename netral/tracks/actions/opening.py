"""A track opens: by itself after a hand-over whose receiver has a table, by an examiner for a crime beside a case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from netral.access.queries import today_in
from netral.access.states import SYSTEM, Acting
from netral.audit.models import Chain
from netral.cases.models import Accused, Case, Penerusan
from netral.procedure.actions import open_subject
from netral.procedure.queries import pin
from netral.tracks import policies, queries
from netral.tracks.models import Track
from netral.tracks.states import CRIMINAL, CRIMINAL_SUBJECT


def open_waiting(at: datetime) -> int:
    """Open the track of every hand-over that has come so far; how many. Safe to run at any time."""
    return sum(open_from(each, at=at) is not None for each in list(queries.waiting_for_track()))


@transaction.atomic
def open_from(penerusan: Penerusan, *, at: datetime, acting: Acting = SYSTEM) -> Track | None:
    """Open the track of a hand-over; None where there is no table, it is too early, or it is open already."""
    plan = queries.plan_of(penerusan)
    if plan is None or not queries.may_open(penerusan, plan):
        return None
    lock(penerusan.case)  # of two that open it at once the second finds it open
    if Track.objects.filter(penerusan=penerusan).exists():
        return None
    elsewhere = penerusan.receiver if plan.office != penerusan.receiver else None
    track = Track(
        penerusan=penerusan,
        accused=penerusan.accused,
        subject=plan.subject,
        receiver=elsewhere,
        **_of(penerusan.case, at, plan.office, plan.procedure),
    )
    facts = {"accused": penerusan.accused.key, "receiver": penerusan.receiver.code}
    open_subject(track, acting=acting, at=at, office=plan.office, facts=facts, clock_start=penerusan.sent_at)
    return track


@transaction.atomic
def open_criminal(
    case: Case, *, acting: Acting, at: datetime, accused: Accused, provisions: Sequence[str] = ()
) -> Track:
    """Open a criminal track about one person, beside the examination. Its first clock runs since the registration."""
    policies.check_can_open_criminal(case, acting)
    policies.check_provisions(case, provisions)
    lock(case)  # of two that open it at once the second sees the first
    policies.check_can_be_accused(case, accused)
    given = _of(case, at, case.office, CRIMINAL[case.procedure])
    track = Track(accused=accused, subject=CRIMINAL_SUBJECT, provisions=list(provisions), **given)
    facts = {"accused": accused.key, "provisions": list(provisions), "beside": True}
    open_subject(track, acting=acting, at=at, office=case.office, facts=facts, clock_start=case.opened_at)
    return track


def _of(case: Case, at: datetime, office: Any, procedure: str) -> dict[str, Any]:
    """What every track of a case begins with."""
    return {
        "case": case,
        "number": case.number,
        "office": office,
        "opened_at": at,
        **pin(procedure, today_in(office, now=at)),
    }


def lock(case: Case) -> None:
    """Whoever comes second waits here, and then reads what the first one left."""
    Chain.objects.select_for_update().filter(subject=case.reference).first()
