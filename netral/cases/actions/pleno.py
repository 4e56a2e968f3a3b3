"""The members decide, or send the case back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import policies
from netral.cases.models import Case, Pleno, SendBack
from netral.cases.states import Refused
from netral.procedure.actions import take_step


@transaction.atomic
def decide(
    case: Case,
    *,
    decision: str,
    acting: Acting,
    at: datetime,
    held_on: date,
    seats: int,
    present: int,
    in_favour: int,
    reason: str,
    version: int | None = None,
) -> Entry:
    """Record what the pleno decided. Without quorum the step is refused; with it, the larger part must agree.

    The period of handling is kept or missed on the day of the meeting, whenever it is recorded.
    """
    policies.check_happened("held_on", held_on, case, at=at)
    policies.check_votes(seats, present, in_favour)
    policies.check_says_enough("reason", reason)
    met = {"kuorum"} if policies.is_quorate(seats, present) else set()
    if met and not policies.carries(present, in_favour):
        raise Refused("in_favour", _("Yang setuju belum cukup. %(rule)s") % {"rule": policies.pleno_rule()})
    counted = {"held_on": held_on.isoformat(), "seats": seats, "present": present, "in_favour": in_favour}
    entry = take_step(
        case,
        f"putuskan_{decision}",
        acting=acting,
        at=at,
        met=met,
        facts=counted,
        version=version,
        counts_on=held_on,
    )
    Pleno.objects.create(
        case=case,
        held_on=held_on,
        seats=seats,
        present=present,
        in_favour=in_favour,
        decision=decision,
        reason=reason.strip(),
        recorded_at=at,
        recorded_by=acting.reference,
    )
    return entry


@transaction.atomic
def send_back(case: Case, *, acting: Acting, at: datetime, reason: str, version: int | None = None) -> Entry:
    """Return the case to examination, saying what is missing."""
    policies.check_says_enough("reason", reason)
    entry = take_step(case, "kembalikan", acting=acting, at=at, version=version)
    SendBack.objects.create(case=case, reason=reason.strip(), recorded_at=at, recorded_by=acting.reference)
    return entry
