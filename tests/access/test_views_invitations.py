from datetime import date

import pytest
from django.utils import timezone

from netral.access import actions
from netral.access.models import Role, User
from netral.access.queries import acting, invitation_token
from netral.access.states import InvitationUnusable
from tests.access.builders import AT, PASSWORD, invitation, national_admin, office, person, seated, signed_in
from tests.access.visits import NEW_PASSWORD, sign_in

pytestmark = pytest.mark.django_db


# The own account


@pytest.mark.usefixtures("demo")
def test_the_own_account_says_which_seats_and_until_when():
    client = signed_in(seated(Role.MEMBER, until=date(2099, 12, 31)))

    page = client.get("/akun/").content.decode()

    assert "Boleh memutuskan perkara dalam rapat pleno." in page
    assert "31 Desember 2099" in page


# Invitations


def accept_path(made) -> str:
    return f"/akun/undangan/{invitation_token(made.key)}/"


def fresh_invitation(**fields):
    return invitation(national_admin(), office(), at=timezone.now(), **fields)


GIVEN = {"name": "Orang Baru, S.H.", "password": NEW_PASSWORD, "again": NEW_PASSWORD}


def test_an_invitation_shows_role_office_and_address(client):
    page = client.get(accept_path(fresh_invitation())).content.decode()

    assert "Boleh memeriksa perkara" in page
    assert "baru@contoh.id" in page


def test_an_invitation_becomes_an_account_that_signs_in(client):
    made = fresh_invitation()

    answer = client.post(accept_path(made), GIVEN)

    assert (answer.status_code, answer["Location"]) == (303, "/akun/masuk/")
    assert sign_in(client, User.objects.get(email="baru@contoh.id"), NEW_PASSWORD).status_code == 303


def test_a_second_click_on_the_link_finds_it_used(client):
    made = fresh_invitation()
    client.post(accept_path(made), GIVEN)

    again = [client.get(accept_path(made)), client.post(accept_path(made), GIVEN)]

    assert [answer.status_code for answer in again] == [404, 404]
    assert "hanya dapat dipakai sekali" in again[0].content.decode()


def test_an_expired_and_an_unknown_link_get_the_same_page(client):
    old = invitation(national_admin(), office(), at=AT.replace(year=2020))

    paths = (accept_path(old), "/akun/undangan/tidak-ada/")
    pages = [client.get(path).content.decode().replace(path, "") for path in paths]

    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"again": "lain"}, "Kedua sandi berbeda."),
        ({"password": "pendek", "again": "pendek"}, "12"),
        ({"password": "baru@contoh.id-1", "again": "baru@contoh.id-1"}, "mirip"),
        ({"name": ""}, "id_name"),
        ({"name": "a" * 121}, "120"),
        ({"name": "a\x00b"}, "id_name"),
        ({"password": ""}, "id_password"),
    ],
)
def test_an_invitation_taken_wrongly_stays_open(client, wrong, says):
    made = fresh_invitation()

    answer = client.post(accept_path(made), {**GIVEN, **wrong})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not User.objects.filter(email="baru@contoh.id").exists()


def test_passwords_are_not_sent_back_with_a_refused_form(client):
    answer = client.post(accept_path(fresh_invitation()), {**GIVEN, "again": "lain"})

    assert NEW_PASSWORD not in answer.content.decode()


def test_an_invitation_to_somebody_with_an_account_asks_to_sign_in_first(client):
    user = person("baru@contoh.id")
    path = accept_path(fresh_invitation())

    page = client.get(path)
    tried = client.post(path, GIVEN)

    assert f"/akun/masuk/?next={path}" in page.content.decode()
    assert tried.status_code == 422
    assert user.check_password(PASSWORD)
    assert not user.seats.exists()


def test_somebody_else_signed_in_does_not_get_the_seat():
    person("baru@contoh.id")

    answer = signed_in(seated()).post(accept_path(fresh_invitation()))

    assert answer.status_code == 422


def test_its_holder_takes_the_seat_with_one_button():
    user = person("baru@contoh.id")
    path = accept_path(fresh_invitation())
    client = signed_in(user)

    offered, answer = client.get(path), client.post(path)

    assert "Terima jabatan ini" in offered.content.decode()
    assert (answer.status_code, answer["Location"]) == (303, "/akun/")
    assert user.seats.get().role == Role.EXAMINER


def test_pages_with_secrets_in_their_address_tell_no_other_site(client):
    assert client.get(accept_path(fresh_invitation()))["Referrer-Policy"] == "same-origin"


def test_the_same_seat_twice_on_one_day_is_refused_in_words():
    client, boss = signed_in(person("baru@contoh.id")), national_admin()
    paths = [accept_path(invitation(boss, office(), at=timezone.now())) for _twice in range(2)]

    answers = [client.post(path) for path in paths]

    assert [answer.status_code for answer in answers] == [303, 422]
    assert "Jabatan ini sudah diberikan" in answers[1].content.decode()


def test_a_link_taken_a_moment_earlier_elsewhere_is_no_error(monkeypatch):
    client = signed_in(person("baru@contoh.id"))
    path = accept_path(fresh_invitation())

    def taken(*_token, **_others):
        raise InvitationUnusable

    monkeypatch.setattr(actions, "accept_invitation", taken)

    assert client.post(path).status_code == 404


@pytest.mark.parametrize("ended", ["account", "seat"])
def test_links_end_with_the_account_or_the_seat_of_whoever_made_them(client, ended):
    boss, maker = national_admin(), seated(Role.ADMINISTRATOR)
    path = accept_path(invitation(maker, office(), at=timezone.now(), role=Role.ADMINISTRATOR))
    before = client.get(path).status_code

    if ended == "account":
        actions.deactivate(maker, acting=acting(boss), at=timezone.now())
    else:
        actions.end_seat(maker.seats.get(), last_day=date(2025, 1, 1), acting=acting(boss), at=timezone.now())

    assert before == 200
    assert [client.get(path).status_code, client.post(path, GIVEN).status_code] == [404, 404]


def test_somebody_without_a_seat_signs_in_to_take_a_new_one(client):
    user = seated(Role.MEMBER, email="baru@contoh.id", until=date(2025, 1, 1))
    path = accept_path(fresh_invitation())

    entered = sign_in(client, user)
    answer = client.post(path)

    assert (entered.status_code, answer.status_code) == (303, 303)
    assert client.get("/kerja/").status_code == 302


def test_an_account_switched_off_is_not_let_in_by_an_invitation(client):
    user = person("baru@contoh.id")
    fresh_invitation()
    actions.deactivate(user, acting=acting(User.objects.get(email__startswith="admin")), at=timezone.now())

    assert sign_in(client, user)["Location"] == "/akun/belum-bisa-masuk/"
