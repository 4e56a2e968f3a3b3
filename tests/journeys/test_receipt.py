"""A receipt leaves the house: reported, taken home, and proved with nothing but files."""

import json
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys.browser import assert_page_is_sound
from tests.journeys.house import House

pytestmark = [pytest.mark.journey, pytest.mark.once]
STORY = {"kind": "informasi_awal", "what": "Camat mengajak warga memilih calon tertentu."}


def reported(house: House) -> str:
    """A tip handed in through the API; its receipt code."""
    request = urllib.request.Request(
        f"{house.address}/api/v1/laporan/", json.dumps(STORY).encode(),
        {"Content-Type": "application/json", "Idempotency-Key": "perjalanan-tanda-terima"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.load(answer)["code"])


def downloaded(page: Page, text: str, folder: Path) -> Path:
    with page.expect_download() as expected:
        page.click(f"text={text}")
    path = folder / expected.value.suggested_filename
    expected.value.save_as(path)
    return path


def test_a_receipt_is_taken_home_and_proved_offline(house: House, page: Page, tmp_path: Path) -> None:
    code = reported(house)
    page.goto(f"{house.address}/cek/")
    page.fill("[name=code]", code)
    page.click("text=Lihat status")
    assert_page_is_sound(page)

    statement = downloaded(page, "Unduh bukti bertanda tangan", tmp_path)
    verifier = downloaded(page, "Unduh pemeriksa luring", tmp_path)
    page.click("summary:has-text('Cetak formulir')")
    page.fill("[name=name]", "Nama Ketikan")
    assert downloaded(page, "Unduh formulir", tmp_path).read_bytes().startswith(b"%PDF")

    keys = tmp_path / "netral-keys.json"
    with urllib.request.urlopen(f"{house.address}/.well-known/netral-keys.json", timeout=30) as answer:
        keys.write_bytes(answer.read())
    assert house.netral("verify", str(statement), "--keys", str(keys)).returncode == 0
    page.goto(verifier.as_uri())
    page.set_input_files("#pilih", [statement, keys])
    page.wait_for_selector("#hasil[data-selesai='2']")
    assert page.inner_text("#hasil").startswith("Sah\n")

    forged = tmp_path / "palsu.json"
    changed = json.loads(statement.read_text()) | {"received": "2020-01-01T00:00:00+07:00"}
    forged.write_text(json.dumps(changed))
    assert house.netral("verify", str(forged), "--keys", str(keys)).returncode == 1
    page.click("#ulang")
    page.set_input_files("#pilih", [forged, keys])
    page.wait_for_selector("#hasil[data-selesai='2']")
    assert page.inner_text("#hasil").startswith("Tidak sah\n")
