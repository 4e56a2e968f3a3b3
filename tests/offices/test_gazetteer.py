"""The whole country as a gazetteer."""

from datetime import UTC, datetime
from typing import Any

import pytest

from netral.offices.actions import load_examples
from netral.offices.gazetteer import gazetteer, stored_gazetteer
from netral.offices.shipped import package_regions
from netral.rulebook.suggestion import Place, suggest


def test_every_regency_of_the_country_is_found_by_its_name() -> None:
    country = gazetteer()
    regencies = [region for region in package_regions() if region.level == 2]

    assert len(regencies) == 514
    assert [region.code for region in regencies if region.code not in country.regencies(region.search_name)] == []


def test_names_are_those_offices_go_by() -> None:
    country = gazetteer()

    assert country.place("31.73") == Place("31.73", "Kota Jakarta Barat", "DKI Jakarta")
    assert country.place("34.03").province == "DI Yogyakarta"
    assert country.place("33.74").name == "Kota Semarang"


def test_it_is_built_once() -> None:
    assert gazetteer() is gazetteer()


def test_the_invented_regions_are_among_them() -> None:
    region = suggest("Lurah di Kabupaten Tirta Buana ikut kampanye.", gazetteer())["region"]

    assert region == {"code": "99.07", "name": "Kabupaten Tirta Buana", "province": "Contoh"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("camat di kab. bandung barat", "32.17"),
        ("Pemkot Tangerang Selatan", "36.74"),
        ("lurah di tangsel", "36.74"),
        ("pegawai dinas di Jaksel", "31.74"),
        ("Kabupaten Gunungkidul", "34.03"),
        ("kabupaten gunung kidul", "34.03"),
        ("Siau Tagulandang Biaro", "71.09"),
        ("Kepulauan Siau Tagulandang Biaro", "71.09"),
        ("Kab. Kep. Siau Tagulandang Biaro", "71.09"),
        ("bawaslu sitaro", "71.09"),
        ("Bawaslu Pangkajene dan Kepulauan", "73.10"),
        ("kota baubau", "74.72"),
        ("Kabupaten Toli Toli", "72.04"),
        ("Kabupaten Tolitoli", "72.04"),
        ("Pangkalpinang", "19.71"),
        ("Padangsidimpuan", "12.77"),
        ("Kecamatan Karangsembung, Kabupaten Cirebon", "32.09"),
        ("ASN jatim", "35"),
        ("Kutai Kartanegara", "64.02"),
        ("kukar", "64.02"),
        ("Penukal Abab Lematang Ilir", "16.12"),
        ("solo", "33.72"),
        ("Bolaang Mongondow Selatan", "71.11"),
        ("Nusa Tenggara Barat", "52"),
        ("Kota Gorontalo", "75.71"),
        ("Kabupaten Gorontalo", "75.01"),
        ("Papua Barat Daya", "96"),
    ],
)
def test_places_are_found_as_people_write_them(text: str, code: str) -> None:
    region = suggest(text, gazetteer())["region"]

    assert region is not None
    assert region["code"] == code


# The one that asks the database


@pytest.fixture
def regions(db: None) -> None:
    load_examples(at=datetime(2024, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ["Camat di Kabupaten Tirta Buana", "Lurah di Desa Karang Seroja berpidato", "Rapat di Kecamatan Muara Tirta"],
)
def test_regencies_districts_and_villages_lead_to_the_regency(regions: None, text: str) -> None:
    region = suggest(text, stored_gazetteer())["region"]

    assert region is not None
    assert region["code"] == "99.07"


def test_a_text_asks_for_the_places_it_names_and_a_bounded_number_of_times(
    regions: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        suggest("Lurah di Desa Karang Seroja berpidato", stored_gazetteer())
    with django_assert_max_num_queries(122):
        suggest("Lurah di Desa Ini. " * 700, stored_gazetteer())
    assert suggest("Lurah di Desa Karang Seroja berpidato", stored_gazetteer())["region"] is not None


def test_new_regions_are_noticed(db: None) -> None:
    assert suggest("Bupati Tirta Buana", stored_gazetteer())["region"] is None

    load_examples(at=datetime(2024, 1, 1, tzinfo=UTC))

    assert suggest("Bupati Tirta Buana", stored_gazetteer())["region"] is not None
