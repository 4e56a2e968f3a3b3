"""May I? The verdict on an act, for a status and a stage, from what `assess` finds. Never a decision on a person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from netral.rulebook.elements import Element
from netral.rulebook.findings import Allegation
from netral.rulebook.selfcheck import AskedAct, AskedStage, AskedStatus, Permission, Question, SelfCheck
from netral.rulebook.stages import ElectionLaw
from netral.rulebook.texts import Text
from netral.rulebook.vocabulary import REGIMES, Vocabulary

ALLOWED, RISKY, FORBIDDEN, DEPENDS = "allowed", "risky", "forbidden", "depends"
# How many questions one page asks beside stage and status.
MOST_QUESTIONS = 3
CAMPAIGN = "campaign_period"
SUBJECT = "subject"


class Book(Protocol):
    """What a verdict needs of a rulebook."""

    @property
    def vocabulary(self) -> Vocabulary: ...

    def allegations(
        self, facts: Mapping[str, Any], *, elections: Mapping[str, ElectionLaw] | None = None
    ) -> tuple[Allegation, ...]: ...


@dataclass(frozen=True)
class Case:
    """One stage under one election law: what may be breached, and what permits it."""

    stage: AskedStage
    regime: str
    verdict: str
    allegations: tuple[Allegation, ...]
    permissions: tuple[Permission, ...]
    open: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """The verdict over every case that fits what was said, with the cases themselves."""

    act: AskedAct
    status: AskedStatus
    stage: AskedStage | None
    verdict: str
    cases: tuple[Case, ...]

    @property
    def allegations(self) -> tuple[Allegation, ...]:
        """Each rule once, as the case shows it that leaves the least open; in the order in which the cases name it."""
        found: dict[str, Allegation] = {}
        for each in (allegation for case in self.cases for allegation in case.allegations):
            known = found.setdefault(each.provision.code, each)
            found[each.provision.code] = min(known, each, key=lambda one: len(one.unknown))
        return tuple(found.values())

    @property
    def permissions(self) -> tuple[Permission, ...]:
        return tuple({each.because: each for case in self.cases for each in case.permissions}.values())

    def by_stage(self) -> dict[str, tuple[str, tuple[Case, ...]]]:
        """The verdict of each stage, with its cases."""
        stages: dict[str, list[Case]] = {}
        for case in self.cases:
            stages.setdefault(case.stage.code, []).append(case)
        return {code: (_together(cases), tuple(cases)) for code, cases in stages.items()}


@dataclass(frozen=True)
class Asked:
    """What somebody asks. `said` holds the circumstances they answered."""

    act: AskedAct
    status: AskedStatus
    stage: AskedStage | None
    said: Mapping[str, bool]


def answer(book: Book, check: SelfCheck, asked: Asked, on: date) -> Answer:
    """The answer under the law of that day; without a stage, over all of them."""
    stages = [asked.stage] if asked.stage else list(check.stages.values())
    cases = tuple(_case(book, check, asked, stage, _election(regime, on)) for stage in stages for regime in REGIMES)
    return Answer(asked.act, asked.status, asked.stage, _together(cases), cases)


def questions(book: Book, check: SelfCheck, asked: Asked, on: date) -> tuple[Question, ...]:
    """The few circumstances whose yes and no lead to different answers; those already answered stay."""
    silent = Asked(asked.act, asked.status, asked.stage, {})
    facts = dict.fromkeys(
        (*asked.said, *_open(answer(book, check, silent, on)), *_open(answer(book, check, asked, on)))
    )
    telling = [fact for fact in facts if fact in check.questions and _matters(book, check, asked, fact, on)]
    return tuple(check.questions[fact] for fact in telling[:MOST_QUESTIONS])


def _election(regime: str, on: date) -> ElectionLaw:
    """An election of that law whose every day is `on`: asking is about the law of today."""
    return ElectionLaw(code=f"tanya-{regime}", name=Text(regime, regime), regime=regime, voting_day=on)


def _case(book: Book, check: SelfCheck, asked: Asked, stage: AskedStage, election: ElectionLaw) -> Case:
    conducts = asked.act.conducts_of(asked.status)
    found = book.allegations(_facts(asked, stage, election), elections={election.code: election}) if conducts else ()
    one_of = book.vocabulary.subjects[asked.status.subject].one_of
    permitting = [each for each in asked.act.permissions if each.speaks_of(asked.status, one_of)]
    fitting = [each for each in permitting if not _contradicted(each, asked.said)]
    verdict, unsettled = _judge(found, fitting, asked.said, check.questions)
    spoken = tuple(each for each in fitting if verdict in (ALLOWED, RISKY) and _settled(each, asked.said))
    return Case(stage, election.regime, verdict, found, spoken, unsettled)


def _facts(asked: Asked, stage: AskedStage, election: ElectionLaw) -> dict[str, Any]:
    return {
        "id": asked.act.code,
        "election": election.code,
        "subject": asked.status.subject,
        "conduct": list(asked.act.conducts_of(asked.status)),
        "target": asked.act.target,
        "phase": stage.phase,
        "circumstances": {**asked.said, **asked.act.given, CAMPAIGN: stage.campaign},
    }


def _settled(permission: Permission, said: Mapping[str, bool]) -> bool:
    return all(fact in said for fact in permission.when)


def _contradicted(permission: Permission, said: Mapping[str, bool]) -> bool:
    return any(said.get(fact, wanted) != wanted for fact, wanted in permission.when.items())


def _judge(
    found: tuple[Allegation, ...], fitting: list[Permission], said: Mapping[str, bool], known: Collection[str]
) -> tuple[str, tuple[str, ...]]:
    """The verdict of one case, and the facts it waits for.

    A rule all of whose elements are met forbids, unless it is a catch-all: those leave the judgment to an agency.
    A rule with open elements makes it depend on them where asking can settle them; where the law itself is
    doubtful, or names nothing at all, the act is risky. Only a passage that permits it makes it allowed, and only
    where no rule is left in doubt.
    """
    certain = [each for each in found if not each.unknown]
    if any(not each.provision.general for each in certain):
        return FORBIDDEN, _waiting(found)
    settling = [each for each in found if each.unknown and all(_askable(one, known) for one in each.unknown)]
    if settling:
        return DEPENDS, _waiting(settling)
    if found:
        return RISKY, ()
    silent = [fact for each in fitting for fact in each.when if fact not in said]
    if any(_settled(each, said) for each in fitting):
        return ALLOWED, ()
    return (DEPENDS, tuple(silent)) if fitting else (RISKY, ())


def _askable(element: Element, known: Collection[str]) -> bool:
    return element.fact == SUBJECT or element.fact in known


def _waiting(found: Iterable[Allegation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.fact for each in found for one in each.unknown if one.fact))


def _open(given: Answer) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact for case in given.cases for fact in case.open))


def _matters(book: Book, check: SelfCheck, asked: Asked, fact: str, on: date) -> bool:
    """Whether yes and no give different verdicts in some case."""
    either = [
        answer(book, check, Asked(asked.act, asked.status, asked.stage, {**asked.said, fact: said}), on).cases
        for said in (True, False)
    ]
    return any(yes.verdict != no.verdict for yes, no in zip(*either, strict=True))


def _together(cases: Iterable[Case]) -> str:
    verdicts = {case.verdict for case in cases}
    return verdicts.pop() if len(verdicts) == 1 else DEPENDS
