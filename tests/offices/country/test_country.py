"""The whole country: every region has exactly the offices it should have."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from netral.audit.models import Entry
from netral.offices import actions, queries
from netral.offices.models import Organisation, Region
from tests.offices.builders import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
REAL = Q(example=False)


def test_all_regions_are_there():
    levels = Counter(Region.objects.filter(REAL).values_list("level", flat=True))

    assert levels == {1: 38, 2: 514, 3: 7_285, 4: 83_762}


def test_every_region_has_the_zone_of_its_province_unless_it_is_invented():
    provinces = dict(Region.objects.filter(level=1).values_list("code", "zone"))

    strange = [
        code for code, zone in Region.objects.filter(REAL).values_list("code", "zone") if zone != provinces[code[:2]]
    ]

    assert strange == []


def test_loading_the_whole_country_again_changes_nothing():
    entries = Entry.objects.count()

    regions = actions.load_regions(at=NOW)
    organisations = actions.load_organisations(at=NOW)

    assert (regions["created"], regions["changed"]) == (0, 0)
    assert (organisations["created"], organisations["changed"]) == (0, 0)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        ("bawaslu_provinsi", 1, 38),
        ("kpu_provinsi", 1, 38),
        ("pemerintah_provinsi", 1, 38),
        ("bawaslu_kabkota", 2, 514),
        ("kpu_kabkota", 2, 514),
        ("pemerintah_kabkota", 2, 508),
    ],
)
def test_every_region_has_exactly_one_of_each(kind, level, expected):
    regions = Counter(Organisation.objects.filter(REAL, kind=kind).values_list("region", "region__level"))

    assert len(regions) == expected
    assert set(regions.values()) == {1}
    assert {found for _code, found in regions} == {level}


def test_every_regency_and_city_is_run_by_one_government():
    with_own = set(Organisation.objects.filter(kind="pemerintah_kabkota").values_list("region", flat=True))
    without = Region.objects.filter(level=2).exclude(code__in=with_own).order_by("code")

    governments = {region.code: queries.government_of(region, on=TODAY).code for region in without}

    # Jakarta's are administrative: their staff are the province's.
    assert governments == dict.fromkeys(["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"], "pemprov-31")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("pemprov-33", "Pemerintah Provinsi Jawa Tengah"),
        ("pemkab-33.05", "Pemerintah Kabupaten Kebumen"),
        ("pemkot-33.74", "Pemerintah Kota Semarang"),
        ("pemprov-11", "Pemerintah Aceh"),
        ("pemprov-31", "Pemerintah Provinsi DKI Jakarta"),
        ("pemprov-34", "Pemerintah Daerah Istimewa Yogyakarta"),
        ("bawaslu-33", "Bawaslu Provinsi Jawa Tengah"),
        ("bawaslu-33.74", "Bawaslu Kota Semarang"),
        ("bawaslu-31.71", "Bawaslu Kota Jakarta Pusat"),
        ("kpu-31.01", "KPU Kabupaten Kepulauan Seribu"),
        ("kpu-33.05", "KPU Kabupaten Kebumen"),
        ("bawaslu-11", "Panwaslih Provinsi Aceh"),
        ("kpu-11.71", "KIP Kota Banda Aceh"),
    ],
)
def test_organisations_bear_their_own_names(code, name):
    assert queries.organisation(code).name == name


def test_a_body_of_aceh_is_known_by_its_other_names_too():
    others = queries.organisation("bawaslu-11.71").other_names

    assert others == "Panitia Pengawas Pemilihan Kota Banda Aceh; Bawaslu Kota Banda Aceh"


@pytest.mark.parametrize(
    ("region", "office"),
    [
        ("33.76.04.1006", "bawaslu-33.76"),
        ("33.76.04", "bawaslu-33.76"),
        ("33.76", "bawaslu-33.76"),
        ("33", "bawaslu-33"),
        ("31.01", "bawaslu-31.01"),
        ("95.04.12", "bawaslu-95.04"),
    ],
)
def test_a_laporan_goes_to_the_bawaslu_of_the_place(region, office):
    assert queries.bawaslu_for(queries.region(region), on=TODAY).code == office


def test_every_region_down_to_the_regency_has_a_receiving_bawaslu():
    offices = set(Organisation.objects.filter(code__startswith="bawaslu-").values_list("code", flat=True))

    missing = [code for code in Region.objects.filter(level__lte=2).values_list("code", flat=True)
               if f"bawaslu-{code}" not in offices]  # fmt: skip

    assert missing == []


def test_a_village_is_shown_with_everything_above_it(django_assert_num_queries):
    village = queries.region("3376041006")

    with django_assert_num_queries(1):
        label = queries.region_label(village)

    assert label == "Kelurahan Sumurpanggang, Kecamatan Margadana, Kota Tegal, Provinsi Jawa Tengah"


def test_labels_of_many_regions_take_one_query(django_assert_num_queries):
    villages = list(Region.objects.filter(level=4)[:300])

    with django_assert_num_queries(1):
        labels = queries.region_labels(villages)

    assert len(labels) == 300


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Kemendagri", "kemendagri"),
        ("kementerian dalam negeri", "kemendagri"),
        ("kementrian dalam negri", "kemendagri"),
        ("pemkot semarang", "pemkot-33.74"),
        ("Pemerintah Kabupaten Semarang", "pemkab-33.22"),
        ("dinas kesehatan kota semarang", "pemkot-33.74"),
        ("provinsi jawa tengah", "pemprov-33"),
        ("kasn", "kasn"),
        ("bkn", "bkn"),
        ("mahkamah agung", "ma"),
        ("Polres", "polri"),
        ("pemerintah provinsi aceh", "pemprov-11"),
    ],
)
def test_an_agency_is_found_by_what_people_call_it(text, best):
    assert queries.find_agencies(text)[0].code == best


@pytest.mark.parametrize("text", ["", "  ", "%", "xyzzy qwerty", "\x00"])
def test_what_names_no_agency_finds_none(text):
    assert queries.find_agencies(text) == []


def test_agencies_of_another_day_are_left_out_when_a_day_is_given():
    then = [each.code for each in queries.find_agencies("komisi aparatur sipil negara", on=date(2024, 9, 3))]
    now = [each.code for each in queries.find_agencies("komisi aparatur sipil negara", on=date(2024, 9, 4))]

    assert then[0] == "kasn"
    assert "kasn" not in now


def test_finding_agencies_takes_two_queries_and_keeps_to_the_limit(django_assert_num_queries):
    with django_assert_num_queries(2):
        found = queries.find_agencies("pemerintah kabupaten", limit=30)

    assert len(found) == 30
