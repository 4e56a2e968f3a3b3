"""A deadline as a stored receipt: how it was counted, on the day it was counted."""

from datetime import UTC, datetime

from netral.lib.keys import new_key
from netral.procedure import holidays
from netral.procedure.models import Clock, Tracked


def receipt(subject: Tracked, rule: str, start: datetime, zone: str) -> Clock:
    """The receipt: how this deadline was counted, on the day it was counted."""
    due = holidays.due(rule, start, zone=zone)
    return Clock(
        key=new_key(),
        subject=subject.reference,
        rule=due.rule,
        rule_version=due.version,
        source=due.source,
        confidence=due.confidence,
        unit=due.unit or "",
        bound=due.bound,
        count=due.count,
        zone=zone,
        started_at=start,
        due_at=due.due,
        skipped=[{"date": day.date.isoformat(), "name": day.name} for day in due.skipped],
        assumptions=[{"id": text.id, "en": text.en} for text in due.assumptions],
    )


def utc(moment: datetime) -> str:
    """A moment as the journal writes it."""
    return moment.astimezone(UTC).isoformat()
