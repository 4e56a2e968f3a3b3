"""Which elements a provision asks for, and the answers it has given: each is made once and kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from netral.rulebook import elements
from netral.rulebook.elements import Element, Situation
from netral.rulebook.provisions import Circumstance, Provision
from netral.rulebook.vocabulary import Vocabulary

Make = Callable[..., Element]
Value = Any
# Where the values of a situation stand, for the questions that read them; circumstances follow in their own order.
SUBJECT, POSTS, CONDUCTS, TARGET, PHASE, REGIME, OFFICE, FILLS, CIRCUMSTANCES = range(9)


@dataclass(frozen=True)
class Question:
    """One element of one provision: how it is made, from which values, and the answers made so far.

    `places`: where its values stand (none: it reads the situation itself, as `window` does).
    """

    make: Make
    places: tuple[int, ...]
    answers: dict[Value, Element] = field(default_factory=dict)


@dataclass(frozen=True)
class Judge:
    """Judges provisions in the words of one rulebook. What it keeps comes from closed lists, so it stays small."""

    words: Vocabulary
    _asked: dict[tuple[str, bool], tuple[Question, ...]] = field(default_factory=dict)

    def elements(self, provision: Provision, situation: Situation) -> tuple[Element, ...]:
        """Every element the provision asks for, in the order who, act, towards whom, election, when, circumstances."""
        return tuple(self.answers(provision, situation, self.values(situation)))

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

    def answers(self, provision: Provision, situation: Situation, values: tuple[Value, ...]) -> Iterator[Element]:
        """The elements one by one, so that a reader can stop at the first that fails."""
        key = (provision.code, situation.facts.subject in provision.posts_of)
        questions = self._asked.get(key)
        if questions is None:
            questions = self._asked[key] = tuple(_questions(provision, self.words, post=key[1]))
        for question in questions:
            places = question.places
            if len(places) == 1:
                value = values[places[0]]
            elif places:
                value = tuple([values[place] for place in places])
            else:
                value = elements.window_state(provision, situation)
            found = question.answers.get(value)
            if found is None:
                found = question.answers[value] = question.make(provision, self.words, value)
            yield found


def _questions(provision: Provision, words: Vocabulary, *, post: bool) -> Iterator[Question]:
    asked = (
        (elements.who, (SUBJECT,), True),
        (elements.post, (POSTS,), post),
        (elements.act, (CONDUCTS,), True),
        (elements.towards, (TARGET, PHASE), provision.targets),
        (elements.regime, (REGIME,), provision.regimes),
        (elements.office, (OFFICE, FILLS), provision.offices),
        (elements.when, (PHASE,), provision.phase),
        (elements.window, (), provision.months_before),
    )
    yield from (Question(make, places) for make, places, wanted in asked if wanted)
    for place, fact in enumerate(words.circumstances, start=CIRCUMSTANCES):
        if fact in provision.circumstances:
            yield _about(fact, place, provision.circumstances[fact])


def _about(fact: str, place: int, circumstance: Circumstance) -> Question:
    if circumstance.implied_by:
        return Question(partial(elements.contained, fact), (place, CONDUCTS))
    return Question(partial(elements.circumstance, fact), (place,))
