"""A report that lacks something: completed in time, and too late; then an examination that needs more days."""

import json
import urllib.request
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from netral.lib.dates import long_date
from tests.journeys.browser import PHONE, assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_main_job import decide, examine, look_up

pytestmark = pytest.mark.journey
STORY = "Kepala bidang meminta pegawai di ruang rapat memilih pasangan calon nomor urut satu dan mengabsen yang hadir."
TITLE = "Pegawai diabsen dan diarahkan memilih"
OFFICER, EXAMINER = "petugas@tirtabuana.example", "pemeriksa@tirtabuana.example"
MEMBER = "anggota@tirtabuana.example"
REPAIR, EXAMINATION, MORE = timedelta(days=2), timedelta(days=3), timedelta(days=2)


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Makassar")).date()


def hand_in(house: House) -> dict[str, Any]:
    """A complete story without any evidence; the receipt."""
    report = {
        "kind": "laporan",
        "what": STORY,
        "election": "latihan",
        "when": {"date": today().isoformat(), "known_on": today().isoformat()},
        "where": {"region": "99.07", "place": "Ruang rapat dinas"},
        "who": [{"name": "Burhan Mahendra", "position": "Kepala Dinas", "agency": "Pemkab Tirta Buana"}],
        "reporter": {"name": "Pelapor Perjalanan", "address": "Jalan Perjalanan 2, Wanakerta"},
    }
    request = urllib.request.Request(
        house.address + "/api/v1/laporan/", json.dumps(report).encode(),
        {"Content-Type": "application/json", "Idempotency-Key": "laporan-kurang-bukti"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=60) as answer:
        receipt: dict[str, Any] = json.load(answer)
    return receipt


def test_what_is_missing_comes_in_time_and_the_examination_gets_two_more_days(house: House, browser: Browser) -> None:
    receipt = hand_in(house)
    with Person(browser, house, OFFICER) as officer:
        open_initial_study(officer, receipt["number"])
        ask_for_evidence(officer)
    with Person(browser, house, width=PHONE) as reporter:
        look_up(reporter, receipt["code"])
        reads_what_is_missing(reporter, until=today() + REPAIR)
        reporter.write("text", "Rekaman suaranya ada pada saya, dan dua rekan bersedia menjadi saksi.")
        reporter.press("Kirim tambahan")
        assert reporter.sees("Perbaikan laporan diterima.")
        assert_page_is_sound(reporter.page, widths=(PHONE,))
    with Person(browser, house, OFFICER) as officer:
        open_initial_study(officer, receipt["number"])
        assert not officer.sees("Perbaikan terlambat")
        register(officer)
    with Person(browser, house, EXAMINER) as examiner:
        ask_for_more_time(examiner)
        examine(examiner, today(), title=TITLE, conduct="pengarahan_ajakan")
        assert examiner.sees("Menunggu pleno")
    with Person(browser, house, MEMBER) as member:
        decide(member, today(), title=TITLE)
    with Person(browser, house, width=PHONE) as reporter:
        look_up(reporter, receipt["code"])
        reads_the_periods(reporter)
    assert house.netral("journal", "verify").returncode == 0


def open_initial_study(officer: Person, number: str) -> None:
    officer.go(f"/kerja/antrean/?q={number}")
    officer.onward(officer.page.locator("main table a").first)
    officer.follow("Kajian awal")
    for answer in officer.page.locator("input[type=radio][value=ya]").all():
        answer.check(force=True)


def ask_for_evidence(officer: Person) -> None:
    officer.choose("item_bukti", "perlu_dilengkapi")
    officer.choose("step", "minta_perbaikan")
    officer.write("reason", "Belum ada bukti apa pun.")
    officer.press("Susun pesan dari yang kurang")
    officer.press("Tetapkan hasil kajian awal")
    assert officer.sees("Perlu dilengkapi")
    assert officer.sees(long_date(today() + REPAIR)), officer.text


def reads_what_is_missing(reporter: Person, *, until: date) -> None:
    """Exactly the one thing, and the last day; nothing the report has already."""
    asked = reporter.page.locator("section[aria-labelledby=lengkapi]")
    assert asked.locator("li").count() == 1
    assert "bukti" in asked.locator("li").inner_text().casefold()
    assert long_date(until) in asked.inner_text()
    assert_page_is_sound(reporter.page, widths=(PHONE,))


def reads_the_periods(reporter: Person) -> None:
    """The first period was extended by a letter; the longer one ended with the meeting, in time."""
    assert reporter.sees("Rapat pleno menyatakan dugaan pelanggaran terbukti.")
    first, longer = (
        reporter.page.locator("main li", has_text=f"{title}: ").inner_text()
        for title in ("Menindaklanjuti laporan", "Menindaklanjuti dengan keterangan tambahan")
    )
    assert long_date(today() + EXAMINATION) in first
    assert "Diperpanjang" in first
    assert long_date(today() + EXAMINATION + MORE) in longer
    assert "Ditepati" in longer
    assert_page_is_sound(reporter.page, widths=(PHONE,))


def register(officer: Person) -> None:
    officer.choose("step", "nyatakan_lengkap")
    officer.write("reason", "Bukti dan saksi sudah disebut.")
    officer.press("Tetapkan hasil kajian awal")
    officer.follow("Registrasi")
    officer.write("title", TITLE)
    officer.press("Registrasi dan buka perkara")
    assert officer.sees(long_date(today() + EXAMINATION)), officer.text


def ask_for_more_time(examiner: Person) -> None:
    """The letter moves the last day from the third to the fifth, once."""
    examiner.open_from_the_queue(TITLE)
    case = examiner.page.url.partition("?")[0]
    examiner.follow("Minta keterangan tambahan")
    assert examiner.sees(long_date(today() + EXAMINATION))
    assert examiner.sees(long_date(today() + EXAMINATION + MORE))
    assert_page_is_sound(examiner.page)
    examiner.write("letter_number", "021/PM.00.02/2026")
    examiner.date("letter_on", today())
    examiner.send()
    assert examiner.page.url.startswith(case)
    assert examiner.sees(long_date(today() + EXAMINATION + MORE))
    assert examiner.page.get_by_role("link", name="Minta keterangan tambahan").count() == 0
    assert_page_is_sound(examiner.page)


def test_what_comes_too_late_is_taken_in_as_late_and_lives_on_as_a_lead(house: House, browser: Browser) -> None:
    code = house.first_code("perlu dilengkapi")
    with Person(browser, house, width=PHONE) as reporter:
        look_up(reporter, code)
        number = reporter.text.partition(",")[0].strip()
        assert reporter.sees("Yang datang sesudahnya tetap diterima, dan tercatat terlambat.")
        reporter.write("text", "Baru sekarang saya dapat rekamannya dari teman.")
        reporter.press("Kirim tambahan")
        assert reporter.sees("Perbaikan laporan diterima.")
        assert reporter.sees("Lewat")
    with Person(browser, house, OFFICER) as officer:
        open_initial_study(officer, number)
        assert officer.sees("Perbaikan terlambat")
        assert_page_is_sound(officer.page)
        officer.choose("step", "nyatakan_lengkap")
        officer.press("Tetapkan hasil kajian awal")
        assert officer.sees("Perbaikan diterima sesudah tenggatnya.")
        officer.choose("step", "jadikan_informasi_awal")
        officer.write("reason", "Perbaikan datang sesudah tenggat; isinya ditelusuri sendiri oleh pengawas.")
        officer.press("Tetapkan hasil kajian awal")
        assert officer.sees("Informasi awal")
    with Person(browser, house, width=PHONE) as reporter:
        look_up(reporter, code)
        assert reporter.sees("Laporan Anda menjadi informasi awal yang dapat ditelusuri pengawas.")
        assert_page_is_sound(reporter.page, widths=(PHONE,))
    assert house.netral("journal", "verify").returncode == 0
