"""The palette for every persona: cases they may see, steps they may take now, pages of their own rail; plain links."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from netral.access.models import Role
from netral.cases.models import Case
from tests.access.builders import signed_in
from tests.cases.builders import decided, opened
from tests.cases.pages import url
from tests.cases.people import at_office

pytestmark = pytest.mark.django_db
PALETTE = "/kerja/perintah/"
PERSONAS = {
    "petugas": ("petugas_laporan", "bawaslu-99.07"),
    "pemeriksa": ("pemeriksa", "bawaslu-99.07"),
    "anggota": ("anggota", "bawaslu-99.07"),
    "pemeriksa_provinsi": ("pemeriksa", "bawaslu-99"),
    "kustodian": ("kustodian", "bawaslu-99.07"),
    "pemeriksa_lain": ("pemeriksa", "bawaslu-99.08"),
    "admin_nasional": ("admin", "bawaslu"),
    "auditor_bkn": ("auditor", "bkn"),
    "pejabat_pembina": ("pejabat_pembina", "pemkab-99.07"),
}
SEE = {"petugas", "pemeriksa", "anggota", "pemeriksa_provinsi"}
STEP = {"pemeriksa"}


def browser(persona: str) -> Client:
    return signed_in(at_office(*PERSONAS[persona]))


def asked(persona: str, text: str, case: Case | None = None, **headers: str) -> str:
    given = {"q": text, "perkara": case.key if case else ""}
    answer = browser(persona).post(PALETTE, given, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("persona", PERSONAS)
def test_it_finds_the_cases_a_person_sees_and_no_other(persona: str) -> None:
    case = opened(title="Ajakan di lapangan")

    for text in (case.number, "lapangan"):
        assert (f'href="{url(case)}"' in asked(persona, text)) == (persona in SEE)


@pytest.mark.parametrize("persona", PERSONAS)
def test_it_offers_the_steps_of_the_open_case_that_this_person_may_take_now(persona: str) -> None:
    page = asked(persona, "", opened())

    assert ("/langkah/klarifikasi/" in page) == (persona in STEP)
    assert ("/catatan/" in page) == (persona in SEE - {"pemeriksa_provinsi"})
    assert ("/riwayat/" in page) == (persona in SEE)


@pytest.mark.parametrize(
    ("persona", "there", "absent"),
    [
        ("pemeriksa", ["/kerja/antrean/", "G A", "G T", "G D"], ["G P", "/kelola/"]),
        ("auditor_bkn", ["G A", "G T", "G P", "G D"], ["/kerja/antrean/"]),
        ("pejabat_pembina", ["G A", "G T", "G P"], ["/kerja/antrean/", "G D"]),
        ("kustodian", ["/kerja/antrean/", "G A"], ["G P", "G D"]),
        ("admin_nasional", ["/kelola/"], ["/kerja/antrean/", "G A"]),
    ],
)
def test_it_goes_to_the_pages_of_ones_own_rail(persona: str, there: list[str], absent: list[str]) -> None:
    page = browser(persona).get(PALETTE, headers={"HX-Request": "true"}).content.decode()

    assert all(f'href="{one}"' in page or f"<kbd>{one}</kbd>" in page for one in there)
    assert not any(f'href="{one}"' in page or f"<kbd>{one}</kbd>" in page for one in absent)


def test_pages_and_steps_are_narrowed_by_what_is_written() -> None:
    page = asked("pemeriksa", "TENGGAT", opened(), **{"HX-Request": "true"})

    assert "/kerja/tenggat/" in page
    assert "/kerja/antrean/" not in page
    assert "/langkah/" not in page


def test_one_letter_looks_for_no_case_and_nothing_that_was_written_stands_in_an_address() -> None:
    case = opened(title="Ajakan di lapangan")

    assert url(case) not in asked("pemeriksa", "a")
    page = asked("pemeriksa", "lapangan", case)
    assert "q=" not in page
    assert 'method="post"' in page


def test_without_a_script_it_is_a_page_and_for_a_script_a_part() -> None:
    mine = browser("pemeriksa")

    assert "<h1>Perintah</h1>" in mine.get(PALETTE).content.decode()
    part = mine.get(PALETTE, headers={"HX-Request": "true"}).content.decode()
    assert "<h1>" not in part
    assert "<form" in part
    lines = mine.post(PALETTE, {"q": ""}, headers={"HX-Request": "true"}).content.decode()
    assert "<form" not in lines
    assert "Ke halaman" in lines


def test_a_case_one_does_not_see_is_as_absent_as_none() -> None:
    case = opened()

    assert "Di perkara ini" not in browser("pemeriksa_lain").get(PALETTE, {"perkara": case.key}).content.decode()
    assert "Di perkara ini" not in browser("pemeriksa").get(PALETTE, {"perkara": "tidakada"}).content.decode()


def test_an_ended_case_offers_its_parts_only() -> None:
    page = asked("pemeriksa", "", decided("tidak_terbukti"))

    assert "/langkah/" not in page
    assert "/riwayat/" in page


def test_every_page_of_the_workspace_leads_to_it_and_names_its_key() -> None:
    case = opened()
    for persona, address in (
        ("pemeriksa", url(case)),
        ("auditor_bkn", "/kerja/disiplin/"),
        ("admin_nasional", "/kelola/"),
    ):
        page = browser(persona).get(address).content.decode()
        assert 'data-palet aria-keyshortcuts="Control+K"' in page
        assert 'href="/kerja/pintasan/" aria-keyshortcuts="Shift+/"' in page
    assert f'href="{PALETTE}?perkara={case.key}"' in browser("pemeriksa").get(url(case)).content.decode()


@pytest.mark.parametrize(("persona", "queues"), [("pemeriksa", True), ("auditor_bkn", False), ("kustodian", False)])
def test_the_map_shows_each_person_the_keys_they_have(persona: str, queues: bool) -> None:
    page = browser(persona).get("/kerja/pintasan/").content.decode()

    assert ("Di halaman perkara" in page) == queues
    assert "<kbd>Ctrl K</kbd>" in page
    assert "Ke halaman" in page
    assert "Pencegahan" not in page


def test_the_switch_is_ones_own_and_holds_on_every_page() -> None:
    mine, user = browser("pemeriksa"), at_office(*PERSONAS["pemeriksa"])
    assert 'data-huruf="mati"' not in mine.get("/kerja/antrean/").content.decode()

    answer = mine.post("/akun/tombol/", {"hidup": "tidak", "dari": "pintasan"})
    assert (answer.status_code, answer["Location"]) == (303, "/kerja/pintasan/")
    user.refresh_from_db()
    assert not user.single_keys
    for address in ("/kerja/antrean/", "/kerja/pintasan/"):
        assert 'data-huruf="mati"' in mine.get(address).content.decode()
    assert "Hidupkan pintasan huruf" in mine.get("/akun/").content.decode()
    assert 'data-huruf="mati"' not in browser("anggota").get("/kerja/antrean/").content.decode()

    assert mine.post("/akun/tombol/", {"hidup": "ya"})["Location"] == "/akun/"
    user.refresh_from_db()
    assert user.single_keys


def test_the_scripts_of_a_case_page_stay_small() -> None:
    page = browser("pemeriksa").get(url(opened())).content.decode()
    named = re.findall(r'<script defer src="/static/([^"]+)"', page)
    found = [finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.js$)", "", name)) for name in named]

    assert len(named) == 2
    assert sum(len(gzip.compress(Path(str(path)).read_bytes(), 9)) for path in found) <= 22 * 1024


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.MEMBER])
def test_no_key_stands_on_a_button_that_sends(role: str) -> None:
    """A key on a link opens it; on a button it only leads there. Of buttons the one that takes back is the only one."""
    page = signed_in(at_office(role)).get(url(opened())).content.decode()

    buttons = [part.partition(">")[0] for part in page.split("<button")[1:]]
    assert not [button for button in buttons if "aria-keyshortcuts" in button and '"U"' not in button]
