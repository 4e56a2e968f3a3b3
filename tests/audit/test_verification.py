"""The check as a whole: what it counts, in which order it looks, and what it says."""

import json
import tracemalloc
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from netral.audit import guard
from netral.audit.findings import KINDS
from netral.audit.models import Anchor, Entry
from netral.audit.queries import signed_root, verify
from tests.audit.builders import (
    LAPORAN,
    PERKARA,
    found,
    hash_of,
    journal,
    row_id,
    tamper,
    write,
)

pytestmark = pytest.mark.django_db


def test_a_journal_nobody_touched_is_whole():
    journal()

    verdict = verify(settings.ROOTS_DIR)

    assert (verdict.ok, verdict.problem) == (True, None)
    assert (verdict.entries, verdict.chains, verdict.anchors, verdict.published) == (8, 3, 2, 2)


def test_an_empty_journal_is_whole():
    assert verify().ok


def test_without_public_keys_nothing_can_be_checked(settings, tmp_path):
    journal()
    settings.KEYS_DIR = tmp_path

    assert found() == ("keys_missing", str(tmp_path))


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


def test_every_kind_of_finding_has_a_test():
    sources = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*_check.py")]
    sources.append(Path(__file__).read_text(encoding="utf-8"))

    assert [kind for kind in KINDS if f'"{kind}"' not in "".join(sources)] == []


@pytest.mark.soak
def test_a_journal_four_times_as_long_needs_no_more_memory():
    def peak(numbers: range) -> int:
        for number in numbers:
            write(f"laporan:{number // 2}")
        tracemalloc.start()
        assert verify().ok
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    first = peak(range(5_000))  # more than the rows that are read at a time, of every table

    assert peak(range(5_000, 20_000)) < 1.2 * first
