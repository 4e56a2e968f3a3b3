from datetime import UTC, datetime

import pytest
from django.db import transaction

from netral.audit import actions
from netral.audit.models import Chain, Entry, EntrySubject
from netral.audit.queries import public_keys, verify
from netral.audit.states import GENESIS, KEY_REPLACED, JournalError, PersonalData
from netral.lib.canonical import canonical_json, sha256_hex
from netral.lib.signing import NoSigningKey, SigningKey, verify_json
from tests.audit.builders import (
    HASH,
    LAPORAN,
    NINE,
    PERKARA,
    journal,
    row_id,
    tamper,
    write,
)

pytestmark = pytest.mark.django_db

HOUSE = "organisasi:bawaslu"

# Recording.


def test_an_entry_keeps_what_was_said_of_it():
    write(
        PERKARA,
        "perkara.susun_kajian",
        actor="akun:5f6g7h8j9k0m1",
        office="bawaslu-33.74",
        about=[LAPORAN],
        before="pemeriksaan",
        after="menunggu_pleno",
        facts={"version": 3, "clocks": [{"rule": "P-TL", "due": None}]},
        hashes=[HASH],
    )

    entry = Entry.objects.get()
    assert (entry.chain, entry.position, entry.at) == (PERKARA, 1, NINE)
    assert (entry.actor, entry.office, entry.verb) == ("akun:5f6g7h8j9k0m1", "bawaslu-33.74", "perkara.susun_kajian")
    assert (entry.before, entry.after) == ("pemeriksaan", "menunggu_pleno")
    assert entry.facts == {"version": 3, "clocks": [{"rule": "P-TL", "due": None}]}
    assert (entry.hashes, entry.subjects, entry.previous) == ([HASH], [PERKARA, LAPORAN], GENESIS)


def test_the_entry_handed_back_is_the_stored_one():
    entry = write(facts={"count": 2})

    stored = Entry.objects.get()
    assert (entry.pk, entry.hash, entry.facts) == (stored.pk, stored.hash, stored.facts)
    entry.refresh_from_db()
    assert str(entry) == f"{LAPORAN}#1"


def test_the_hash_is_sha_256_over_the_canonical_json_of_every_field():
    entry = write(at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC), facts={"b": 1, "a": [True, None, 0.5]}, hashes=[HASH])

    said = {
        "chain": LAPORAN,
        "position": 1,
        "at": "2026-01-05T09:00:00.000000+00:00",
        "actor": "sistem",
        "office": "",
        "verb": "laporan.dibuka",
        "subjects": [LAPORAN],
        "before": "",
        "after": "",
        "facts": {"a": [True, None, 0.5], "b": 1},
        "hashes": [HASH],
        "previous": "0" * 64,
    }
    assert entry.hash == sha256_hex(canonical_json(said))


def test_every_entry_is_built_on_the_one_before_in_its_chain():
    first, other, second = write(), write(PERKARA), write()

    assert (first.previous, other.previous, second.previous) == (GENESIS, GENESIS, first.hash)
    assert (first.position, other.position, second.position) == (1, 1, 2)


def test_a_chain_somebody_began_at_the_same_moment_is_gone_on_with(monkeypatch: pytest.MonkeyPatch):
    """The look before the leap finds no head; the head of the faster one stands in the way of ours."""
    first = write()
    looks = iter([None])
    lock_head = actions.rows.lock_head
    monkeypatch.setattr(actions.rows, "lock_head", lambda chain: next(looks, lock_head(chain)))

    second = write()

    assert (second.position, second.previous) == (2, first.hash)
    assert Chain.objects.get(subject=LAPORAN).length == 2


def test_the_head_moves_with_every_entry_and_is_signed():
    write()
    entry = write()

    head = Chain.objects.get(subject=LAPORAN)
    (key,) = public_keys()
    assert (head.length, head.head, head.key_id) == (2, entry.hash, key["key_id"])
    assert str(head) == LAPORAN
    body = {"chain": LAPORAN, "length": 2, "head": entry.hash}
    assert verify_json(str(key["public_key"]), body, head.signature)


def test_every_subject_is_named_once_the_chain_first():
    entry = write(about=[PERKARA, LAPORAN, PERKARA])

    assert entry.subjects == [LAPORAN, PERKARA]
    assert sorted(EntrySubject.objects.values_list("subject", flat=True)) == [LAPORAN, PERKARA]


def test_tuples_and_nested_mappings_are_stored_as_json_and_still_fit_their_hash():
    write(facts={"steps": ("a", "b"), "clock": {"rule": "P-KA"}})

    assert Entry.objects.get().facts == {"steps": ["a", "b"], "clock": {"rule": "P-KA"}}
    assert verify().ok


