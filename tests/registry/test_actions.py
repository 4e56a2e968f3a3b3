"""Entering persons, loading the elections of the law, making one for training."""

from datetime import date

import pytest

from netral import rulebook
from netral.audit.actions import ensure_signing_key
from netral.audit.models import Entry
from netral.registry import actions
from netral.registry.models import Election, NameKey, Person
from netral.registry.policies import NotPossible
from netral.registry.states import StageDays
from tests.registry.builders import ACTOR, NIP, NOW, a_person, a_training_election

pytestmark = pytest.mark.django_db


def test_titles_written_in_the_name_are_kept_apart():
    person = a_person("  Dr. H.  Arif Contoh, S.T., M.Si. ")

    assert (person.front_titles, person.name, person.back_titles) == ("Dr. H.", "Arif Contoh", "S.T., M.Si.")
    assert (person.search_name, person.name_with_titles) == ("arif contoh", "Dr. H. Arif Contoh, S.T., M.Si.")


def test_titles_may_be_given_apart():
    person = a_person("Arif Contoh", front_titles="Dr.", back_titles="M.Si.")

    assert (person.front_titles, person.name, person.back_titles) == ("Dr.", "Arif Contoh", "M.Si.")


def test_the_words_of_the_name_are_indexed():
    person = a_person("Arif Contoh")

    assert set(NameKey.objects.filter(person=person).values_list("key", flat=True)) == {"arf", "cnth"}


def test_the_journal_learns_the_opaque_key_and_nothing_that_names_the_person():
    person = a_person("Arif Contoh", nip=NIP, position="Lurah", position_class="lurah", office="bawaslu")

    entry = Entry.objects.get(verb="pegawai.ditambahkan")

    assert (entry.chain, entry.actor, entry.office) == ("organisasi:pemkab-99.07", ACTOR, "bawaslu")
    assert entry.subjects == ["organisasi:pemkab-99.07", person.reference]
    assert entry.facts == {"agency": "pemkab-99.07", "employment": "PNS"}


def test_an_action_without_actor_and_time_is_the_systems_own(db):
    person = a_person()
    again = actions.add_person("Budi Contoh", agency=person.agency, employment="PPPK")

    entry = Entry.objects.filter(verb="pegawai.ditambahkan").latest("position")

    assert entry.actor == "sistem"
    assert again.reference in entry.subjects


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 121}, "name"),
        ({"name": "Arif\x00Contoh"}, "name"),
        ({"nip": "123"}, "nip"),
        ({"nip": "3" * 18}, "nip"),
        ({"nip": "x" * 18}, "nip"),
        ({"employment": "raja"}, "employment"),
        ({"position_class": "raja"}, "position_class"),
        ({"valid_from": date(2026, 2, 2), "valid_until": date(2026, 2, 1)}, "valid_until"),
    ],
)
def test_a_person_that_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(NotPossible) as refusal:
        a_person(**fields)

    assert refusal.value.field == field
    assert not Person.objects.exists()
    assert not Entry.objects.filter(verb="pegawai.ditambahkan").exists()


def test_a_nip_has_one_open_posting():
    a_person(nip=NIP)

    with pytest.raises(NotPossible) as refusal:
        a_person(nip=NIP)

    assert refusal.value.field == "nip"


def test_a_new_posting_may_follow_one_that_ended():
    a_person(nip=NIP, valid_until=date(2025, 12, 31))

    a_person(nip="19000000 199900 1 001", valid_from=date(2026, 1, 1))

    assert Person.objects.filter(nip=NIP).count() == 2


def test_the_elections_of_the_law_are_loaded_with_their_stages():
    ensure_signing_key()

    counts = actions.load_elections(at=NOW)

    law = rulebook.current().elections
    assert counts == {"total": len(law), "created": len(law), "changed": 0}
    assert set(Election.objects.values_list("code", flat=True)) == set(law)
    assert {each.code: each.stages.count() for each in Election.objects.all()} == {
        code: len(election.stages) for code, election in law.items()
    }


def test_loading_is_one_entry_and_loading_again_is_none():
    ensure_signing_key()
    actions.load_elections(at=NOW)

    counts = actions.load_elections(at=NOW)

    entry = Entry.objects.get(chain="pemilihan:daftar")
    assert (counts["created"], counts["changed"]) == (0, 0)
    assert entry.facts["rulebook"] == rulebook.current().version


def test_an_election_that_differs_from_the_law_is_brought_in_line():
    ensure_signing_key()
    actions.load_elections(at=NOW)
    Election.objects.filter(code="pemilu2024").update(name="Lain")
    Election.objects.get(code="pilkada2024").stages.first().delete()

    counts = actions.load_elections(at=NOW)

    law = rulebook.current().elections
    assert (counts["created"], counts["changed"]) == (0, 2)
    assert Election.objects.get(code="pemilu2024").name == law["pemilu2024"].name.id
    assert Election.objects.get(code="pilkada2024").stages.count() == len(law["pilkada2024"].stages)


def test_a_training_election_survives_loading_the_law():
    a_training_election()

    actions.load_elections(at=NOW)

    assert Election.objects.get(code="latihan-2026").stages.count() == 3


def test_making_an_election_is_journalled():
    election = a_training_election()

    entry = Entry.objects.get(chain="pemilihan:latihan-2026")

    assert (election.name_en, election.example) == ("Pilkada Latihan", True)
    assert (entry.verb, entry.actor) == ("pemilihan.dibuat", ACTOR)
    assert entry.facts == {"regime": "pilkada", "voting_day": "2026-12-09", "stages": 3, "example": True}


def test_stages_may_be_plain_tuples():
    day = date(2026, 10, 1)

    election = a_training_election(stages=[("penetapan_calon", [], day, day)])

    assert election.stages.get().starts_on == day


DAY = date(2026, 10, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"code": "Latihan"}, "code"),
        ({"code": "2026"}, "code"),
        ({"code": "a" * 41}, "code"),
        ({"code": "pemilu2024"}, "code"),
        ({"name": " "}, "name"),
        ({"regime": "kerajaan"}, "regime"),
        ({"offices": ["raja"]}, "offices"),
        ({"stages": [StageDays("pesta", [], DAY, DAY)]}, "stages"),
        ({"stages": [StageDays("kampanye", ["raja"], DAY, DAY)]}, "stages"),
        ({"stages": [StageDays("kampanye", [], DAY, date(2026, 9, 30))]}, "stages"),
    ],
)
def test_an_election_that_cannot_be_is_refused_by_field(fields, field):
    with pytest.raises(NotPossible) as refusal:
        a_training_election(**fields)

    assert refusal.value.field == field
    assert not Election.objects.exists()


def test_a_code_of_an_election_is_given_once():
    a_training_election()

    with pytest.raises(NotPossible) as refusal:
        a_training_election()

    assert str(refusal.value) == "Kode pemilihan ini sudah dipakai. Pilih kode lain."
