"""More knowledge never contradicts less: what was met or not met stays so when further facts are learnt."""

from datetime import date
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netral import rulebook
from netral.rulebook.elements import UNKNOWN
from netral.rulebook.facts import POSITION_CLASSES
from tests.sizes import examples

BOOK = rulebook.current()
CIRCUMSTANCES = list(BOOK.vocabulary.circumstances)
OPTIONAL = ("date", "office", "target", "phase", "position_class")

worlds = st.fixed_dictionaries(
    {
        "id": st.just("x"),
        "election": st.sampled_from(list(BOOK.elections)),
        "subject": st.sampled_from(list(rulebook.subjects)),
        "conduct": st.lists(st.sampled_from(list(rulebook.conducts)), min_size=1, max_size=3, unique=True),
        "date": st.dates(date(2016, 7, 1), date(2026, 12, 31)).map(date.isoformat),
        "target": st.sampled_from(list(BOOK.vocabulary.targets)),
        "position_class": st.sampled_from(POSITION_CLASSES),
        "office": st.integers(0, 3),
        "circumstances": st.fixed_dictionaries({name: st.booleans() for name in CIRCUMSTANCES}),
    }
)


def told(world: dict[str, Any]) -> dict[str, Any]:
    """A world in which everything is known and nothing contradicts: phase and campaign are those of the day."""
    election = BOOK.elections[world["election"]]
    office = election.offices[world["office"] % len(election.offices)]
    day = date.fromisoformat(world["date"])
    phase = rulebook.phase(election, office, day)
    assume(phase != UNKNOWN)
    campaign = election.running("kampanye", day)
    circumstances = {**world["circumstances"], "campaign_period": campaign}
    return {**world, "office": office, "phase": phase, "circumstances": circumstances}


def states(row: dict[str, Any]) -> dict[tuple[str, str, str], str]:
    """Every element of every provision asked, by its code, part and fact, whether or not it is alleged."""
    found = BOOK.find(row)
    judge, facts = BOOK.index.judge, found.situation.facts
    return {
        (provision.code, element.part, str(element.name)): element.state
        for provision in BOOK.index.fitting(facts.subject, facts.conducts, found.law_day)
        for element in judge.elements(provision, found.situation)
    }


@settings(max_examples=examples(120), deadline=None)
@given(worlds, st.sets(st.sampled_from(OPTIONAL)), st.sets(st.sampled_from(CIRCUMSTANCES)))
def test_learning_never_turns_an_answer_around(world: dict[str, Any], hidden: set[str], unsaid: set[str]) -> None:
    whole = told(world)
    part = {key: value for key, value in whole.items() if key not in hidden}
    part["circumstances"] = {name: said for name, said in whole["circumstances"].items() if name not in unsaid}

    less, more = states(part), states(whole)

    for element in less.keys() & more.keys():
        assert less[element] in (UNKNOWN, more[element]), element


@settings(max_examples=examples(60), deadline=None)
@given(worlds)
def test_when_all_is_known_only_the_wording_of_the_law_stays_open(world: dict[str, Any]) -> None:
    found = BOOK.find(told(world))

    for allegation in found.allegations:
        assert {element.part for element in allegation.unknown} <= {"who", "post", "act", "towards"}


@settings(max_examples=examples(60), deadline=None)
@given(worlds)
def test_the_order_of_what_was_done_does_not_matter(world: dict[str, Any]) -> None:
    row = told(world)

    forward = BOOK.allegations(row)
    backward = BOOK.allegations({**row, "conduct": row["conduct"][::-1]})

    assert [each.provision.code for each in forward] == [each.provision.code for each in backward]
    assert [each.provision.code for each in BOOK.allegations(row)] == [each.provision.code for each in forward]
