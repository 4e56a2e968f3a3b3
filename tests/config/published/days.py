"""On which days the steps of a walk happen: those the page gives, and lawful ones in between where it gives none."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.config.published.reading import Published

TO_DECIDE = 5  # days from receipt to the meeting: inside every law's periods without a repair
TO_JUDGMENT = 40  # days from receipt to the judgment of a court
TO_SANCTION = 21  # days from hand-over to the recommendation or the sanction
WEEKENDS = 7 / 5
REPAIR = timedelta(days=6)  # two days each for the initial study, the repair, and the study of the repair
# From registration, more by letter: three days in a Pilkada; a week lies inside the seven working days of a Pemilu.
PERIOD = {"pilkada": timedelta(days=3), "pemilu": timedelta(days=7)}


@dataclass(frozen=True)
class Days:
    """`completed` is the day the repair was found complete, None without one; `more` the day of the letter."""

    received: date
    registered: date
    decided: date
    sent: date
    judged: date
    ended: date
    completed: date | None = None
    more: date | None = None


def days_of(published: Published) -> Days:
    """Whatever the page gives, and the rest around it."""
    known, ended = published.days, published.by
    sent = known.get("sent") or (ended - timedelta(days=TO_SANCTION) if published.followed_up else ended)
    judged = known.get("judged") or ended
    received = _received(published, sent=sent, judged=judged)
    decided = known.get("decided") or min(received + timedelta(days=TO_DECIDE), sent)
    registered, completed = _registered(published, received, decided)
    period = PERIOD[published.regime]
    return Days(
        received=received, registered=registered, decided=decided, sent=max(sent, decided), judged=judged,
        ended=known.get("sanctioned") or max(ended, sent, decided), completed=completed,
        more=registered + period if decided - registered > period else None,
    )  # fmt: skip


def _received(published: Published, *, sent: date, judged: date) -> date:
    known, before = published.days, timedelta(days=TO_DECIDE)
    if "reported" in known:
        return known["reported"]
    if published.working_days:
        return known["decided"] - timedelta(days=round(published.working_days * WEEKENDS))
    if "decided" in known:
        return max(known["decided"] - before, published.act or date.min)
    if published.act:
        return published.act + timedelta(days=1)
    return judged - timedelta(days=TO_JUDGMENT) if published.crime else sent - before


def _registered(published: Published, received: date, decided: date) -> tuple[date, date | None]:
    """A report that took longer than the law gives a complete one had been completed; a finding is never."""
    tight = published.regime == "pilkada" and published.kind == "laporan"
    if tight and decided - received > timedelta(days=TO_DECIDE + 2):
        return received + REPAIR, received + REPAIR
    return received + timedelta(days=1 if decided > received else 0), None
