"""Finding a place by what people type, among all 91,599."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netral.offices import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
SUMURPANGGANG = "33.76.04.1006"


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Sumurpanggang", SUMURPANGGANG),
        ("sumurpanggang tegal", SUMURPANGGANG),
        ("SUMURPANGGANG,KOTA TEGAL", SUMURPANGGANG),
        ("tegal sumurpanggang", SUMURPANGGANG),
        ("sumur panggang", SUMURPANGGANG),
        ("kel. sumurpanggang kec. margadana", SUMURPANGGANG),
        ("Kelurahan Sumurpanggang, Kecamatan Margadana, Kota Tegal", SUMURPANGGANG),
        ("sumurpang", SUMURPANGGANG),
        ("sumurpangang", SUMURPANGGANG),
        ("kel sumurpangang tegal", SUMURPANGGANG),
        ("Kota Tegal", "33.76"),
        ("kab. tegal", "33.28"),
        ("kabupaten tegal jawa tengah", "33.28"),
        ("semarang tengah", "33.74.01"),
        ("kec margadana", "33.76.04"),
        ("jawa tengah", "33"),
        ("prov. jawa tengah", "33"),
        ("dki jakarta", "31"),
        ("DIY", "34"),
        ("sumurpanggang jateng", SUMURPANGGANG),
        ("desa sukamaju di kab. bandung", "32.04.17.2007"),
        ("NTB", "52"),
        ("yogyakarta", "34"),
        ("kota yogyakarta", "34.71"),
        ("jakarta selatan", "31.74"),
        ("kota adm. jakarta selatan", "31.74"),
        ("tebet", "31.74.01"),
        ("batu", "35.79"),
        ("kotabaru", "63.02"),
        ("sungai raya kubu raya", "61.12.01"),
        ("distrik misool utara", "96.03.01"),
        ("regapuu", "53.07.01.2021"),
        ("kab tirta buana", "99.07"),
        ("33.76", "33.76"),
        ("3376041006", SUMURPANGGANG),
        (" 33 ", "33"),
    ],
)
def test_the_place_that_was_meant_comes_first(text, best):
    found = queries.find_regions(text)

    assert (found[0].code if found else None) == best


def test_both_namesakes_are_offered_regency_before_city():
    found = [region.code for region in queries.find_regions("bandung")]

    assert found[:2] == ["32.04", "32.73"]


def test_the_city_that_was_asked_for_comes_before_its_regency():
    found = [region.code for region in queries.find_regions("kota bandung")]

    assert found[0] == "32.73"


def test_villages_of_the_regency_that_was_named_come_first():
    found = [region.code[:5] for region in queries.find_regions("desa sukamaju kab. bandung")]

    assert found[0] == found[1] == "32.04"


def test_a_word_inside_a_name_finds_it_when_no_name_begins_so():
    found = queries.find_regions("panggang margadana")

    assert [region.code for region in found] == [SUMURPANGGANG]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "x",
        "%",
        "_",
        "desa",
        "kec. kab.",
        "xyzzyqwerty",
        "\x00",
        "99999999999999",
        "日本",
        "' OR 1=1 --",
        "a b c d e f",
    ],
)
def test_what_names_no_place_is_answered_without_an_error(text):
    assert isinstance(queries.find_regions(text), list)


def test_a_text_without_end_is_cut():
    assert queries.find_regions("sumurpanggang " * 100_000, limit=1)[0].code == SUMURPANGGANG


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_no_more_than_asked_for_are_found(limit):
    assert len(queries.find_regions("sukamaju", limit)) == limit


@pytest.mark.parametrize("text", ["sumurpanggang", "sungai", "kel sumurpangang", "panggang margadana", "zzzzzz"])
def test_finding_takes_at_most_four_queries(text):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.find_regions(text, limit=20)

    assert len(asked) <= 4


@pytest.mark.sqlite
def test_finding_uses_the_index_and_not_every_row():
    with CaptureQueriesContext(connection) as asked:
        queries.find_regions("sumurpanggang tegal")

    with connection.cursor() as cursor:
        plans = [step for query in asked for step in _plan(cursor, query["sql"])]
    assert [step for step in plans if re.match(r"SCAN offices_", step)] == []


def _plan(cursor, sql):
    return [row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
