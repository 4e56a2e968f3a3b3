"""A morning without a mouse: every key of the map, from the queue through a case and back, and the switch."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.browser import DESK, PHONE, assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person

pytestmark = pytest.mark.journey
FOCUSED = "document.activeElement"


def pressed(page: Page, *keys: str, to: str | re.Pattern[str]) -> None:
    """These keys lead to an address."""
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(to)
    page.wait_for_load_state()


def focused(page: Page, said: str = "textContent") -> str:
    return str(page.evaluate(f"{FOCUSED}.{said}"))


def test_every_key_of_the_map(house: House, browser: Browser) -> None:
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        page = examiner.page
        number = through_the_queue(house, page)
        through_the_palette(house, page, number)
        through_the_case(house, page)
        through_the_map(house, page)


def through_the_queue(house: House, page: Page) -> str:
    """Rows, a glance, boxes, a deadline; the number of a case with two exhibits to compare."""
    page.goto(house.address + "/kerja/antrean/?q=jenis:perkara")
    page.keyboard.press("/")
    assert focused(page, "id") == "saring-q"
    page.keyboard.press("x")
    assert page.input_value("#saring-q") == "x"  # in a field a letter is a letter

    page.evaluate(f"{FOCUSED}.blur()")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    assert page.locator("[name=pilih]:checked").count() == 3
    page.keyboard.press("k")
    page.keyboard.press("Space")
    page.locator(".intip .no").wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".intip").is_hidden()
    page.keyboard.press("d")
    assert page.locator(".hitung[open]").count() == 1

    pressed(page, "Enter", to="**/kerja/perkara/**")
    here = page.url
    pressed(page, "j", to=re.compile(rf"^(?!{re.escape(here)}).*/kerja/perkara/"))
    pressed(page, "k", to=here)
    pressed(page, "Escape", to="**/kerja/antrean/?**")
    page.locator(f"#{page.url.partition('#')[2]}:focus").wait_for()

    two = page.locator(".tabel--pilih tr", has_text=re.compile(r"[2-9] bukti")).first
    return two.locator("th .tn").text_content() or ""


def through_the_palette(house: House, page: Page, number: str) -> None:
    page.goto(house.address + "/kerja/tenggat/")
    page.keyboard.press("Control+k")
    box = page.locator("dialog.palet")
    box.wait_for()
    assert_page_is_sound(page)
    page.keyboard.press("Control+k")
    assert box.is_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type(number)
    box.get_by_text(number).wait_for()
    page.keyboard.press("ArrowDown")
    pressed(page, "Enter", to="**/kerja/perkara/**")
    assert number in page.text_content("main")  # type: ignore[operator]


def through_the_case(house: House, page: Page) -> None:
    case = page.url
    pressed(page, "2", to="**/bukti/")
    page.keyboard.press("]")
    first = focused(page)
    page.keyboard.press("]")
    assert focused(page) != first
    page.keyboard.press("[")
    assert focused(page) == first
    pressed(page, "e", to="**/bukti/?kiri=&kanan=")
    pressed(page, "[", to=re.compile(r"kanan=\w"))
    pressed(page, "Escape", to="**/bukti/")

    pressed(page, "n", to="**/catatan/")
    page.keyboard.press("b")
    mark = focused(page)
    assert re.fullmatch(r"\[.+\]", mark)
    page.keyboard.press("Enter")
    page.keyboard.type(" cocok dengan ")
    page.keyboard.press("Alt+b")
    page.keyboard.press("Enter")
    assert page.input_value("[name=text]") == f"{mark} cocok dengan {mark}"
    page.evaluate("document.documentElement.dataset.left = ''")
    page.keyboard.press("Control+Enter")
    page.locator("html:not([data-left]) .catatan a.pin").first.wait_for()

    pressed(page, "Escape", to=case)
    page.keyboard.press("d")
    assert page.locator(".strip__rinci[open]").count() == 1
    pressed(page, "a", to="**/penugasan/")
    pressed(page, "Escape", to=case)
    pressed(page, "l", to="**/label/")
    page.fill("[name=word]", "mendesak")
    page.evaluate("document.documentElement.dataset.left = ''")
    page.keyboard.press("Control+Enter")
    page.locator("html:not([data-left]) .cap", has_text="mendesak").wait_for()
    assert_page_is_sound(page, widths=(DESK,))
    pressed(page, "Escape", to=case)
    page.keyboard.press("u")
    assert focused(page) == "Batalkan: label mendesak dipasang"  # one key alone takes nothing back
    page.keyboard.press("Enter")
    page.get_by_text("Pembatalan ini juga tercatat").wait_for()
    page.keyboard.press("t")
    page.wait_for_url(re.compile(r"/(penerusan|langkah/teruskan)/$"))
    page.goto(case)
    if page.locator("main a[aria-keyshortcuts~=S]").count():
        pressed(page, "s", to="**/langkah/**")


def through_the_map(house: House, page: Page) -> None:
    pressed(page, "g", "a", to="**/kerja/antrean/")
    pressed(page, "g", "t", to="**/kerja/tenggat/**")
    pressed(page, "g", "d", to="**/waktu*/**")
    pressed(page, "g", "a", to="**/kerja/antrean/")
    pressed(page, "g", "p", to="**/kerja/antrean/")  # no page of this person's: nothing happens
    pressed(page, "?", to="**/kerja/pintasan/")
    assert_page_is_sound(page, widths=(PHONE,))
    page.get_by_role("button", name="Matikan pintasan huruf").click()
    page.get_by_role("button", name="Hidupkan pintasan huruf").wait_for()
    page.keyboard.press("/")
    assert focused(page, "tagName") == "BODY"
    assert page.locator("[aria-keyshortcuts]").count() == 1  # of Ctrl K
    page.keyboard.press("Control+k")
    page.locator("dialog.palet").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Hidupkan pintasan huruf").click()
    page.get_by_role("button", name="Matikan pintasan huruf").wait_for()
