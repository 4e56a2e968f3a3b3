"""What the rulebook would call what was reported, before anybody examined it. Worked out for a page, kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from netral import rulebook
from netral.intake.models import Laporan, Terlapor
from netral.intake.states import KIND_NAMES
from netral.registry.models import Election
from netral.registry.queries import election_law

ANY_ELECTION = "lain"
# Of a person nobody has looked up yet only this is alleged.
SUPPOSED = "ASN"
MOST_NORMS = 4
LEAST_SCORE = 0.5
LOW = "low"


@dataclass(frozen=True)
class ProposedNorm:
    """A kind of violation, the norm that would carry it, and where that stands."""

    kind: str | Promise
    title: rulebook.Text
    citation: str
    unsure: bool


@dataclass(frozen=True)
class ProposedKinds:
    """Norms, most specific first; `more` were left out. `read`: the acts come from the words, none was ticked."""

    norms: tuple[ProposedNorm, ...]
    more: int
    read: bool
    rulebook: str


def proposed_kinds(laporan: Laporan, people: Iterable[Terlapor], election: Election | None) -> ProposedKinds | None:
    """What the machine proposes for a report about these people; None where it names no act.

    `election` is the one it is handled under. A proposal: silence never agrees to it.
    """
    book = rulebook.current()
    ticked = [code for code in laporan.conducts if code in book.conducts]
    acts = ticked or _acts_in(laporan.what)
    if not acts:
        return None
    code = election.code if election else ANY_ELECTION
    who = next((row.subject for row in people if row.subject in rulebook.subjects), SUPPOSED)
    facts: dict[str, object] = {"id": laporan.key, "subject": who, "conduct": acts, "election": code}
    facts |= {"date": laporan.act_date.isoformat()} if laporan.act_date else {}
    try:
        found = book.allegations(facts, elections={code: election_law(code)} if election else None)
    except rulebook.AssessError:  # a day before the election was known, or an act it does not ask about
        return None
    norms = tuple(_norm(each) for each in found[:MOST_NORMS])
    return ProposedKinds(norms, more=len(found) - len(norms), read=not ticked, rulebook=book.version)


def _acts_in(words: str) -> list[str]:
    known = rulebook.current().conducts
    found = rulebook.suggest(words)["conduct"] if words else []
    return [each["code"] for each in found if each["score"] >= LEAST_SCORE and each["code"] in known]


def _norm(found: rulebook.Allegation) -> ProposedNorm:
    row = found.provision
    return ProposedNorm(KIND_NAMES.get(row.kind, row.kind), row.title, "; ".join(row.basis), row.confidence == LOW)
