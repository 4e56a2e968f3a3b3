"""Which elements a provision asks for, and the answers it has given: each is made once and kept."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from netral.rulebook import elements
from netral.rulebook.elements import NOT_MET, UNKNOWN, Element, Situation
from netral.rulebook.provisions import Provision
from netral.rulebook.vocabulary import Vocabulary

Make = Callable[..., Element]
Value = Any
Values = tuple[Value, ...]
# Parts of a provision that say what it is about; the others can be argued over.
SCOPE = frozenset(("who", "act", "election", "office"))
# Where the values of a situation stand, for the questions that read them; circumstances follow in their own order.
SUBJECT, POSTS, CONDUCTS, TARGET, PHASE, REGIME, OFFICE, FILLS, CIRCUMSTANCES = range(9)


class Question(NamedTuple):
    """One element of one provision: how it is made, and from which values."""

    make: Make
    places: tuple[int, ...]


class Answer(NamedTuple):
    """Some elements, the unknown ones among them, the first that failed, and the first that failed in the scope."""

    elements: tuple[Element, ...]
    unknown: tuple[Element, ...]
    failed: Element | None
    ends: Element | None


class Judgment(NamedTuple):
    """What a provision has been answered: its elements, the unknown ones among them, and the first that failed."""

    elements: list[Element]
    unknown: list[Element]
    failed: Element | None


@dataclass(frozen=True)
class Block:
    """Questions answered together from the values at some places, and the answers given so far.

    `reads` takes those values out of all of them; None where the block asks when an act was, which the days decide.
    """

    questions: tuple[Question, ...]
    reads: Callable[[Values], Value] | None
    answers: dict[Value, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Judge:
    """Judges provisions in the words of one rulebook. What it keeps comes from closed lists, so it stays small."""

    words: Vocabulary
    _asked: dict[str, dict[str, tuple[Block, ...]]] = field(default_factory=dict)
    _made: dict[tuple[str, bool], tuple[Block, ...]] = field(default_factory=dict)

    def elements(self, provision: Provision, situation: Situation) -> list[Element]:
        """Every element the provision asks for, in the order who, act, towards whom, election, when, circumstances."""
        return self.judge(provision, situation, self.values(situation), whole=True).elements

    def values(self, situation: Situation) -> Values:
        """What the questions read, once for all provisions."""
        facts, election = situation.facts, situation.facts.election
        said: list[Value] = [None] * len(self._places)
        for fact, answer in situation.circumstances.items():
            said[self._places[fact]] = (fact in situation.derived, answer)
        return (
            facts.subject,
            situation.posts,
            facts.conducts,
            facts.target,
            situation.phase,
            election.regime if election else None,
            facts.office,
            election.offices if election else (),
            *said,
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {fact: place for place, fact in enumerate(self.words.circumstances)}

    def judge(self, provision: Provision, situation: Situation, values: Values, *, whole: bool = False) -> Judgment:
        """The elements, those open, and the first that failed. One that fails in the scope ends it, unless `whole`."""
        judged: list[Element] = []
        unknown: list[Element] = []
        failed: Element | None = None
        for block in self._blocks(provision, situation.facts.subject):
            key = block.reads(values) if block.reads else elements.window_state(provision, situation)
            answer = block.answers.get(key)
            if answer is None:
                answer = block.answers[key] = self._answer(provision, block, values, key)
            judged += answer.elements
            unknown += answer.unknown
            if answer.ends and not whole:
                return Judgment(judged, unknown, answer.ends)
            failed = failed or answer.failed
        return Judgment(judged, unknown, failed)

    def _answer(self, provision: Provision, block: Block, values: Values, key: Value) -> Answer:
        read = [itemgetter(*each.places)(values) if each.places else key for each in block.questions]
        pairs = zip(block.questions, read, strict=True)
        made = tuple(question.make(provision, self.words, value) for question, value in pairs)
        failed = [element for element in made if element.state == NOT_MET]
        ending = [element for element in failed if element.part in SCOPE]
        unknown = tuple(element for element in made if element.state == UNKNOWN)
        return Answer(made, unknown, next(iter(failed), None), next(iter(ending), None))

    def _blocks(self, provision: Provision, subject: str) -> tuple[Block, ...]:
        asked = self._asked.get(subject)
        if asked is None:
            asked = self._asked[subject] = {}
        found = asked.get(provision.code)
        if found is None:
            found = asked[provision.code] = self._shared(provision, post=subject in provision.posts_of)
        return found

    def _shared(self, provision: Provision, *, post: bool) -> tuple[Block, ...]:
        """The blocks with their answers: the same for all subjects who are asked for a post, or not."""
        key = (provision.code, post)
        if key not in self._made:
            self._made[key] = tuple(_blocks(provision, self.words, post=post))
        return self._made[key]


def _blocks(provision: Provision, words: Vocabulary, *, post: bool) -> Iterator[Block]:
    """What is asked, in its order. What free lists decide (the acts) stands alone, so that few answers are kept."""
    person = (Question(elements.who, (SUBJECT,)), *([Question(elements.post, (POSTS,))] if post else ()))
    yield _block(person)
    yield _block([Question(elements.act, (CONDUCTS,))])
    setting = [question for question, wanted in _setting(provision) if wanted]
    if setting:
        yield _block(setting)
    if provision.months_before:
        yield Block((Question(elements.window, ()),), None)
    asked = [
        (place, fact)
        for place, fact in enumerate(words.circumstances, CIRCUMSTANCES)
        if fact in provision.circumstances
    ]
    for implied, facts in groupby(asked, key=lambda each: bool(provision.circumstances[each[1]].implied_by)):
        if implied:
            yield from (_block([Question(partial(elements.contained, fact), (at, CONDUCTS))]) for at, fact in facts)
        else:
            yield _block([Question(partial(elements.circumstance, fact), (at,)) for at, fact in facts])


def _setting(provision: Provision) -> tuple[tuple[Question, Any], ...]:
    """Towards whom, in which election, for which office and when, each with whether the provision asks it."""
    return (
        (Question(elements.towards, (TARGET, PHASE)), provision.targets),
        (Question(elements.regime, (REGIME,)), provision.regimes),
        (Question(elements.office, (OFFICE, FILLS)), provision.offices),
        (Question(elements.when, (PHASE,)), provision.phase),
    )


def _block(questions: Iterable[Question]) -> Block:
    several = tuple(questions)
    return Block(several, itemgetter(*dict.fromkeys(place for each in several for place in each.places)))
