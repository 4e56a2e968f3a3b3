"""What can be done to the entries of a chain, to its head and to its index: all of it with raw SQL past the guard."""

import pytest
from django.db import connection

from netral.audit import sealing
from netral.audit.actions import signing_key
from netral.audit.models import Chain
from netral.lib.signing import SigningKey
from tests.audit.builders import (
    DOKUMEN,
    FIRST_DAY,
    HASH,
    LAPORAN,
    PERKARA,
    delete_entry,
    forge_entry,
    found,
    hash_of,
    journal,
    move_head,
    rehash,
    rehash_one,
    row_id,
    seal,
    tamper,
    without_foreign_keys,
    write,
)

pytestmark = pytest.mark.django_db
GENESIS = "0" * 64


# Entries changed in place.


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "laporan.tolak"),
        ("actor", "akun:0000000000000"),
        ("office", "bawaslu-33.75"),
        ("before", "diperbaiki"),
        ("after", "tidak_diregistrasi"),
        ("facts", '{"rule": "P-TL"}'),
        ("hashes", f'["{HASH}"]'),
        ("at", "2026-01-04 02:00:00"),
        ("previous", HASH),
        ("hash", HASH),
    ],
)
def test_an_edited_entry_is_named(column: str, value: str):
    journal()

    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", [value, row_id(LAPORAN, 2)])

    assert found() == ("entry_edited", f"{LAPORAN}#2")


def unsealed() -> None:
    for verb in ("laporan.dibuka", "laporan.minta_perbaikan", "laporan.terima_perbaikan"):
        write(verb=verb)


def test_an_edited_entry_with_a_fitting_hash_is_found_by_the_one_built_on_it():
    unsealed()

    tamper("UPDATE audit_entry SET verb = 'laporan.tolak' WHERE id = %s", [row_id(LAPORAN, 2)])
    rehash_one(row_id(LAPORAN, 2))

    assert found() == ("entry_replaced", f"{LAPORAN}#2")


def test_an_entry_moved_to_another_chain_is_found():
    journal()

    tamper("UPDATE audit_entry SET chain = %s, position = 5 WHERE id = %s", [LAPORAN, row_id(PERKARA, 4)])

    assert found() == ("entry_missing", f"{LAPORAN}#4")


# Entries taken out, put in, or exchanged.


def test_a_deleted_entry_is_named():
    journal()

    delete_entry(PERKARA, 2)

    assert found() == ("entry_missing", f"{PERKARA}#2")


def test_a_deleted_first_entry_is_named():
    journal()

    delete_entry(PERKARA, 1)

    assert found() == ("entry_missing", f"{PERKARA}#1")


def test_closing_the_gap_of_a_deleted_entry_does_not_hide_it():
    journal()

    delete_entry(LAPORAN, 2)
    tamper("UPDATE audit_entry SET position = 2 WHERE id = %s", [row_id(LAPORAN, 3)])

    assert found() == ("entry_edited", f"{LAPORAN}#2")


def test_an_inserted_entry_is_found_by_the_one_after_it():
    unsealed()

    tamper("UPDATE audit_entry SET position = 4 WHERE id = %s", [row_id(LAPORAN, 3)])
    forge_entry(LAPORAN, 3, previous=hash_of(LAPORAN, 2))
    rehash_one(row_id(LAPORAN, 4))

    assert found() == ("entry_out_of_order", f"{LAPORAN}#4")


def test_an_entry_added_behind_the_signed_head_is_named():
    journal()

    forge_entry(LAPORAN, 4, previous=hash_of(LAPORAN, 3))

    assert found() == ("tail_added", f"{LAPORAN}#4")


def test_an_entry_added_together_with_a_head_nobody_signed_is_found():
    journal()

    forged = forge_entry(LAPORAN, 4, previous=hash_of(LAPORAN, 3))
    move_head(LAPORAN, 4, forged)

    assert found() == ("head_forged", f"{LAPORAN}#4")


def test_a_chain_made_up_without_a_head_is_found():
    journal()

    forge_entry("laporan:palsu", 1, previous=GENESIS)

    assert found() == ("head_missing", "laporan:palsu")


