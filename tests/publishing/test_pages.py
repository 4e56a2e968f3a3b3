"""Every public page: both languages, no script, small, nothing from elsewhere."""

import re
from pathlib import Path

import brotli
import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

STATIC = Path(__file__).resolve().parents[2] / "netral/ui/static/ui"
OWN_STYLES = sorted((Path(__file__).resolve().parents[2] / "netral/publishing/static/publishing").glob("*.css"))
FIRST_VIEW = 60_000
OURS = ["home", "help", "privacy", "accessibility", "glossary", "rules", "deadlines", "journal", "ask"]
PATHS = [reverse(f"publishing:{name}") for name in OURS] + [
    "/aturan/skb-2022-ds-4/",
    "/aturan/tenggat/P-KA/",
    "/tanya/foto-dengan-calon/",
    "/aturan/buku-saku/",
]
EVERY = [*PATHS, "/lapor/", "/cek/", "/kode-hilang/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", EVERY)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_answers_in_its_language(client: Client, path: str, language: str) -> None:
    answer = client.get(path if language == "id" else f"/en{path}")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    assert "<main" in page


@pytest.mark.parametrize("path", EVERY)
def test_a_page_fetches_nothing_from_elsewhere(client: Client, path: str) -> None:
    page = client.get(path).content.decode()

    scripts = re.findall(r"<script[^>]*>.*?</script>", page, re.DOTALL)
    assert all(re.fullmatch(r'<script src="/static/[\w/.-]+" defer></script>', each) for each in scripts)
    assert not scripts or path not in PATHS
    assert not re.search(r"<(?:img|link|iframe|use|source)[^>]+(?:src|href)=\"(?:https?:)?//", page)
    assert " style=" not in page


@pytest.mark.parametrize("path", EVERY)
def test_the_first_view_fits_a_slow_phone(client: Client, path: str) -> None:
    page = client.get(path).content
    files = [(STATIC / name).read_bytes() for name in ("dasar.css", "cetak.css", "icons.svg", "tanda.svg")]
    files += [path.read_bytes() for path in OWN_STYLES if path.name.encode() in page]
    font = (STATIC / "fonts/public-sans.woff2").stat().st_size  # compressed already

    assert sum(len(brotli.compress(each)) for each in (page, *files)) + font <= FIRST_VIEW


@pytest.mark.parametrize("path", PATHS)
def test_each_page_has_a_title_of_its_own(client: Client, path: str) -> None:
    titles = {other: re.search(r"<title>(.*?)</title>", client.get(other).content.decode()) for other in PATHS}
    texts = [found[1] for found in titles.values() if found]

    assert len(texts) == len(set(texts)) == len(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_english_pages_leave_no_indonesian_behind(client: Client, path: str) -> None:
    page = client.get(f"/en{path}").content.decode()

    shown = re.sub(r"<[^>]+lang=\"id\"[^>]*>.*?</", "", page)
    assert not re.search(r"\b(?:dan|yang|tidak|untuk|dengan)\b", re.sub(r"<[^>]*>", " ", shown))


@pytest.mark.parametrize("path", PATHS)
def test_pages_are_for_reading_only(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


def test_help_stands_in_the_footer_of_every_page(client: Client, settings: Settings) -> None:
    settings.HELP_LINES = ["Telepon (0000) 123 456"]

    for path in EVERY:
        footer = client.get(path).content.decode().split("<footer")[1]
        assert "Telepon (0000) 123 456" in footer
        assert reverse("publishing:help") in footer


def test_the_demo_says_that_its_data_are_made_up(client: Client, settings: Settings) -> None:
    assert "rekaan" not in client.get("/bantuan/").content.decode()

    settings.DEMO = True

    assert "rekaan" in client.get("/bantuan/").content.decode()


def test_the_security_policy_lets_the_quick_exit_through(client: Client, settings: Settings) -> None:
    policy = client.get("/lapor/")["Content-Security-Policy"]

    assert settings.QUICK_EXIT_URL in policy
    assert "unsafe-inline" not in policy
