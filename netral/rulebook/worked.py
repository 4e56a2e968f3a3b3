"""Worked examples of a rule, made from the rule itself: an act that breaches it, and what changes with one fact.

Nothing is written by hand, so nothing can drift: who, what, towards whom and when come from the entry, the day from a
real election, and the outcome from the same judgment as every other answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from netral.rulebook.elements import MET, NOT_MET, UNKNOWN, Element
from netral.rulebook.findings import CAMPAIGN, Allegation, Findings
from netral.rulebook.provisions import Provision
from netral.rulebook.stages import ElectionLaw, StageWords
from netral.rulebook.vocabulary import Vocabulary

DAY = timedelta(days=1)
# Which facts an example may change, in this order; a circumstance is called by its own name.
CHANGES = ("", "phase", "subject", "target", "conduct", "day_before", "day_after")
MOST_CIRCUMSTANCES = 2
# Whose answer people compare with that of the other status.
PAIR = {"PNS": "PPPK", "PPPK": "PNS"}
OTHER_PHASE = {"before": "after", "after": "before"}


class Book(Protocol):
    """What an example needs of a rulebook."""

    @property
    def vocabulary(self) -> Vocabulary: ...
    @property
    def elections(self) -> Mapping[str, ElectionLaw]: ...
    @property
    def stage_words(self) -> StageWords: ...
    def find(self, facts: Mapping[str, Any]) -> Findings: ...


@dataclass(frozen=True, kw_only=True)
class Worked:
    """One example. `changed` names the fact that differs from the first one ("" in the first).

    `facts` is a row as `netral assess` reads it; `outcome` is met, not_met or unknown; `open` are the elements that
    leave it open; `instead` what other rules are then breached, most specific first.
    """

    changed: str
    facts: Mapping[str, Any]
    outcome: str
    open: tuple[Element, ...]
    instead: tuple[Allegation, ...]


def worked_examples(book: Book, rule: Provision) -> tuple[Worked, ...]:
    """A breach of the rule (or what comes nearest to one) and its variations.

    None for a rule that reaches nobody a case can be about, or no election the rulebook knows.
    """
    base = _nearest(_judged(book, rule, "", row) for row in _rows(book, rule))
    if base is None:
        return ()
    changed = (_judged(book, rule, name, row) for name, row in _changes(book, rule, base.facts))
    return (base, *(each for each in changed if _tells(each, base)))


def _nearest(examples: Iterable[Worked]) -> Worked | None:
    """The first that breaches it; else the first that may."""
    maybe = None
    for each in examples:
        if each.outcome == MET:
            return each
        maybe = maybe or (each if each.outcome == UNKNOWN else None)
    return maybe


def _tells(example: Worked, base: Worked) -> bool:
    """Whether the change changes anything; a comparison without any answer teaches nothing."""
    return example.outcome != base.outcome and (example.outcome == UNKNOWN or bool(example.instead) or _said(example))


def _said(example: Worked) -> bool:
    """A circumstance that is not so, or another stage, says something even where nothing else is breached."""
    return example.changed not in CHANGES or example.changed == "phase"


def _judged(book: Book, rule: Provision, changed: str, row: Mapping[str, Any]) -> Worked:
    found = book.find(row).allegations
    own = next((each for each in found if each.provision == rule), None)
    others = (each for each in found if each.provision != rule and not each.unknown and not each.provision.general)
    outcome = NOT_MET if own is None else UNKNOWN if own.unknown else MET
    return Worked(changed=changed, facts=row, outcome=outcome, open=own.unknown if own else (), instead=tuple(others))


def _rows(book: Book, rule: Provision) -> Iterator[dict[str, Any]]:
    """Acts that should breach it, the latest election first."""
    elections = [each for each in book.elections.values() if not rule.regimes or each.regime in rule.regimes]
    for subject in rule.subjects:
        for election in reversed(elections):
            for office in _offices(rule, election):
                for day in _days(rule, subject, election, book.stage_words.campaign):
                    yield _row(rule, book.vocabulary, subject, (election, office, day))


def _row(rule: Provision, words: Vocabulary, subject: str, where: tuple[ElectionLaw, str, date]) -> dict[str, Any]:
    election, office, day = where
    certain = [code for code in rule.conducts if code not in rule.doubtful_conducts] or list(rule.conducts)
    circumstances = {fact: each.wanted for fact, each in rule.circumstances.items() if fact != CAMPAIGN}
    row = {
        "id": rule.code,
        "election": election.code,
        "office": office,
        "date": day,
        "subject": subject,
        "position": _post(rule, words) if subject in rule.posts_of else "",
        "conduct": certain[:1],
        "target": rule.targets[0] if rule.targets else None,
        "circumstances": circumstances,
    }
    return {key: value for key, value in row.items() if value}


def _post(rule: Provision, words: Vocabulary) -> str:
    """A post of the group the rule means, in a word of its own."""
    return words.positions.classes[words.positions.groups[rule.posts].classes[0]].words[0]


def _offices(rule: Provision, election: ElectionLaw) -> list[str]:
    return [office for office in election.offices if not rule.offices or office in rule.offices][:1]


def _days(rule: Provision, subject: str, election: ElectionLaw, first: str) -> Iterator[date]:
    """Days inside the stages, those of stage `first` first, while the rule binds such a person."""
    for day in _middays(election, first):
        if rule.in_force(day) and rule.since.get(subject, day) <= day:
            yield day


def _middays(election: ElectionLaw, first: str) -> Iterable[date]:
    """The middle of every stage: an ordinary day of it. After `first` the longest stage leads."""
    stages = sorted(election.stages, key=lambda each: (each.code != first, each.starts_on - each.ends_on))
    return (each.starts_on + (each.ends_on - each.starts_on) // 2 for each in stages)


def _changes(book: Book, rule: Provision, row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same act with one fact changed."""
    yield from _other_phase(book, rule, row)
    for fact in list(rule.circumstances)[:MOST_CIRCUMSTANCES]:
        said = {**row.get("circumstances", {}), fact: not rule.circumstances[fact].wanted}
        yield fact, {**row, "circumstances": said}
    other = PAIR.get(row["subject"])
    if other and other not in rule.subjects:
        yield "subject", {**row, "subject": other}
    if rule.doubtful:
        yield "target", {**row, "target": rule.doubtful[0]}
    if rule.doubtful_conducts:
        yield "conduct", {**row, "conduct": [rule.doubtful_conducts[0]]}
    yield from _other_law(book, rule, row)


def _other_phase(book: Book, rule: Provision, row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """An ordinary day of the same election on the other side of the determination, under the same rule."""
    if rule.phase is None:
        return
    election, wanted = book.elections[row["election"]], OTHER_PHASE[rule.phase]
    campaign = book.stage_words.campaign
    days = [day for day in _days(rule, row["subject"], election, campaign)
            if book.stage_words.phase(election, row["office"], day) == wanted]  # fmt: skip
    yield from (("phase", {**row, "date": day}) for day in days[:1])


def _other_law(book: Book, rule: Provision, row: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The same act on the day before the rule began, and on the day after it ended."""
    stage = book.find(row).situation
    same = {
        **row,
        "phase": stage.phase,
        "circumstances": {**row.get("circumstances", {}), CAMPAIGN: bool(stage.circumstances.get(CAMPAIGN))},
    }
    days = {"day_before": rule.effective and rule.effective - DAY, "day_after": rule.until and rule.until + DAY}
    yield from ((name, {**same, "date": day}) for name, day in days.items() if day)
