"""A row found or stored with a plain statement is the row the ORM would have found or stored."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from netral.lib.statements import BATCH, MANY, ask, find, insert, insert_missing
from netral.procedure.models import Clock

AT = datetime(2024, 2, 5, 3, 0, 0, 123456, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock(subject: str, **named: object) -> Clock:
    return Clock(subject=subject, rule="P-KA", started_at=AT, zone="Asia/Jakarta", **named)


def test_rows_are_found_as_the_orm_finds_them() -> None:
    skipped = [{"date": "2024-02-08", "name": "Isra Mikraj"}]
    clocks = Clock.objects.bulk_create([clock(f"laporan:{n}", skipped=skipped) for n in range(4)])

    with CaptureQueriesContext(connection) as queries:
        found = find(Clock, "subject", "laporan:1", "laporan:3", "laporan:' OR 1=1 --")

    assert sorted(found, key=lambda each: each.pk) == [clocks[1], clocks[3]]
    assert {(each.started_at, str(each.skipped), each.due_at) for each in found} == {(AT, str(skipped), None)}
    assert len(queries) == 1
    assert find(Clock, "subject", "laporan:5") == []


@pytest.mark.parametrize("among", [0, MANY])
def test_rows_are_stored_as_the_orm_stores_them(among: int) -> None:
    skipped = [{"date": "2024-02-08", "name": "Isra Mikraj “é”"}]
    told = {"count": 7, "due_at": AT, "skipped": skipped, "source": '100% %s {"NULL",\\}'}
    mine, theirs = (clock(f"laporan:{n}", **told) for n in (1, 2))

    insert([mine, *(clock(f"laporan:{n}") for n in range(3, 3 + among))])
    theirs.save()

    rows = [
        {name: value for name, value in row.items() if name not in ("id", "key", "subject")}
        for row in Clock.objects.filter(pk__in=[mine.pk, theirs.pk]).values()
    ]
    assert rows[0] == rows[1]
    assert (rows[0]["skipped"], rows[0]["stopped_at"], rows[0]["source"]) == (skipped, None, told["source"])


@pytest.mark.parametrize("rows", [5, 3 * MANY])
def test_every_row_gets_its_own_key_and_counts_as_stored(rows: int) -> None:
    clocks = [clock(f"laporan:{n}") for n in range(rows)]

    insert(clocks)

    assert {each.pk: each.subject for each in clocks} == dict(Clock.objects.values_list("pk", "subject"))
    assert not any(each._state.adding for each in clocks)
    clocks[0].stopped_by = "laporan.cabut"
    clocks[0].save()
    assert Clock.objects.count() == rows


def test_however_many_rows_are_one_statement_and_none_is_no_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        insert([clock(f"laporan:{n}") for n in range(2 * MANY)])
        insert([])

    assert len(queries) == 1


def test_the_database_still_refuses_what_it_refuses() -> None:
    first = clock("laporan:1")
    insert([first])

    with pytest.raises(IntegrityError), transaction.atomic():
        insert([clock("laporan:2"), clock("laporan:3", key=first.key)])

    assert Clock.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.parametrize("rows", [1, MANY])
def test_a_text_too_long_is_refused_however_many_go_together(rows: int) -> None:
    """SQLite knows no length of a text."""
    with pytest.raises(DataError), transaction.atomic():
        insert([clock(f"laporan:{n}", source="s", key="k" * 500) for n in range(rows)])

    assert not Clock.objects.exists()


def test_a_statement_is_run_as_it_is_written_and_answers_with_all_its_rows() -> None:
    insert([clock("laporan:1"), clock("laporan:2")])

    found = ask("SELECT subject FROM procedure_clock WHERE zone = %s ORDER BY subject", ["Asia/Jakarta"])
    changed = ask("UPDATE procedure_clock SET source = %s", ["100%"])

    assert (found, changed) == ([("laporan:1",), ("laporan:2",)], [])
    assert set(Clock.objects.values_list("source", flat=True)) == {"100%"}


@pytest.mark.django_db(transaction=True)
def test_a_cursor_outlives_no_connection() -> None:
    insert([clock("laporan:1")])
    connection.close()

    insert([clock("laporan:2")])
    connection.close()

    assert len(ask("SELECT id FROM procedure_clock")) == 2


@pytest.mark.django_db(transaction=True)
def test_every_thread_has_a_cursor_of_its_own() -> None:
    def store(number: int) -> None:
        insert([clock(f"laporan:{number}")])
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(store, range(20)))

    assert Clock.objects.count() == 20


@pytest.mark.parametrize("rows", [5, BATCH + MANY])
def test_what_is_there_already_is_passed_over_and_the_rest_is_stored(rows: int) -> None:
    clocks = [clock(f"laporan:{n}") for n in range(rows)]
    insert(clocks[:3])

    insert_missing([clock("laporan:lain", key=each.key) for each in clocks[:3]] + clocks[3:])
    insert_missing([])

    assert set(Clock.objects.values_list("subject", flat=True)) == {f"laporan:{n}" for n in range(rows)}
