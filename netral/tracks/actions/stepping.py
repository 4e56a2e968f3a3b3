"""A step of a track, whichever table it stands under: what the step brings is read from the table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from netral.access.models import User
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.states import Refused
from netral.evidence.actions import keep
from netral.evidence.models import Exhibit
from netral.evidence.states import DECISION, EvidenceRefused
from netral.offices.queries import organisation
from netral.procedure import convening
from netral.procedure.actions import take_step
from netral.procedure.convening import Told
from netral.procedure.meetings import Attendance
from netral.procedure.policies import Counted, check_can_take
from netral.procedure.states import SomeoneWasFaster
from netral.rulebook import Step
from netral.tracks import policies, queries
from netral.tracks.actions.opening import lock, open_at_council
from netral.tracks.models import StepRecord, TeamMember, Track
from netral.tracks.states import COUNCIL_STEP, OUTCOMES, POLICE, TO_POLICE, wanted_by


@dataclass(frozen=True, kw_only=True)
class Account:
    """What somebody writes down of a step. Of `team` the first is the chair."""

    on: date
    letter: str
    note: str
    declared: Collection[str]
    upload: "File[Any] | None"
    team: Sequence[User]


@transaction.atomic
def take(
    track: Track,
    step: str,
    *,
    acting: Acting,
    at: datetime,
    on: date,
    letter_number: str = "",
    note: str = "",
    declared: Collection[str] = (),
    upload: "File[Any] | None" = None,
    members: Sequence[Attendance] = (),
    seats: int | None = None,
    seats_reason: str = "",
    team: Sequence[User] = (),
    version: int | None = None,
) -> Entry:
    """Write down a step. `on` is the day the law looks at; `declared` the requirements only a person can know.

    `members` is the table of a meeting, `team` the examiners with the chair first, where the table asks for them.

    Raises NotAllowed, Refused or SomeoneWasFaster and changes nothing. A final status ends the hand-over.
    """
    found = check_can_take(track, step, acting)
    if version is not None and version != track.version:
        raise SomeoneWasFaster(track.reference)  # before a file is kept: a stale page should cost nothing
    policies.check_keeps_texts(track)
    policies.check_in_team(track, found, acting)
    policies.check_day(track, on, at=at)
    told = Account(
        on=on, letter=policies.check_letter(found, letter_number), note=note.strip(), declared=declared, upload=upload,
        team=team,
    )  # fmt: skip
    _check(track, found, told)
    meeting = policies.check_meeting(track, found, on, members, seats=seats, seats_reason=seats_reason)
    return _write_down(track, found, told, meeting, acting=acting, at=at)


def _check(track: Track, step: Step, told: Account) -> None:
    """What the table wants of this step: a reason, declarations, a file, a team."""
    policies.check_note(step, told.note)
    policies.check_declared(track, step, told.declared)
    policies.check_upload(step, told.upload)
    policies.check_team(track, step, told.on, told.team)
    policies.check_replaces(track, step, told.team)


def _write_down(
    track: Track, step: Step, told: Account, meeting: Told | None, *, acting: Acting, at: datetime
) -> Entry:
    """The step of a track whose account was found in order, and what hangs on it."""
    _acknowledge(track, acting=acting, at=at)
    appointed = told.team if wanted_by(step).team else ()
    left = _leaving(track, appointed)
    exhibit = _keep(track, told.upload, acting=acting, at=at) if told.upload else None
    counted = _day(track, told.on, at)
    entry = take_step(
        track,
        step.code,
        acting=acting,
        at=at,
        met=frozenset(step.needs),  # each of them was checked before, in its own way
        facts=_facts(step, told, meeting=meeting, appointed=appointed, left=left),
        hashes=[exhibit.sha256] if exhibit else [],
        clock_start=Counted(at, counted, track.office.zone).moment,
        counts_on=counted,
    )
    StepRecord.objects.create(
        track=track, step=step.code, version=track.version, on=told.on, letter_number=told.letter, note=told.note,
        meeting=convening.keep(meeting, subject=track, acting=acting, at=at) if meeting else None,
        exhibit=exhibit, recorded_at=at, recorded_by=acting.reference,
    )  # fmt: skip
    _appoint(track, appointed)
    _tell_the_case(track, step.code, acting=acting, at=at)
    return entry


def _leaving(track: Track, appointed: Sequence[User]) -> list[User]:
    """Who is in the team now and not in the one appointed."""
    now = [each.user for each in queries.team_of(track)] if appointed else []
    return [user for user in now if user not in appointed]


def _appoint(track: Track, appointed: Sequence[User]) -> None:
    """The team as it is from now on, the first in the chair; who was in it before, the journal says."""
    if not appointed:
        return
    TeamMember.objects.filter(track=track).delete()
    TeamMember.objects.bulk_create(
        TeamMember(track=track, user=user, chair=place == 0) for place, user in enumerate(appointed)
    )


def _facts(
    step: Step, told: Account, *, meeting: Told | None, appointed: Sequence[User], left: Sequence[User]
) -> dict[str, Any]:
    """What the journal says of a step: days, numbers and references, never a name or a note."""
    declared = sorted(set(told.declared) & set(step.needs))
    said = {"on": told.on.isoformat(), "letter": told.letter, "declared": declared}
    team = {"team": [user.reference for user in appointed]} if appointed else {}
    gone = {"left": sorted(user.reference for user in left)} if left else {}
    return {**said, **(meeting.facts() if meeting else {}), **team, **gone}


def _day(track: Track, on: date, at: datetime) -> date | None:
    """None for today: then the moment of recording counts, which hours need and days do not mind."""
    return None if on == queries.today_at(track, at) else on


def _acknowledge(track: Track, *, acting: Acting, at: datetime) -> None:
    """The first news means that the hand-over arrived. Told before the step, which has the last word."""
    if track.penerusan is None or track.case is None:
        return
    lock(track.case)  # the receiver may say the same just now, in its own house
    track.penerusan.refresh_from_db(fields=["acknowledged_at", "ended_at"])
    track.penerusan.case = track.case
    if track.penerusan.acknowledged_at is None:
        cases.acknowledge(track.penerusan, at=at, by=acting.reference)


def _tell_the_case(track: Track, step: str, *, acting: Acting, at: datetime) -> None:
    """The last step ends the hand-over, unless its receiver said so before. Some go on elsewhere: police, DKPP."""
    if step == TO_POLICE:
        track.receiver = organisation(POLICE)
        track.save(update_fields=["receiver"])
    if step == COUNCIL_STEP:
        open_at_council(track, acting=acting, at=at)
    penerusan = track.penerusan
    if penerusan and not track.open and penerusan.ended_at is None:
        cases.settle(penerusan, at=at, outcome=OUTCOMES[track.status])


def _keep(track: Track, upload: "File[Any]", *, acting: Acting, at: datetime) -> Exhibit:
    """The letter or decision as uploaded, hashed and stored while the transaction holds SQLite's one write lock."""
    try:
        return keep(
            track.reference, upload, at=at, purpose=DECISION, acting=acting, office=track.office.code,
            about=track.also_about(),
        )  # fmt: skip
    except EvidenceRefused as refusal:
        raise Refused("upload", refusal.message) from refusal
