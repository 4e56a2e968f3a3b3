"""Running deadlines in the timeline: promised or missed, never those that were met."""

from datetime import timedelta

import pytest

from netral.cases.pages import CasePage
from netral.cases.queries import running_deadlines, with_deadlines
from netral.procedure.queries import clock_view, clocks_of
from tests.cases.builders import EXAMINER, MONDAY, day, decided, opened
from tests.cases.pages import client, url

pytestmark = pytest.mark.django_db


def test_a_running_deadline_stands_ahead_of_what_happened() -> None:
    page = CasePage(opened(), EXAMINER, day(1))

    first, *rest = page.recent

    assert (first.ahead, first.missed, first.text) == (True, False, "Tenggat: Menindaklanjuti laporan atau temuan")
    assert first.at > day(1)
    assert rest == page.timeline[:6]


def test_a_missed_one_stands_where_its_day_was_and_says_so() -> None:
    page = CasePage(opened(), EXAMINER, day(90))

    (missed,) = page.deadlines

    assert (missed.ahead, missed.missed) == (False, True)
    assert missed.text.startswith("Tenggat lewat: ")
    assert [each.at for each in page.whole_timeline] == sorted((each.at for each in page.whole_timeline), reverse=True)


def test_a_clock_that_stopped_is_told_by_what_stopped_it() -> None:
    case = decided()
    clocks = [clock_view(clock, day(9)) for clock in clocks_of(case.reference)]

    assert [each for each in clocks if each.stopped]
    assert len(running_deadlines(clocks, day(9))) == len([each for each in clocks if each.due and not each.stopped])


def test_the_furthest_day_comes_first() -> None:
    views = [clock_view(clock, MONDAY) for clock in clocks_of(opened().reference)]
    near = views[0]
    assert near.due
    far = type(near)(**{**near.__dict__, "due": near.due + timedelta(days=3)})

    found = running_deadlines([near, far], MONDAY)

    assert [each.at for each in found] == [far.due, near.due]
    assert with_deadlines([], found) == found


@pytest.mark.parametrize("tab", ["", "riwayat/"])
def test_the_page_shows_it_as_a_line_of_its_own(tab: str) -> None:
    case = opened()

    page = client().get(url(case, tab)).content.decode()

    assert "rwy__hal--lewat" in page  # the case is of years ago
    assert "Tenggat lewat: " in page
