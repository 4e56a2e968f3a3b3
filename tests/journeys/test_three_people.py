"""A finding about three people of three standings: examined once, routed apart, each receiver sees its own person."""

import re
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from netral.config.demo import papers
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_main_job import decide

pytestmark = pytest.mark.journey
EXAMINER, OFFICER = "pemeriksa@tirtabuana.example", "petugas@tirtabuana.example"
TITLE = "Tiga orang mengarahkan warga di balai desa"
# A day of the campaign of the general elections, whose law the finding stands under; found today.
ACT = date(2024, 1, 12)
SERVANT, HEAD, CONTRACT = "Ratna Dewanti", "Mateus Balaiwana", "Lasmini Satpol"
# Name → job, agency, standing.
PEOPLE = {
    SERVANT: ("kepala puskesmas", "Puskesmas Lembah Hijau", "PNS"),
    HEAD: ("kepala desa", "Desa Sumur Batu", "kades"),
    CONTRACT: ("tenaga kontrak satpol PP", "Pemerintah Provinsi Contoh", "honorer"),
}
PATIENCE = 150  # seconds: the worker opens tracks once a minute
LONG = "Bukti foto dan keterangan para pihak saling menguatkan bahwa norma yang dipilih dilanggar."


def today() -> date:
    return datetime.now(ZoneInfo("Asia/Makassar")).date()


def test_one_finding_goes_to_three_receivers(house: House, browser: Browser, tmp_path: Path) -> None:
    with Person(browser, house, EXAMINER) as examiner:
        number = find(examiner)
    with Person(browser, house, OFFICER) as officer:
        register(officer, number)
    with Person(browser, house, EXAMINER) as examiner:
        case = examine(examiner)
    with Person(browser, house, "anggota@tirtabuana.example") as member:
        decide(member, today(), title=TITLE)
    with Person(browser, house, EXAMINER) as examiner:
        examiner.page.goto(case)
        forward(examiner, SERVANT, to="Badan Kepegawaian Negara")
        forward(examiner, HEAD, to="Pemerintah Kabupaten Tirta Buana")
        forward(examiner, CONTRACT, to="", other="Pemerintah Provinsi Contoh")
        assert_page_is_sound(examiner.page)
    with Person(browser, house, "auditor@bkn.example") as auditor:
        takes_in_only(auditor, SERVANT)
    with Person(browser, house, "bupati@tirtabuana.example") as regent:
        takes_in_only(regent, HEAD)
        reprimand(regent, tmp_path)
    with Person(browser, house, EXAMINER) as examiner:
        record_news_of_the_employer(examiner)
        examiner.page.goto(case)
        stand_apart(examiner)
    assert house.netral("journal", "verify").returncode == 0


def find(examiner: Person) -> str:
    """The number of the finding."""
    examiner.go("/kerja/laporan/baru/temuan/")
    examiner.choose("conducts", "pengarahan_ajakan")
    examiner.write("what", "Tiga orang bergantian meminta warga di balai desa memilih calon anggota DPRD nomor tiga.")
    examiner.write("place_search", "Kabupaten Tirta Buana")
    examiner.write("place", "Balai Desa Sumur Batu")
    examiner.date("act_date", ACT)
    examiner.date("known_on", today())
    examiner.page.locator("summary", has_text="Ada orang lain lagi").click()
    for place, (name, (job, agency, _)) in enumerate(PEOPLE.items(), start=1):
        examiner.write(f"who{place}_name", name)
        examiner.write(f"who{place}_job", job)
        examiner.write(f"who{place}_agency", agency)
    examiner.write("links", "https://contoh.id/rekaman-balai-desa")
    assert_page_is_sound(examiner.page)
    examiner.press("Simpan temuan")
    if examiner.page.locator("[name=region]").count():
        examiner.choose("region", "99.07")  # a village elsewhere has the name too
        examiner.press("Simpan temuan")
    found = re.search(r"\bT[TM]-[\d.]+-\d+-\d+", examiner.text)
    assert found, examiner.text
    return found[0]


def register(officer: Person, number: str) -> None:
    officer.go(f"/kerja/antrean/?q={number}")
    officer.onward(officer.page.locator("main table a").first)
    officer.follow("Kajian awal")
    for answer in officer.page.locator("input[type=radio][value=ya]").all():
        answer.check(force=True)
    officer.choose("step", "nyatakan_lengkap")
    officer.write("reason", "Temuan memuat orang, waktu, dan tempatnya.")
    officer.press("Tetapkan hasil kajian awal")
    officer.follow("Registrasi")
    officer.write("title", TITLE)
    officer.press("Registrasi dan buka perkara")
    for name in PEOPLE:
        assert officer.sees(name)