def exchange(chain: str, one: int, other: int) -> None:
    first, second = row_id(chain, one), row_id(chain, other)
    tamper("UPDATE audit_entry SET position = 99 WHERE id = %s", [first])
    tamper("UPDATE audit_entry SET position = %s WHERE id = %s", [one, second])
    tamper("UPDATE audit_entry SET position = %s WHERE id = %s", [other, first])


def test_exchanged_entries_are_found():
    journal()

    exchange(PERKARA, 2, 3)

    assert found() == ("entry_edited", f"{PERKARA}#2")


def test_exchanged_entries_with_fitting_hashes_are_found():
    journal()

    exchange(PERKARA, 2, 3)
    rehash_one(row_id(PERKARA, 2))
    rehash_one(row_id(PERKARA, 3))

    assert found() == ("entry_replaced", f"{PERKARA}#1")


def test_a_first_entry_that_claims_one_before_it_is_found():
    journal()

    tamper("UPDATE audit_entry SET previous = %s WHERE id = %s", [HASH, row_id(PERKARA, 1)])
    rehash_one(row_id(PERKARA, 1))

    assert found() == ("entry_out_of_order", f"{PERKARA}#1")


# Tails cut, heads rolled back, chains recomputed.


def test_a_cut_tail_is_found_against_the_signed_head():
    journal()

    delete_entry(PERKARA, 4)

    assert found() == ("tail_cut", f"{PERKARA}#4")


def test_a_tail_cut_with_its_head_rolled_back_is_found_against_the_sealed_day():
    write()
    earlier = Chain.objects.get(subject=LAPORAN)
    write(verb="laporan.tolak")
    seal(FIRST_DAY)

    delete_entry(LAPORAN, 2)
    tamper(
        "UPDATE audit_chain SET length = %s, head = %s, signature = %s WHERE subject = %s",
        [earlier.length, earlier.head, earlier.signature, LAPORAN],
    )

    assert found() == ("sealed_tail_cut", f"{LAPORAN}#2")


def test_a_whole_chain_deleted_with_its_head_is_found_against_the_sealed_day():
    journal()

    delete_entry(DOKUMEN, 1)
    tamper("DELETE FROM audit_chain WHERE subject = %s", [DOKUMEN])

    assert found() == ("sealed_tail_cut", f"{DOKUMEN}#1")


def test_a_recomputed_chain_does_not_fit_its_head():
    journal()

    tamper("UPDATE audit_entry SET verb = 'perkara.cabut' WHERE id = %s", [row_id(PERKARA, 4)])
    rehash(PERKARA, 4)

    assert found() == ("head_differs", f"{PERKARA}#4")


def test_a_recomputed_chain_with_its_head_needs_the_key():
    journal()

    tamper("UPDATE audit_entry SET verb = 'perkara.cabut' WHERE id = %s", [row_id(PERKARA, 4)])
    move_head(PERKARA, 4, rehash(PERKARA, 4))

    assert found() == ("head_forged", f"{PERKARA}#4")


def test_a_chain_recomputed_with_the_stolen_key_differs_from_the_sealed_day():
    journal()

    tamper("UPDATE audit_entry SET verb = 'laporan.tolak' WHERE id = %s", [row_id(LAPORAN, 2)])
    head = rehash(LAPORAN, 2)
    move_head(LAPORAN, 3, head)
    signature = signing_key().sign_json({"chain": LAPORAN, "length": 3, "head": head})
    tamper("UPDATE audit_chain SET signature = %s WHERE subject = %s", [signature, LAPORAN])

    assert found() == ("sealed_entry_differs", f"{LAPORAN}#2")


def test_a_head_signed_with_an_unknown_key_is_found(tmp_path):
    journal()
    stranger = SigningKey.generate(tmp_path)
    head = Chain.objects.get(subject=PERKARA)

    signature = stranger.sign_json({"chain": PERKARA, "length": head.length, "head": head.head})
    tamper(
        "UPDATE audit_chain SET key_id = %s, signature = %s WHERE subject = %s", [stranger.key_id, signature, PERKARA]
    )

    assert found() == ("key_unknown", f"{PERKARA}#4")


