"""Who was seen, what proves it, and who reports."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from netral.evidence import storing
from netral.evidence.models import Exhibit
from netral.intake.models import DraftFile, Laporan, SealedIdentity
from netral.intake.queries import exhibits_of
from tests.evidence.test_positions import photo as jpeg
from tests.intake.builders import country, photo
from tests.intake.pages import REPORT, filled, reported, sent, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _country(db: None) -> None:
    country()


def opened(exhibit: Exhibit) -> bytes:
    with storing.opened(exhibit.file.name) as file:
        return bytes(file.read())


# People and evidence


def test_people_two_and_three_and_witnesses_are_kept_in_their_order(client: Client) -> None:
    made = reported(
        client, who1_name="", who1_job="", who2_name="Kedua", who3_agency="Dinas Contoh", witness2_name="Saksi Rekaan"
    )

    assert [str(row) for row in made.terlapor_set.all()] == ["Kedua", "Dinas Contoh"]
    assert [row.name for row in made.witness_set.all()] == ["Saksi Rekaan"]
    assert "<details open>" not in shown(client, "siapa/")


def test_the_folded_people_open_when_there_are_some(client: Client) -> None:
    filled(client, who2_name="Kedua", witness1_name="Saksi")

    assert shown(client, "siapa/").count("<details open>") == 2


def test_somebody_only_described_is_described_under_the_story(client: Client) -> None:
    made = reported(client, who1_name="", who1_job="", description="Berkumis, baju batik biru")

    assert made.what.endswith("Ciri orangnya: Berkumis, baju batik biru")
    assert not made.terlapor_set.exists()


def test_files_are_kept_one_by_one_with_what_is_said_of_them(client: Client) -> None:
    filled(client, until="bukti/")
    client.post(f"{REPORT}bukti/", {"evidence": [photo("satu.png"), photo("dua.png", b"2")], "unggah": "ya"})
    page = shown(client, "bukti/")
    first, second = re.findall(r'data-berkas="(\w+)"', page)
    captions = {f"keterangan_{first}": "x", f"keterangan_{second}": "Kendaraan dinas"}
    answer = client.post(f"{REPORT}bukti/", captions | {"hapus": first})
    sent(client, "bukti/", evidence=[photo("tiga.png", b"3")])
    sent(client, "tentang-anda/")
    sent(client, "periksa/")

    made = Laporan.objects.get()
    assert answer["Location"] == f"{REPORT}bukti/"
    assert [exhibit.filename for exhibit in exhibits_of(made)] == ["dua.png", "tiga.png"]
    assert made.what.endswith("Keterangan berkas \u201cdua.png\u201d: Kendaraan dinas")
    assert not DraftFile.objects.exists()


def test_a_refused_file_is_named_and_the_others_stay(client: Client) -> None:
    filled(client, until="bukti/")
    empty = photo("kosong.png")
    empty.file.truncate(0)
    empty.size = 0

    answer = client.post(f"{REPORT}bukti/", {"evidence": [photo("satu.png"), empty], "unggah": "ya"})

    assert answer.status_code == 422
    assert "kosong.png" in answer.context["form"].errors["evidence"][0]
    assert "satu.png" in answer.content.decode()
    assert "satu.png" in shown(client, "bukti/")


def test_a_caption_nobody_can_store_is_refused(client: Client) -> None:
    filled(client, until="bukti/")
    client.post(f"{REPORT}bukti/", {"evidence": photo(), "unggah": "ya"})
    [file_id] = re.findall(r'data-berkas="(\w+)"', shown(client, "bukti/"))

    assert sent(client, "bukti/", **{f"keterangan_{file_id}": "a\0"}).status_code == 422
    assert sent(client, "bukti/", **{f"keterangan_{file_id}": "a" * 301}).status_code == 422


def test_the_page_of_evidence_says_where_a_script_may_help(client: Client) -> None:
    filled(client, until="bukti/")

    page = shown(client, "bukti/")
    assert "<div data-unggah " in page
    assert "data-daftar-bukti" in page
    assert 'enctype="multipart/form-data"' in page


@pytest.mark.parametrize("answer", ["tidak", ""])
def test_only_a_yes_keeps_where_a_photo_was_taken(client: Client, answer: str) -> None:
    taken = jpeg("JPEG")
    filled(client, until="bukti/")
    upload = SimpleUploadedFile("lapangan.jpg", taken, "application/octet-stream")
    sent(client, "bukti/", evidence=upload, location=answer)
    sent(client, "tentang-anda/")
    sent(client, "periksa/")

    kept = opened(exhibits_of(Laporan.objects.get()).get())
    assert (b"Canggih X1" in taken, b"Canggih X1" in kept) == (True, False)


def test_with_a_yes_the_photo_stays_bit_for_bit(client: Client) -> None:
    taken = jpeg("JPEG")
    made = reported(client, evidence=SimpleUploadedFile("lapangan.jpg", taken, "image/jpeg"), location="ya")

    assert opened(exhibits_of(made).get()) == taken


def test_a_photo_nothing_can_be_taken_out_of_is_named(client: Client) -> None:
    broken = SimpleUploadedFile("rusak.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(60), "image/png")
    filled(client, evidence=broken, location="tidak")

    html = sent(client, "periksa/").content.decode()
    assert "rusak.png" in html.partition('class="lapor__tolak"')[2].partition("</ul>")[0]
    assert not Laporan.objects.exists()


# Who reports


@pytest.mark.parametrize("way", ["laporan", "asn"])
def test_a_name_is_sealed_whichever_official_way_was_taken(client: Client, way: str) -> None:
    made = reported(client, way=way)

    assert made.kind == "laporan"
    assert (SealedIdentity.objects.get().has_name, SealedIdentity.objects.get().has_address) == (True, True)


def test_a_tip_takes_no_name_even_where_one_was_typed(client: Client) -> None:
    filled(client, way="informasi_awal")

    assert "Wayan" not in shown(client, "tentang-anda/")
    sent(client, "periksa/")
    assert Laporan.objects.get().kind == "informasi_awal"
    assert not SealedIdentity.objects.exists()
