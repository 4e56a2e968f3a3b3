"""A hand-over goes on with another than it was sent to: its authority ended by law, or its official is a candidate."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_main_job import look_up
from tests.journeys.test_right_of_answer import looked_at

pytestmark = pytest.mark.journey
ENDED, FOLLOWED = "Komisi Aparatur Sipil Negara", "Badan Kepegawaian Negara"
LEFT_BEHIND = "Hadir saat partai menyerahkan rekomendasi"
MOVES_WITHIN = 30  # seconds; the worker moves it by itself in its first round
FLAGGED, MAYOR, GOVERNOR = "Mengantar berkas bakal calon pada jam kerja", "Pemerintah Kota Sagara", "pemprov-99"
COLUMNS = "pemilihan;nama;jabatan_dituju;wilayah;instansi;jabatan_sekarang;sumber;tanggal_sumber"
LONG = "Wali kota mencalonkan diri; keputusan tentang pegawainya diminta kepada gubernur sebagai atasannya."


def test_what_an_ended_authority_left_goes_on_with_its_successor(house: House, browser: Browser) -> None:
    with Person(browser, house, "admin@netral.example") as administrator:
        finds_it_moved(administrator)
    with Person(browser, house, "auditor@bkn.example") as auditor:
        acknowledges(auditor)
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        reads_both_names(examiner)
    with Person(browser, house) as citizen:
        look_up(citizen, house.receipt_codes()["diteruskan"])
        assert citizen.sees("Instansi yang berwenang menerima penerusan."), citizen.text
        assert citizen.sees(FOLLOWED)


def finds_it_moved(administrator: Person) -> None:
    """By the worker, or by this press, whoever is first: both are the same verb."""
    give_up = time.monotonic() + MOVES_WITHIN
    administrator.go("/kerja/peralihan/")
    if administrator.page.get_by_role("button", name="Pindahkan sekarang").count():
        administrator.press("Pindahkan sekarang")
    while not administrator.sees("Tidak ada penerusan yang terbuka") and time.monotonic() < give_up:
        time.sleep(0.5)
        administrator.go("/kerja/peralihan/")
    assert administrator.sees(f"{ENDED} → {FOLLOWED}: 1"), administrator.text
    looked_at(administrator.page, "peralihan")


def acknowledges(auditor: Person) -> None:
    """The same letter, the same person, under the authority of today."""
    auditor.go("/kerja/wasdal/verifikasi/")
    auditor.onward(auditor.page.locator("tr", has_text=LEFT_BEHIND).get_by_role("link", name=LEFT_BEHIND))
    looked_at(auditor.page, "peralihan-masuk")
    auditor.press("Akui penerimaan")
    assert auditor.sees(ENDED), auditor.text
    auditor.follow("Nyatakan terverifikasi")


def reads_both_names(examiner: Person) -> None:
    examiner.open_from_the_queue(LEFT_BEHIND)
    examiner.open_tab("penerusan")
    assert examiner.sees(ENDED), examiner.text
    assert examiner.sees(FOLLOWED)
    looked_at(examiner.page, "peralihan-perkara")


def test_a_decision_is_led_around_an_official_who_stands(house: House, browser: Browser, tmp_path: Path) -> None:
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        writes_the_candidate_down(examiner, tmp_path)
    with Person(browser, house, "auditor@bkn.example") as auditor:
        sees_the_flag_on_the_board(auditor)
        leads_around(auditor)
    assert house.netral("journal", "verify").returncode == 0


def writes_the_candidate_down(examiner: Person, folder: Path) -> None:
    """Only what somebody read somewhere and brings with its source flags anybody."""
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    source = "Keputusan KPU Kabupaten Tirta Buana tentang pasangan calon (contoh)"
    row = f"latihan;Anwar Lasut Sagara;bupati;99.07;pemkot-99.08;pejabat_pembina;{source};{today.isoformat()}"
    (folder / "calon.csv").write_text(f"{COLUMNS}\n{row}\n", encoding="utf-8")
    examiner.go("/kerja/calon/impor/")
    examiner.attach("table", folder / "calon.csv")
    examiner.send()
    assert examiner.sees("1 calon dicatat"), examiner.text
    looked_at(examiner.page, "calon")


def sees_the_flag_on_the_board(auditor: Person) -> None:
    auditor.go("/kerja/wasdal/")
    assert "Benturan kepentingan" in auditor.page.locator("tr", has_text=MAYOR).inner_text()
    auditor.follow(MAYOR)
    auditor.follow(FLAGGED)
    assert auditor.sees("Pejabat Pembina Kepegawaian adalah calon (Anwar Lasut Sagara")


def leads_around(auditor: Person) -> None:
    """Nothing moves by itself: a human chooses, and says why in enough words."""
    auditor.follow("Alihkan penanganan")
    looked_at(auditor.page, "alihkan-penanganan")
    auditor.choose("receiver", GOVERNOR)
    auditor.write("reason", "Wali kota calon.")
    auditor.send()
    assert "/alihkan/" in auditor.page.url
    auditor.choose("receiver", GOVERNOR)
    auditor.write("reason", LONG)
    auditor.send()
    assert auditor.sees("Penanganan dialihkan."), auditor.text
    assert auditor.sees(LONG)
    auditor.go("/kerja/wasdal/instansi/pemprov-99/")
    assert auditor.sees(FLAGGED), auditor.text
