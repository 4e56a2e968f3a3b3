"""An official has no account: a letter, a code to the office's mailbox, and the matter is done in one sitting."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from tests.evidence.builders import PDF
from tests.journeys.house import House
from tests.journeys.mail import Mailbox
from tests.journeys.people import Person
from tests.journeys.test_right_of_answer import looked_at

pytestmark = pytest.mark.journey
MAILBOX = "sekretariat@tirtabuana-dinas.example"
SUBJECT = "Kode sekali pakai Netral"
NUMBER = "862/46/2026"
TITLE = "Camat ikut pawai kampanye"


def test_an_official_without_an_account_finishes_by_a_link(
    house: House, browser: Browser, mailbox: Mailbox, tmp_path: Path
) -> None:
    with Person(browser, house, "auditor@bkn.example") as auditor:
        handling = a_recommendation(auditor)
        address = a_link_made_and_taken(auditor)
        with Person(browser, house) as official:
            come_in(official, address, mailbox)
            decided(official, tmp_path)
            closed(official, address)
        auditor.go(handling)
        assert auditor.sees(NUMBER)
        auditor.go("/kerja/tautan-dinas/")
        assert auditor.sees("Selesai")
        looked_at(auditor.page, "tautan-dinas-daftar")


def a_recommendation(auditor: Person) -> str:
    """The address of a handling that waits for its agency."""
    auditor.go("/kerja/disiplin/")
    row = auditor.page.locator("tr", has_text=TITLE)
    path = str(row.get_by_role("link").first.get_attribute("href"))
    auditor.go(path)
    return path


def a_link_made_and_taken(auditor: Person) -> str:
    auditor.follow("Buat tautan dinas")
    looked_at(auditor.page, "tautan-dinas-buat")
    auditor.write("official", "Bupati Tirta Buana, melalui Kepala BKPSDM")
    auditor.write("address", MAILBOX)
    auditor.page.locator("[name=official_channel]").check(force=True)
    auditor.send()
    looked_at(auditor.page, "tautan-dinas")
    auditor.press("Ambil surat dengan alamatnya")
    looked_at(auditor.page, "tautan-dinas-surat")
    found = re.search(r"/tautan/dinas\.[\w-]+/", auditor.text)
    assert found
    return found[0]


def come_in(official: Person, address: str, mailbox: Mailbox) -> None:
    official.go(address)
    looked_at(official.page, "dinas-pintu")
    official.press("Kirim kode")
    [code] = re.findall(r"\b\d{6}\b", mailbox.newest(MAILBOX, SUBJECT).get_content())
    official.write("code", "000000" if code != "000000" else "111111")
    official.press("Buka urusannya")
    looked_at(official.page, "dinas-kode-salah")
    official.write("code", code)
    official.press("Buka urusannya")
    assert "/tautan/urusan/" in official.page.url
    looked_at(official.page, "dinas-langkah")


def decided(official: Person, folder: Path) -> None:
    """Read, acknowledged, declared, decided with the decision's file, delivered, and proof of that."""
    decree = folder / "keputusan.pdf"
    decree.write_bytes(PDF)
    today = datetime.now(ZoneInfo("Asia/Makassar")).date()
    official.follow("Baca berkas")
    looked_at(official.page, "dinas-berkas")
    official.follow("Lanjut ke langkah berikutnya")
    official.follow("Akui penerimaan")
    looked_at(official.page, "dinas-akui")
    official.send()
    official.follow("Nyatakan ada tidaknya benturan kepentingan")
    looked_at(official.page, "dinas-benturan")
    official.choose("conflicted", "tidak")
    official.send()
    official.follow("Catat keputusan")
    looked_at(official.page, "dinas-keputusan")
    official.page.locator("[name=sanction]").select_option(index=1)
    official.write("number", NUMBER)
    official.write("deviation_reason", "Baru sekali, dan mengakui perbuatannya.")
    official.press("Simpan konsep dulu")
    official.follow("Catat keputusan")
    assert official.page.locator("[name=number]").input_value() == NUMBER
    official.date("decided_on", today)
    official.attach("upload", decree)
    official.press("Simpan dan lanjut")
    official.follow("Catat penyampaian")
    official.date("delivered_on", today)
    official.press("Simpan dan lanjut")
    looked_at(official.page, "dinas-disampaikan")
    official.follow("Unggah bukti")
    official.attach("upload", decree)
    official.press("Unggah", exact=True)


def closed(official: Person, address: str) -> None:
    official.follow("Catatan untuk arsip Anda")
    assert official.sees(NUMBER)
    looked_at(official.page, "dinas-catatan")
    official.follow("Kembali ke daftar langkah")
    official.follow("Tutup tautan ini")
    official.page.locator("[name=sure]").check(force=True)
    official.send()
    assert official.sees("Tautan ini sudah ditutup")
    looked_at(official.page, "dinas-tutup")
    official.press("Keluar")
    official.go(address)
    assert official.sees("Tautan ini tidak berlaku lagi")
    looked_at(official.page, "dinas-berakhir")
