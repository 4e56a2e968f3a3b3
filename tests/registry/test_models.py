from datetime import date

import pytest
from django.db import IntegrityError, transaction

from netral.registry.models import Election, ElectionStage, Person
from tests.registry.builders import NIP, a_person, agency

pytestmark = pytest.mark.django_db


def _row(**fields):
    values = {"name": "X", "employment": "PNS", "agency": agency(), "search_name": "x"} | fields
    return Person.objects.create(**values)


@pytest.mark.parametrize(
    "fields",
    [
        {"employment": "raja"},
        {"position_class": "raja"},
        {"nip": "123"},
        {"valid_from": date(2026, 2, 2), "valid_until": date(2026, 2, 1)},
    ],
)
def test_the_database_refuses_a_person_that_cannot_be(fields):
    agency()

    with pytest.raises(IntegrityError), transaction.atomic():
        _row(**fields)


def test_the_database_refuses_two_open_postings_of_one_nip():
    _row(nip=NIP)

    with pytest.raises(IntegrityError), transaction.atomic():
        _row(nip=NIP)


def test_many_persons_have_no_nip():
    assert {_row().nip, _row().nip} == {""}


@pytest.mark.parametrize(
    ("front", "back", "shown"),
    [
        ("", "", "Arif"),
        ("Dr. H.", "", "Dr. H. Arif"),
        ("", "S.T., M.Si.", "Arif, S.T., M.Si."),
        ("Drs.", "M.M.", "Drs. Arif, M.M."),
    ],
)
def test_letters_write_the_name_with_its_titles(front, back, shown):
    assert Person(name="Arif", front_titles=front, back_titles=back).name_with_titles == shown


def test_lists_show_the_name_without_titles():
    assert str(a_person("Dr. Arif Contoh, M.Si.")) == "Arif Contoh"


def test_the_database_refuses_an_election_under_no_law():
    with pytest.raises(IntegrityError), transaction.atomic():
        Election.objects.create(code="x", name="X", name_en="X", regime="kerajaan", voting_day=date(2026, 1, 1))


def test_the_database_refuses_a_stage_that_ends_before_it_begins():
    election = Election.objects.create(code="x", name="X", name_en="X", regime="pemilu", voting_day=date(2026, 1, 1))

    with pytest.raises(IntegrityError), transaction.atomic():
        ElectionStage.objects.create(
            election=election, code="kampanye", starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1)
        )


def test_an_election_is_shown_by_its_name():
    election = Election(code="x", name="Pemilu Contoh")

    assert str(election) == "Pemilu Contoh"


def test_a_stage_is_shown_with_its_election():
    assert str(ElectionStage(election_id=7, code="kampanye")) == "7 kampanye"
