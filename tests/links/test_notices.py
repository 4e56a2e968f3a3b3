"""Whoever made a link hears that it was opened, finished, returned, or ran out; the office follows whoever has left."""

import pytest

from netral.access.models import User
from netral.access.queries import acting
from netral.links import actions, jobs
from netral.links.models import OfficialLink
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from tests.access.builders import seated
from tests.cases.builders import LONG, OFFICE, PROVINCE, day
from tests.cases.transfers import own, taken
from tests.discipline.builders import recommended
from tests.links.builders import acknowledged, again, free, handed_link, link_for, opened
from tests.tracks.builders import handed

pytestmark = pytest.mark.django_db


def auditor(email: str) -> User:
    Organisation.objects.filter(code="kasn").update(valid_until=None)
    return seated("auditor", Organisation.objects.get(code="kasn"), email=email)


def made() -> tuple[OfficialLink, User]:
    """A link about a recommendation, with its maker and a colleague."""
    penanganan = recommended()
    maker, _colleague = auditor("satu@kasn.example"), auditor("dua@kasn.example")
    return link_for(penanganan, acting=acting(maker)), maker


def told(kind: Told) -> list[tuple[User, str]]:
    return [(each.user, each.subject) for each in Notice.objects.filter(kind=kind).select_related("user")]


def test_the_first_opening_is_told_to_the_maker_alone() -> None:
    link, maker = made()

    opened(link)
    opened(again(link), at=day(11))

    assert told(Told.LINK_OPENED) == [(maker, link.penerusan.penanganan.reference)]


def test_the_end_and_a_return_are_told() -> None:
    link, maker = made()
    link = free(link)

    actions.return_with_gaps(link, at=day(11), gaps="Lampiran 2 tidak terbaca.")
    actions.return_with_gaps(link, at=day(12), gaps="Lampiran 3 juga.")
    actions.finish(again(link), at=day(12))

    assert [user for user, _subject in told(Told.GIVEN_BACK)] == [maker, maker]
    assert [user for user, _subject in told(Told.LINK_DONE)] == [maker]
    assert "Lampiran" not in str(list(Notice.objects.values()))


def test_a_link_that_ran_out_is_told_once_and_one_that_was_finished_never() -> None:
    link, maker = made()
    over = acknowledged(handed_link(handed("PNS", "pemkab-99.07")))
    actions.finish(over, at=day(10))

    assert actions.tell_of_expired(day(20)) == 0
    assert actions.tell_of_expired(day(24)) == 1
    assert actions.tell_of_expired(day(25)) == 0

    assert told(Told.LINK_EXPIRED) == [(maker, link.penerusan.penanganan.reference)]


def test_what_ran_out_long_ago_wakes_nobody_up() -> None:
    made()

    assert actions.tell_of_expired(day(60)) == 0
    assert jobs.tell_of_expired.func() == 0


def test_of_a_maker_who_left_everybody_there_is_told() -> None:
    link, maker = made()
    User.objects.filter(pk=maker.pk).update(is_active=False)

    opened(link)

    ((user, _subject),) = told(Told.LINK_OPENED)
    assert user != maker


def test_of_a_hand_over_the_examiner_reads_the_number_of_the_case() -> None:
    penerusan = handed("PNS", "pemkab-99.07")
    maker = seated("pemeriksa", penerusan.case.office)
    link = handed_link(penerusan, acting=acting(maker), kind=("PNS", "pemkab-99.07"))

    opened(link)

    assert told(Told.LINK_OPENED) == [(maker, penerusan.case.reference)]
    assert LONG not in str(list(Notice.objects.values()))


def test_of_a_case_taken_over_the_office_that_has_it_now_is_told() -> None:
    link = handed_link()
    before, now = (seated("pemeriksa", organisation(each)) for each in (OFFICE, PROVINCE))
    taken(own(link.penerusan.case), at=day(6))

    actions.return_with_gaps(acknowledged(again(link)), at=day(11), gaps="Lampiran 2 tidak terbaca.")

    assert [user for user, _subject in told(Told.GIVEN_BACK)] == [now]
    assert before != now