@pytest.mark.parametrize("number", [0, -1, 10**15 - 1, 0.1, -0.0, 1e-7, 9.5e14, 123456789.123])
def test_numbers_come_back_from_the_database_as_they_were_hashed(number: float):
    write(facts={"n": number})

    assert verify().ok


@pytest.mark.django_db(transaction=True)
def test_an_act_without_a_transaction_is_refused():
    with pytest.raises(JournalError, match=r"laporan\.dibuka on laporan:.* wrap both in atomic"):
        actions.record(LAPORAN, "laporan.dibuka", actor="sistem", at=NINE)

    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_entry_falls_with_the_act_it_belongs_to():
    write()

    @transaction.atomic
    def act() -> float:
        actions.record(LAPORAN, "laporan.tolak", actor="sistem", at=NINE)
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        act()

    assert Chain.objects.get(subject=LAPORAN).length == Entry.objects.count() == 1
    assert verify().ok


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(JournalError, match="no time zone"):
        write(at=datetime(2026, 1, 5, 9, 0))  # noqa: DTZ001 — that is what is refused


@pytest.mark.parametrize(
    "fields",
    [
        {"facts": {"reason": "Budi Santoso"}},
        {"facts": {"nik": "3374012345678901"}},
        {"hashes": ["Budi"]},
        {"actor": "Budi Santoso"},
        {"office": "Kantor Budi"},
        {"verb": "laporan dibuka"},
        {"before": "dua kata"},
        {"after": "dua kata"},
        {"about": ["Budi Santoso"]},
        {"chain": "laporan:Budi Santoso"},
    ],
)
def test_nothing_that_could_name_a_person_is_recorded(fields: dict[str, object]):
    with pytest.raises(PersonalData):
        write(**fields)

    assert Entry.objects.count() == 0


def test_one_append_takes_five_statements_however_long_the_chain(django_assert_num_queries):
    for _ in range(20):
        write()

    with django_assert_num_queries(6):  # SAVEPOINT, lock, move the head, entry, subjects, RELEASE
        write()


# Keys.


def test_a_new_house_gets_its_key_and_keeps_it(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"

    key_id = actions.ensure_signing_key()

    assert actions.ensure_signing_key() == key_id == actions.signing_key().key_id
    assert [key["key_id"] for key in public_keys()] == [key_id]
    assert public_keys()[0]["from"] is not None


def test_without_a_key_nothing_is_recorded(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "none"

    with pytest.raises(NoSigningKey, match="netral init"):
        write()

    assert Entry.objects.count() == 0


def test_anything_can_be_signed_for_the_house():
    key_id, signature = actions.sign_json({"number": "001"})

    keys = {key["key_id"]: str(key["public_key"]) for key in public_keys()}
    assert verify_json(keys[key_id], {"number": "001"}, signature)


def test_what_was_sealed_stays_provable_after_the_key_is_replaced(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    first = actions.ensure_signing_key()
    journal()

    told = actions.replace_signing_key(HOUSE, actor="sistem", at=NINE)
    write(verb="laporan.cabut")

    second = actions.signing_key().key_id
    assert first != second
    assert Chain.objects.get(subject=LAPORAN).key_id == Chain.objects.get(subject=HOUSE).key_id == second
    assert Chain.objects.get(subject=PERKARA).key_id == first
    assert [key["key_id"] for key in public_keys()] == [second, first]
    assert (told.verb, [each[:16] for each in told.hashes]) == (KEY_REPLACED, [first, second])
    assert verify(settings.ROOTS_DIR).ok


def test_a_running_process_signs_with_the_key_that_another_one_put_in_its_place(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    first = actions.ensure_signing_key()
    write()
    assert (actions.signing_key() is actions.signing_key(), Chain.objects.get().key_id) == (True, first)

    second = SigningKey.replace(tmp_path).key_id
    write(verb="laporan.cabut")

    assert Chain.objects.get().key_id == second != first
    assert verify().ok


def test_a_key_that_was_taken_away_signs_nothing_more(settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    actions.ensure_signing_key()
    write()
    (tmp_path / "signing.key").unlink()

    with pytest.raises(NoSigningKey):
        write(verb="laporan.cabut")


def test_row_ids_follow_the_order_of_recording():
    journal()

    assert row_id(LAPORAN, 1) < row_id(PERKARA, 1) < row_id(LAPORAN, 3)
    assert tamper("UPDATE audit_chain SET length = length") == 3
