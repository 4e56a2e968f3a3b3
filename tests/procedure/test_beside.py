"""What runs beside a subject, of whatever kind: where each stands, and its nearest clock."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.procedure.queries import beside, opened_beside, ways
from tests.cases.builders import day, opened
from tests.discipline.builders import taken_in
from tests.tracks.builders import criminal, take

pytestmark = pytest.mark.django_db


def test_what_was_opened_because_of_a_subject_stands_beside_it_and_not_itself() -> None:
    penanganan = taken_in()

    (found,) = beside(penanganan.case.reference, now=day(6))

    assert (found.kind, found.key, found.over) == ("penanganan", penanganan.key, False)
    assert found.title.id == "Penanganan disiplin"
    assert found.clock
    assert found.clock.rule == "S-VER"


def test_alone_there_is_nothing_beside() -> None:
    assert beside(opened().reference, now=day(1)) == []


def test_what_is_over_says_so_and_has_no_clock() -> None:
    track = criminal()
    take(track, "hentikan_pada_pembahasan_pertama")

    (found,) = beside(track.case.reference, now=day(41))  # type: ignore[union-attr]

    assert (found.over, found.clock, found.status.id) == (True, None, "Dihentikan")


def test_ways_keep_their_order_in_one_query() -> None:
    cases = [opened(), opened()]
    with CaptureQueriesContext(connection) as asked:
        found = ways(list(cases), now=day(1))

    assert [each.key for each in found] == [case.key for case in cases]
    assert len(asked) == 1


def test_who_has_something_beside_a_case_is_known_by_the_entry_that_opened_it() -> None:
    alone, track = opened(), criminal()

    assert opened_beside(alone.reference) == frozenset()
    assert opened_beside(track.case.reference) == {track.accused.key}  # type: ignore[union-attr]


def test_a_hand_over_is_nothing_beside() -> None:
    assert opened_beside(taken_in().case.reference) == frozenset()
