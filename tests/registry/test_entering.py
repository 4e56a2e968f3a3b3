"""Entering people at the edges: what is refused and how, what is kept as written, and that nothing is half-entered."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from netral.audit.models import Entry
from netral.registry import actions
from netral.registry.models import Employment, NameKey, Person, PositionClass
from netral.registry.policies import NotPossible
from netral.registry.queries import find_people, masked_nip
from tests.registry.builders import NIP, a_person, agency

pytestmark = pytest.mark.django_db


def nothing_entered():
    return not (Person.objects.exists() or NameKey.objects.exists() or Entry.objects.filter(verb__startswith="pegawai"))


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": "   "}, "name", "Tulis nama orangnya, paling banyak 120 huruf."),
        ({"name": "Arif\nContoh\x1b[31m"}, "name", "Tulis nama orangnya, paling banyak 120 huruf."),
        ({"name": "Arif\u202eContoh"}, "name", "Tulis nama orangnya, paling banyak 120 huruf."),
        ({"name": "b" * 121}, "name", "Tulis nama orangnya, paling banyak 120 huruf."),
        ({"nip": "19800101199803100"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"nip": "1980010119980310011"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"nip": "180001011998031001"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"nip": "198001011898031001"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"nip": "١٩٨٠٠١٠١١٩٩٨٠٣١٠٠١"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"nip": "198001011998031001\n"}, "nip", "NIP terdiri dari 18 angka dan dimulai dengan tanggal lahir."),
        ({"employment": ""}, "employment", "Status kepegawaian tidak dikenal. Pilih salah satu dari daftar."),
        ({"employment": "pns"}, "employment", "Status kepegawaian tidak dikenal. Pilih salah satu dari daftar."),
        ({"position_class": "Lurah"}, "position_class", "Jenis jabatan tidak dikenal. Pilih salah satu dari daftar."),
    ],
)
def test_bad_input_is_refused_at_its_field_with_the_right_form(fields, field, sentence):
    agency()

    with pytest.raises(NotPossible) as refusal:
        a_person(**fields)

    assert (refusal.value.field, str(refusal.value)) == (field, sentence)
    assert nothing_entered()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "A"},
        {"name": "b" * 120},
        {"nip": ""},
        {"nip": NIP},
        {"nip": " 19000000 199900 1 001 "},
        {"position": ""},
    ],
)
def test_what_lies_just_inside_is_entered(fields):
    person = a_person(**fields)

    assert Person.objects.get() == person
    assert person.nip in ("", NIP)


@pytest.mark.parametrize("employment", Employment.values)
@pytest.mark.parametrize("position_class", ["", PositionClass.CAMAT])
def test_every_kind_of_employment_of_the_contract_is_entered(employment, position_class):
    person = a_person(employment=employment, position_class=position_class)

    assert (person.employment, person.position_class) == (employment, position_class)


@pytest.mark.parametrize(
    ("first", "last", "possible"),
    [
        (date(2026, 2, 1), date(2026, 2, 1), True),
        (date(2026, 2, 1), date(2026, 2, 2), True),
        (date(2026, 2, 2), date(2026, 2, 1), False),
        (None, date(2026, 2, 1), True),
        (date(2026, 2, 1), None, True),
    ],
)
def test_a_posting_ends_no_earlier_than_it_began(first, last, possible):
    agency()
    if possible:
        assert a_person(valid_from=first, valid_until=last).valid_until == last
        return

    with pytest.raises(NotPossible, match="Hari terakhir tidak boleh sebelum hari pertama") as refusal:
        a_person(valid_from=first, valid_until=last)

    assert refusal.value.field == "valid_until"
    assert nothing_entered()


def test_one_nip_may_have_many_ended_postings_and_one_open():
    for year in (2020, 2021, 2022):
        a_person(nip=NIP, valid_from=date(year, 1, 1), valid_until=date(year, 12, 31))
    a_person(nip=NIP, valid_from=date(2023, 1, 1), at_agency="pemkot-99.08")

    with pytest.raises(NotPossible, match="Akhiri dulu jabatan itu"):
        a_person(nip=NIP, at_agency="pemprov-99")

    assert Person.objects.filter(nip=NIP).count() == 4


def test_a_person_is_entered_whole_or_not_at_all(monkeypatch):
    agency()

    def fail(*_args, **_named):
        raise IntegrityError("the journal is closed")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(IntegrityError, match="journal is closed"):
        a_person("Siti Rekaan")

    assert nothing_entered()
    assert find_people("Siti Rekaan") == []


@pytest.mark.parametrize("name", ["O'Neil Rekaan", "Jean-Luc Rekaan", "Ñanda Rekaan", "R. A. Rekaan", "<b>Rekaan</b>"])
def test_a_name_is_kept_as_it_is_written_and_found_again(name):
    person = a_person(name)

    assert person.name_with_titles == name
    assert person in [match.person for match in find_people(name)]


def test_titles_given_twice_over_stay_in_their_order():
    person = a_person("H. Arif Contoh, S.T.", front_titles="Dr.", back_titles="M.Si.")

    assert person.name_with_titles == "Dr. H. Arif Contoh, S.T., M.Si."
    assert find_people("Arif Contoh")[0].score == 100


def test_words_said_twice_are_indexed_once():
    person = a_person("Rekaan Rekaan Rekan")

    assert NameKey.objects.filter(person=person).count() == 1


def test_entering_takes_the_same_few_queries_however_long_the_name():
    a_person("Pertama")
    counts = []
    for name in ("Satu", " ".join(f"Kata{letter}" for letter in "bcdfghjk")):
        with CaptureQueriesContext(connection) as captured:
            actions.add_person(name, agency=agency(), employment="PNS")
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_the_journal_of_a_person_holds_neither_name_nor_nip_nor_position():
    a_person("Siti Rekaan", nip=NIP, position="Lurah Dermaga", front_titles="Hj.")

    told = str(list(Entry.objects.values()))

    assert not any(text in told for text in ("Siti", "Rekaan", NIP, "Dermaga", "Hj."))


@pytest.mark.parametrize("nip", [NIP, "198703121998031002", "200012312022032099"])
def test_a_masked_nip_hides_the_birth_date_and_shows_the_rest(nip):
    masked = masked_nip(nip)

    assert masked.startswith("•" * 8 + " ")
    assert masked.replace(" ", "")[8:] == nip[8:]
    assert nip[:8] not in masked.replace(" ", "")
