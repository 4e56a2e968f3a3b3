"""Every address of this room and everybody who may knock: what is not yours is 404, whoever is not in is asked in."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from netral.access.actions import deactivate
from netral.access.models import Invitation, Role, User
from netral.access.queries import invitation_token
from netral.access.states import SYSTEM
from netral.access.urls import account_patterns, kelola_patterns
from tests.access.builders import AT, invitation, office, seated, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("demo")]

OFFICE = "bawaslu-99.07"
SIGN_IN = "masuk"
OTHER_ROLES = [role.value for role in Role if role is not Role.ADMINISTRATOR]
NATIONAL, OWN, FOREIGN = "national", "own", "foreign"
OUTSIDERS = ["anonymous", "expired", "not yet", "switched off", *OTHER_ROLES]

# path: (national administrator, administrator of the office, administrator of another office)
PAGES = {
    "/kelola/": (200, 200, 200),
    "/kelola/organisasi/": (200, 200, 200),
    "/kelola/organisasi/baru/": (200, 404, 404),
    "/kelola/organisasi/{office}/": (200, 200, 404),
    "/kelola/organisasi/{office}/ubah/": (200, 404, 404),
    "/kelola/organisasi/{office}/nomor/": (200, 200, 404),
    "/kelola/organisasi/{office}/tutup/": (200, 404, 404),
    "/kelola/organisasi/tidak-ada/": (404, 404, 404),
    "/kelola/pengguna/": (200, 200, 200),
    "/kelola/pengguna/{user}/": (200, 200, 404),
    "/kelola/pengguna/{user}/jabatan/": (200, 200, 404),
    "/kelola/pengguna/{user}/nonaktifkan/": (405, 405, 405),
    "/kelola/pengguna/tidak-ada/": (404, 404, 404),
    "/kelola/jabatan/{seat}/akhiri/": (200, 200, 404),
    "/kelola/peran/": (200, 200, 200),
    "/kelola/undangan/": (200, 200, 200),
    "/kelola/undangan/baru/": (200, 200, 200),
    "/kelola/undangan/{invitation}/batalkan/": (405, 405, 405),
    "/kelola/jurnal/": (200, 200, 200),
}
POSTS = {
    "/kelola/organisasi/baru/": (422, 404, 404),
    "/kelola/organisasi/{office}/ubah/": (422, 404, 404),
    "/kelola/organisasi/{office}/nomor/": (303, 303, 404),
    "/kelola/organisasi/{office}/tutup/": (422, 404, 404),
    "/kelola/pengguna/{user}/jabatan/": (422, 422, 404),
    "/kelola/pengguna/{user}/nonaktifkan/": (303, 303, 404),
    "/kelola/pengguna/{user}/aktifkan/": (303, 303, 404),
    "/kelola/pengguna/{user}/hapus-langkah-kedua/": (303, 303, 404),
    "/kelola/pengguna/{user}/jadikan-raja/": (404, 404, 404),
    "/kelola/jabatan/{seat}/akhiri/": (422, 422, 404),
    "/kelola/undangan/baru/": (422, 422, 422),
    "/kelola/undangan/{invitation}/batalkan/": (303, 303, 404),
}
# path: (anybody, signed in); a name of a page stands for a redirect to it
ACCOUNT = {
    "/akun/": (SIGN_IN, 200),
    "/akun/masuk/": (200, "/kerja/"),
    "/akun/masuk/langkah-kedua/": (SIGN_IN, "/kerja/"),
    "/akun/masuk/kunci-sandi/": (SIGN_IN, "/kerja/"),
    "/akun/keluar/": (SIGN_IN, 200),
    "/akun/belum-bisa-masuk/": (200, 200),
    "/akun/pastikan/": (SIGN_IN, 200),
    "/akun/pastikan/kode/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/pastikan/kunci-sandi/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/sandi/": (SIGN_IN, 200),
    "/akun/sandi/pasang/": (SIGN_IN, "/akun/sandi/"),
    "/akun/sandi/lupa/": (200, 200),
    "/akun/sandi/lupa/terkirim/": (200, 200),
    "/akun/sandi/baru/1-x/": (200, 200),
    "/akun/sandi/baru/selesai/": (200, 200),
    "/akun/dua-langkah/": (SIGN_IN, 200),
    "/akun/dua-langkah/aplikasi/pasang/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/dua-langkah/aplikasi/lepas/": (SIGN_IN, 404),
    "/akun/dua-langkah/cadangan/": (SIGN_IN, 404),
    "/akun/dua-langkah/cadangan/baru/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/dua-langkah/kunci-sandi/": (SIGN_IN, 200),
    "/akun/dua-langkah/kunci-sandi/tambah/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/dua-langkah/kunci-sandi/1/lepas/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/dua-langkah/kunci-sandi/1/ubah/": (SIGN_IN, "/akun/pastikan/"),
    "/akun/tombol/": (SIGN_IN, 405),
    "/akun/undangan/{token}/": (200, 200),
    "/akun/undangan/tidak-ada/": (404, 404),
}


def somebody(persona: str) -> User | None:
    """Who knocks. People without a fitting seat sit, where they can, in the very office that is asked about."""
    match persona:
        case "anonymous":
            return None
        case "expired":
            return seated(Role.ADMINISTRATOR, OFFICE, until=date(2021, 1, 1), email="lewat@contoh.id")
        case "not yet":
            return seated(Role.ADMINISTRATOR, OFFICE, since=date(2099, 1, 1), email="belum@contoh.id")
        case "switched off":
            user = seated(Role.ADMINISTRATOR, OFFICE, email="mati@contoh.id")
            deactivate(user, acting=SYSTEM, at=AT)
            return user
        case "national" | "own" | "foreign":
            where = {NATIONAL: "bawaslu", OWN: OFFICE, FOREIGN: "bawaslu-99"}[persona]
            return seated(Role.ADMINISTRATOR, where, email=f"{persona}@contoh.id")
        case role:
            return seated(role, OFFICE, email="petugas@contoh.id")


def browser(persona: str) -> Client:
    user = somebody(persona)
    return signed_in(user) if user else Client()


def addresses() -> dict[str, str]:
    """What the placeholders stand for: somebody of the office, that seat, and an open invitation to it."""
    user = seated(Role.EXAMINER, OFFICE, email="orangnya@contoh.id")
    made = invitation(seated(Role.ADMINISTRATOR, OFFICE, email="pengundang@contoh.id"), office(OFFICE))
    return {
        "office": OFFICE,
        "user": user.key,
        "seat": user.seats.get().key,
        "invitation": made.key,
        "token": invitation_token(fresh().key),
    }


def fresh() -> Invitation:
    inviter = seated(Role.ADMINISTRATOR, OFFICE, email="kini@contoh.id")
    return invitation(inviter, office(OFFICE), email="tamu@contoh.id", at=timezone.now())


@pytest.mark.parametrize(("place", "persona"), [(0, NATIONAL), (1, OWN), (2, FOREIGN)])
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_administration_for_administrators(path, place, persona):
    assert browser(persona).get(path.format(**addresses())).status_code == PAGES[path][place]


@pytest.mark.parametrize(("place", "persona"), [(0, NATIONAL), (1, OWN), (2, FOREIGN)])
@pytest.mark.parametrize("path", POSTS)
def test_acts_of_administration_by_administrators(path, place, persona):
    assert browser(persona).post(path.format(**addresses())).status_code == POSTS[path][place]


@pytest.mark.parametrize("persona", OUTSIDERS)
def test_administration_does_not_exist_for_anybody_else(persona):
    found, client = addresses(), browser(persona)
    paths = [path.format(**found) for path in PAGES]

    answers = [client.get(path) for path in paths] + [client.post(path.format(**found)) for path in POSTS]

    if persona in ("anonymous", "switched off"):
        assert {answer["Location"].partition("?")[0] for answer in answers} == {"/akun/masuk/"}
    else:
        assert {answer.status_code for answer in answers} == {404}


@pytest.mark.parametrize("path", ACCOUNT)
def test_pages_of_the_own_account(path):
    anybody, own = ACCOUNT[path]
    found = addresses()

    outside = Client().get(path.format(**found))
    inside = browser(Role.EXAMINER).get(path.format(**found))

    assert [_said(outside), _said(inside)] == [anybody, own]


def _said(answer) -> int | str:
    if answer.status_code not in (302, 303):
        return answer.status_code
    where = answer["Location"].partition("?")[0]
    return SIGN_IN if where == "/akun/masuk/" else where


@pytest.mark.parametrize("path", [path for path, answers in PAGES.items() if answers[0] == 200])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_of_administration_keeps_the_rules_of_the_house(path, prefix):
    page = browser(NATIONAL).get(prefix + path.format(**addresses())).content.decode()

    assert_keeps_the_rules(page)


@pytest.mark.parametrize("path", [path for path, answers in ACCOUNT.items() if answers[1] == 200])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_of_the_account_keeps_the_rules_of_the_house(path, prefix):
    page = browser(NATIONAL).get(prefix + path.format(**addresses())).content.decode()

    assert_keeps_the_rules(page)


def assert_keeps_the_rules(page: str) -> None:
    """One heading, a title, no style and no script in the page itself, every form that changes something guarded."""
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+ \u2013 Netral</title>", page)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert all('src="' in each or 'type="application/json"' in each for each in re.findall(r"<script[^>]*>", page))
    assert page.count('method="post"') == page.count("csrfmiddlewaretoken")


def test_the_tables_name_every_address_there_is():
    """A new address without a line in the tables is found here."""
    shapes = {_shape(f"/akun/{pattern.pattern}") for pattern in account_patterns}
    shapes |= {_shape(f"/kelola/{pattern.pattern}") for pattern in kelola_patterns}

    assert shapes == {_shape(path) for path in (*PAGES, *ACCOUNT)}


def _shape(path: str) -> str:
    """An address with everything that varies written as a star."""
    path = re.sub(r"\^|\$|\(\?P<\w+>[^)]*\)|<[^>]*>|\{\w+\}", lambda m: "" if m[0] in "^$" else "*", path)
    path = path.replace("\\", "").replace("/1-x/", "/*-*/").replace("/1/", "/*/").replace("tidak-ada", "*")
    return path.replace("/nonaktifkan/", "/*/")
