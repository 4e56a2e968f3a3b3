"""A film on a bad line: cut in the middle it goes on where it was, and a report need not wait for it."""

import hashlib
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.evidence.test_positions import photo
from tests.intake.sending import film
from tests.journeys.bad_line import Line, bad_line
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_confidence import find, status
from tests.journeys.test_wizard import STORY, begun, onward, phone, tick

pytestmark = [pytest.mark.journey, pytest.mark.once]

SIZE = 6_000_000
BUSY, FAINT = 2_000_000, 60_000  # bytes a second
WAIT = 30_000  # ms at most


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "apel pagi.mp4"
    head = film(1000)
    path.write_bytes(head + random.Random("apel").randbytes(SIZE - len(head)))
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def phone_on(browser: Browser, house: House, *, speed: int) -> Iterator[tuple[Page, Line]]:
    """A phone whose line to the house carries so many bytes a second upwards."""
    with (
        bad_line(house.port, speed=speed) as line,
        phone(browser, replace(house, port=line.port), scripts=True) as page,
    ):
        yield page, line


def at_the_page_of_evidence(page: Page) -> None:
    """A report told as far as its evidence."""
    begun(page)
    page.fill("[name=what]", STORY)
    onward(page)
    page.goto("/lapor/di-mana/")
    page.fill("[name=place_search]", "Karang Seroja")
    page.get_by_role("button", name="Cari tempat").click()
    page.get_by_label("Desa Karang Seroja").first.check(force=True)
    onward(page)
    page.goto("/lapor/bukti/")


def handed_in(page: Page) -> tuple[str, str]:
    """(code, number) of the receipt."""
    page.goto("/lapor/periksa/")
    page.locator("[name=truth]").check(force=True)
    onward(page, "Kirim laporan")
    number = page.locator("main .ptj").first.inner_text().split()[1].rstrip(",")
    return str(page.locator("[data-kode]").get_attribute("data-kode")), number


def opened_by(officer: Person, number: str, label: str) -> None:
    find(officer, number)
    officer.onward(officer.page.get_by_role("link", name=label, exact=True).first)


def test_a_film_cut_in_the_middle_goes_on_where_it_was(
    house: House, browser: Browser, made: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "lapangan.jpg"
    picture.write_bytes(photo("JPEG"))
    begins: list[int] = []
    with phone_on(browser, house, speed=BUSY) as (page, line):
        at_the_page_of_evidence(page)
        page.on(
            "request",
            lambda asked: begins.append(int(asked.headers["upload-offset"])) if asked.method == "PATCH" else None,
        )
        page.set_input_files("[name=evidence]", [str(made), str(picture)])
        row = page.locator("ul.bkt:not([data-daftar-bukti]) li")
        expect(row).to_contain_text(re.compile(r"Mengirim, \d\d% sudah sampai"), timeout=WAIT)

        with page.expect_event("requestfailed"):
            line.cut()
        before = len(begins)
        line.mend()
        expect(row).to_contain_text("Tersimpan tersegel", timeout=WAIT)

        assert begins[0] == 0 < begins[before], begins
        assert begins == sorted(begins)
        # The photo waits for an answer about its place, and goes with the form.
        assert page.evaluate("Array.from(document.querySelector('[name=evidence]').files, (f) => f.name)") == [
            picture.name
        ]
        assert_page_is_sound(page)
        tick(page, "location", "tidak")
        onward(page)
        _code, number = handed_in(page)

    with Person(browser, house, "petugas@tirtabuana.example") as officer:
        opened_by(officer, number, "B1")
        assert officer.sees(digest(made))
        officer.press("Periksa ulang sidik")
        assert officer.sees("Sidik cocok: berkas masih sama seperti saat diterima.")
        opened_by(officer, number, "B2")
        assert officer.sees(picture.name)
        assert not officer.sees(digest(picture))  # its place was taken out


def test_a_report_goes_ahead_and_its_film_follows(house: House, browser: Browser, made: Path) -> None:
    with phone_on(browser, house, speed=FAINT) as (page, _line):
        at_the_page_of_evidence(page)
        page.set_input_files("[name=evidence]", str(made))
        expect(page.get_by_text("Sidik sudah dicatat").or_(page.get_by_text("sudah sampai")).first).to_be_visible(
            timeout=WAIT
        )
        ahead = page.get_by_role("main").get_by_role("button", name="Lanjutkan", exact=True).last
        ahead.click()
        expect(page.get_by_role("alert")).to_contain_text("Masih ada berkas yang dikirim.")
        onward(page)
        code, number = handed_in(page)

    with Person(browser, house, "petugas@tirtabuana.example") as officer:
        opened_by(officer, number, "B1")
        assert officer.sees("Berkas asli belum tiba.")
        assert_page_is_sound(officer.page)
        with Person(browser, house) as citizen:
            assert status(citizen, code) == number
            assert citizen.sees("Berkas asli yang ditunggu")
            citizen.page.get_by_text("Tulis pesan atau tambah bukti", exact=True).click()
            citizen.page.set_input_files("[data-unggah] input[type=file]", str(made))
            expect(citizen.page.locator("[data-unggah] li")).to_contain_text("Tersimpan tersegel", timeout=WAIT)
            citizen.page.reload()
            assert not citizen.sees("Berkas asli yang ditunggu")
        officer.page.reload()
        assert officer.sees(digest(made))
        officer.press("Periksa ulang sidik")
        assert officer.sees("Sidik cocok: berkas masih sama seperti saat diterima.")
