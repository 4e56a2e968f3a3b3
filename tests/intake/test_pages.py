"""What every public page of the room owes its reader: light, whole without scripts, fit to be read aloud."""

import gzip
import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.intake.builders import accepted, country, decided
from tests.intake.pages import CHECK, RECEIPT, REPORT, STATUS, answers, filled, reported

pytestmark = pytest.mark.django_db
WIZARD = (*answers(), "apa/usul/", "simpan/", "lanjut/")
PAGES = ("start", *WIZARD, "refused", "receipt", "confirmed", "check", "status", "withdraw", "lost")
LIGHTEST = 20_000  # bytes of HTML, compressed (the budget of a page without its style)


def shown(client: Client, page: str, prefix: str = "") -> str:
    """The HTML of a page, reached as a visitor reaches it."""
    country()
    if page.endswith("/") or page == "start":
        filled(client)
        return client.get(f"{prefix}{REPORT}{page.replace('start', '')}").content.decode()
    if page == "refused":
        filled(client, until="di-mana/")
        return client.post(f"{prefix}{REPORT}di-mana/", {"place_search": "Muara"}).content.decode()
    if page == "lost":
        return client.get(f"{prefix}/kode-hilang/").content.decode()
    if page == "check":
        return client.get(prefix + CHECK).content.decode()
    if page in ("receipt", "confirmed"):
        reported(client)
        if page == "confirmed":
            client.post(RECEIPT, {"last_four": client.get(RECEIPT).context["code"][-4:]})
        return client.get(prefix + RECEIPT).content.decode()
    done = accepted()
    decided(done.laporan, "minta_perbaikan", at=timezone.now())
    client.post(CHECK, {"code": done.code})
    return client.get(prefix + (STATUS if page == "status" else f"{STATUS}cabut/")).content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_light_and_needs_no_script(client: Client, page: str) -> None:
    html = shown(client, page)

    assert len(gzip.compress(html.encode())) < LIGHTEST
    assert re.findall(r"<script[^>]*>", html) == re.findall(r'<script src="/static/[^"]+" defer>', html)  # a nicety
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:", html)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_heading_a_title_of_its_own_and_a_language(client: Client, page: str) -> None:
    html = shown(client, page)

    assert html.count("<h1") == 1
    assert '<html lang="id"' in html
    title = re.search(r"<title>(.+?) \u2013 Netral</title>", html, re.DOTALL)
    assert title is not None
    assert title[1].strip()


@pytest.mark.parametrize("page", PAGES)
def test_every_control_has_a_label_and_every_hint_exists(client: Client, page: str) -> None:
    html = shown(client, page)

    ids = set(re.findall(r'\sid="([^"]+)"', html))
    for control in re.findall(r"<(?:input|textarea|select)\b[^>]*>", html):
        if 'type="hidden"' in control:
            continue
        own = re.search(r'\sid="([^"]+)"', control)
        assert own is not None, control
        assert f'for="{own[1]}"' in html or "aria-label" in control or _wrapped(html, control), control
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= ids


def _wrapped(html: str, control: str) -> bool:
    """Whether a label stands around the control."""
    before = html[: html.index(control)]
    return before.rfind("<label") > before.rfind("</label>")


@pytest.mark.parametrize("page", PAGES)
def test_no_identifier_stands_twice(client: Client, page: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', shown(client, page))

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_whole_in_english(client: Client, page: str) -> None:
    html = shown(client, page, "/en")

    assert '<html lang="en"' in html
    for word in (
        "Laporan Anda",
        "Kirim laporan",
        "Petugas",
        "Kode tanda terima",
        "Kembali</a>",
        "Tenggat",
        "boleh kosong",
    ):
        assert word not in html


@pytest.mark.parametrize("page", ["report", "receipt", "check", "status", "withdraw"])
def test_the_way_out_is_always_there(client: Client, page: str) -> None:
    assert "Tutup cepat" in shown(client, page)


def test_problems_are_linked_to_their_fields(client: Client) -> None:
    html = shown(client, "refused")

    summary = html[html.index('class="galat"') : html.index("</section>", html.index('class="galat"'))]
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets
    assert all(f'id="{target}"' in html for target in targets)


def test_nothing_public_is_kept_by_a_cache_on_the_way(client: Client) -> None:
    country()
    reported(client)

    for address in (REPORT, RECEIPT, CHECK):
        assert "no-store" in client.get(address)["Cache-Control"]
