"""Every public page in a real browser: accessible, narrow enough, and complete without a script."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from netral.audit.actions import ensure_signing_key
from tests.audit.builders import journal
from tests.journeys.browser import PHONE, assert_fits, assert_page_is_sound

PAGES = [
    "/",
    "/bantuan/",
    "/privasi/",
    "/aksesibilitas/",
    "/istilah/",
    "/aturan/",
    "/aturan/?cari=foto&siapa=&berlaku=semua",
    "/aturan/?cari=tidak-ada",
    "/aturan/skb-2022-ds-4/",
    "/aturan/uu-10-2016-71-1/",
    "/aturan/buku-saku/",
    "/aturan/tenggat/",
    "/aturan/tenggat/P-KA/",
    "/tanya/",
    "/tanya/?cari=zebra",
    "/tanya/foto-dengan-calon/",
    "/tanya/memberi-suara/",
    "/tanya/mengajak-memilih/?status=pns&tahap=kampanye",
    "/tanya/hadir-kampanye/?status=suami-istri-calon&tahap=kampanye&cuti=ya",
    "/jurnal/",
    "/lapor/",
    "/cek/",
    "/kode-hilang/",
    "/nihil/",
]
pytestmark = [pytest.mark.journey, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_accessible_on_phone_and_desk(live_server: LiveServer, page: Page, path: str) -> None:
    page.goto(live_server.url + path)

    assert_page_is_sound(page)


def test_the_journal_with_its_long_numbers_is_as_sound(
    live_server: LiveServer,
    page: Page,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.KEYS_DIR, settings.ROOTS_DIR = tmp_path / "keys", tmp_path / "akar"
    ensure_signing_key()
    journal()

    for path in ("/jurnal/", "/"):
        page.goto(live_server.url + path)
        assert_page_is_sound(page)


@pytest.mark.parametrize(
    "path",
    ["/en/", "/en/aturan/", "/en/tanya/", "/en/tanya/foto-dengan-calon/", "/en/aturan/skb-2022-ds-6/", "/en/lapor/"],
)
def test_the_english_page_is_as_sound(live_server: LiveServer, page: Page, path: str) -> None:
    page.goto(live_server.url + path)

    assert page.get_attribute("html", "lang") == "en"
    assert_page_is_sound(page, widths=(PHONE,))  # other words in the same page: where they are longest for the room


def test_the_narrowest_phone_and_double_zoom_still_fit(live_server: LiveServer, page: Page) -> None:
    for path in ("/", "/lapor/", "/aturan/", "/tanya/", "/tanya/foto-dengan-calon/"):
        page.goto(live_server.url + path)

        assert_fits(page, width=320)


def test_the_menu_of_a_phone_needs_no_script(live_server: LiveServer, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    visitor = context.new_page()
    visitor.goto(live_server.url)

    visitor.get_by_role("link", name="Menu").click()
    visitor.get_by_role("navigation", name="Menu").get_by_role("link", name="Cek status").click()

    expect(visitor).to_have_url(live_server.url + "/cek/")
    context.close()


def test_the_keyboard_meets_the_way_past_the_header_first(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Lewati ke isi utama")).to_be_focused()


def test_on_the_report_page_the_second_stop_is_the_quick_exit(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/lapor/")
    page.route("https://**", lambda route: route.fulfill(body="cuaca", content_type="text/plain"))

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Tutup cepat")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_text("cuaca")).to_be_visible()
    assert page.context.cookies() == []


def test_the_other_language_is_one_step_away(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/bantuan/")

    page.get_by_role("banner").get_by_role("link", name="EN English").click()

    expect(page).to_have_url(live_server.url + "/en/bantuan/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Help")


@pytest.mark.parametrize("path", ["/aturan/buku-saku/", "/en/aturan/buku-saku/"])
def test_the_booklet_prints_on_sixteen_pages_of_a6(live_server: LiveServer, page: Page, path: str) -> None:
    page.goto(live_server.url + path)
    page.emulate_media(media="print")

    printed = pikepdf.open(BytesIO(page.pdf(prefer_css_page_size=True)))
    cut = page.eval_on_selector_all(".saku__hal", "pages => pages.filter(p => p.scrollHeight > p.clientHeight).length")

    assert [round(float(side)) for side in printed.pages[0].mediabox[2:]] == [298, 420]
    assert (len(printed.pages), cut) == (16, 0)


def test_an_answer_prints_as_one_poster(live_server: LiveServer, page: Page) -> None:
    for act in ("menyukai-unggahan", "mendampingi-suami-istri"):
        page.goto(f"{live_server.url}/tanya/{act}/")

        assert len(pikepdf.open(BytesIO(page.pdf(format="A4"))).pages) == 1


def test_the_stage_slider_is_walked_by_keyboard(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/aturan/")

    page.get_by_role("link", name="Semua tahap").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page).to_have_url(live_server.url + "/aturan/?tahap=kampanye")
    expect(page.get_by_label("Kapan")).to_have_value("kampanye")
