"""A track opens: by itself after a hand-over whose receiver has a table, by an examiner for a crime beside a case."""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral import rulebook
from netral.access.queries import today_in
from netral.access.states import SYSTEM, Acting
from netral.audit.models import Chain
from netral.cases.actions.numbers import office_number
from netral.cases.models import Accused, Case, Penerusan
from netral.cases.states import Refused
from netral.lib.one_by_one import one_by_one
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.actions import open_subject
from netral.procedure.queries import pin
from netral.tracks import policies, queries
from netral.tracks.models import Track, WithoutTrack
from netral.tracks.states import (
    COUNCIL,
    COUNCIL_OFFICE,
    COUNCIL_SUBJECT,
    CRIMINAL,
    CRIMINAL_SUBJECT,
    ETHICS,
    ETHICS_SERIES,
    ETHICS_SUBJECTS,
)

log = logging.getLogger(__name__)


def open_waiting(at: datetime) -> int:
    """Open the track of every hand-over that has come so far; how many. Safe to run at any time."""
    opened = one_by_one(partial(_open_or_remember, at=at), list(queries.waiting_for_track()), log=log)
    return sum(track is not None for track in opened)


def _open_or_remember(penerusan: Penerusan, *, at: datetime) -> Track | None:
    """What got no track is not looked at again each minute, but once more where something it hung on has changed."""
    track = open_from(penerusan, at=at)
    if track is None:
        looked = {"rulebook": rulebook.current().version, "awaits_receipt": queries.plan_of(penerusan) is not None}
        WithoutTrack.objects.update_or_create(penerusan=penerusan, defaults=looked)
    return track


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
    lock(case)  # of two that open it at once the second sees the first
    # And whoever comes after it ended, or has gone or is going to another office, sees that.
    case.refresh_from_db(fields=["office", "status", "version", "open"])
    policies.check_can_open_criminal(case, acting)
    policies.check_provisions(case, provisions)
    policies.check_can_be_accused(case, accused)
    given = _of(case, at, case.office, CRIMINAL[case.procedure])
    track = Track(accused=accused, subject=CRIMINAL_SUBJECT, provisions=list(provisions), **given)
    facts = {"accused": accused.key, "provisions": list(provisions), "beside": True}
    open_subject(track, acting=acting, at=at, office=case.office, facts=facts, clock_start=case.opened_at)
    return track


@transaction.atomic
def open_ethics(
    office: Organisation, *, acting: Acting, at: datetime, name: str = "", job: str = "", agency_text: str = ""
) -> Track:
    """KPU opens a matter of ethics about a member of an ad hoc body, from its own supervision."""
    policies.check_can_open_ethics(office, acting)
    if not (name.strip() or job.strip()):
        raise Refused("name", _("Isi nama atau jabatannya."))
    track = Track(
        number=office_number(ETHICS_SERIES, office, at=at),
        subject=ETHICS_SUBJECTS[office.kind],
        office=office,
        name=name.strip(),
        job=job.strip(),
        agency_text=agency_text.strip(),
        opened_at=at,
        **pin(ETHICS, today_in(office, now=at)),
    )
    open_subject(track, acting=acting, at=at, office=office)
    return track


def open_at_council(track: Track, *, acting: Acting, at: datetime) -> Track:
    """What goes to DKPP goes on as a complaint there, recorded by the KPU that passed it on: a part of that step."""
    council = Track(
        previous=track,
        case=track.case,
        accused=track.accused,
        number=track.number,
        subject=COUNCIL_SUBJECT,
        office=track.office,
        receiver=organisation(COUNCIL_OFFICE),
        name=track.name,
        job=track.job,
        agency_text=track.agency_text,
        opened_at=at,
        **pin(COUNCIL, today_in(track.office, now=at)),
    )
    open_subject(council, acting=acting, at=at, office=track.office)
    return council


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
