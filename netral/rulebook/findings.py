"""Which rules an act may breach, which sanctions follow, and who is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from netral.rulebook import forwarding, sanctioning
from netral.rulebook.elements import NOT_MET, UNKNOWN, Element, Situation, judge
from netral.rulebook.facts import Facts
from netral.rulebook.forwarding import Receiver, Route
from netral.rulebook.law_files import CONFIDENCES
from netral.rulebook.provisions import Defence, Provision
from netral.rulebook.sanctioning import Sanction
from netral.rulebook.stages import ElectionLaw, StageWords
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import Vocabulary

# How many receivers an answer may name (contract of `netral assess`).
MOST_REFERRALS = 4
# Parts of a provision that say what it is about; the others can be argued over.
SCOPE = ("who", "act", "election", "office")


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
    def provisions(self) -> Mapping[str, Provision]: ...
    @property
    def defences(self) -> tuple[Defence, ...]: ...
    @property
    def sanction_list(self) -> Mapping[str, Sanction]: ...
    @property
    def notes(self) -> Mapping[str, Text]: ...
    @property
    def routes(self) -> tuple[Route, ...]: ...


@dataclass(frozen=True)
class Allegation:
    """A provision that may be breached, with its elements (none of them not met) and the sanctions it leads to."""

    provision: Provision
    elements: tuple[Element, ...]
    sanctions: tuple[Sanction, ...]

    @property
    def unknown(self) -> tuple[Element, ...]:
        return tuple(element for element in self.elements if element.state == UNKNOWN)

    @property
    def confidence(self) -> str:
        """The row's own, but never high while an element is unknown."""
        least = CONFIDENCES[1] if self.unknown else CONFIDENCES[0]
        return max(self.provision.confidence, least, key=CONFIDENCES.index)

    @property
    def order(self) -> tuple[object, ...]:
        """Most specific first: catch-alls last, fully supported before open, then the more specific instrument."""
        row = self.provision
        return (row.general, bool(self.unknown), row.rank, len(self.unknown), -len(self.elements), row.code)


@dataclass(frozen=True)
class Findings:
    """Everything found out, before it is put into the words of the contract."""

    situation: Situation
    computed_phase: str
    office_would_tell: bool
    law_day: date
    day_of_receivers: date
    allegations: tuple[Allegation, ...]
    defences: tuple[Defence, ...]
    fallen: tuple[tuple[Provision, Element], ...]
    receivers: tuple[Receiver, ...]


def find(law: Law, facts: Facts) -> Findings:
    """Judge every provision in force on the day of the act (or, without a day, on voting day)."""
    law_day = facts.day or (facts.election.voting_day if facts.election else law.checked)
    as_of = facts.as_of or facts.day or (facts.election.last_day if facts.election else law.checked)
    computed = _phase(law, facts)
    situation = _situation(law, facts, computed)
    defences = tuple(each for each in law.defences if situation.circumstances.get(each.fact) is each.when)
    allegations, fallen = _judge_all(law, situation, law_day, defences)
    return Findings(
        situation=situation,
        computed_phase=computed,
        office_would_tell=computed == UNKNOWN and _has_determination(law, facts),
        law_day=law_day,
        day_of_receivers=as_of,
        allegations=allegations,
        defences=tuple(each for each in defences if set(each.conducts) & set(facts.conducts)),
        fallen=fallen,
        receivers=_receivers(law, facts, allegations, as_of, defended=not allegations and bool(defences)),
    )


def _phase(law: Law, facts: Facts) -> str:
    return law.stage_words.phase(facts.election, facts.office, facts.day) if facts.election and facts.day else UNKNOWN


def _has_determination(law: Law, facts: Facts) -> bool:
    stages = facts.election.stages if facts.election else ()
    return any(stage.code == law.stage_words.determination for stage in stages)


def _situation(law: Law, facts: Facts, computed: str) -> Situation:
    """What the facts say goes before what the date says; the phase may have been delayed in that region."""
    campaign, circumstances = law.stage_words.campaign, dict(facts.circumstances)
    if facts.election and facts.day and any(stage.code == campaign for stage in facts.election.stages):
        circumstances.setdefault("campaign_period", facts.election.running(campaign, facts.day))
    return Situation(facts, facts.phase or (None if computed == UNKNOWN else computed), circumstances)


def _judge_all(
    law: Law, situation: Situation, law_day: date, defences: tuple[Defence, ...]
) -> tuple[tuple[Allegation, ...], tuple[tuple[Provision, Element], ...]]:
    allegations, fallen = [], []
    for provision in law.provisions.values():
        if not provision.in_force(law_day) or not provision.concerns(situation.facts.conducts):
            continue
        elements = judge(provision, situation, law.vocabulary)
        failed = [element for element in elements if element.state == NOT_MET]
        if any(element.part in SCOPE for element in failed) or _defended(provision, situation, defences):
            continue
        if failed:
            fallen.append((provision, failed[0]))
        else:
            allegations.append(Allegation(provision, elements, _sanctions(law, provision, situation.facts, law_day)))
    return tuple(sorted(allegations, key=lambda each: each.order)), tuple(fallen)


def _defended(provision: Provision, situation: Situation, defences: Iterable[Defence]) -> bool:
    """Whether every conduct that brings this provision in is taken away by some defence."""
    brought_in = set(situation.facts.conducts) & set(provision.conducts)
    return brought_in <= {conduct for defence in defences for conduct in defence.conducts}


def _sanctions(law: Law, provision: Provision, facts: Facts, law_day: date) -> tuple[Sanction, ...]:
    statuses = law.vocabulary.subjects[facts.subject].one_of
    fitting = [status for status in statuses if status in provision.subjects]
    return sanctioning.in_force(law.sanction_list.values(), provision.level, law_day, fitting)


def _receivers(
    law: Law, facts: Facts, allegations: Iterable[Allegation], on: date, *, defended: bool
) -> tuple[Receiver, ...]:
    if defended:
        return ()
    kinds = list(dict.fromkeys(allegation.provision.kind for allegation in allegations)) or [""]
    found: dict[str, Receiver] = {}
    for kind in kinds:
        for receiver in forwarding.receivers(
            law.routes,
            subject=facts.subject,
            kind=kind,
            on=on,
            regime=facts.election.regime if facts.election else None,
            position=facts.position,
        ):
            found.setdefault(receiver.to, receiver)
    ordered = sorted(found.values(), key=lambda receiver: CONFIDENCES.index(receiver.confidence))
    return tuple(ordered[:MOST_REFERRALS])