def examine(examiner: Person) -> str:
    """Heard once, assessed one by one, and proposed; the address of the case."""
    examiner.open_from_the_queue(TITLE)
    case = examiner.page.url.partition("?")[0]
    examiner.follow("Catat klarifikasi")
    examiner.choose("party", "saksi")
    examiner.write("name", "Saksi Balai")
    examiner.date("held_on", today())
    examiner.write("place", "Ruang klarifikasi Bawaslu")
    examiner.choose("attended", "ya")
    examiner.write("minutes", "Tanya: siapa yang mengajak? Jawab: ketiganya, bergantian.")
    examiner.send()
    for name in PEOPLE:
        assess(examiner, case, name)
    examiner.page.goto(case)
    assert_page_is_sound(examiner.page)
    examiner.follow("Ajukan kajian ke pleno")
    examiner.send()
    assert examiner.sees("Menunggu pleno")
    return case


def assess(examiner: Person, case: str, name: str) -> None:
    """A kajian of one's own: what this person is decides which norm can be taken over."""
    job, _, subject = PEOPLE[name]
    for door, conclusion in (("Isi fakta kajian", ""), ("Ubah fakta orang ini", LONG)):
        examiner.page.goto(f"{case}penilaian/")
        examiner.follow(name)
        examiner.follow(door)
        examiner.choose("subject", subject)
        examiner.write("position", job)
        examiner.choose("office", "dprd")
        examiner.choose("target", "calon")
        examiner.choose("campaign_period", "ya")
        if conclusion:
            examiner.page.locator("[name=provisions]").first.check(force=True)
            examiner.write("conclusion", conclusion)
        examiner.press("Simpan")
        assert examiner.sees("Kajian disimpan"), examiner.text


def forward(examiner: Person, name: str, *, to: str, other: str = "") -> None:
    """One letter for one person."""
    case = examiner.page.url.partition("?")[0]
    examiner.follow("Teruskan")
    for box in examiner.page.locator("[name=persons]").all():
        box.set_checked(name in str(box.locator("xpath=ancestor::label").inner_text()), force=True)
    if other:
        examiner.choose("receiver", "lain")
        examiner.write("other_receiver", other)
        examiner.write("override_reason", "Orang ini bekerja untuk pemerintah provinsi; pemberi kerjanya menindak.")
    else:
        examiner.page.get_by_label(to, exact=False).first.check(force=True)
    examiner.choose("conflict_of_interest", "tidak")
    examiner.write("summary", "Terlapor diduga mengarahkan warga di balai desa; bukti terlampir.")
    examiner.send()
    assert examiner.sees("Diteruskan"), examiner.text
    examiner.page.goto(case)


def takes_in_only(receiver: Person, name: str) -> None:
    """The list and the letter name this person and neither of the others."""
    receiver.go("/kerja/disiplin/")
    row = receiver.page.locator("main tr", has_text=TITLE)
    assert row.count() == 1
    assert name in row.inner_text()
    receiver.onward(row.get_by_role("link").first)
    assert receiver.sees(name)
    for other in PEOPLE.keys() - {name}:
        assert not receiver.sees(other)
    assert_page_is_sound(receiver.page)
    receiver.press("Akui penerimaan")
    for other in PEOPLE.keys() - {name}:
        assert not receiver.sees(other)


def reprimand(regent: Person, folder: Path) -> None:
    """The village head's own table, to its end."""
    (folder / "teguran.pdf").write_bytes(papers.decision())
    regent.go("/kerja/jalur/")
    regent.onward(regent.page.locator("main tr", has_text=HEAD).get_by_role("link").first)
    regent.follow("Tegur tertulis")
    regent.write("letter_number", "141/12/2026")
    regent.attach("upload", folder / "teguran.pdf")
    regent.send()
    regent.follow("Nyatakan dilaksanakan")
    regent.send()


def record_news_of_the_employer(examiner: Person) -> None:
    """The province has no account here: its letters are written down by the supervisors."""
    examiner.go("/kerja/jalur/")
    row, end = examiner.page.locator("main tr", has_text=CONTRACT), time.monotonic() + PATIENCE
    while not row.count():
        assert time.monotonic() < end, examiner.text
        time.sleep(2)
        examiner.page.reload()
    examiner.onward(row.get_by_role("link").first)
    for step in ("Catat diterima", "Catat tindakan"):
        examiner.follow(step)
        examiner.write("letter_number", "800/77/2026")
        examiner.send()


def stand_apart(examiner: Person) -> None:
    """On the page of the case each person stands where their own receiver brought them."""
    for name, words in ((SERVANT, "Diteruskan ke Badan Kepegawaian Negara"), (HEAD, "Selesai"), (CONTRACT, "Selesai")):
        assert words in examiner.page.locator("main tr", has_text=name).first.inner_text()
