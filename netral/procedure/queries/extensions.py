"""What a document would do to a running period: which clock it meets, under which permission, and what takes over."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from netral import rulebook
from netral.lib.dates import local_day
from netral.procedure.models import Clock, Tracked
from netral.procedure.receipts import receipt
from netral.rulebook.counting import END_OF_DAY
from netral.rulebook.deadlines import Permit


def lengthenable(subject: Tracked, change: rulebook.Extension) -> Clock | None:
    """The running clock an extension would act on."""
    running = Clock.objects.filter(subject=subject.reference, rule=change.rule, stopped_at=None)
    return running.order_by("-started_at", "-pk").first()


def longer(subject: Tracked, clock: Clock, change: rulebook.Extension, on: date) -> Clock:
    """The clock that takes over when the document is of that day; not stored yet unless it already runs."""
    permit = permit_of(clock, change)
    running = Clock.objects.filter(subject=subject.reference, rule=permit.period, stopped_at=None, extends="")
    return running.first() or receipt(subject, permit.period, _begins(clock, permit, on), clock.zone)


def permit_of(clock: Clock, change: rulebook.Extension) -> Permit:
    """The permission as the version of the law has it under which the clock was counted."""
    started = local_day(clock.started_at, clock.zone)
    return rulebook.current().deadline(clock.rule, started).permits[change.permit]


def _begins(clock: Clock, permit: Permit, on: date) -> datetime:
    """Where the longer period counts from: beside the first one, after it, or from the day of the document."""
    moments = {
        "start": clock.started_at,
        "end": clock.due_at or clock.started_at,
        "event": datetime.combine(on, END_OF_DAY, ZoneInfo(clock.zone)),
    }
    return moments[permit.counted_from]
