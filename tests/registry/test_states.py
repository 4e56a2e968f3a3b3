import pytest

from netral.audit.states import verb_text
from netral.registry.states import VERBS


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_says_something_to_staff_and_nothing_to_the_public(verb):
    assert str(verb_text(verb).staff) != verb
    assert verb_text(verb).public is None
