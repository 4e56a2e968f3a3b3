"""Reporting as a villager does: on a small phone, on a slow network or none, without scripts or with, in a hurry."""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from netral.config.demo import papers
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House

pytestmark = [pytest.mark.journey, pytest.mark.once]

STORY = "Kemarin Kepala Dinas mengajak warga memilih pasangan calon nomor dua dan membagikan kaus bergambar calon."
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
LONGEST = 60.0  # seconds of waiting for the network, ten pages and a receipt


@contextmanager
def phone(browser: Browser, house: House, *, scripts: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripts, locale="id-ID", base_url=house.address
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


def onward(page: Page, words: str = "Lanjutkan") -> None:
    before = page.url
    page.get_by_role("main").get_by_role("button", name=words, exact=True).last.click()
    page.wait_for_url(lambda url: url != before)


def tick(page: Page, name: str, value: str) -> None:
    page.check(f"[name={name}][value={value}]", force=True)


def begun(page: Page) -> None:
    page.goto("/lapor/")
    page.get_by_role("button", name="Mulai laporan").click()
    tick(page, "conducts", "hadiri_deklarasi_kampanye")
    onward(page)


def test_a_whole_report_on_a_slow_small_phone_without_scripts(house: House, browser: Browser, tmp_path: Path) -> None:
    photo = tmp_path / "foto.png"
    photo.write_bytes(papers.picture(random.Random("desa")))
    with phone(browser, house, scripts=False) as page:
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", SLOW)
        started = time.monotonic()
        begun(page)
        page.fill("[name=what]", STORY)
        onward(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Apakah ini juga yang Anda lihat?")
        page.get_by_role("button", name="Pakai Mengarahkan").click()
        onward(page)
        page.fill("[name=place_search]", "Karang Seroja")
        page.get_by_role("button", name="Cari tempat").click()
        page.get_by_label("Desa Karang Seroja").first.check(force=True)
        onward(page)
        tick(page, "act", "kemarin")
        tick(page, "known", "hari_itu")
        onward(page)
        page.fill("[name=who1_job]", "Kepala Dinas")
        onward(page)
        page.set_input_files("[name=evidence]", str(photo))
        page.get_by_role("button", name="Unggah").click()
        expect(page.get_by_text("Tersimpan tersegel").first).to_be_visible()
        tick(page, "location", "tidak")
        onward(page)
        tick(page, "way", "laporan")
        page.fill("[name=name]", "Warga Lambat")
        page.fill("[name=address]", "Jalan Contoh 1")
        onward(page)
        expect(page.get_by_text("Lengkap untuk diregistrasi")).to_be_visible()
        page.locator("[name=truth]").check(force=True)
        onward(page, "Kirim laporan")
        took = time.monotonic() - started
        print(f"{took:.1f} s at 400 kbit/s from the start page to the receipt")
        assert page.url.endswith("/lapor/tanda-terima/")
        assert "draf" not in {each.get("name") for each in page.context.cookies()}
        assert took < LONGEST


def test_answers_given_without_a_network_are_sent_when_it_is_back(house: House, browser: Browser) -> None:
    with phone(browser, house, scripts=True) as page:
        begun(page)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")

        page.context.set_offline(True)
        page.fill("[name=what]", STORY)
        onward(page)
        expect(page.get_by_text("Tidak ada sinyal.")).to_be_visible()
        assert page.input_value("[name=what]") == STORY
        for name, value in (("region", "tidak_tahu"), ("act", "kemarin"), ("way", "informasi_awal")):
            tick(page, name, value)
        page.locator("[name=truth]").check(force=True)
        page.get_by_role("button", name="Kirim begitu ada sinyal").click()
        expect(page.get_by_text("Laporan menunggu sinyal")).to_be_visible()
        assert STORY[:20] not in page.evaluate(AT_REST)

        page.context.set_offline(False)
        page.wait_for_url("**/lapor/tanda-terima/")
        assert page.evaluate(AT_REST) == "[]"


def test_pressing_escape_twice_leaves_nothing_on_the_phone(house: House, browser: Browser) -> None:
    with phone(browser, house, scripts=True) as page:
        page.route("https://**", lambda route: route.fulfill(body="cuaca", content_type="text/plain"))
        begun(page)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.context.set_offline(True)
        page.fill("[name=what]", STORY)
        onward(page)
        page.context.set_offline(False)

        page.keyboard.press("Escape")
        page.keyboard.press("Escape")

        expect(page.get_by_text("cuaca")).to_be_visible()
        assert page.context.cookies() == []
        page.goto("/lapor/lanjut/")
        assert page.evaluate(LEFT) == [0, 0, 0]


def test_every_page_of_the_wizard_is_accessible(house: House, browser: Browser) -> None:
    with phone(browser, house, scripts=True) as page:
        begun(page)
        page.fill("[name=what]", STORY)
        onward(page)
        for path in ("", "apa/", "apa/cerita/", "apa/usul/", "di-mana/", "kapan/", "siapa/", "bukti/", "tentang-anda/",
                     "periksa/", "simpan/", "lanjut/", "luring/"):  # fmt: skip
            page.goto(f"/lapor/{path}")
            assert_page_is_sound(page)
        page.goto("/lapor/di-mana/")
        page.get_by_role("main").get_by_role("button", name="Lanjutkan", exact=True).last.click()
        expect(page.get_by_role("alert")).to_be_focused()
        assert_page_is_sound(page)


# Everything a script could read of what lies on the phone, as text.
AT_REST = """async () => {
  const asked = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const db = await asked(indexedDB.open("netral-lapor"));
  const rows = await asked(db.transaction("laporan").objectStore("laporan").getAll());
  db.close();
  const read = (bytes) => String.fromCharCode(...new Uint8Array(bytes));
  return JSON.stringify(rows.map((row) => [row.id, read(row.isi), row.berkas.map((each) => read(each.isi))]));
}"""
LEFT = """async () => [
  (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
