"""The regency a text speaks of."""

import pytest

from netral.rulebook.suggestion import suggest
from tests.rulebook.suggestion.builders import region, said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Lurah di Kabupaten Pati ikut kampanye.", "Kabupaten Pati"),
        ("kades di kab. pati ikut kampanye", "Kabupaten Pati"),
        ("kades di kab pati", "Kabupaten Pati"),
        ("Pemkab Pati", "Kabupaten Pati"),
        ("Bupati Pati hadir.", "Kabupaten Pati"),
        ("Bawaslu Pati memanggil camat.", "Kabupaten Pati"),
        ("KPU Kabupaten Bandung Barat", "Kabupaten Bandung Barat"),
        ("pegawai pemkot tegal", "Kota Tegal"),
        ("Wali Kota Tegal", "Kota Tegal"),
        ("Polres Parigi Moutong", "Kabupaten Parigi Moutong"),
        ("Bawaslu Parimo menangani laporan", "Kabupaten Parigi Moutong"),
        ("ASN di Halsel", "Kabupaten Halmahera Selatan"),
        ("di Kota Sagara", "Kota Sagara"),
        ("warga Tirta Buana melapor", "Kabupaten Tirta Buana"),
        ("di Jakarta Selatan", "Kota Jakarta Selatan"),
    ],
)
def test_a_regency_is_told_by_its_name(text: str, name: str) -> None:
    assert region(text) == name


def test_the_answer_has_code_name_and_province() -> None:
    assert said("Kota Semarang")["region"] == {"code": "33.74", "name": "Kota Semarang", "province": "Jawa Tengah"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Pemkot Semarang memeriksa lurah.", "Kota Semarang"),
        ("Kabupaten Semarang", "Kabupaten Semarang"),
        ("Bawaslu Semarang menerima laporan; Kota Semarang aman.", "Kota Semarang"),
        ("Bawaslu Semarang. Camat Getasan dipanggil.", "Kabupaten Semarang"),
        ("Bawaslu Semarang memanggil Lurah Sampangan.", "Kota Semarang"),
        ("Camat di Semarang mendukung calon bupati.", "Kabupaten Semarang"),
        ("Lurah di Semarang mendukung calon wali kota yang disukai walikota.", "Kota Semarang"),
        ("Bawaslu Semarang", None),
        ("Bupati dan walikota hadir di Semarang", None),
        ("ASN di Banjar, Kalimantan Selatan", "Kabupaten Banjar"),
        ("ASN di Banjar, Jawa Barat", "Kota Banjar"),
        ("Kota Banjar", "Kota Banjar"),
    ],
)
def test_two_regencies_of_one_name_are_told_apart_or_left_open(text: str, name: str | None) -> None:
    assert region(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Camat Gembong", "Kabupaten Pati"),
        ("Kecamatan Getasan", "Kabupaten Semarang"),
        ("kepala desa Bermi", "Kabupaten Pati"),
        ("Desa Sukamaju", None),
        ("Desa Sukamaju, Kecamatan Getasan", "Kabupaten Semarang"),
        ("Desa Sukamaju di Kabupaten Batang", "Kabupaten Batang"),
        ("Kecamatan Sukasari", None),
        ("Kecamatan Sukasari, Jawa Tengah", "Kabupaten Batang"),
        ("Desa Gembong", "Kabupaten Pati"),
        ("Desa Antah Berantah", None),
        ("Kecamatan Sagara Utara", "Kota Sagara"),
    ],
)
def test_districts_and_villages_lead_to_a_regency_only_where_one_is_meant(text: str, name: str | None) -> None:
    assert region(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mereka main batu dan serang lawan sampai di batang pohon.", None),
        ("Serang saja terus.", None),
        ("batu itu besar", None),
        ("Ia tinggal di Batu sejak lama.", "Kota Batu"),
        ("warga kota batu", "Kota Batu"),
        ("Kepala desa sampang", None),
        ("Kejadian di Sampang kemarin", "Kabupaten Sampang"),
        ("buru-buru pulang", None),
        ("pejabat kabupaten buru", "Kabupaten Buru"),
    ],
)
def test_a_name_that_is_a_common_word_needs_more(text: str, name: str | None) -> None:
    assert region(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ASN di Jawa Tengah", "Jawa Tengah"),
        ("ASN jateng", "Jawa Tengah"),
        ("Pemprov Maluku Utara", "Maluku Utara"),
        ("Gubernur Jambi", "Jambi"),
        ("orang Jambi", "Jambi"),
        ("Kota Jambi", "Kota Jambi"),
        ("Bawaslu Provinsi Jawa Tengah bersama Bawaslu Provinsi Jawa Barat", None),
        ("Bawaslu Jawa Tengah memeriksa camat di Kabupaten Pati", "Kabupaten Pati"),
        ("Provinsi Pati", "Kabupaten Pati"),
        ("di Yogyakarta", "DI Yogyakarta"),
    ],
)
def test_a_province_answers_where_no_regency_does(text: str, name: str | None) -> None:
    assert region(text) == name


def test_a_city_that_does_not_exist_falls_back_on_the_regency_of_that_name() -> None:
    assert region("Kota Pati") == "Kabupaten Pati"


def test_the_office_that_handles_the_case_outweighs_a_place_in_passing() -> None:
    text = "Bawaslu Kabupaten Pati memanggil pegawai. Sebelumnya ia berobat di Kota Semarang."

    assert region(text) == "Kabupaten Pati"


def test_the_first_place_wins_a_tie() -> None:
    assert region("Dari Kabupaten Pati dan Kabupaten Batang") == "Kabupaten Pati"


def test_a_place_said_again_and_again_does_not_drown_the_office() -> None:
    assert region("Bawaslu Pati memanggil dia. " + "Ia suka Yogyakarta dan Sleman. " * 5) == "Kabupaten Pati"


def test_a_bare_name_after_a_name_may_be_a_person() -> None:
    assert region("Saksi Seroja Sleman datang dari Batang") == "Kabupaten Batang"


def test_names_do_not_reach_over_the_end_of_a_sentence() -> None:
    assert region("Ia pindah ke Bandung. Barat lebih jauh. Bupati Bandung tahu.") == "Kabupaten Bandung"


def test_without_a_gazetteer_there_is_no_region() -> None:
    assert suggest("Kabupaten Pati")["region"] is None


def test_nothing_named_is_no_region() -> None:
    assert region("") is None
    assert region("Lurah ikut kampanye") is None


def test_lurah_means_a_village_head_in_yogyakarta_only() -> None:
    there, elsewhere = said("Lurah di Sleman ikut kampanye"), said("Lurah di Kota Semarang ikut kampanye")

    assert there["subject"] is not None
    assert there["subject"]["code"] == "kades"
    assert elsewhere["subject"] is not None
    assert elsewhere["subject"]["code"] == "PNS"
