"""Which elements a provision asks for, and the answers it has given: each is made once and kept."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from netral.rulebook import elements
from netral.rulebook.elements import NOT_MET, Element, Situation
from netral.rulebook.provisions import Circumstance, Provision
from netral.rulebook.vocabulary import Vocabulary

Make = Callable[..., Element]
Value = Any
NOTHING: frozenset[str] = frozenset()
# Where the values of a situation stand, for the questions that read them; circumstances follow in their own order.
SUBJECT, POSTS, CONDUCTS, TARGET, PHASE, REGIME, OFFICE, FILLS, CIRCUMSTANCES = range(9)


@dataclass(frozen=True)
class Question:
    """One element of one provision: how it is made, from what, and the answers made so far.

    `place`: where its value stands; None where `value` puts it together from several, or from the situation.
    """

    make: Make
    place: int | None
    value: Callable[[Situation, tuple[Value, ...]], Value]
    answers: dict[Value, Element] = field(default_factory=dict)


@dataclass(frozen=True)
class Judge:
    """Judges provisions in the words of one rulebook. What it keeps comes from closed lists, so it stays small."""

    words: Vocabulary
    _asked: dict[tuple[str, bool], tuple[Question, ...]] = field(default_factory=dict)

    def elements(self, provision: Provision, situation: Situation) -> list[Element]:
        """Every element the provision asks for, in the order who, act, towards whom, election, when, circumstances."""
        return self.judge(provision, situation, self.values(situation), NOTHING)[0]

    def values(self, situation: Situation) -> tuple[Value, ...]:
        """What the questions read, once for all provisions."""
        facts, election, said = situation.facts, situation.facts.election, situation.circumstances
        return (
            facts.subject,
            situation.posts,
            facts.conducts,
            facts.target,
            situation.phase,
            election.regime if election else None,
            facts.office,
            election.offices if election else (),
            *[(fact in situation.derived, said[fact]) if fact in said else None for fact in self.words.circumstances],
        )

    def judge(
        self, provision: Provision, situation: Situation, values: tuple[Value, ...], scope: Collection[str]
    ) -> tuple[list[Element], Element | None]:
        """The elements, and the first that failed. One that fails in a part of `scope` ends it and is the one named."""
        judged: list[Element] = []
        failed: Element | None = None
        for question in self._questions(provision, situation.facts.subject):
            place = question.place
            value = question.value(situation, values) if place is None else values[place]
            element = question.answers.get(value)
            if element is None:
                element = question.answers[value] = question.make(provision, self.words, value)
            judged.append(element)
            if element.state == NOT_MET:
                if element.part in scope:
                    return judged, element
                failed = failed or element
        return judged, failed

    def _questions(self, provision: Provision, subject: str) -> tuple[Question, ...]:
        key = (provision.code, subject in provision.posts_of)
        found = self._asked.get(key)
        if found is None:
            found = self._asked[key] = tuple(_questions(provision, self.words, post=key[1]))
        return found


def _questions(provision: Provision, words: Vocabulary, *, post: bool) -> Iterator[Question]:
    asked = (
        (elements.who, (SUBJECT,), True),
        (elements.post, (POSTS,), post),
        (elements.act, (CONDUCTS,), True),
        (elements.towards, (TARGET, PHASE), provision.targets),
        (elements.regime, (REGIME,), provision.regimes),
        (elements.office, (OFFICE, FILLS), provision.offices),
        (elements.when, (PHASE,), provision.phase),
    )
    yield from (_reading(make, *places) for make, places, wanted in asked if wanted)
    if provision.months_before:
        yield Question(elements.window, None, lambda situation, _: elements.window_state(provision, situation))
    for place, fact in enumerate(words.circumstances, start=CIRCUMSTANCES):
        if fact in provision.circumstances:
            yield _about(fact, place, provision.circumstances[fact])


def _about(fact: str, place: int, circumstance: Circumstance) -> Question:
    if circumstance.implied_by:
        return _reading(partial(elements.contained, fact), place, CONDUCTS)
    return _reading(partial(elements.circumstance, fact), place)


def _reading(make: Make, *places: int) -> Question:
    """A question that reads one value or several."""
    several = itemgetter(*places)
    return Question(make, places[0] if len(places) == 1 else None, lambda _, values: several(values))
