"""What the days of the calendar are: days off by their names, and where stages of elections begin and end."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from netral import rulebook
from netral.notices.layer_states import Layer
from netral.procedure import holidays
from netral.procedure.queries import say
from netral.registry.models import ElectionStage
from netral.rulebook.calendar import Calendar
from netral.rulebook.stages import Aside


@dataclass(frozen=True)
class Happening:
    """Something a day is, which is nobody's deadline: its layer, its words, and whose it is (an election, or nothing).

    `plain`: words as the decree or the rulebook has them, which stay Indonesian.
    """

    layer: Layer
    words: str
    of: str = ""
    plain: bool = False


@dataclass(frozen=True)
class RunningStage:
    """A stage that covers days of the span: its name, its election, both its days."""

    name: str
    of: str
    starts_on: date
    ends_on: date


def days_off(first: date, last: date, known: Calendar) -> dict[date, list[Happening]]:
    """Holidays and joint leave by day, weekends left out. No query."""
    weekend = set(known.weekend.values())
    return {
        day: [Happening(Layer.HOLIDAYS, off.name, plain=True)]
        for year in range(first.year, last.year + 1)
        for day, off in sorted(known.skipped(year).items())
        if first <= day <= last and off.name not in weekend
    }


def days_off_between(first: date, last: date) -> dict[date, list[Happening]]:
    """The same by the calendar of this house. One query."""
    return days_off(first, last, holidays.calendar())


def stages_between(first: date, last: date) -> list[RunningStage]:
    """Stages of every election that cover a day of the span, and what belongs to one beside its stages. One query."""
    rows = ElectionStage.objects.filter(starts_on__lte=last, ends_on__gte=first).select_related("election")
    names, book = rulebook.current().stage_words, rulebook.current()
    found = [
        RunningStage(
            say(names.names[row.code]) if row.code in names.names else row.code,
            say(rulebook.Text(row.election.name, row.election.name_en)),
            row.starts_on,
            row.ends_on,
        )
        for row in rows
    ]
    asides = ((law, aside) for law in book.elections.values() for aside in law.asides if _covers(aside, first, last))
    found += [
        RunningStage(say(names.asides[aside.code]), say(law.name), aside.starts_on, aside.ends_on)
        for law, aside in asides
    ]
    return sorted(dict.fromkeys(found), key=lambda each: (each.starts_on, each.ends_on, each.of, each.name))


def _covers(aside: Aside, first: date, last: date) -> bool:
    return aside.held and aside.starts_on <= last and aside.ends_on >= first


def happenings(
    first: date, last: date, layers: Collection[Layer], *, known: Calendar, stages: Collection[RunningStage] = ()
) -> dict[date, list[Happening]]:
    """By day, days off before stages; only of the layers asked for."""
    found: dict[date, list[Happening]] = defaultdict(list)
    if Layer.HOLIDAYS in layers:
        found |= days_off(first, last, known)
    for stage in stages:
        for day, happening in _turns(stage):
            if first <= day <= last:
                found.setdefault(day, []).append(happening)
    return found


def _turns(stage: RunningStage) -> Iterator[tuple[date, Happening]]:
    """A stage of one day is that day; a longer one is told where it begins and where it ends."""
    if stage.starts_on == stage.ends_on:
        yield stage.starts_on, Happening(Layer.STAGES, stage.name, stage.of)
        return
    yield stage.starts_on, Happening(Layer.STAGES, _("%(stage)s mulai") % {"stage": stage.name}, stage.of)
    yield stage.ends_on, Happening(Layer.STAGES, _("%(stage)s berakhir") % {"stage": stage.name}, stage.of)
