import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import IntegrityError, transaction

from netral.access.models import ApiToken, Invitation, Role, Seat, User
from tests.access.builders import AT, PASSWORD, invitation, national_admin, office, person, seated

pytestmark = pytest.mark.django_db


def test_users_are_ours_and_need_no_permissions_framework():
    assert get_user_model() is User
    assert not hasattr(User, "user_permissions")
    assert not hasattr(User, "groups")


def test_the_journal_names_a_user_by_an_opaque_reference():
    user = person()

    assert user.reference == f"akun:{user.key}"
    assert len(user.key) == 13


def test_an_account_signs_in_by_address_and_not_when_switched_off(rf):
    user = person("nur@contoh.id")

    inside = authenticate(rf.get("/"), email="nur@contoh.id", password=PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)
    outside = authenticate(rf.get("/"), email="nur@contoh.id", password=PASSWORD)

    assert (inside, outside) == (user, None)


def test_the_database_refuses_the_same_address_and_the_same_seat_twice():
    user = seated()
    twice = [
        lambda: User.objects.create_user(user.email, "x", name="Orang Lain"),
        lambda: Seat.objects.create(
            user=user, office=office(), role=Role.EXAMINER, valid_from=user.seats.get().valid_from
        ),
    ]

    for again in twice:
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


def test_rows_say_what_they_are():
    made, seat = invitation(national_admin(), office()), seated(Role.MEMBER).seats.get()
    token = ApiToken.objects.create(user=person(), token_hash="a" * 64, created_at=AT)

    assert str(seat) == f"anggota @ {seat.office_id}"
    assert str(made) == f"undangan:{made.key}"
    assert str(token) == f"token:{token.key}"
    assert str(person("sri@contoh.id", "Sri Wahyuni")) == "Sri Wahyuni"
    assert Invitation.objects.count() == 1
