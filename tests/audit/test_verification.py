"""Every kind of tampering, done with raw SQL past the guard, is found and named."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from netral.audit import guard, sealing
from netral.audit.actions import signing_key
from netral.audit.findings import KINDS, Problem
from netral.audit.models import Anchor, AnchorLeaf, Chain, Entry
from netral.audit.queries import signed_root, verify
from netral.lib.signing import SigningKey
from tests.audit.builders import (
    DOKUMEN,
    FIRST_DAY,
    HASH,
    LAPORAN,
    PERKARA,
    SECOND_DAY,
    delete_entry,
    forge_entry,
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


def found() -> tuple[str, str]:
    """The kind and the place of the first problem."""
    problem = verify(settings.ROOTS_DIR).problem
    assert isinstance(problem, Problem)
    return problem.kind, problem.where


def test_a_journal_nobody_touched_is_whole():
    journal()

    verdict = verify(settings.ROOTS_DIR)

    assert (verdict.ok, verdict.problem) == (True, None)
    assert (verdict.entries, verdict.chains, verdict.anchors, verdict.published) == (8, 3, 2, 2)


def test_an_empty_journal_is_whole():
    assert verify().ok


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


# Sealed days.


@pytest.mark.parametrize(
    ("column", "value"), [("root", HASH), ("chains", 9), ("signature", "A" * 88), ("made_at", "2026-01-05 17:11:00")]
)
def test_an_edited_anchor_is_named(column: str, value: object):
    journal()

    tamper(f"UPDATE audit_anchor SET {column} = %s WHERE day = %s", [value, FIRST_DAY])

    assert found() == ("anchor_forged", "2026-01-05")


def test_an_anchor_moved_to_another_day_is_named():
    journal()

    tamper("UPDATE audit_anchor SET day = %s WHERE day = %s", [date(2026, 1, 4), FIRST_DAY])

    assert found() == ("anchor_forged", "2026-01-04")


def test_an_anchor_of_an_unknown_key_is_named():
    journal()

    tamper("UPDATE audit_anchor SET key_id = 'ffffffffffffffff' WHERE day = %s", [SECOND_DAY])

    assert found() == ("key_unknown", "2026-01-06")


def delete_anchor(day: date) -> None:
    tamper("DELETE FROM audit_anchorleaf WHERE anchor_id = %s", [Anchor.objects.get(day=day).pk])
    tamper("DELETE FROM audit_anchor WHERE day = %s", [day])


def test_a_deleted_day_is_found_by_the_day_after():
    journal()

    delete_anchor(FIRST_DAY)

    assert found() == ("anchor_out_of_order", "2026-01-06")


def test_a_deleted_last_day_is_found_in_the_published_files():
    journal()

    delete_anchor(SECOND_DAY)

    assert found() == ("published_without_anchor", "2026-01-06")
    assert verify().ok, "without the published files nothing is left that could tell"


@pytest.mark.parametrize(("column", "value"), [("position", 1), ("head", HASH), ("entries", HASH), ("chain", "x:y")])
def test_an_edited_leaf_is_found_under_its_root(column: str, value: object):
    journal()
    leaf = AnchorLeaf.objects.get(anchor__day=SECOND_DAY, chain=PERKARA)

    tamper(f"UPDATE audit_anchorleaf SET {column} = %s WHERE id = %s", [value, leaf.pk])

    assert found() == ("anchor_root_differs", "2026-01-06")


def test_a_deleted_leaf_is_found_under_every_root_it_was_in_force_for():
    journal()

    tamper("DELETE FROM audit_anchorleaf WHERE chain = %s", [LAPORAN])

    assert found() == ("anchor_root_differs", "2026-01-05")


def test_an_added_leaf_is_found():
    journal()

    tamper(
        "INSERT INTO audit_anchorleaf (anchor_id, chain, position, head, entries) VALUES (%s, 'x:y', 1, %s, %s)",
        [Anchor.objects.get(day=SECOND_DAY).pk, HASH, HASH],
    )

    assert found() == ("anchor_root_differs", "2026-01-06")


@pytest.mark.django_db(transaction=True)
def test_a_leaf_of_no_anchor_is_found():
    journal()

    with without_foreign_keys():
        tamper(
            "INSERT INTO audit_anchorleaf (anchor_id, chain, position, head, entries) VALUES (99999, 'x:y', 1, %s, %s)",
            [HASH, HASH],
        )

        assert found() == ("leaf_stray", "x:y")
        tamper("DELETE FROM audit_anchorleaf WHERE anchor_id = 99999")


def test_a_root_signed_over_a_false_history_is_found(monkeypatch):
    write()
    monkeypatch.setattr(sealing, "_root_over_entries", lambda *_: HASH)
    seal(FIRST_DAY)

    assert found() == ("sealed_history_differs", f"{LAPORAN}#1")


# Published files.


def test_a_published_root_that_differs_is_named():
    journal()
    path = settings.ROOTS_DIR / "2026-01-05.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"root": HASH}))

    problem = verify(settings.ROOTS_DIR).problem

    assert problem is not None
    assert (problem.kind, problem.where) == ("published_differs", "2026-01-05")
    assert f"root = {HASH}" in problem.expected


def test_a_journal_rewritten_with_all_keys_still_differs_from_what_was_published():
    journal()
    published = {path.name: path.read_text() for path in settings.ROOTS_DIR.iterdir()}
    delete_anchor(SECOND_DAY)
    (settings.ROOTS_DIR / "2026-01-06.json").unlink()
    seal(SECOND_DAY)

    (settings.ROOTS_DIR / "2026-01-06.json").write_text(published["2026-01-06.json"])

    assert found() == ("published_differs", "2026-01-06")


@pytest.mark.parametrize("content", ["bukan json", "[]"])
def test_a_published_file_nobody_can_read_is_named(content: str):
    journal()

    (settings.ROOTS_DIR / "2026-01-05.json").write_text(content)

    assert found() == ("published_unreadable", "2026-01-05.json")


def test_a_day_whose_file_somebody_else_keeps_is_no_finding():
    journal()
    (settings.ROOTS_DIR / "2026-01-05.json").unlink()

    verdict = verify(settings.ROOTS_DIR)

    assert (verdict.ok, verdict.published) == (True, 1)


def test_without_public_keys_nothing_can_be_checked(settings, tmp_path):
    journal()
    settings.KEYS_DIR = tmp_path

    assert found() == ("keys_missing", str(tmp_path))


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


@pytest.mark.sqlite
def test_a_leaf_without_a_readable_name_is_found_by_its_row():
    journal()
    leaf = AnchorLeaf.objects.get(anchor__day=SECOND_DAY, chain=PERKARA)

    tamper("UPDATE audit_anchorleaf SET chain = CAST(%s AS TEXT) WHERE id = %s", [b"\xff\xfe", leaf.pk])

    assert found() == ("anchor_unreadable", f"AnchorLeaf {leaf.pk}")


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


@pytest.mark.sqlite
def test_a_day_that_is_no_date_is_found():
    journal()

    first = Anchor.objects.get(day=FIRST_DAY).pk

    tamper("UPDATE audit_anchor SET day = 'hari ini' WHERE id = %s", [first])

    assert found() == ("anchor_unreadable", f"Anchor {first}")


def test_facts_that_no_action_writes_are_an_edit():
    journal()

    tamper("UPDATE audit_entry SET facts = %s WHERE id = %s", ['{"n": 1e300}', row_id(LAPORAN, 1)])

    assert found() == ("entry_edited", f"{LAPORAN}#1")


# The guard itself, and the words.


@pytest.mark.parametrize("table", [*guard.FROZEN, *guard.KEPT])
def test_a_trigger_that_somebody_dropped_is_found_when_all_else_holds(table: str):
    journal()
    sqlite, postgresql = f"DROP TRIGGER {table}_no_delete", f"DROP TRIGGER {table}_guard ON {table}"

    with connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else postgresql)

    assert found() == ("guard_missing", table)


def test_the_first_of_two_broken_entries_is_named():
    journal()

    tamper("UPDATE audit_entry SET verb = 'x' WHERE id IN (%s, %s)", [row_id(PERKARA, 3), row_id(LAPORAN, 3)])

    assert found() == ("entry_edited", f"{LAPORAN}#3")


def test_a_problem_says_where_what_was_found_what_was_expected_and_what_to_do():
    journal()
    tamper("UPDATE audit_entry SET verb = 'x' WHERE id = %s", [row_id(LAPORAN, 2)])

    problem = verify().problem

    assert problem is not None
    assert problem.where == f"{LAPORAN}#2"
    assert problem.found.startswith("isi catatan menghasilkan hash ")
    assert hash_of(LAPORAN, 2) in problem.expected
    assert problem.remedy.startswith("Jangan ubah apa pun")
    assert str(problem) == f"{problem.where}: {problem.found} {problem.expected} {problem.remedy}"


@pytest.mark.django_db(transaction=True)
def test_a_check_outside_a_transaction_leaves_the_connection_as_it_was():
    journal()

    assert verify(settings.ROOTS_DIR).ok

    write(verb="laporan.cabut")
    assert Entry.objects.count() == 9


def test_a_check_reads_thousands_of_entries_in_few_queries(django_assert_max_num_queries):
    for _ in range(30):
        write()

    with django_assert_max_num_queries(12):
        assert verify().ok


def test_the_published_file_is_what_the_database_says():
    journal()

    for anchor in Anchor.objects.all():
        assert json.loads((settings.ROOTS_DIR / f"{anchor.day}.json").read_text()) == signed_root(anchor)


def test_every_kind_of_finding_has_a_test_here():
    source = Path(__file__).read_text(encoding="utf-8")

    assert [kind for kind in KINDS if f'"{kind}"' not in source] == []
