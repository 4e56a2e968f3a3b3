"""A repair that was asked for: what is still missing, until when, and whether it came too late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from netral import rulebook
from netral.intake.models import KajianAwal, Laporan
from netral.intake.states import Answer
from netral.procedure.models import Clock

REPAIR, TAKEN = "minta_perbaikan", "terima_perbaikan"


@dataclass(frozen=True)
class Asked:
    """What the reporter is asked for: the open items of the list, and the moment until which (None: not counted)."""

    items: tuple[rulebook.Requirement, ...]
    until: datetime | None
    zone: str


def repair_clock(laporan: Laporan) -> Clock | None:
    """The latest period of a repair of this laporan, running or over.

    One that was over before the election was set stays as the reporter was told it, by whichever table that was.
    """
    tables = [each for versions in rulebook.current().procedures.values() for each in versions]
    rules = {rule for each in tables for step in each.steps if step.code == TAKEN for rule in step.stops}
    clocks = Clock.objects.filter(subject=laporan.reference, rule__in=rules, set_aside=False)
    return clocks.order_by("-started_at", "-pk").first()


def repair_overdue(laporan: Laporan, at: datetime) -> bool:
    """Whether a repair handed in now is late."""
    clock = repair_clock(laporan)
    return bool(clock and clock.due_at and at > clock.due_at)


def repaired_late(laporan: Laporan) -> Clock | None:
    """The period a repair did not keep, once the repair has come in."""
    clock = repair_clock(laporan)
    return clock if clock and clock.met is False else None


def asked_for(laporan: Laporan) -> Asked | None:
    """What is asked of the reporter now; None unless a repair is awaited. From data, whatever the message says."""
    clock = repair_clock(laporan)
    if clock is None or clock.stopped_at:
        return None
    review = KajianAwal.objects.filter(laporan=laporan, step=REPAIR).last()
    return Asked(open_items(review.checklist if review else {}), clock.due_at, clock.zone)


def open_items(checklist: Mapping[str, str]) -> tuple[rulebook.Requirement, ...]:
    """The requirements of a report answered otherwise than Ya."""
    known = rulebook.current().report_requirements
    return tuple(item for item in known if checklist.get(item.code, Answer.YES) != Answer.YES)
