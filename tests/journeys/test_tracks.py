"""Other ways a matter goes: a crime stopped at Gakkumdu while neutrality goes on, and the ethics of KPU's bodies."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from netral import rulebook
from netral.lib.dates import long_date
from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House
from tests.journeys.people import Person
from tests.journeys.test_main_job import decide, examine, forward

pytestmark = pytest.mark.journey

CASE = "Pertemuan di aula kecamatan, diduga mengarahkan dukungan"


def test_a_crime_stopped_at_gakkumdu_leaves_neutrality_on_its_way_to_bkn(house: House, browser: Browser) -> None:
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        examiner.open_from_the_queue(CASE)
        case = examiner.page.url.partition("?")[0]
        examiner.follow("Buka jalur pidana")
        assert_page_is_sound(examiner.page)
        examiner.send()
        assert examiner.sees("Menunggu pembahasan pertama")
        assert examiner.sees("Pembahasan pertama Sentra Gakkumdu")
        assert_page_is_sound(examiner.page)
        examiner.follow("Lanjutkan ke kajian")
        assert_page_is_sound(examiner.page)
        examiner.choose("declared", "kesepakatan")
        examiner.send()
        examiner.follow("Selesaikan kajian pidana")
        examiner.send()
        examiner.follow("Hentikan jalur pidana")
        examiner.choose("declared", "kesepakatan")
        assert examiner.sees("Alasan")
        examiner.write("note", "Unsur masa kampanye tidak terpenuhi.")
        examiner.send()
        assert examiner.sees("Jalur pidana dihentikan pada pembahasan kedua.")

        examiner.page.goto(case)
        assert examiner.sees("Pemeriksaan netralitas")
        assert examiner.sees("Dihentikan")
        assert_page_is_sound(examiner.page)
        examine(examiner, today, title=CASE, name="Komang Artawan")
    with Person(browser, house, "anggota@tirtabuana.example") as member:
        decide(member, today, title=CASE)
    with Person(browser, house, "pemeriksa@tirtabuana.example") as examiner:
        forward(examiner, title=CASE)
        assert examiner.sees("Diteruskan ke Badan Kepegawaian Negara")
        assert examiner.sees("Dihentikan")
    with Person(browser, house, "auditor@bkn.example") as auditor:
        auditor.go("/kerja/disiplin/")
        auditor.follow(CASE)
        auditor.press("Akui penerimaan")
        assert auditor.sees("Nyatakan terverifikasi"), auditor.text
    assert house.netral("journal", "verify").returncode == 0


def shows_the_day(person: Person, rule: str) -> None:
    """The last day of a period that began today, as the law counts it."""
    due = rulebook.due(rule, datetime.now(ZoneInfo("Asia/Makassar")), zone="Asia/Makassar").due
    assert due is not None
    assert person.sees(long_date(due.date())), person.text


def agree(member: Person) -> None:
    """Everybody is there and in favour."""
    for choice in member.page.locator("select[name$='-part']").all():
        choice.select_option("setuju")
    member.send()


def test_an_ad_hoc_body_is_examined_by_three_and_decided_on_by_the_plenary(house: House, browser: Browser) -> None:
    with Person(browser, house, "anggota@kputirtabuana.example") as member:
        member.go("/kerja/")
        assert_page_is_sound(member.page)
        member.follow("Buka perkara etik")
        member.write("job", "anggota KPPS Wanakerta")
        member.send()
        track = member.page.url
        member.follow("Bawa ke rapat pleno")
        assert_page_is_sound(member.page)
        agree(member)
        assert member.sees("Hadir 3 dari 3 anggota, setuju 3.")
        shows_the_day(member, "U-KLAR")
        member.follow("Catat klarifikasi")
        member.send()
        member.follow("Bentuk tim pemeriksa")
        member.write("letter_number", "PE-1/2026")
        for name, person in (
            ("chair", "Ketut Sukrawan, S.H."),
            ("member_2", "Elok Widyaningrum, S.H."),
            ("member_3", "Elok Widyaningrum, S.H."),
        ):
            member.page.locator(f"[name={name}]").select_option(label=person)
        member.send()
        assert member.sees("3 orang yang berbeda")
        member.page.locator("[name=member_3]").select_option(label="Dominggus Rumlaklak")
        member.send()
        assert member.sees("Diperiksa tim")
        shows_the_day(member, "U-PERIK")
        assert_page_is_sound(member.page)
    with Person(browser, house, "pemeriksa@kputirtabuana.example") as examiner:
        examiner.page.goto(track)
        examiner.follow("Selesaikan pemeriksaan")
        examiner.choose("declared", "pembelaan")
        examiner.send()
        assert examiner.sees("Menunggu pleno")
        shows_the_day(examiner, "U-PLENO")
    with Person(browser, house, "anggota2@kputirtabuana.example") as member:
        member.page.goto(track)
        member.follow("Putuskan pemberhentian sementara")
        agree(member)
        member.follow("Teruskan ke DKPP")
        member.write("letter_number", "12/PE/2026")
        member.send()
        assert member.sees("Diteruskan ke DKPP")
        member.go("/kerja/jalur/")
        member.follow("Pengaduan ke DKPP")
        member.follow("Verifikasi administrasi")
        member.write("letter_number", "7/DKPP/2026")
        member.send()
        assert member.sees("Verifikasi administrasi")
    assert house.netral("journal", "verify").returncode == 0
