"""The members decide, or send the case back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import policies, queries
from netral.cases.actions.letters import issue_pleno_minutes
from netral.cases.models import Accused, Case, Pleno, PutusanTerlapor, SendBack
from netral.cases.states import Refused, Ruling
from netral.procedure import convening
from netral.procedure.actions import take_step
from netral.procedure.meetings import Attendance, rule_said


@transaction.atomic
def decide(
    case: Case,
    *,
    decision: str,
    acting: Acting,
    at: datetime,
    held_on: date,
    members: Sequence[Attendance],
    reason: str,
    outcomes: Sequence[Ruling] = (),
    seats: int | None = None,
    seats_reason: str = "",
    issue: bool = False,
    version: int | None = None,
) -> Entry:
    """Record what the pleno decided: one row per member who held a seat on the day of the meeting.

    Without quorum the step is refused; with it, the larger part must agree. The period of handling is kept or missed on
    the day of the meeting, whenever it is recorded. `outcomes` are what was found of each person, where that is not the
    same for all: `decision` is then the gravest that anybody was found (FOUND_UNDER). `issue` makes the minutes a
    numbered PDF.
    """
    _check_day(case, held_on, at=at)
    policies.check_says_enough("reason", reason)
    found = _found(case, decision, outcomes)
    told = _told(case, held_on=held_on, members=members, seats=seats, seats_reason=seats_reason)
    _check_carried(case, told)
    met = {"kuorum"} if told.counts.quorate else set()
    facts = told.facts() | {"outcomes": {each.accused: each.decision for each in found.values()}}
    step = f"putuskan_{decision}"
    entry = take_step(case, step, acting=acting, at=at, met=met, facts=facts, version=version, counts_on=held_on)
    meeting = convening.keep(told, subject=case, acting=acting, at=at)
    decided = {"decision": decision, "reason": reason.strip(), "recorded_at": at, "recorded_by": acting.reference}
    pleno = Pleno.objects.create(case=case, meeting=meeting, **decided)
    _keep_rulings(pleno, found)
    if issue:
        issue_pleno_minutes(pleno, acting=acting, at=at)
    return entry


def _keep_rulings(pleno: Pleno, found: dict[Accused, Ruling]) -> None:
    PutusanTerlapor.objects.bulk_create(
        PutusanTerlapor(pleno=pleno, accused=accused, decision=each.decision, reason=each.reason.strip())
        for accused, each in found.items()
    )


def _check_day(case: Case, held_on: date, *, at: datetime) -> None:
    policies.check_happened("held_on", held_on, case, at=at)
    policies.check_lay_here("held_on", held_on, case)
    policies.check_not_before("held_on", held_on, queries.last_heard_on(case))


def _check_carried(case: Case, told: convening.Told) -> None:
    """Without quorum the table refuses the step; with it the larger part must agree."""
    if told.counts.quorate and not told.counts.carried:
        rule = rule_said(case.office.kind)
        raise Refused("members", _("Yang setuju belum cukup. %(rule)s") % {"rule": rule})


def _found(case: Case, decision: str, outcomes: Sequence[Ruling]) -> dict[Accused, Ruling]:
    """What was found of everybody the case is about, in their order: the same of all unless it was said of each."""
    people = list(queries.persons_of(case))
    policies.check_rulings(people, decision, outcomes)
    said = {each.accused: each for each in outcomes}
    return {each: said.get(each.key) or Ruling(each.key, decision) for each in people}


def _told(
    case: Case, *, held_on: date, members: Sequence[Attendance], seats: int | None, seats_reason: str
) -> convening.Told:
    seated = queries.members_on(case.office, held_on)
    if not seated:
        raise Refused("held_on", policies.nobody_seated())
    try:
        return convening.told(
            case.office, held_on=held_on, seated=seated, members=members, seats=seats, seats_reason=seats_reason
        )
    except convening.Unfit as unfit:
        raise Refused(unfit.field, unfit.message) from unfit


@transaction.atomic
def send_back(case: Case, *, acting: Acting, at: datetime, reason: str, version: int | None = None) -> Entry:
    """Return the case to examination, saying what is missing."""
    policies.check_says_enough("reason", reason)
    entry = take_step(case, "kembalikan", acting=acting, at=at, version=version)
    SendBack.objects.create(case=case, reason=reason.strip(), recorded_at=at, recorded_by=acting.reference)
    return entry
