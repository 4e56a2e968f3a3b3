"""Questions that the invented country can answer."""

from datetime import date

import pytest

from netral.offices import actions, queries
from netral.offices.models import Organisation, Region
from tests.offices.builders import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


@pytest.mark.parametrize("spelling", ["99.07", "9907", " 99.07 ", "99.07.", "9.9.0.7"])
def test_a_code_is_understood_with_and_without_dots(spelling):
    assert queries.region(spelling).name == "Kabupaten Tirta Buana"


@pytest.mark.parametrize(
    ("spelling", "written"),
    [("33", "33"), ("3374", "33.74"), ("337401", "33.74.01"), ("3374011001", "33.74.01.1001")],
)
def test_a_code_is_written_with_dots(spelling, written):
    assert queries.region_code(spelling) == written


@pytest.mark.parametrize(
    "code",
    ["", "3", "333", "33741", "abcd", "33-74", "98", "33.74.01.10011", "\uff13\uff13", "\x00", "9" * 1_000_000],
)
def test_an_unknown_region_is_refused_with_what_to_do(code):
    with pytest.raises(queries.UnknownRegion) as refusal:
        queries.region(code)

    assert str(refusal.value).endswith(
        "tidak dikenal. Tulis kode Kemendagri dengan atau tanpa titik, misalnya 33.74 atau 3374, "
        "atau cari menurut nama kecamatan dan kabupaten/kotanya."
    )
    assert len(str(refusal.value)) < 250


def test_the_refusal_repeats_the_code_but_no_markup():
    with pytest.raises(queries.UnknownRegion) as refusal:
        queries.region("<b>12\x00")

    assert str(refusal.value).startswith("Kode wilayah “b12” tidak dikenal.")


def test_the_zone_of_a_code_is_known_without_tables(django_assert_num_queries):
    with django_assert_num_queries(0):
        zones = [queries.zone_of_code(code) for code in ("3374", "73.71", "9907", "94")]

    assert zones == ["Asia/Jakarta", "Asia/Makassar", "Asia/Makassar", "Asia/Jayapura"]


def test_the_zone_of_an_unknown_code_is_refused():
    with pytest.raises(queries.UnknownRegion):
        queries.zone_of_code("33.99")


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("99", "Provinsi Contoh"),
        ("99.08", "Kota Sagara, Provinsi Contoh"),
        ("99.07.02.2001", "Desa Muara Cermin, Kecamatan Muara Tirta, Kabupaten Tirta Buana, Provinsi Contoh"),
        ("99.08.01.1002", "Kelurahan Teluk Biru, Kecamatan Sagara Utara, Kota Sagara, Provinsi Contoh"),
    ],
)
def test_a_label_names_everything_above(code, label):
    assert queries.region_label(queries.region(code)) == label


@pytest.mark.parametrize(
    ("code", "office"), [("99.07.02.2001", "bawaslu-99.07"), ("99.08", "bawaslu-99.08"), ("99", "bawaslu-99")]
)
def test_a_laporan_goes_to_the_nearest_bawaslu(code, office):
    assert queries.bawaslu_for(queries.region(code), on=TODAY).code == office


def test_without_a_place_the_national_bawaslu_receives():
    assert queries.bawaslu_for(None, on=TODAY) == queries.default_office()
    assert queries.default_office().code == "bawaslu"


def test_when_the_regency_has_no_office_that_day_the_province_receives():
    actions.close_organisation(queries.organisation("bawaslu-99.07"), last_day=date(2026, 1, 31), actor="a", at=NOW)
    region = queries.region("99.07.01")

    assert queries.bawaslu_for(region, on=date(2026, 1, 31)).code == "bawaslu-99.07"
    assert queries.bawaslu_for(region, on=date(2026, 2, 1)).code == "bawaslu-99"


def test_when_the_province_has_none_either_the_national_office_receives():
    Organisation.objects.filter(code__in=["bawaslu-99", "bawaslu-99.07"]).update(valid_until=date(2020, 1, 1))

    assert queries.bawaslu_for(queries.region("99.07"), on=TODAY).code == "bawaslu"


def test_the_national_office_receives_even_when_the_lists_say_it_does_not_exist():
    Organisation.objects.filter(code__startswith="bawaslu").update(valid_until=date(2020, 1, 1))

    assert queries.bawaslu_for(queries.region("99.07"), on=TODAY).code == "bawaslu"


def test_the_receiving_office_takes_one_query(django_assert_num_queries):
    village = queries.region("99.07.02.2001")

    with django_assert_num_queries(1):
        queries.bawaslu_for(village, on=TODAY)


def test_the_kpu_of_a_place_is_found_the_same_way():
    assert queries.kpu_for(queries.region("99.08.01"), on=TODAY).code == "kpu-99.08"
    assert queries.kpu_for(None, on=TODAY).code == "kpu"


@pytest.mark.parametrize(
    ("code", "government"), [("99.07.01.2002", "pemkab-99.07"), ("99.08", "pemkot-99.08"), ("99", "pemprov-99")]
)
def test_the_government_of_a_place_is_found(code, government):
    assert queries.government_of(queries.region(code), on=TODAY).code == government


def test_a_place_without_any_government_is_refused_with_what_to_do():
    Organisation.objects.filter(code__startswith="pem").delete()

    with pytest.raises(queries.UnknownOrganisation) as refusal:
        queries.government_of(queries.region("99.07"), on=TODAY)

    assert str(refusal.value) == (
        "Kabupaten Tirta Buana belum punya pemerintah daerah di daftar. Muat daftar organisasi lebih dulu."
    )


@pytest.mark.parametrize(
    ("day", "exists"),
    [(date(2014, 11, 26), False), (date(2014, 11, 27), True), (date(2024, 9, 3), True), (date(2024, 9, 4), False)],
)
def test_both_ends_of_its_time_belong_to_an_organisation(day, exists):
    assert queries.organisations_on(day).filter(code="kasn").exists() is exists


def test_what_has_no_days_exists_always():
    assert queries.organisations_on(date(1950, 1, 1)).filter(code="bkn").exists()
    assert queries.organisations_on(date(2150, 1, 1)).filter(code="bkn").exists()


def test_an_unknown_organisation_is_refused_with_what_to_do():
    with pytest.raises(queries.UnknownOrganisation) as refusal:
        queries.organisation("<tidak ada>")

    assert str(refusal.value) == (
        "Organisasi dengan kode “tidakada” tidak ada. Cari menurut namanya di daftar organisasi."
    )


def test_agencies_are_those_that_employ_asn_that_day():
    codes = set(queries.agencies(TODAY).values_list("code", flat=True))

    assert {"pemprov-99", "pemkab-99.07", "kemendagri", "bkn", "bawaslu", "kpu", "polri", "kemenkum"} <= codes
    assert not {"bawaslu-99.07", "kpu-99", "kasn", "kemenkumham"} & codes


def test_agencies_of_a_day_in_2023_are_those_of_2023():
    codes = set(queries.agencies(date(2023, 11, 13)).values_list("code", flat=True))

    assert {"kasn", "kemenkumham", "kominfo", "kemendikbudristek"} <= codes
    assert not {"kemenkum", "komdigi", "kemendikbud"} & codes


def test_an_organisation_brings_its_region_along(django_assert_num_queries):
    with django_assert_num_queries(1):
        region = queries.organisation("bawaslu-99.07").region

    assert isinstance(region, Region)
