"""Coming into the house with real letters, a real code and a real passkey ceremony."""

import re
import time
from itertools import count
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, expect

from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.mail import Mailbox, link_in
from tests.journeys.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.once]

ADMINISTRATOR = "admin@tirtabuana.example"
FIRST, SECOND = "perahu-kecil-di-danau-sunyi", "tujuh-kancing-di-laci-tua"
PERIOD = 30  # seconds a code is shown
PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_numbers = count(1)


def path_of(link: str) -> str:
    return urlsplit(link).path


def invite(browser: Browser, house: House, mailbox: Mailbox, *, role: str = "pemeriksa") -> tuple[str, str]:
    """Somebody new is invited by the administrator of an office: their address, and the link in their letter."""
    email = f"baru{next(_numbers)}@tirtabuana.example"
    with Person(browser, house, ADMINISTRATOR) as administrator:
        administrator.go("/kelola/undangan/baru/")
        administrator.write("name", "Made Pendatang Baru")
        administrator.write("email", email)
        administrator.choose("role", role)
        administrator.write("office", "bawaslu-99.07")
        administrator.press("Kirim undangan")
        shown = administrator.page.locator("#tautan_undangan").inner_text()
    link = link_in(mailbox.newest(email, "Undangan menggunakan Netral"))
    assert link == shown
    return email, link


def accept(person: Person, link: str) -> None:
    person.go(path_of(link))
    person.write("password", FIRST)
    person.write("again", FIRST)
    person.press("Buat akun")
    assert person.sees("Akun Anda siap."), person.text


@pytest.fixture
def newcomer(browser: Browser, house: House, mailbox: Mailbox) -> str:
    """Somebody with an account of their own, so that no other journey finds a door changed."""
    email, link = invite(browser, house, mailbox)
    with Person(browser, house) as person:
        accept(person, link)
    return email


