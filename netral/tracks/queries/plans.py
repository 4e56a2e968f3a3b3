"""Under which table a hand-over goes on, and which hand-overs wait for their track."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from netral import rulebook
from netral.access.queries import today_in
from netral.cases.models import Accused, Kajian, Penerusan
from netral.cases.queries import chosen_for, kajian_of, persons_of
from netral.offices.models import Organisation, OrganisationKind
from netral.tracks.models import Track
from netral.tracks.states import AT_SENDER, GOVERNMENTS, KINDS_AT


@dataclass(frozen=True)
class Plan:
    """The table a hand-over goes on under, as whom, and at which office its steps are written down."""

    procedure: str
    subject: str
    office: Organisation


def waiting_for_track() -> QuerySet[Penerusan]:
    """Running hand-overs without a track, oldest first. Those of the supervisors of ASN have a handling instead.

    What was looked at before comes again with another version of the rulebook, or once its receiver has taken it in.
    """
    running = Penerusan.objects.filter(ended_at=None, track=None)
    never = Q(without_track=None) | ~Q(without_track__rulebook=rulebook.current().version)
    taken_in = Q(without_track__awaits_receipt=True, acknowledged_at__isnull=False)
    found = running.filter(never | taken_in).exclude(receiver__kind=OrganisationKind.ASN_SUPERVISOR)
    return found.select_related("case__office", "case__laporan", "receiver", "accused").order_by("sent_at", "pk")


def plan_of(penerusan: Penerusan) -> Plan | None:
    """What the rulebook's receivers of the day of sending say for this person's status; None without a table.

    A supervisor of ASN works by a table of its own, or says how it ended.
    """
    if penerusan.receiver.kind == OrganisationKind.ASN_SUPERVISOR:
        return None
    track = _track_named(penerusan, today_in(penerusan.case.office, now=penerusan.sent_at))
    if not track:
        return None
    procedure, subject = track.split("/")
    office = _office(penerusan, procedure, subject)
    return Plan(procedure, subject, office) if office else None


def may_open(penerusan: Penerusan, plan: Plan) -> bool:
    """A government takes in what it works on here first; elsewhere the way begins with the letter."""
    takes_in = plan.office == penerusan.receiver and plan.office.kind in GOVERNMENTS
    return penerusan.acknowledged_at is not None or not takes_in


def _track_named(penerusan: Penerusan, on: date) -> str:
    kajian = kajian_of(penerusan.accused)
    facts = kajian.facts if kajian else {}
    status = status_of(penerusan.accused)
    position = f"{penerusan.accused.job} {facts.get('position', '')}"
    if status not in rulebook.subjects:
        return ""
    kinds = [row["kind"] for row in _norms_of(penerusan.accused, kajian)] if kajian else []
    regime = penerusan.case.procedure
    named = (
        each.track
        for kind in dict.fromkeys((*kinds, "peraturan_lainnya", "disiplin", "kode_etik_penyelenggara"))
        for each in rulebook.receivers(status, kind, on, regime=regime, position=position)
        if each.track
    )
    return next(named, "")


def _norms_of(accused: Accused, kajian: Kajian) -> list[dict[str, Any]]:
    """The norms taken over for this person, else those proposed."""
    allegations: list[dict[str, Any]] = kajian.assessment["allegations"]
    return chosen_for([accused], kajian) or allegations


def status_of(accused: Accused) -> str:
    """What this person is: as assessed in a kajian about this person alone, else as written with the person."""
    kajian = kajian_of(accused)
    if kajian is None:
        return accused.subject
    assessed = str(kajian.facts["subject"])
    alone = kajian.accused_id == accused.pk or persons_of(accused.case).count() == 1
    return assessed if alone or accused.subject not in rulebook.subjects else accused.subject


def _office(penerusan: Penerusan, procedure: str, subject: str) -> Organisation | None:
    """The office at the places of the table: the sender's, or the receiver's where its kind can be that place."""
    table = rulebook.current().procedures[procedure][-1]
    places = {step.place for step in table.steps if step.subject == subject}
    if places <= AT_SENDER:
        return penerusan.case.office
    kinds = [KINDS_AT.get(place, frozenset()) for place in places]
    return penerusan.receiver if all(penerusan.receiver.kind in kind for kind in kinds) else None


def track_of(penerusan: Penerusan) -> Track:
    """The track a hand-over opened. Raises Track.DoesNotExist."""
    joined = ("case__laporan", "case__office", "accused", "office", "receiver", "penerusan__receiver")
    return Track.objects.select_related(*joined).get(penerusan=penerusan)


def worked_at(penerusan: Penerusan) -> Track | None:
    """The track whose steps the receiver of this hand-over takes here; None where it works in its own house."""
    return Track.objects.filter(penerusan=penerusan, office=penerusan.receiver).first()


def today_at(track: Track, at: datetime) -> date:
    return today_in(track.office, now=at)
