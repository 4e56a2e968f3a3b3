"""Who the accused turned out to be, as the receiver confirmed it: how well the person fits, and who says so."""

from dataclasses import dataclass
from datetime import datetime

from netral.audit.queries import entries_about
from netral.cases.models import Case
from netral.cases.queries.names import names_of

# A verb of a room above, read from the journal: the entry names the case it is about.
CONFIRMED = "penanganan.verifikasi"


@dataclass(frozen=True)
class Matched:
    """A person of the register was named as the accused: `score` of a hundred, by whom and when."""

    score: int
    by: str
    at: datetime


def matched(case: Case) -> Matched | None:
    """The newest confirmation for this case; None while nobody gave one. Two queries."""
    entry = entries_about(case.reference).filter(verb=CONFIRMED).last()
    if entry is None or "score" not in entry.facts:
        return None
    return Matched(entry.facts["score"], names_of({entry.actor}).get(entry.actor, ""), entry.at)
