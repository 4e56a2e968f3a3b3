"""Somebody is invited to a hearing, and answers without an account, a script or the reporter's name."""

import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import DESK, PHONE, assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person

pytestmark = pytest.mark.journey
ANSWER = "Saya hadir sebagai undangan, bukan pengajak."


def looked_at(page: Page, name: str) -> None:
    """Sound at both widths; a picture of each where somebody asks for them (NETRAL_PICTURES)."""
    assert_page_is_sound(page)
    folder = os.environ.get("NETRAL_PICTURES")
    for width in (PHONE, DESK) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(str(folder)) / f"{name}-{width}.png", full_page=True)


def test_the_accused_is_invited_and_answers_by_the_link(house: House, browser: Browser) -> None:
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        case = case_under_examination(examiner)
        address = invited_with_a_link(examiner, case)
        with Person(browser, house) as somebody:
            answered(somebody, address)
        examiner.go(f"{case}klarifikasi/")
        assert examiner.sees(ANSWER)
        assert examiner.sees("Hak jawab: dijawab")
        looked_at(examiner.page, "perkara-klarifikasi")
        examiner.go(f"{case}langkah/simpan_kajian/")
        assert examiner.sees("Hak jawab: dijawab")
        looked_at(examiner.page, "langkah-kajian")


def case_under_examination(examiner: Person) -> str:
    """The address of a case that may be examined."""
    examiner.go("/kerja/antrean/")
    paths = {
        str(each.get_attribute("href")).partition("?")[0]
        for each in examiner.page.locator("a[href*='/kerja/perkara/']").all()
    }
    for path in sorted(paths):
        examiner.go(f"{path}klarifikasi/")
        if examiner.page.get_by_role("link", name="Undang klarifikasi").count():
            return path
    raise AssertionError(f"no case to examine among {paths}")


def invited_with_a_link(examiner: Person, case: str) -> str:
    """The path of the link the invitation carries."""
    meeting = datetime.now(ZoneInfo("Asia/Makassar")).date() + timedelta(days=3)
    examiner.follow("Undang klarifikasi")
    examiner.choose("party", "terlapor")
    examiner.page.locator("[name=accused]").select_option(index=1)
    examiner.date("meets_on", meeting)
    examiner.write("meets_at", "09.30")
    examiner.write("place", "Ruang klarifikasi Bawaslu")
    examiner.page.locator("[name=with_link]").check(force=True)
    looked_at(examiner.page, "undang")
    examiner.send()
    examiner.go(f"{case}klarifikasi/")
    looked_at(examiner.page, "diundang")
    examiner.page.locator("summary", has_text="Menunggu jawaban").first.click()
    examiner.follow("Ambil tautannya")
    looked_at(examiner.page, "tautan-belum-diambil")
    examiner.press("Ambil alamatnya")
    looked_at(examiner.page, "ambil-tautan")
    found = re.search(r"/tautan/[\w-]+/", examiner.text)
    assert found
    examiner.go(f"{case}langkah/klarifikasi/")
    looked_at(examiner.page, "langkah-klarifikasi")
    return found[0]


def answered(somebody: Person, address: str) -> None:
    somebody.go(address)
    looked_at(somebody.page, "hak-jawab")
    somebody.press("Kirim jawaban")
    looked_at(somebody.page, "hak-jawab-galat")
    somebody.write("text", ANSWER)
    somebody.page.locator("[name=mine]").check(force=True)
    somebody.press("Kirim jawaban")
    assert somebody.sees("Jawaban diterima")
    looked_at(somebody.page, "hak-jawab-terima")
    somebody.go("/tautan/tidak-ada/")
    looked_at(somebody.page, "hak-jawab-asing")
