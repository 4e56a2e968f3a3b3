"""Two hundred people report the same event: one case, and every one of them reads how it goes."""

import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_main_job import look_up, review_and_register

pytestmark = pytest.mark.journey
SENDERS = 200
STORY = (
    "Kepala bidang menyuruh semua pegawai hadir di acara pasangan calon dengan baju biru, lalu membagikan stiker di "
    "halaman kantor dan memotret siapa saja yang datang."
)
TITLE = "Pegawai disuruh hadir berbaju biru"
PATIENCE = 150  # seconds: the worker compares new reports once a minute


def send(house: House, number: int) -> dict[str, Any]:
    """What one sender of a chain message hands in, with a name of their own; the receipt."""
    day = (datetime.now(UTC) - timedelta(days=1)).date().isoformat()
    report = {
        "kind": "laporan",
        "what": STORY,
        "election": "pilkada2024",
        "when": {"date": day, "known_on": day},
        "where": {"region": "99.07", "place": "Halaman kantor"},
        "who": [{"name": "Sasmita Rekaan", "position": "Kepala Bidang", "agency": "Pemkab Tirta Buana"}],
        "links": ["https://contoh.id/berita-baju-biru"],
        "reporter": {"name": f"Pengirim Rekaan {number}", "address": f"Jalan Contoh {number}, Wanakerta"},
    }
    request = urllib.request.Request(
        house.address + "/api/v1/laporan/", json.dumps(report).encode(),
        {"Content-Type": "application/json", "Idempotency-Key": f"pesan-berantai-{number}"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=60) as answer:
        receipt: dict[str, Any] = json.load(answer)
    return receipt


def test_two_hundred_reports_become_one_case_and_everybody_is_answered(house: House, browser: Browser) -> None:
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda number: send(house, number), range(SENDERS)))
    assert len({each["number"] for each in receipts}) == SENDERS
    first = min(receipts, key=lambda each: str(each["number"]))

    with Person(browser, house, "petugas@tirtabuana.example") as officer:
        review_and_register(officer, first["number"], story=STORY, title=TITLE)
        case = officer.page.url.removeprefix(house.address)
        join_everybody(officer)
        assert officer.sees(f"{SENDERS - 1} laporan, selain laporan pertama")
        assert_page_is_sound(officer.page)
        apart = officer.page.locator("main table th a").first.inner_text()
        officer.press("Pisahkan")
        assert officer.sees("Kaji lalu registrasikan sendiri.")
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        examiner.go(case)
        assert examiner.sees(f"dan {SENDERS - 2} laporan lain")
        record_a_hearing(examiner)

    heard = "Pengawas meminta klarifikasi."
    told = {each["number"]: status(house, each["code"]) for each in receipts[:: SENDERS // 20]}
    assert all((heard in said) == (number != apart) for number, said in told.items())
    with Person(browser, house) as citizen:
        look_up(citizen, next(each["code"] for each in receipts if each["number"] not in {apart, first["number"]}))
        assert citizen.sees("Laporan digabung dengan laporan lain tentang peristiwa yang sama.")
        assert citizen.sees(heard)
        assert_page_is_sound(citizen.page)
    assert house.netral("journal", "verify").returncode == 0


def join_everybody(officer: Person) -> None:
    """The page of the case's reports, until the worker has compared them all; a hundred with each press."""
    officer.follow("Laporan dalam perkara")
    end = time.monotonic() + PATIENCE
    while not officer.sees(f"{SENDERS - 1} laporan, selain laporan pertama"):
        assert time.monotonic() < end, officer.text
        if officer.page.get_by_role("button", name="laporan yang kata-katanya sama").count():
            officer.press("laporan yang kata-katanya sama")
        else:
            time.sleep(2)
            officer.page.reload()


def record_a_hearing(examiner: Person) -> None:
    examiner.follow("Catat klarifikasi")
    examiner.choose("party", "terlapor")
    examiner.write("name", "Sasmita Rekaan")
    examiner.date("held_on", datetime.now(ZoneInfo("Asia/Makassar")).date())
    examiner.write("place", "Ruang klarifikasi Bawaslu")
    examiner.choose("attended", "ya")
    examiner.write("minutes", "Terlapor menjelaskan acara itu dan siapa yang menyuruh.")
    examiner.send()
    assert examiner.sees("Klarifikasi dicatat."), examiner.text


def status(house: House, code: str) -> str:
    request = urllib.request.Request(
        house.address + "/api/v1/laporan/status/", json.dumps({"code": code}).encode(),
        {"Content-Type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read(), "utf-8")
