"""The election a report is handled under, and what would follow from another one."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from netral import rulebook
from netral.intake import completeness
from netral.intake.completeness import Lateness
from netral.intake.models import ElectionChoice, Laporan
from netral.intake.queries.entrances import opening_of
from netral.intake.queries.received import lateness_of, zone_of
from netral.intake.states import Kind
from netral.lib.dates import local_day
from netral.procedure.models import Clock
from netral.procedure.queries import ClockView, clock_view, say
from netral.procedure.repinning import Repinning, repinning
from netral.registry.models import Election


@dataclass(frozen=True)
class ElectionEffect:
    """What follows where a report is handled under an election: table and clocks, and whether it came in time."""

    election: Election
    repinning: Repinning
    lateness_now: Lateness
    lateness_then: Lateness


@dataclass(frozen=True)
class Moved:
    """One line of what would change: a clock as it runs and as it would, `late` where its day is over already."""

    was: ClockView | None
    becomes: ClockView | None
    late: bool


def elections() -> list[Election]:
    """Those a report can be handled under, the latest voting first."""
    return list(Election.objects.order_by("-voting_day", "code"))


def election_named(code: str) -> Election | None:
    """None for what is no code: what cannot be printed cannot be asked of every database."""
    return Election.objects.filter(code=code).first() if code and code.isprintable() else None


def election_name(election: Election) -> str:
    """In the reader's language."""
    return say(rulebook.Text(election.name, election.name_en))


def election_of(laporan: Laporan) -> Election | None:
    """The election an officer set last, else the one the reporter named; None where neither is one of the list."""
    chosen = ElectionChoice.objects.filter(laporan=laporan).values_list("election", flat=True).last()
    return election_named(chosen or laporan.election)


def election_effect(laporan: Laporan, election: Election) -> ElectionEffect:
    """What setting this election would do; nothing is changed. Raises NotAllowed where a step taken forbids it."""
    return ElectionEffect(
        election=election,
        repinning=repinning(
            laporan,
            election.regime,
            on=local_day(opening_of(laporan).at, laporan.office.zone),
            opened=_counted_from(laporan),
            zone=laporan.office.zone,
        ),
        lateness_now=lateness_of(laporan),
        lateness_then=completeness.lateness(
            kind=laporan.kind,
            regime=election.regime,
            known_on=laporan.known_on,
            at=laporan.received_at,
            zone=zone_of(laporan),
        ),
    )


def moved(effect: ElectionEffect, now: datetime) -> list[Moved]:
    """The clocks that would change, in the order in which they began."""
    return [
        Moved(_view(each.was, now), _view(each.becomes, now), late=_is_over(each.becomes, now))
        for each in effect.repinning.changes
    ]


def _view(clock: Clock | None, now: datetime) -> ClockView | None:
    return clock_view(clock, now) if clock else None


def _is_over(clock: Clock | None, now: datetime) -> bool:
    return clock is not None and clock.due_at is not None and clock.due_at < now


def _counted_from(laporan: Laporan) -> datetime:
    """The first clock of a temuan runs from the day it was found, every other from when the report came in."""
    if laporan.kind == Kind.TEMUAN and laporan.known_on:
        return datetime.combine(laporan.known_on, time(), ZoneInfo(laporan.office.zone))
    return laporan.received_at
