"""What a timeline says beside what happened: running deadlines, as promised or already missed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from netral.procedure.queries import ClockView
from netral.procedure.states import Milestone


@dataclass(frozen=True)
class Deadline:
    """A line of the timeline that nobody has written yet: `ahead` of now, or `missed`."""

    at: datetime
    text: str
    missed: bool
    office_name: str = ""

    @property
    def ahead(self) -> bool:
        return not self.missed


def running_deadlines(clocks: Iterable[ClockView], now: datetime) -> list[Deadline]:
    """The last moments of clocks that still run, the latest first. A stopped clock is told by what stopped it."""
    waiting = [(clock.due, clock.title) for clock in clocks if clock.due and not clock.stopped]
    said = _("Tenggat lewat: %(title)s"), _("Tenggat: %(title)s")
    found = [Deadline(due, said[due > now] % {"title": title}, missed=due <= now) for due, title in waiting]
    return sorted(found, key=lambda each: each.at, reverse=True)


def with_deadlines(told: Sequence[Milestone], deadlines: Sequence[Deadline]) -> list[Milestone | Deadline]:
    """Both in one timeline, the latest first; of one moment the deadline before what happened then."""
    return sorted([*deadlines, *told], key=lambda each: each.at, reverse=True)