def code(secret: str, *, later: int = 0) -> str:
    """What the app shows, now or so many periods later: a code works once."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + later)))


# Letters


def test_an_invitation_arrives_and_its_link_opens_a_workplace_once(
    house: House,
    browser: Browser,
    mailbox: Mailbox,
) -> None:
    email, link = invite(browser, house, mailbox)

    assert link.startswith(house.address + "/akun/undangan/")
    with Person(browser, house) as invited:
        invited.go(path_of(link))
        assert_page_is_sound(invited.page)
        accept(invited, link)
        invited.email = email
        invited.sign_in(FIRST)
        assert invited.page.url == house.address + "/kerja/antrean/"
        assert invited.page.get_by_role("heading", level=1).inner_text() == "Antrean"
        assert_page_is_sound(invited.page)
        invited.go("/akun/")
        assert invited.sees("Bawaslu Kabupaten Tirta Buana")
    with Person(browser, house) as somebody_else:
        somebody_else.go(path_of(link))
        assert somebody_else.sees("Undangan ini tidak berlaku")


def test_a_letter_names_the_seat_and_nothing_of_any_case(
    house: House,
    browser: Browser,
    mailbox: Mailbox,
) -> None:
    email, _link = invite(browser, house, mailbox, role="anggota")

    [letter] = mailbox.to(email)
    words = letter.get_content()
    assert "Bawaslu Kabupaten Tirta Buana" in words
    assert re.search(r"laporan|perkara|terlapor", words, re.IGNORECASE) is None
    assert [name for name in ("Cc", "Bcc", "Reply-To") if letter[name]] == []


def test_a_forgotten_password_is_replaced_by_a_letter(
    house: House,
    browser: Browser,
    mailbox: Mailbox,
    newcomer: str,
) -> None:
    with Person(browser, house) as forgetful:
        forgetful.go("/akun/masuk/")
        forgetful.follow("Lupa sandi?")
        forgetful.write("email", newcomer)
        forgetful.press("Kirim tautan")
        assert forgetful.sees("Periksa surel Anda")
        link = link_in(mailbox.newest(newcomer, "Sandi baru untuk Netral"))
        forgetful.page.goto(link)
        assert_page_is_sound(forgetful.page)
        forgetful.write("password1", SECOND)
        forgetful.write("password2", SECOND)
        forgetful.press("Simpan sandi")
        assert forgetful.sees("Sandi baru tersimpan")
    with Person(browser, house) as same:
        same.email = newcomer
        same.sign_in(FIRST)
        assert same.sees("Alamat surel atau sandi tidak cocok.")
        same.sign_in(SECOND)
        assert same.page.url == house.address + "/kerja/antrean/"
        same.page.goto(link)
        assert same.sees("Tautan tidak berlaku lagi")


def test_an_address_nobody_has_gets_the_same_page_and_no_letter(
    house: House,
    browser: Browser,
    mailbox: Mailbox,
) -> None:
    with Person(browser, house) as stranger:
        stranger.go("/akun/sandi/lupa/")
        stranger.write("email", "tidak-ada@contoh.example")
        stranger.press("Kirim tautan")

        assert stranger.sees("Periksa surel Anda")
    assert mailbox.to("tidak-ada@contoh.example") == []


# The second step


def test_an_app_is_set_up_and_asked_for_from_then_on(
    house: House,
    browser: Browser,
    newcomer: str,
) -> None:
    with Person(browser, house) as person:
        person.email = newcomer
        person.sign_in(FIRST)
        person.go("/akun/dua-langkah/")
        assert_page_is_sound(person.page)
        person.follow("Pasang aplikasi")
        assert_page_is_sound(person.page)
        secret = person.page.locator("#totp_secret").inner_text()
        person.write("code", code(secret))
        person.press("Pasang", exact=True)
        spare = person.page.locator("#recovery_codes").inner_text().split()
        assert (len(spare), len(set(spare))) == (10, 10)
    with Person(browser, house) as same:
        same.email = newcomer
        same.sign_in(FIRST)
        assert same.page.url == house.address + "/akun/masuk/langkah-kedua/"
        assert_page_is_sound(same.page)
        same.go("/kerja/antrean/")
        assert same.page.url == house.address + "/akun/masuk/langkah-kedua/"  # the password alone opens nothing
        same.write("code", code(secret, later=1))
        same.press("Masuk", exact=True)
        assert same.page.url == house.address + "/kerja/antrean/"
    with Person(browser, house) as without_phone:
        without_phone.email = newcomer
        without_phone.sign_in(FIRST)
        without_phone.write("code", spare[0])
        without_phone.press("Masuk", exact=True)
        assert without_phone.page.url == house.address + "/kerja/antrean/"


def test_a_passkey_is_added_and_opens_the_door_without_a_password(
    house: House,
    browser: Browser,
    newcomer: str,
) -> None:
    """Passkeys belong to a name, not to a number: the house is called localhost here."""
    with Person(browser, house, at=f"http://localhost:{house.port}") as person:
        device = person.context.new_cdp_session(person.page)
        device.send("WebAuthn.enable")
        authenticator = device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})["authenticatorId"]
        person.email = newcomer
        person.sign_in(FIRST)
        person.go("/akun/dua-langkah/kunci-sandi/tambah/")
        assert_page_is_sound(person.page)
        person.write("name", "Laptop kantor")
        person.page.locator("[name=passwordless]").check(force=True)
        person.page.locator("#mfa_webauthn_add").click()
        expect(person.page.locator("#recovery_codes")).to_be_visible()

        person.go("/akun/keluar/")
        person.press("Keluar")
        assert person.page.url == person.address + "/akun/masuk/"
        assert_page_is_sound(person.page)
        person.page.get_by_role("button", name="Masuk dengan kunci sandi").click()
        person.page.wait_for_url(person.address + "/kerja/antrean/")

        [key] = device.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
        assert (key["rpId"], key["isResidentCredential"], key["signCount"]) == ("localhost", True, 2)
        person.go("/akun/dua-langkah/kunci-sandi/")
        assert person.sees("Laptop kantor")
        assert_page_is_sound(person.page)


def test_a_device_that_says_no_is_answered_in_words(house: House, browser: Browser) -> None:
    with Person(browser, house, at=f"http://localhost:{house.port}") as person:
        device = person.context.new_cdp_session(person.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": {**PASSKEY, "isUserVerified": False}})
        person.go("/akun/masuk/")

        person.page.get_by_role("button", name="Masuk dengan kunci sandi").click()

        expect(person.page.get_by_role("alert")).to_contain_text("Kunci sandi tidak dapat dipakai sekarang.")
        assert_page_is_sound(person.page)
