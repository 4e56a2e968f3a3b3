"""Invented reports in the language of news and official letters, each read as a whole."""

from typing import NamedTuple

import pytest

from tests.rulebook.suggestion.builders import conducts, region, said, status


class Report(NamedTuple):
    text: str
    conduct: set[str]
    status: str
    region: str | None
    date: str | None
    target: str | None


REPORTS = [
    Report(
        "Bawaslu Kabupaten Pati meregistrasi temuan tentang seorang kepala desa di Kecamatan Gembong. Pada "
        "Minggu, 6 Oktober 2024 ia naik ke panggung kampanye calon gubernur dan mengajak warga mencoblos "
        "nomor urut 1. Ketua Bawaslu mengatakan pada Selasa (15/10/2024) keterangannya sudah diambil.",
        conduct={"ikut_kampanye", "pengarahan_ajakan"},
        status="kades",
        region="Kabupaten Pati",
        date="2024-10-06",
        target="calon",
    ),
    Report(
        "Seorang guru PPPK di Kota Semarang dilaporkan warga karena mengunggah foto caleg di status WhatsApp "
        "pada 20 Januari 2024. Unggahan itu disertai ajakan memilih.",
        conduct={"post_comment_share_like"},
        status="PPPK",
        region="Kota Semarang",
        date=None,  # the sentence is about the handling: rather no day than a wrong one
        target="calon",
    ),
    Report(
        "Camat Getasan, Kabupaten Semarang, memakai mobil dinas untuk menghadiri deklarasi bakal pasangan "
        "calon bupati, Sabtu (24/8/2024). Ia membantah mendukung siapa pun.",
        conduct={"fasilitas_negara", "hadiri_deklarasi_kampanye"},
        status="PNS",
        region="Kabupaten Semarang",
        date="2024-08-24",
        target="bakal_calon",
    ),
    Report(
        "Panwaslu Kota Tegal menelusuri video berdurasi satu menit yang beredar di media sosial. Dalam video "
        "itu belasan tenaga honorer dinas kebersihan menyatakan dukungan kepada pasangan calon wali kota.",
        conduct={"kampanye_medsos"},
        status="honorer",
        region="Kota Tegal",
        date=None,
        target="calon",
    ),
    Report(
        "DKPP memberhentikan seorang anggota PPS di Kabupaten Batang. Ia terbukti tercatat sebagai pengurus "
        "partai politik dalam Sipol ketika mendaftar. Putusan dibacakan pada 12 Juni 2024.",
        conduct={"anggota_pengurus_parpol"},
        status="penyelenggara",
        region="Kabupaten Batang",
        date=None,
        target="parpol",
    ),
    Report(
        "Kepala Dinas Pendidikan Kota Bandung mengambil formulir penjaringan bakal calon wali kota di kantor "
        "partai pada 3 Mei 2024. Ia belum mengajukan cuti.",
        conduct={"pendekatan_parpol_pencalonan"},
        status="PNS",
        region="Kota Bandung",
        date="2024-05-03",
        target="diri_sendiri",
    ),
    Report(
        "Babinsa di Desa Kopeng, Kecamatan Getasan, diduga membagikan stiker caleg saat kerja bakti. Warga "
        "memotretnya.",
        conduct={"bagi_bahan_kampanye"},
        status="TNI",
        region="Kabupaten Semarang",
        date=None,
        target="calon",
    ),
    Report(
        "Perangkat desa di Kabupaten Buru Selatan mencabut baliho paslon nomor 2 atas perintah atasannya pada"
        " 11 November 2024, menurut laporan tim kampanye paslon itu.",
        conduct={"menghalangi_kampanye"},
        status="perangkat_desa",
        region="Kabupaten Buru Selatan",
        date="2024-11-11",
        target="calon",
    ),
    Report(
        "Lurah di Kabupaten Sleman menandatangani surat dukungan bagi bakal calon perseorangan dan "
        "mengumpulkan fotokopi KTP warganya.",
        conduct={"dukungan_ktp"},
        status="kades",
        region="Kabupaten Sleman",
        date=None,
        target="bakal_calon",
    ),
    Report(
        "Ketua KPPS di Kota Yogyakarta mengubah perolehan suara seorang caleg pada 14 Februari 2024. Saksi "
        "partai melaporkannya keesokan hari.",
        conduct={"manipulasi_suara"},
        status="penyelenggara",
        region="Kota Yogyakarta",
        date="2024-02-14",
        target="calon",
    ),
    Report(
        "Pj Bupati Batang diduga mengancam memutasi pejabat yang tidak mendukung calon gubernur petahana. "
        "Rapatnya berlangsung tertutup.",
        conduct={"mutasi_intimidasi"},
        status="pj_kepala_daerah",
        region="Kabupaten Batang",
        date=None,
        target="calon",
    ),
    Report(
        "Pendamping desa di Parimo menjadi tim sukses caleg. Bawaslu Parigi Moutong memanggilnya pada 4 Desember 2023.",
        conduct={"tim_pemenangan"},
        status="pendamping",
        region="Kabupaten Parigi Moutong",
        date=None,
        target="calon",
    ),
    Report(
        "Anggota BPD di Desa Bermi membagikan amplop berisi uang dan meminta warga memilih caleg tertentu, 10"
        " Februari 2024 malam.",
        conduct={"pembagian_barang_uang", "pengarahan_ajakan"},
        status="BPD",
        region="Kabupaten Pati",
        date="2024-02-10",
        target="calon",
    ),
    Report(
        "Kapolsek di Kota Sagara berfoto bersama calon wali kota sambil mengacungkan dua jari; fotonya viral.",
        conduct={"foto_bersama_simbol"},
        status="Polri",
        region="Kota Sagara",
        date=None,
        target="calon",
    ),
    Report(
        "Seorang ASN di Jakarta Selatan mendampingi istrinya yang menjadi caleg saat kampanye di pasar.",
        conduct={"kampanye_pasangan_suami_istri"},
        status="ASN",
        region="Kota Jakarta Selatan",
        date=None,
        target="calon",
    ),
    Report(
        "Kades Kopeng nyaleg tapi belum mengundurkan diri, masih terima gaji, dan bagi-bagi kalender "
        "bergambar dirinya.",
        conduct={"mencalonkan_tanpa_mundur", "bagi_bahan_kampanye"},
        status="kades",
        region="Kabupaten Semarang",
        date=None,
        target="diri_sendiri",
    ),
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.status)
def test_the_conducts_are_among_the_first_three(report: Report) -> None:
    assert report.conduct - set(conducts(report.text)[:3]) == set()


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.status)
def test_the_status_is_that_of_the_accused(report: Report) -> None:
    assert status(report.text) == report.status


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.status)
def test_the_region_is_where_it_happened(report: Report) -> None:
    assert region(report.text) == report.region


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.status)
def test_the_day_is_that_of_the_act(report: Report) -> None:
    assert said(report.text)["date"] == report.date


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.status)
def test_the_target_is_the_one_favoured(report: Report) -> None:
    assert said(report.text)["target"] == report.target
