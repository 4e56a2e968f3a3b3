"""The shell and the worker a phone keeps, and what a first visit weighs."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.intake.builders import country
from tests.intake.pages import REPORT, answers, filled

pytestmark = pytest.mark.django_db
HEAVIEST = 60_000  # bytes of a first view: page, styles, font, icons and scripts as they travel
SCRIPTS = 15_000
PACKED = (".woff2",)


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def weight(html: str) -> int:
    """Bytes on the wire of a page and of everything it names."""
    named = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html))
    assert {"ui/dasar.css", "ui/fonts/public-sans.woff2", "intake/luring.js", "ui/keluar.js"} <= named
    return len(gzip.compress(html.encode())) + sum(_travels(name) for name in named)


def _travels(name: str) -> int:
    path = finders.find(name)
    assert path, name
    content = Path(str(path)).read_bytes()
    return len(content) if name.endswith(PACKED) else len(gzip.compress(content))


@pytest.mark.parametrize("page", ["", *answers(), "apa/usul/", "luring/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_first_view_of_every_page_is_light(client: Client, page: str, prefix: str) -> None:
    filled(client)

    html = client.get(f"{prefix}{REPORT}{page}").content.decode()

    assert weight(html) <= HEAVIEST


def test_the_scripts_together_are_small() -> None:
    paths = [Path(str(finders.find(f"intake/{name}.js"))) for name in ("simpanan", "luring")]

    assert sum(path.stat().st_size for path in paths) <= SCRIPTS
    assert sum(_travels(f"intake/{name}.js") for name in ("simpanan", "luring")) <= 6_000


def test_the_shell_asks_everything_and_is_the_same_for_everybody(client: Client) -> None:
    filled(client)

    mine, strangers = client.get(f"{REPORT}luring/").content.decode(), Client().get(f"{REPORT}luring/").content.decode()

    def without_tokens(html: str) -> str:
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html)

    assert without_tokens(mine) == without_tokens(strangers)
    for field in ("conducts", "what", "place_search", "act", "who1_name", "evidence", "way", "truth"):
        assert f'name="{field}"' in mine
    assert "Wayan" not in mine
    assert mine.count("<fieldset data-langkah=") == 7


def test_the_worker_stands_above_the_pages_it_serves(client: Client) -> None:
    for prefix in ("", "/en"):
        answer = client.get(f"{prefix}{REPORT}penjaga.js")

        script = answer.content.decode()
        assert answer["Content-Type"].startswith("text/javascript")
        assert f'"{prefix}{REPORT}luring/"' in script.replace("\\u002D", "-")
        assert f'"{prefix}{REPORT}apa/cerita/": "cerita"' in script
        assert "no-store" in answer["Cache-Control"]


def test_the_worker_changes_with_what_it_keeps(client: Client, settings: object) -> None:
    before = client.get(f"{REPORT}penjaga.js").content
    settings.STATIC_URL = "lain/"  # type: ignore[attr-defined]

    assert client.get(f"{REPORT}penjaga.js").content != before


def test_no_page_holds_a_script_or_style_of_its_own(client: Client) -> None:
    filled(client)

    for page in ("", *answers(), "luring/", "simpan/"):
        html = client.get(REPORT + page).content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", html)