@pytest.mark.parametrize("signature", ["", "bukan-tanda-tangan", "ñ", "A" * 88])
def test_a_damaged_signature_is_found(signature: str):
    journal()

    tamper("UPDATE audit_chain SET signature = %s WHERE subject = %s", [signature, LAPORAN])

    assert found() == ("head_forged", f"{LAPORAN}#3")


def test_a_deleted_head_is_found():
    journal()

    tamper("DELETE FROM audit_chain WHERE subject = %s", [LAPORAN])

    assert found() == ("head_missing", LAPORAN)


# The index of subjects.


def test_an_entry_hidden_from_one_of_its_subjects_is_named():
    journal()

    tamper("DELETE FROM audit_entrysubject WHERE entry_id = %s AND subject = %s", [row_id(PERKARA, 2), LAPORAN])

    assert found() == ("subjects_differ", f"{PERKARA}#2")


def test_an_entry_shown_to_a_foreign_subject_is_named():
    journal()

    tamper("INSERT INTO audit_entrysubject (entry_id, subject) VALUES (%s, 'laporan:lain')", [row_id(DOKUMEN, 1)])

    assert found() == ("subjects_differ", f"{DOKUMEN}#1")


def test_an_edited_subject_row_is_named():
    journal()

    tamper(
        "UPDATE audit_entrysubject SET subject = 'laporan:lain' WHERE entry_id = %s AND subject = %s",
        [row_id(LAPORAN, 1), LAPORAN],
    )

    assert found() == ("subjects_differ", f"{LAPORAN}#1")


@pytest.mark.django_db(transaction=True)
def test_a_subject_row_of_no_entry_is_found():
    journal()

    with without_foreign_keys():
        tamper("INSERT INTO audit_entrysubject (entry_id, subject) VALUES (99999, %s)", [LAPORAN])

        assert found() == ("subjects_stray", "audit_entrysubject")
        tamper("DELETE FROM audit_entrysubject WHERE entry_id = 99999")


# Rows that cannot be read at all.


@pytest.mark.sqlite
@pytest.mark.parametrize(("column", "value"), [("facts", "{bukan json"), ("at", "kemarin")])
def test_an_entry_that_makes_no_sense_is_an_edit(column: str, value: object):
    journal()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")

    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", [value, row_id(LAPORAN, 3)])

    assert found() == ("entry_edited", f"{LAPORAN}#3")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


@pytest.mark.sqlite
def test_an_entry_that_cannot_be_read_is_named():
    journal()

    tamper("UPDATE audit_entry SET at = %s WHERE id = %s", [b"\xff\xfe", row_id(LAPORAN, 3)])

    assert found() == ("entry_unreadable", f"{LAPORAN}#3")


@pytest.mark.postgresql
def test_an_entry_whose_time_python_cannot_hold_is_named():
    journal()

    tamper("UPDATE audit_entry SET at = 'infinity' WHERE id = %s", [row_id(LAPORAN, 3)])

    assert found() == ("entry_unreadable", f"{LAPORAN}#3")


@pytest.mark.sqlite
@pytest.mark.parametrize("value", ["x", b"\x00", 1.5])
def test_a_position_that_is_no_number_is_a_gap(value: object):
    journal()

    tamper("UPDATE audit_entry SET position = %s WHERE id = %s", [value, row_id(LAPORAN, 2)])

    assert found() == ("entry_missing", f"{LAPORAN}#2")


def test_facts_that_no_action_writes_are_an_edit():
    journal()

    tamper("UPDATE audit_entry SET facts = %s WHERE id = %s", ['{"n": 1e300}', row_id(LAPORAN, 1)])

    assert found() == ("entry_edited", f"{LAPORAN}#1")


def test_a_root_signed_over_a_false_history_is_found(monkeypatch):
    write()
    monkeypatch.setattr(
        sealing, "_leaf", lambda head, _tree: sealing.Leaf(head.chain, head.length, head.head, entries=HASH)
    )
    seal(FIRST_DAY)

    assert found() == ("sealed_history_differs", f"{LAPORAN}#1")
