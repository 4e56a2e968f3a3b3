import json
import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from netral.access.actions import reset_second_factor
from netral.access.models import Role, User
from netral.access.queries import acting
from netral.audit.queries import entries_about
from tests.access.builders import AT, PASSWORD, national_admin, seated, signed_in
from tests.access.visits import SECRET, code_now, is_signed_in, sign_in, with_app

pytestmark = pytest.mark.django_db


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
