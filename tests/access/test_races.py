"""Several people at once, in real transactions."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from netral.access.actions import accept_invitation, deactivate
from netral.access.models import Role, Seat, User
from netral.access.queries import acting, invitation_token
from netral.access.states import InvitationUnusable
from netral.audit.queries import entries_about
from tests.access.builders import AT, PASSWORD, invitation, national_admin, office, seated

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(act, times: int = 4) -> list[object]:
    """Run an act in so many threads, each with its own connection; what each answered."""

    def alone(_number: int) -> object:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


def test_of_four_clicks_on_one_link_one_gets_the_seat():
    token = invitation_token(invitation(national_admin(), office()).key)

    def click() -> str:
        try:
            accept_invitation(token, name="Orang Baru", password=PASSWORD, at=AT)
        except InvitationUnusable:
            return "terlambat"
        return "duduk"

    assert sorted(at_once(click)) == ["duduk", "terlambat", "terlambat", "terlambat"]
    assert User.objects.filter(email="baru@contoh.id").count() == 1
    assert Seat.objects.filter(user__email="baru@contoh.id").count() == 1


def test_switching_off_at_once_is_journalled_once():
    user, admin = seated(Role.MEMBER), acting(national_admin())

    at_once(lambda: deactivate(User.objects.get(pk=user.pk), acting=admin, at=AT))

    assert entries_about(user.reference).filter(verb="akun.dinonaktifkan").count() == 1
