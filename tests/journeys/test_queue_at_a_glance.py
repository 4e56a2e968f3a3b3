"""Keys of the workspace: a row at a glance with Space, the next with J, away with Escape; the parts of a case."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person

pytestmark = pytest.mark.journey


def test_rows_are_looked_at_without_leaving_the_queue(house: House, browser: Browser) -> None:
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        page = examiner.page
        page.goto(house.address + "/kerja/antrean/")
        panel, numbers = page.locator("[data-intip]"), page.locator(".tabel--pilih th .tn").all_text_contents()
        assert panel.is_hidden()

        page.keyboard.press("j")
        page.keyboard.press(" ")
        panel.get_by_text(numbers[0]).wait_for()
        assert_page_is_sound(page)

        page.keyboard.press("j")
        panel.get_by_text(numbers[1]).wait_for()

        page.keyboard.press("Escape")
        assert panel.is_hidden()
        assert page.url.endswith("/kerja/antrean/")

        page.locator(".tabel--pilih th a[href*='/kerja/perkara/']").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/kerja/perkara/**")
        page.keyboard.press("2")
        page.wait_for_url("**/bukti/")
        page.keyboard.press("d")
        assert page.locator(".strip__rinci").get_attribute("open") is not None
        page.keyboard.press("n")
        page.wait_for_url("**/catatan/")
