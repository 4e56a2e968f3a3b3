"""An appointing official who does not answer: reminded, written to, warned, blocked by two people, and opened again."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from netral.config.demo import papers
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House, running_house
from tests.journeys.people import Person
from tests.journeys.test_main_job import says_nothing_ties_them

pytestmark = pytest.mark.journey
TITLE, AGENCY = "Camat ikut pawai kampanye", "Pemerintah Kabupaten Tirta Buana"
DESK = "/kerja/wasdal/"
AUDITOR, SECOND, OFFICIAL = "auditor@bkn.example", "auditor2@bkn.example", "bupati@tirtabuana.example"
# Longer than the longest pause of the house rules: what the worker finds due on that day.
PAUSE = 31
LETTERS = ("Pengingat", "Surat pertama", "Surat kedua", "Peringatan")


@pytest.fixture
def quiet_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house of its own: what other stories decide would end the silence."""
    with running_house(tmp_path_factory.mktemp("rumah-diam"), more={}) as house:
        yield house


def test_a_silent_official_is_written_to_up_to_the_block_and_the_block_is_lifted(
    quiet_house: House, browser: Browser, tmp_path: Path
) -> None:
    house = quiet_house
    with Person(browser, house, AUDITOR) as auditor:
        looks_at_the_board(auditor)
        for place, rung in enumerate(LETTERS, 1):
            worker_of(house, days=400 + PAUSE * place)
            sends(auditor, rung)
        worker_of(house, days=400 + PAUSE * 5)
        asks_for_a_block(auditor)
        cannot_approve_it(auditor)
    with Person(browser, house, SECOND) as second:
        approves(second)
    with Person(browser, house, OFFICIAL) as official:
        reads_the_book(official)
        answers_at_last(official, tmp_path)
    worker_of(house, days=0)
    with Person(browser, house, AUDITOR) as auditor:
        finds_the_flag_and_lifts(auditor)
    with Person(browser, house, OFFICIAL) as official:
        official.go(f"{DESK}kontak/")
        assert official.sees("Buka blokir data")
    assert house.netral("journal", "verify").returncode == 0


def worker_of(house: House, *, days: int) -> None:
    """The round of this desk as it will be some days from now: nobody waits for months in a test."""
    told = (
        "import django; django.setup(); from datetime import timedelta; from django.utils import timezone;"
        f"from netral.oversight import actions; at = timezone.now() + timedelta(days={days});"
        "actions.end_without_reason(at); actions.prepare_due(at)"
    )
    settings = {"DJANGO_SETTINGS_MODULE": "netral.config.settings", "NETRAL_DEMO": "1"}
    done = subprocess.run(
        [sys.executable, "-c", told], env={**house.environment, **settings}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def looks_at_the_board(auditor: Person) -> None:
    auditor.go(DESK)
    assert auditor.sees(AGENCY)
    assert auditor.sees("belum ada batas resmi")
    assert_page_is_sound(auditor.page)
    auditor.follow(AGENCY)
    assert auditor.sees(TITLE)
    assert_page_is_sound(auditor.page)
    auditor.go(f"{DESK}verifikasi/")
    assert_page_is_sound(auditor.page)
    auditor.go(f"{DESK}penyimpangan/")
    assert_page_is_sound(auditor.page)


def sends(auditor: Person, rung: str) -> None:
    auditor.go(f"{DESK}konsep/")
    assert auditor.sees(rung), auditor.text
    assert_page_is_sound(auditor.page)
    for box in auditor.page.locator("[name=letters]").all():
        box.check()
    auditor.press("Kirim yang dipilih")
    assert auditor.sees("dikirim dan dicatat.")


def asks_for_a_block(auditor: Person) -> None:
    auditor.go(f"{DESK}instansi/pemkab-99.07/")
    auditor.page.locator("tr", has_text=TITLE).get_by_role("link", name="Minta pemblokiran").click()
    assert auditor.sees("bukan hukuman bagi terlapor")
    assert_page_is_sound(auditor.page)
    auditor.send()
    assert auditor.sees("Auditor lain yang menyetujuinya.")
    assert_page_is_sound(auditor.page)


def cannot_approve_it(auditor: Person) -> None:
    auditor.follow(TITLE)
    assert auditor.sees("Pemblokiran butuh persetujuan auditor lain.")
    assert auditor.page.get_by_role("button", name="Setujui pemblokiran").count() == 0


def approves(second: Person) -> None:
    second.go(f"{DESK}blokir/")
    second.follow(TITLE)
    assert_page_is_sound(second.page)
    second.press("Setujui pemblokiran")
    assert second.sees("Diblokir")


def reads_the_book(official: Person) -> None:
    official.go(f"{DESK}kontak/")
    for rung in (*LETTERS, "Permintaan blokir data"):
        assert official.sees(rung), official.text
    assert_page_is_sound(official.page)


def answers_at_last(official: Person, folder: Path) -> None:
    (folder / "keputusan.pdf").write_bytes(papers.decision())
    official.go("/kerja/disiplin/")
    official.follow(TITLE)
    says_nothing_ties_them(official)
    official.follow("Jatuhkan sanksi")
    official.page.locator("[name=sanction]").select_option(index=1)
    official.write("number", "863/2026/BKPSDM")
    official.date("decided_on", today())
    official.write("deviation_reason", "Terlapor belum pernah dijatuhi hukuman dan mengakui perbuatannya.")
    official.attach("upload", folder / "keputusan.pdf")
    official.send()
    assert official.sees("Dijatuhi sanksi"), official.text


def finds_the_flag_and_lifts(auditor: Person) -> None:
    auditor.go(f"{DESK}blokir/")
    assert auditor.sees("Sudah diputuskan, bisa dibuka")
    auditor.follow(TITLE)
    auditor.write("reason", "Keputusan sudah ditetapkan.")
    auditor.press("Buka blokir")
    assert auditor.sees("Dibuka")
    assert_page_is_sound(auditor.page)
    auditor.go(f"{DESK}blokir/")
    assert not auditor.sees(TITLE)


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Makassar")).date()
