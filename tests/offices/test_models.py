from datetime import date

import pytest
from django.db import IntegrityError, transaction

from netral.offices.models import Organisation, Region

pytestmark = pytest.mark.django_db


def test_an_organisation_is_shown_by_its_name():
    organisation = Organisation.objects.create(code="bkn", kind="lembaga", name="Badan Kepegawaian Negara")

    assert str(organisation) == "Badan Kepegawaian Negara"


@pytest.mark.parametrize(
    ("code", "name", "level", "titled"),
    [
        ("33", "Jawa Tengah", 1, "Provinsi Jawa Tengah"),
        ("33.05", "Kabupaten Kebumen", 2, "Kabupaten Kebumen"),
        ("33.74", "Kota Semarang", 2, "Kota Semarang"),
        ("31.71", "Kota Administrasi Jakarta Pusat", 2, "Kota Administrasi Jakarta Pusat"),
        ("33.76.04", "Margadana", 3, "Kecamatan Margadana"),
        ("96.03.01", "Misool", 3, "Distrik Misool"),
        ("99.07.01", "Wana Asri", 3, "Kecamatan Wana Asri"),
        ("33.76.04.1006", "Sumurpanggang", 4, "Kelurahan Sumurpanggang"),
        ("33.05.01.2001", "Candirenggo", 4, "Desa Candirenggo"),
        ("14.01.06.2002", "Desa Baru", 4, "Desa Baru"),
        ("91.03.01.3007", "Desa Adat Yoboi", 4, "Desa Adat Yoboi"),
        ("91.03.01.3008", "Ifar", 4, "Desa Adat Ifar"),
    ],
)
def test_a_region_is_shown_with_the_word_for_what_it_is(code, name, level, titled):
    region = Region(code=code, name=name, level=level)

    assert str(region) == titled


@pytest.mark.parametrize(
    "fields",
    [
        {"level": 5, "parent_id": "99"},
        {"level": 1, "parent_id": "99"},
        {"level": 2, "parent_id": None},
    ],
)
def test_the_database_refuses_a_region_out_of_its_place(fields):
    Region.objects.create(code="99", name="Contoh", level=1, zone="Asia/Jakarta")

    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.create(code="98", name="Salah", zone="Asia/Jakarta", **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "kerajaan"},
        {"kind": "lembaga", "valid_from": date(2024, 9, 4), "valid_until": date(2024, 9, 3)},
    ],
)
def test_the_database_refuses_an_organisation_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(code="x", name="X", **fields)


def test_an_organisation_may_exist_for_a_single_day():
    day = date(2024, 9, 3)

    organisation = Organisation.objects.create(code="x", name="X", kind="lembaga", valid_from=day, valid_until=day)

    assert organisation.pk


@pytest.mark.parametrize(
    ("begins", "ends", "exists"),
    [
        (None, None, True),
        (date(2024, 2, 5), date(2024, 2, 5), True),
        (date(2024, 2, 6), None, False),
        (None, date(2024, 2, 4), False),
    ],
)
def test_an_organisation_exists_from_its_first_day_to_its_last(begins, ends, exists):
    assert Organisation(valid_from=begins, valid_until=ends).exists_on(date(2024, 2, 5)) is exists
