"""Which rules an act may breach, which sanctions follow, and who is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Protocol

from netral.rulebook.elements import UNKNOWN, Element, Situation
from netral.rulebook.facts import Facts
from netral.rulebook.forwarding import Receiver
from netral.rulebook.index import Index
from netral.rulebook.judging import SCOPE
from netral.rulebook.law_files import CONFIDENCES
from netral.rulebook.penalties import Penalty, open_penalties
from netral.rulebook.provisions import Defence, Provision
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.stages import ElectionLaw, StageWords
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import Vocabulary

# How many receivers an answer may name (contract of `netral assess`).
MOST_REFERRALS = 4
CAMPAIGN = "campaign_period"
NOTHING: frozenset[str] = frozenset()
CAMPAIGN_ONLY = frozenset((CAMPAIGN,))
# What must be certain before a crime is forwarded beside other kinds: that the norm means such a person, such an act.
PREMISE = frozenset(("who", "post", "act"))


class Law(Protocol):
    """What the assessment needs of a rulebook."""

    @property
    def version(self) -> str: ...
    @property
    def checked(self) -> date: ...
    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def elections(self) -> Mapping[str, ElectionLaw]: ...
    @property
    def stage_words(self) -> StageWords: ...
    @property
    def index(self) -> Index: ...
    @property
    def defences(self) -> tuple[Defence, ...]: ...
    @property
    def notes(self) -> Mapping[str, Text]: ...


@dataclass(frozen=True)
class Allegation:
    """A provision that may be breached, with its elements (none of them not met) and the sanctions it leads to."""

    provision: Provision
    elements: tuple[Element, ...]
    unknown: tuple[Element, ...]
    sanctions: tuple[Sanction | Penalty, ...]

    @property
    def confidence(self) -> str:
        """The row's own, but never high while an element is unknown."""
        least = CONFIDENCES[1] if self.unknown else CONFIDENCES[0]
        return max(self.provision.confidence, least, key=CONFIDENCES.index)

    @property
    def order(self) -> tuple[object, ...]:
        """Most specific first: catch-alls last, fully supported before open, then the more specific instrument."""
        row, open_ = self.provision, len(self.unknown)
        return (row.general, open_ > 0, row.rank, open_, -len(self.elements), row.code)


@dataclass(frozen=True)
class Findings:
    """Everything found out, before it is put into the words of the contract."""

    situation: Situation
    computed_phase: str
    office_would_tell: bool
    law_day: date
    decided_on: date
    allegations: tuple[Allegation, ...]
    defences: tuple[Defence, ...]
    fallen: tuple[tuple[Provision, Element], ...]
    receivers: tuple[Receiver, ...]


def find(law: Law, facts: Facts) -> Findings:
    """Judge every provision in force on the day of the act (or, without a day, on voting day)."""
    law_day = facts.day or (facts.election.voting_day if facts.election else law.checked)
    as_of = facts.as_of or facts.day or (facts.election.last_day if facts.election else law.checked)
    computed = (
        law.stage_words.phase(facts.election, facts.office, facts.day) if facts.election and facts.day else UNKNOWN
    )
    situation = _situation(law, facts, computed)
    defences = tuple(each for each in law.defences if situation.circumstances.get(each.fact) is each.when)
    allegations, fallen = _judge_all(law, situation, (law_day, as_of), defences)
    return Findings(
        situation=situation,
        computed_phase=computed,
        office_would_tell=computed == UNKNOWN and bool(situation.determinations),
        law_day=law_day,
        decided_on=as_of,
        allegations=allegations,
        defences=tuple(each for each in defences if not set(each.conducts).isdisjoint(facts.conducts)),
        fallen=fallen,
        receivers=_receivers(law, facts, allegations, as_of, defended=not allegations and bool(defences)),
    )


