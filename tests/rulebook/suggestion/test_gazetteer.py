"""Names of places and the regencies they lead to."""

import pytest

from netral.rulebook.suggestion import Gazetteer, Place
from tests.rulebook.suggestion.builders import COUNTRY


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("pati", ["33.18"]),
        ("semarang", ["33.22", "33.74"]),
        ("banjar", ["32.79", "63.03"]),
        ("bandungbarat", ["32.17"]),
        ("jakartaselatan", ["31.74"]),
        ("kabupatenpati", []),
        ("nusantara", []),
    ],
)
def test_a_regency_is_found_without_its_title(name: str, codes: list[str]) -> None:
    assert list(COUNTRY.regencies(name)) == codes


@pytest.mark.parametrize(
    ("name", "code"),
    [("jawatengah", "33"), ("jakarta", "31"), ("yogyakarta", "34"), ("jateng", "33"), ("diy", "34"), ("narnia", None)],
)
def test_a_province_is_found_by_its_names(name: str, code: str | None) -> None:
    assert COUNTRY.province(name) == code


def test_short_names_lead_to_regencies() -> None:
    assert list(COUNTRY.regencies("parimo")) == ["72.08"]
    assert list(COUNTRY.regencies("halsel")) == ["82.04"]


def test_short_names_of_places_that_are_not_there_are_left_out() -> None:
    assert list(COUNTRY.regencies("tapsel")) == []


def test_districts_and_villages_lead_to_their_regencies() -> None:
    assert list(COUNTRY.districts("gembong")) == ["33.18"]
    assert list(COUNTRY.villages("bermi")) == ["33.18"]
    assert list(COUNTRY.districts("sukasari")) == ["32.73", "33.25"]
    assert list(COUNTRY.villages("sukamaju")) == ["33.22", "33.25"]
    assert list(COUNTRY.villages("gembong")) == []


def test_two_villages_of_one_name_in_one_regency_are_one_answer() -> None:
    rows = [("33.18", "Kabupaten Pati", "Jawa Tengah")]
    rows += [(code, "Sidomukti", "Jawa Tengah") for code in ("33.18.01.2001", "33.18.02.2001")]

    assert list(Gazetteer(rows).villages("sidomukti")) == ["33.18"]


def test_a_place_keeps_its_name_and_province() -> None:
    assert COUNTRY.place("33.74") == Place("33.74", "Kota Semarang", "Jawa Tengah")
    assert COUNTRY.place("31").name == "DKI Jakarta"


def test_cities_are_told_from_regencies() -> None:
    assert COUNTRY.is_city("33.74")
    assert not COUNTRY.is_city("33.22")


@pytest.mark.parametrize(
    ("letters", "answer"), [("s", True), ("semar", True), ("semarang", True), ("semarangx", False), ("", False)]
)
def test_most_words_begin_no_name(letters: str, answer: bool) -> None:
    assert COUNTRY.begins(letters) is answer


def test_marks_and_spaces_in_names_make_no_difference() -> None:
    rows = [("76.01", "Kabupaten Toli-Toli", "X"), ("76.02", "Kota Bu Nua'pu", "X"), ("76", "X", "X")]

    assert list(Gazetteer(rows).regencies("tolitoli")) == ["76.01"]
    assert list(Gazetteer(rows).regencies("bunuapu")) == ["76.02"]


def test_a_name_that_is_only_a_title_stays() -> None:
    assert list(Gazetteer([("76.01", "Kota", "X")]).regencies("kota")) == ["76.01"]


def test_an_administrative_city_goes_by_its_name() -> None:
    rows = [Place("31.73", "Kota Administrasi Jakarta Barat", "DKI Jakarta")]

    assert list(Gazetteer(rows).regencies("jakartabarat")) == ["31.73"]


def test_a_province_with_a_title_goes_by_its_name() -> None:
    rows = [
        ("31", "Daerah Khusus Ibukota Jakarta", "X"),
        ("34", "Daerah Istimewa Yogyakarta", "X"),
        ("51", "Bali", "X"),
    ]
    country = Gazetteer(rows)

    assert [country.province(name) for name in ("jakarta", "yogyakarta", "bali")] == ["31", "34", "51"]


def test_an_empty_gazetteer_knows_nothing() -> None:
    assert not Gazetteer([]).begins("a")
    assert Gazetteer([]).province("bali") is None


def test_the_longer_of_two_names_that_begin_alike_is_another_place() -> None:
    assert list(COUNTRY.regencies("buru")) == ["81.04"]
    assert list(COUNTRY.regencies("buruselatan")) == ["81.09"]
