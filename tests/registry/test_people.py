"""Finding the person a laporan speaks of."""

import pytest

from netral.registry.models import Person
from netral.registry.queries import find_people, masked_nip
from tests.registry.builders import NIP, a_person, agency

pytestmark = pytest.mark.django_db


def _names(text, **options):
    return [match.person.name for match in find_people(text, **options)]


@pytest.mark.parametrize(
    ("nip", "shown"),
    [("198703121998031002", "•••••••• 199803 1 002"), ("", "")],
)
def test_a_nip_is_shown_without_the_birth_date(nip, shown):
    assert masked_nip(nip) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Muhammad Yusuf Rekaan",
        "muhammad yusuf rekaan",
        "Rekaan Yusuf Muhammad",
        "Moh. Yusuf Rekaan",
        "M. Yusuf Rekaan",
        "Drs. H. Muh. Joesoef Rekaan, M.Si.",
        "muhamad yusup rekaan",
        "M Yusuf R",
        "Yusuf Rekaan",
    ],
)
def test_a_person_is_found_however_the_name_is_spelled(text):
    wanted = a_person("Drs. Muhammad Yusuf Rekaan, M.Si.")
    a_person("Bambang Tiruan")

    [match] = find_people(text)

    assert match.person == wanted
    assert match.score >= 70


def test_the_same_name_is_certain_and_another_is_not_found():
    a_person("Siti Rekaan, S.Pd.")

    assert [(match.score, match.because) for match in find_people("Siti Rekaan")] == [(100, "nama 100%")]
    assert find_people("Bambang Tiruan") == []


def test_a_mononym_is_found_and_comes_before_longer_names():
    a_person("Rekaan Sentosa")
    a_person("Rekaan")

    assert _names("Rekaan") == ["Rekaan", "Rekaan Sentosa"]


def test_balinese_particles_are_names():
    a_person("I Made Rekaan")
    a_person("Ni Made Rekaan")

    assert _names("I Made Rekaan")[0] == "I Made Rekaan"


def test_an_initial_stands_for_a_word_that_begins_so():
    a_person("Ahmad Yani Tiruan")
    a_person("Budi Yani Tiruan")

    assert _names("A. Yani Tiruan")[0] == "Ahmad Yani Tiruan"


def test_an_initial_in_the_register_stands_for_the_word_too():
    a_person("A. Yani Tiruan")

    [match] = find_people("Ahmad Yani Tiruan")

    assert match.score == 100


def test_those_of_the_agency_come_first_and_the_reason_says_so():
    elsewhere = a_person("Siti Rekaan", at_agency="pemkot-99.08")
    here = a_person("Siti Rekan", at_agency="pemkab-99.07")

    matches = find_people("Siti Rekaan", agency=agency("pemkab-99.07"))

    assert [match.person for match in matches] == [here, elsewhere]
    assert [match.because for match in matches] == ["nama 100%, instansi sama", "nama 100%"]


def test_within_the_agency_even_a_name_spelled_quite_otherwise_is_found():
    a_person("Zulkarnaen", at_agency="pemkab-99.07")

    assert _names("Sulkarnain") == []
    assert _names("Sulkarnain", agency=agency("pemkab-99.07")) == ["Zulkarnaen"]


def test_words_of_the_position_are_not_taken_for_the_name():
    person = a_person("Siti Rekaan", position="Lurah Dermaga Lama")
    a_person("Siti Rekaan", position="Camat Sagara Utara")

    best = find_people("Siti Rekaan lurah dermaga lama")[0]

    assert (best.person, best.score, best.because) == (person, 100, "nama 100%, jabatan sama")


def test_a_position_alone_is_enough_to_look():
    person = a_person("Siti Rekaan", position="Lurah Dermaga Lama")
    a_person("Budi Rekaan", position="Camat Sagara Utara")

    [match] = find_people("lurah dermaga lama")

    assert (match.person, match.because) == (person, "jabatan sama")
    assert match.score < 80


def test_a_position_is_looked_for_in_the_agency_that_was_named():
    a_person("Siti Rekaan", position="Kepala Dinas", at_agency="pemkot-99.08")
    a_person("Budi Tiruan", position="Kepala Dinas", at_agency="pemkab-99.07")

    assert _names("kepala dinas", agency=agency("pemkab-99.07")) == ["Budi Tiruan"]


@pytest.mark.parametrize("text", [NIP, "19000000 199900 1 001", "190000001999001001 "])
def test_a_nip_finds_its_person(text):
    person = a_person("Siti Rekaan", nip=NIP)

    [match] = find_people(text)

    assert (match.person, match.score, match.because) == (person, 100, "NIP sama")


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\x00", "%", "日本", "1" * 18, "' OR 1=1 --"])
def test_what_names_nobody_finds_nobody(text):
    a_person("Siti Rekaan")

    assert find_people(text) == []


def test_a_text_without_end_is_cut():
    a_person("Siti Rekaan")

    assert _names("Siti Rekaan " + " " * 1_000_000 + "x") == ["Siti Rekaan"]


def test_no_more_than_asked_for_are_found():
    for number in range(5):
        a_person(f"Siti Rekaan {'x' * number}")

    assert len(find_people("Siti Rekaan", limit=3)) == 3


@pytest.mark.parametrize("count", [1, 30])
def test_finding_takes_four_queries_for_one_person_and_for_thirty(django_assert_num_queries, count):
    for _each in range(count):
        a_person("Siti Rekaan", position="Guru Kelas")
    office = agency()

    with django_assert_num_queries(4):
        matches = find_people("Siti Rekaan guru", agency=office, limit=50)
        agencies = {match.person.agency.name for match in matches}

    assert len(matches) == count
    assert agencies == {"Pemerintah Kabupaten Tirta Buana"}


def test_equal_matches_keep_one_order():
    first, second = a_person("Siti Rekaan"), a_person("Siti Rekaan")

    assert [match.person for match in find_people("Siti Rekaan")] == [first, second]
    assert Person.objects.count() == 2
