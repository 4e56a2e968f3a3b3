"""Private addresses of calendars: as good as their maker's seats, and gone when revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from netral.access import actions, queries
from netral.access.models import FeedToken, Role, User
from netral.access.states import NotAllowed
from netral.audit.models import Entry
from netral.offices.models import Organisation
from tests.access.builders import seated
from tests.intake.builders import country

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Organisation:
    country()
    return Organisation.objects.get(code="bawaslu-99.07")


@pytest.fixture
def person(office: Organisation) -> User:
    return seated(Role.EXAMINER, office)


def made(person: User, office: Organisation | None = None) -> FeedToken:
    return actions.make_feed(person, office=office, acting=queries.acting(person), at=timezone.now())


def opened(feed: FeedToken) -> bool:
    return queries.open_feed(queries.feed_token(feed.key)) is not None


def test_the_secret_stands_in_no_table_and_no_entry(person: User, office: Organisation) -> None:
    feed = made(person, office)
    token = queries.feed_token(feed.key)

    assert token not in str(FeedToken.objects.values().get())
    entry = Entry.objects.get(verb="akun.kalender_dibuat")
    assert (entry.office, entry.facts) == (office.code, {"feed": feed.key})
    assert queries.feed_link(feed).endswith(f"/kalender/{token}.ics")


def test_an_address_opens_for_its_maker_with_todays_seats(person: User) -> None:
    found = queries.open_feed(queries.feed_token(made(person).key))

    assert found is not None
    assert found[1] == queries.acting(person)


def test_there_is_one_address_at_a_time(person: User, office: Organisation) -> None:
    made(person), made(person, office)

    for again in (None, office):
        with pytest.raises(NotAllowed, match="Cabut dulu"):
            made(person, again)

    assert {code: feed.office_id for code, feed in queries.feeds_of(person).items()} == {
        "": None, office.code: office.pk,
    }  # fmt: skip


def test_a_revoked_address_opens_nothing_and_is_written_down_once(person: User) -> None:
    feed = made(person)

    for _ in range(2):
        actions.end_feed(feed, acting=queries.acting(person), at=timezone.now())

    assert not opened(feed)
    assert Entry.objects.filter(verb="akun.kalender_dicabut").count() == 1
    assert opened(made(person))


def test_an_address_ends_with_the_seat_and_with_the_account(person: User, office: Organisation) -> None:
    own, offices = made(person), made(person, office)
    seat = person.seats.get()

    seat.valid_until = timezone.localdate() - timedelta(days=2)
    seat.valid_from = seat.valid_until
    seat.save()
    assert [opened(own), opened(offices)] == [False, False]

    seat.valid_until = None
    seat.save()
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert [opened(own), opened(offices)] == [False, False]


def test_only_people_of_an_office_make_its_calendar(person: User) -> None:
    with pytest.raises(NotAllowed, match="bekerja di kantor itu"):
        made(person, Organisation.objects.get(code="bawaslu-99.08"))


def test_an_unknown_address_opens_nothing() -> None:
    assert queries.open_feed("tidakada") is None