def _situation(law: Law, facts: Facts, computed: str) -> Situation:
    """What the facts say goes before what the date says; the phase may have been delayed in that region."""
    said = facts.circumstances.get(CAMPAIGN)
    phase = facts.phase or (None if computed == UNKNOWN else computed) or ("after" if said else None)
    campaign = _in_campaign(law, facts, phase) if said is None else None
    circumstances = facts.circumstances if campaign is None else {**facts.circumstances, CAMPAIGN: campaign}
    return Situation(
        facts,
        phase,
        circumstances,
        derived=NOTHING if campaign is None else CAMPAIGN_ONLY,
        posts=_posts(law.vocabulary, facts),
        determinations=law.stage_words.determinations(facts.election, facts.office) if facts.election else (),
    )


def _in_campaign(law: Law, facts: Facts, phase: str | None) -> bool | None:
    """Whether it was in the campaign, as far as the date says so; nobody campaigns before the determination."""
    if facts.phase == "before":
        return False
    election, campaign = facts.election, law.stage_words.campaign
    if election and facts.day and election.stages_called(campaign):
        return election.running(campaign, facts.day)
    return False if phase == "before" else None


def _posts(words: Vocabulary, facts: Facts) -> tuple[str, ...]:
    """The kinds of post held: by the status itself, as stated, or else as the free text names them."""
    certain = words.subjects[facts.subject].post or facts.position_class
    if certain:
        return (certain,)
    return words.positions.named_in(facts.position) if facts.position else ()


def _judge_all(
    law: Law, situation: Situation, days: tuple[date, date], defences: tuple[Defence, ...]
) -> tuple[tuple[Allegation, ...], tuple[tuple[Provision, Element], ...]]:
    """What is alleged, and what fell on an element that can be argued over. `days`: of the act, of the decision."""
    allegations, fallen = [], []
    facts, judge = situation.facts, law.index.judge
    values = judge.values(situation)
    regime = facts.election.regime if facts.election else None
    for provision in law.index.fitting(facts.subject, facts.conducts, days[0], regime):
        if defences and _defended(provision, situation, defences):
            continue
        elements, unknown, failed = judge.judge(provision, situation, values)
        if failed is None:
            sanctions = _sanctions(law, provision, facts.subject, days)
            allegations.append(Allegation(provision, tuple(elements), tuple(unknown), sanctions))
        elif failed.part not in SCOPE:
            fallen.append((provision, failed))
    if len(allegations) > 1:
        allegations.sort(key=attrgetter("order"))
    return tuple(allegations), tuple(fallen)


def _defended(provision: Provision, situation: Situation, defences: Iterable[Defence]) -> bool:
    """Whether every conduct that brings this provision in is taken away by some defence."""
    brought_in = set(situation.facts.conducts) & set(provision.conducts)
    return brought_in <= {conduct for defence in defences for conduct in defence.conducts}


def _sanctions(law: Law, provision: Provision, subject: str, days: tuple[date, date]) -> tuple[Sanction | Penalty, ...]:
    if provision.penalties:
        return open_penalties(provision.penalties, *days)
    return law.index.sanctions_for(provision, subject, days[0])


def _receivers(
    law: Law, facts: Facts, allegations: Iterable[Allegation], on: date, *, defended: bool
) -> tuple[Receiver, ...]:
    if defended:
        return ()
    regime = facts.election.regime if facts.election else None
    found: dict[str, Receiver] = {}
    for kind in _kinds_to_forward(allegations):
        for receiver in law.index.receivers(facts.subject, kind, on, regime, facts.position):
            found.setdefault(receiver.to, receiver)
    ordered = sorted(found.values(), key=_confidence)
    return tuple(ordered[:MOST_REFERRALS])


def _confidence(receiver: Receiver) -> int:
    return CONFIDENCES.index(receiver.confidence)


def _kinds_to_forward(allegations: Iterable[Allegation]) -> list[str]:
    """The kinds alleged. A crime waits until person and act are certain, unless nothing else is alleged."""
    kinds = dict.fromkeys([each.provision.kind for each in allegations])
    if "pidana" in kinds and len(kinds) > 1 and not any(_forwards_crime(each) for each in allegations):
        del kinds["pidana"]
    return list(kinds) or [""]


def _forwards_crime(allegation: Allegation) -> bool:
    open_parts = {element.part for element in allegation.unknown}
    return allegation.provision.kind == "pidana" and PREMISE.isdisjoint(open_parts)
