"""Until when an answer holds: the end of the stage that runs today."""

from dataclasses import dataclass
from datetime import date, timedelta

from netral import rulebook
from netral.registry.queries import election_law, running_elections
from netral.rulebook import ElectionLaw, Text
from netral.rulebook.selfcheck import AskedStage, self_check

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lasting:
    """An election under way, the stage of today as people choose it, and the last day of that stage."""

    election: Text
    stage: AskedStage
    until: date


def stages_today(on: date) -> list[Lasting]:
    """The running elections whose stage is known today, soonest voting first."""
    laws = [election_law(election.code) for election in running_elections(on)]
    found = ((law, stage_on(law, on)) for law in laws)
    return [Lasting(law.name, stage, last_day(law, stage, on)) for law, stage in found if stage]


def stage_on(law: ElectionLaw, day: date) -> AskedStage | None:
    """The stage to choose on `/tanya/` that day; None while offices differ or no determination is known."""
    book = rulebook.current()
    phase, campaign = book.phase(law, None, day), law.running(book.stage_words.campaign, day)
    return next(
        (each for each in self_check().stages.values() if (each.phase, each.campaign) == (phase, campaign)), None
    )


def last_day(law: ElectionLaw, stage: AskedStage, on: date) -> date:
    """The last day in a row, from `on`, that is of this stage; never after the election's own last day."""
    day = on
    while day < law.last_day and stage_on(law, day + DAY) == stage:
        day += DAY
    return day
