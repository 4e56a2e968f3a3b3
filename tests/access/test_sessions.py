"""What the table of sessions holds opens no seat; everything else goes on as Django's own store does it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from netral.access.sessions import WIDTH, SessionStore
from tests.access.builders import seated

pytestmark = pytest.mark.django_db
DESK = "/kerja/"
T = TypeVar("T")


class Other(SessionStore):
    """Another kind of store in the same table."""


def begun(**told: str) -> str:
    """A session with this in it; answers the key the browser gets."""
    session = SessionStore()
    session.update(told)
    session.create()
    return session.session_key or ""


def saved(**told: str) -> str:
    session = SessionStore(begun())
    session.update(told)
    session.save()
    return session.session_key or ""


def test_what_stands_in_a_row_opens_no_seat(client: Client) -> None:
    client.force_login(seated())
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = Session.objects.get().session_key

    assert "masuk" not in client.get(DESK)["Location"]  # on to the second factor
    assert thief.get(DESK)["Location"] == f"/akun/masuk/?next={DESK}"
    assert "_auth_user_id" not in thief.session


def test_a_row_is_named_by_a_hash_as_wide_as_its_column() -> None:
    key = saved()

    [name] = Session.objects.values_list("session_key", flat=True)
    assert (len(key), len(name), key in name) == (32, WIDTH, False)
    assert Session._meta.get_field("session_key").max_length == WIDTH


def test_what_was_kept_is_found_with_the_key_alone() -> None:
    key = saved(meja="3")
    [name] = Session.objects.values_list("session_key", flat=True)

    assert dict(SessionStore(key).items()) == {"meja": "3"}
    assert dict(SessionStore(name).items()) == {}
    assert (SessionStore().exists(key), SessionStore().exists(name)) == (True, False)


def test_the_key_of_one_kind_of_session_opens_none_of_another() -> None:
    key = saved(meja="3")

    assert not Other().exists(key)
    assert dict(Other(key).items()) == {}


def test_nobody_chooses_the_key_of_a_new_session() -> None:
    session = SessionStore("dipilih-orang-lain-dengan-sengaja")
    session["meja"] = "3"

    session.save()

    assert session.session_key != "dipilih-orang-lain-dengan-sengaja"
    assert SessionStore(session.session_key)["meja"] == "3"


def test_a_key_is_given_once() -> None:
    session = SessionStore(saved())

    with pytest.raises(CreateError):
        session.save(must_create=True)


def test_a_session_that_ended_meanwhile_is_not_begun_again() -> None:
    session = SessionStore(saved(meja="3"))
    session["meja"] = "4"
    Session.objects.all().delete()

    with pytest.raises(UpdateError):
        session.save()


def test_a_new_key_takes_everything_along_and_ends_the_old_one() -> None:
    old = saved(meja="3")
    session = SessionStore(old)

    session.cycle_key()
    session.save()

    assert session["meja"] == "3"
    assert not session.exists(old)
    assert Session.objects.count() == 1


def test_an_ended_session_leaves_no_row() -> None:
    saved()
    session = SessionStore(saved())
    session.flush()
    SessionStore().flush()

    assert (session.session_key, Session.objects.count()) == (None, 1)


def test_what_ran_out_opens_nothing_and_is_cleared_away() -> None:
    key = saved(meja="3")
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert dict(SessionStore(key).items()) == {}
    call_command("clearsessions")
    assert not Session.objects.exists()


def closing(visit: Callable[[], T]) -> T:
    try:
        return visit()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_does_not_wait_keeps_the_same_rows() -> None:
    @async_to_sync
    async def visit() -> tuple[str, str, bool, bool]:
        session = SessionStore()
        await session.aset("meja", "3")
        await session.acreate()
        await session.aset("meja", "3")
        await session.asave()
        key = session.session_key or ""
        read = await SessionStore(key).aget("meja")
        found = await session.aexists(key)
        await SessionStore().adelete()
        await session.adelete()
        return key, read, found, await session.aexists(key)

    with ThreadPoolExecutor(1) as elsewhere:  # the browser of other tests keeps a loop in this thread
        key, read, found, left = elsewhere.submit(closing, visit).result()

    assert (len(key), read, found, left) == (32, "3", True, False)
