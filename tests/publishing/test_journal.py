import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from netral.audit.actions import ensure_signing_key
from netral.audit.models import Anchor
from netral.lib.signing import verify_json
from netral.publishing.queries import journal_page
from netral.publishing.queries.journal import DAYS_ON_A_PAGE, latest_root
from tests.audit.builders import FIRST_DAY, SECOND_DAY, journal, seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    settings.ROOTS_DIR = tmp_path / "akar"
    ensure_signing_key()


def test_before_the_first_sealed_day_the_page_says_so(client: Client) -> None:
    page = client.get("/jurnal/").content.decode()

    assert "Belum ada angka penutup." in page
    assert "<table" not in page


def test_sealed_days_are_listed_the_newest_first(client: Client) -> None:
    journal()

    page = client.get("/jurnal/").content.decode()

    first, second = Anchor.objects.order_by("day")
    assert page.index(second.root) < page.index(first.root)
    assert '<a href="/jurnal/2026-01-06.json">' in page


def test_the_front_page_shows_the_latest_root(client: Client) -> None:
    journal()

    latest = latest_root()

    assert latest is not None
    assert latest.day == SECOND_DAY
    assert latest.root in client.get("/").content.decode()


def test_a_published_day_checks_with_the_published_key(client: Client) -> None:
    journal()

    signed = client.get(f"/jurnal/{FIRST_DAY}.json").json()
    keys = {key["key_id"]: key["public_key"] for key in client.get("/.well-known/netral-keys.json").json()["keys"]}

    body = {name: value for name, value in signed.items() if name != "signature"}
    assert verify_json(keys[signed["key_id"]], body, signed["signature"])
    assert signed["root"] == Anchor.objects.get(day=FIRST_DAY).root


def test_what_is_published_is_the_file_byte_for_meaning(client: Client, settings: Settings) -> None:
    journal()

    file = Path(settings.ROOTS_DIR) / f"{FIRST_DAY}.json"

    assert client.get(f"/jurnal/{FIRST_DAY}.json").json() == json.loads(file.read_text())


@pytest.mark.parametrize("day", ["2026-01-04", "2026-02-30", "2026-1-5", "../2026-01-05", "0000-00-00"])
def test_a_day_without_a_root_is_no_page(client: Client, day: str) -> None:
    journal()

    assert client.get(f"/jurnal/{day}.json").status_code == 404


def test_many_days_take_several_pages_and_as_many_questions(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    journal()
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get("/jurnal/")
    for ahead in range(1, DAYS_ON_A_PAGE + 1):
        seal(SECOND_DAY + timedelta(days=ahead))

    with django_assert_num_queries(2):  # type: ignore[operator]
        page = client.get("/jurnal/").content.decode()

    assert page.count('<th scope="row">') == DAYS_ON_A_PAGE
    assert 'href="?hal=2"' in page
    assert client.get("/jurnal/?hal=2").content.decode().count('<th scope="row">') == 2


def test_a_page_number_that_is_none_shows_the_nearest() -> None:
    journal()

    assert journal_page("x")["roots"].number == 1
    assert journal_page("99")["roots"].number == 1


def test_addresses_for_programs_have_no_language(client: Client) -> None:
    journal()

    assert client.get("/.well-known/netral-keys.json")["Content-Type"] == "application/json"
    assert client.get(f"/en/jurnal/{date(2026, 1, 5)}.json").status_code == 404
