"""Whoever goes on with the work of an authority goes on with its links."""

from datetime import UTC, datetime

import pytest

from netral.discipline import actions as discipline
from netral.links import actions, queries
from netral.links.states import Ending
from tests.discipline.builders import AUDITOR, recommended
from tests.intake.builders import staff
from tests.links.builders import again, link_for

pytestmark = pytest.mark.django_db
FIRST_OF_BKN = datetime(2024, 9, 3, 17, 0, tzinfo=UTC)


def test_a_link_is_seen_and_revoked_by_the_successor_of_whoever_made_it() -> None:
    link = link_for(recommended(), at=datetime(2024, 9, 1, 9, 0, tzinfo=UTC))
    discipline.move_to_successors(FIRST_OF_BKN)
    successor = staff("auditor", "kemenpanrb")

    assert list(queries.links_seen_by(successor)) == [link]
    assert not queries.links_seen_by(AUDITOR).exists()
    actions.revoke(again(link), acting=successor, at=FIRST_OF_BKN)
    assert again(link).ending == Ending.REVOKED
