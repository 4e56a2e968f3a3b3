import json
import re
from datetime import date

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from netral.access.actions import deactivate, reset_second_factor
from netral.access.models import Role, User
from netral.access.queries import acting, invitation_token
from netral.access.states import SYSTEM
from netral.audit.queries import entries_about
from tests.access.builders import AT, PASSWORD, invitation, national_admin, office, person, seated, signed_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "perahu-kecil-di-danau-sunyi"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: Client, user: User, password: str = PASSWORD, **extra: str):
    return client.post("/akun/masuk/", {"login": user.email, "password": password, **extra})


def code_now(secret: str = SECRET) -> str:
    """What the app on the phone shows."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


# Coming in


def test_the_sign_in_page_asks_for_address_and_password(client):
    page = client.get("/akun/masuk/").content.decode()

    assert re.findall(r'name="(login|password)"', page) == ["login", "password"]
    assert "Lupa sandi?" in page


def test_right_address_and_password_come_in_and_go_on_to_the_workspace(client):
    answer = sign_in(client, seated())

    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (303, "/kerja/", True)


def test_the_address_may_be_written_in_capitals(client):
    user = seated()

    answer = client.post("/akun/masuk/", {"login": user.email.upper(), "password": PASSWORD})

    assert answer.status_code == 303


def test_people_who_only_administer_go_on_to_their_pages(client):
    assert sign_in(client, national_admin())["Location"] == "/kelola/"


def test_sign_in_leads_back_where_somebody_came_from(client):
    answer = sign_in(client, seated(), next="/kerja/antrean/?urut=tenggat")

    assert answer["Location"] == "/kerja/antrean/?urut=tenggat"


def test_sign_in_leads_to_no_other_site(client):
    assert sign_in(client, seated(), next="https://jahat.example/")["Location"] == "/kerja/"


@pytest.mark.parametrize(("login", "password"), [("nur@contoh.id", "salah"), ("tidak-ada@contoh.id", PASSWORD)])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, login, password):
    seated(email="nur@contoh.id")

    answer = client.post("/akun/masuk/", {"login": login, "password": password})

    assert answer.status_code == 422
    assert "Alamat surel atau sandi tidak cocok." in answer.content.decode()


@pytest.mark.parametrize("field", ["login", "password"])
def test_an_empty_field_is_named(client, field):
    answer = client.post("/akun/masuk/", {"login": "nur@contoh.id", "password": "x", field: ""})

    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()


def test_too_many_wrong_passwords_stop_even_the_right_one_for_a_while(client):
    user = seated()
    for _ in range(5):
        sign_in(client, user, "salah")

    answer = sign_in(client, user)

    assert answer.status_code == 422
    assert "Terlalu sering salah." in answer.content.decode()
    assert not is_signed_in(client)


def test_one_address_that_asks_without_pause_is_told_when_to_come_back(client):
    for number in range(30):
        client.post("/akun/masuk/", {"login": f"{number}@contoh.id", "password": "x"})

    answer = client.post("/akun/masuk/", {"login": "x@contoh.id", "password": "x"})

    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_an_account_switched_off_is_told_so_and_gets_no_session(client):
    user = seated()
    deactivate(user, acting=SYSTEM, at=AT)

    answer = sign_in(client, user)

    assert (answer["Location"], is_signed_in(client)) == ("/akun/belum-bisa-masuk/", False)
    assert "masa tugas Anda" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(("since", "until"), [((2020, 1, 1), (2021, 1, 1)), ((2099, 1, 1), None)])
def test_a_term_that_is_over_or_has_not_begun_lets_nobody_in(client, since, until):
    user = seated(since=date(*since), until=date(*until) if until else None)

    assert sign_in(client, user)["Location"] == "/akun/belum-bisa-masuk/"
    assert not is_signed_in(client)


def test_a_session_ends_when_the_account_is_switched_off(client):
    user = seated()
    sign_in(client, user)

    deactivate(user, acting=SYSTEM, at=AT)

    assert client.get("/akun/")["Location"] == "/akun/masuk/?next=/akun/"


def test_signing_out_ends_the_session(client):
    sign_in(client, seated())

    asked = client.get("/akun/keluar/")
    answer = client.post("/akun/keluar/")

    assert (asked.status_code, answer.status_code, answer["Location"]) == (200, 303, "/akun/masuk/")
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_request_login_code"])
def test_what_nobody_may_do_has_no_door(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/akun/daftar/", "/akun/signup/", "/akun/email/", "/accounts/signup/"])
def test_there_is_no_sign_up(client, path):
    assert client.get(path).status_code == 404


# Passwords


def reset_link(client: Client, user: User) -> str:
    client.post("/akun/sandi/lupa/", {"email": user.email})
    return re.search(r"http://testserver(/akun/sandi/baru/\S+)", mail.outbox[-1].body)[1]


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(client):
    user = seated()
    link = reset_link(client, user)
    form = client.get(link)["Location"]

    answer = client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert answer.status_code == 303
    assert User.objects.get(pk=user.pk).check_password(NEW_PASSWORD)
    assert "Tautan tidak berlaku lagi" in Client().get(link).content.decode()
    assert entries_about(user.reference).last().verb == "akun.sandi_diganti"


def test_the_e_mail_with_the_link_is_in_indonesian_and_names_nothing_else(client):
    reset_link(client, seated())

    letter = mail.outbox[-1]
    assert letter.subject == "Sandi baru untuk Netral"
    assert letter.body.startswith("Ada yang meminta sandi baru untuk akun Netral Anda.")


def test_an_unknown_address_gets_the_same_page_and_no_e_mail(client):
    known = client.post("/akun/sandi/lupa/", {"email": seated().email})
    unknown = client.post("/akun/sandi/lupa/", {"email": "tidak-ada@contoh.id"})

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


def test_an_account_switched_off_gets_no_link(client):
    user = seated()
    deactivate(user, acting=SYSTEM, at=AT)

    client.post("/akun/sandi/lupa/", {"email": user.email})

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (NEW_PASSWORD, "lain", "Kedua sandi berbeda."),
        ("pendek", "pendek", "12"),
        ("123456789012345", "123456789012345", "angka"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(client, first, second, says):
    form = client.get(reset_link(client, seated()))["Location"]

    answer = client.post(form, {"password1": first, "password2": second})

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_the_holder_changes_the_password_and_stays_signed_in(client):
    user = seated()
    sign_in(client, user)

    answer = client.post(
        "/akun/sandi/", {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    )

    assert (answer.status_code, answer["Location"]) == (303, "/akun/")
    assert client.get("/akun/").status_code == 200


def test_changing_the_password_asks_for_the_present_one(client):
    sign_in(client, seated())

    answer = client.post("/akun/sandi/", {"oldpassword": "x", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    assert answer.status_code == 422
    assert "Sandi sekarang tidak cocok." in answer.content.decode()


def test_an_account_without_password_sets_one(client):
    user = seated()
    User.objects.filter(pk=user.pk).update(password="!")
    client = signed_in(User.objects.get(pk=user.pk))

    assert client.get("/akun/sandi/")["Location"] == "/akun/sandi/pasang/"
    assert client.get("/akun/sandi/pasang/").status_code == 200


# The second factor


def test_without_second_factor_every_workplace_leads_to_its_set_up(client):
    sign_in(client, national_admin())

    assert client.get("/kelola/")["Location"] == "/akun/dua-langkah/"
    assert "Belum ada langkah kedua." in client.get("/akun/dua-langkah/").content.decode()


def test_an_app_is_set_up_with_its_code_and_gives_recovery_codes_once(client, django_capture_on_commit_callbacks):
    user = national_admin()
    sign_in(client, user)
    page = client.get("/akun/dua-langkah/aplikasi/pasang/").content.decode()
    secret = re.search(r'id="totp_secret">(\w+)<', page)[1]

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/akun/dua-langkah/aplikasi/pasang/", {"code": code_now(secret)})
    first, second = (client.get(answer["Location"]).content.decode() for _ in range(2))

    assert answer.status_code == 303
    assert len(re.findall(r"\d{8}", first.partition("recovery_codes")[2].partition("</pre>")[0])) == 10
    assert "tidak ditampilkan lagi" in second
    assert client.get("/kelola/").status_code == 200
    added = entries_about(user.reference).filter(verb="akun.langkah_kedua_dipasang")
    kinds = [entry.facts["kind"] for entry in added]
    assert sorted(kinds) == ["recovery_codes", "totp"]


def test_a_wrong_code_sets_up_nothing(client):
    user = seated()
    sign_in(client, user)
    client.get("/akun/dua-langkah/aplikasi/pasang/")

    answer = client.post("/akun/dua-langkah/aplikasi/pasang/", {"code": "000000"})

    assert answer.status_code == 422
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_secret_of_an_app_is_not_readable_in_the_database():
    user = with_app(seated())

    stored = Authenticator.objects.get(user=user).data["secret"]

    assert SECRET not in stored
    assert get_adapter().decrypt(stored) == SECRET


def test_with_an_app_the_password_alone_is_not_enough(client):
    user = with_app(seated())

    answer = sign_in(client, user)

    assert (answer["Location"], is_signed_in(client)) == ("/akun/masuk/langkah-kedua/", False)
    assert client.get("/akun/")["Location"] == "/akun/masuk/?next=/akun/"


def test_the_code_of_the_app_completes_the_sign_in(client):
    user = with_app(seated())
    sign_in(client, user)

    answer = client.post("/akun/masuk/langkah-kedua/", {"code": code_now()})

    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (303, "/kerja/", True)


def test_a_code_works_once(client):
    user, code = with_app(seated()), code_now()
    sign_in(client, user)
    client.post("/akun/masuk/langkah-kedua/", {"code": code})
    other = Client()
    sign_in(other, user)

    answer = other.post("/akun/masuk/langkah-kedua/", {"code": code})

    assert (answer.status_code, is_signed_in(other)) == (422, False)


def test_wrong_codes_are_counted(client):
    sign_in(client, with_app(seated()))
    for _ in range(5):
        client.post("/akun/masuk/langkah-kedua/", {"code": "000000"})

    answer = client.post("/akun/masuk/langkah-kedua/", {"code": code_now()})

    assert answer.status_code == 422
    assert "Terlalu sering salah." in answer.content.decode()


def test_a_recovery_code_completes_the_sign_in_once(client):
    user = with_app(seated())
    code = RecoveryCodes.activate(user).get_unused_codes()[0]

    answers = []
    for browser in (Client(), Client()):
        sign_in(browser, user)
        answers.append(browser.post("/akun/masuk/langkah-kedua/", {"code": code}).status_code)

    assert answers == [303, 422]


def test_a_server_with_another_secret_accepts_no_old_code_and_does_not_fall_over(client, settings):
    user = with_app(seated())
    settings.SECRET_KEY = "rahasia-baru"
    sign_in(client, user)

    assert client.post("/akun/masuk/langkah-kedua/", {"code": code_now()}).status_code == 422


def test_a_secret_that_was_replaced_still_opens_while_it_is_listed(client, settings):
    user = with_app(seated())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "rahasia-baru"
    sign_in(client, user)

    assert client.post("/akun/masuk/langkah-kedua/", {"code": code_now()}).status_code == 303


def test_taking_an_app_off_asks_again_who_sits_there_and_is_journalled(client):
    user = with_app(seated())
    client = signed_in(user)

    asked = client.get("/akun/dua-langkah/aplikasi/lepas/")
    client.post(asked["Location"], {"password": PASSWORD})
    answer = client.post("/akun/dua-langkah/aplikasi/lepas/")

    assert asked["Location"].startswith("/akun/pastikan/")
    assert (answer.status_code, Authenticator.objects.filter(user=user).exists()) == (303, False)
    assert entries_about(user.reference).last().verb == "akun.langkah_kedua_dilepas"


def test_after_a_reset_by_an_administrator_the_password_leads_to_the_set_up(client):
    user = with_app(seated(Role.ADMINISTRATOR))
    reset_second_factor(user, acting=acting(national_admin()), at=AT)

    sign_in(client, user)

    assert client.get("/kelola/")["Location"] == "/akun/dua-langkah/"


# Passkeys: the parts that need no browser


def test_the_sign_in_page_carries_scripts_as_files_and_data_only(client):
    page = client.get("/akun/masuk/").content.decode()

    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in each or 'type="application/json"' in each for each in scripts)
    assert "style=" not in page
    assert " onclick" not in page


def test_a_passkey_ceremony_is_offered_to_the_script(client):
    answer = client.get("/akun/masuk/kunci-sandi/", headers={"accept": "application/json"})

    assert answer.json()["request_options"]["publicKey"]["rpId"] == "testserver"


def test_without_script_the_passkey_address_leads_back(client):
    assert client.get("/akun/masuk/kunci-sandi/")["Location"] == "/akun/masuk/"


@pytest.mark.parametrize("credential", ["", "{}", "bukan json", '{"rawId": 1}'])
def test_nonsense_instead_of_a_passkey_leads_back(client, credential):
    answer = client.post("/akun/masuk/kunci-sandi/", {"credential": credential})

    assert (answer.status_code, answer["Location"]) == (303, "/akun/masuk/")


def test_a_passkey_is_added_for_this_house(client):
    user = seated()
    sign_in(client, user)

    page = client.get("/akun/dua-langkah/kunci-sandi/tambah/").content.decode()

    options = json.loads(re.search(r'<script id="js_data"[^>]*>(.*?)</script>', page)[1])["creation_options"]
    assert options["publicKey"]["rp"] == {"id": "testserver", "name": "Netral"}
    assert "Kunci sandi 1" in page


def test_passkeys_are_listed_renamed_and_taken_off(client):
    user = seated()
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Laptop kantor", "credential": {}}
    )
    sign_in_with_session(client, user)

    listed = client.get("/akun/dua-langkah/kunci-sandi/").content.decode()
    renamed = client.post(f"/akun/dua-langkah/kunci-sandi/{key.pk}/ubah/", {"name": "Laptop rumah"})
    removed = client.post(f"/akun/dua-langkah/kunci-sandi/{key.pk}/lepas/")

    assert "Laptop kantor" in listed
    assert (renamed.status_code, removed.status_code) == (303, 303)
    assert not Authenticator.objects.exists()


def sign_in_with_session(client: Client, user: User) -> None:
    """Signed in and confirmed just now, as after a passkey ceremony."""
    client.force_login(user)
    client.get("/akun/dua-langkah/aplikasi/pasang/")
    client.post("/akun/pastikan/", {"password": PASSWORD})


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
