from datetime import timedelta

import pytest

from netral.access.actions import accept_invitation, create_token, deactivate, withdraw_invitation
from netral.access.models import ApiToken, Invitation
from netral.access.queries import (
    acting,
    hash_of,
    invitation_link,
    invitation_token,
    open_invitation,
    user_for_token,
)
from netral.access.states import SYSTEM
from tests.access.builders import AT, invitation, national_admin, office, seated

pytestmark = pytest.mark.django_db
ONE_SECOND = timedelta(seconds=1)


def test_hashes_are_sha_256():
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_token_of_an_invitation_is_long_stable_and_its_own():
    one, other = invitation_token("1"), invitation_token("2")

    assert one == invitation_token("1")
    assert one != other
    assert len(one) == 43


def test_another_server_secret_makes_another_token(settings):
    before = invitation_token("1")
    settings.SECRET_KEY = "rahasia-lain"

    assert invitation_token("1") != before


def test_the_link_stands_on_the_address_of_this_installation(settings):
    settings.BASE_URL = "https://netral.contoh.id/"
    made = invitation(national_admin(), office())

    assert invitation_link(made) == f"https://netral.contoh.id/akun/undangan/{invitation_token(made.key)}/"


def test_an_open_invitation_is_found_by_its_token():
    made = invitation(national_admin(), office())

    assert open_invitation(invitation_token(made.key), at=AT) == made


def test_an_invitation_closes_after_seven_days():
    made = invitation(national_admin(), office())
    token = invitation_token(made.key)

    assert open_invitation(token, at=AT + timedelta(days=7) - ONE_SECOND) == made
    assert open_invitation(token, at=AT + timedelta(days=7)) is None


def test_used_withdrawn_and_unknown_invitations_look_the_same():
    admin = national_admin()
    used, withdrawn = invitation(admin, office()), invitation(admin, office(), email="lain@contoh.id")
    accept_invitation(invitation_token(used.key), name="Orang Baru", password=None, at=AT)
    withdraw_invitation(withdrawn, acting=acting(admin), at=AT)

    tokens = (invitation_token(used.key), invitation_token(withdrawn.key), "tidak-ada", withdrawn.key)

    assert [open_invitation(token, at=AT) for token in tokens] == [None] * 4


def test_the_secret_of_an_invitation_stands_in_no_table():
    made = invitation(national_admin(), office())

    stored = Invitation.objects.values_list().get()

    assert invitation_token(made.key) not in map(str, stored)


def test_a_bearer_token_leads_to_its_user():
    user = seated()
    raw = create_token(user, at=AT)

    assert user_for_token(raw, at=AT) == user


def test_only_the_hash_of_a_bearer_token_is_kept():
    raw = create_token(seated(), at=AT)

    assert raw.startswith("ntr_")
    assert ApiToken.objects.get().token_hash == hash_of(raw)


@pytest.mark.parametrize("raw", ["", "ntr_", "ntr_tidak-ada", "Bearer ntr_x", "\x00"])
def test_other_texts_lead_to_nobody(raw):
    create_token(seated(), at=AT)

    assert user_for_token(raw) is None


def test_a_token_without_its_mark_is_not_even_looked_up(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert user_for_token("abc") is None


def test_a_bearer_token_ends_with_its_last_second():
    raw = create_token(seated(), at=AT, lifetime=timedelta(hours=1))

    assert user_for_token(raw, at=AT + timedelta(hours=1) - ONE_SECOND) is not None
    assert user_for_token(raw, at=AT + timedelta(hours=1)) is None


def test_a_bearer_token_without_end_goes_on():
    raw = create_token(seated(), at=AT, lifetime=None)

    assert user_for_token(raw, at=AT + timedelta(days=3650)) is not None


def test_a_bearer_token_of_an_account_switched_off_opens_nothing():
    user = seated()
    raw = create_token(user)
    deactivate(user, acting=SYSTEM, at=AT)

    assert user_for_token(raw) is None
