"""The database itself refuses: through the ORM, through raw SQL, on both databases."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from netral.audit import guard
from netral.audit.actions import past_the_guard
from netral.audit.models import Anchor, AnchorLeaf, Chain, Entry, EntrySubject
from tests.audit.builders import FIRST_DAY, HASH, LAPORAN, journal, seal, tamper, write

pytestmark = pytest.mark.django_db
FROZEN = [Entry, EntrySubject, Anchor, AnchorLeaf]
COLUMNS = {Entry: "verb", EntrySubject: "subject", Anchor: "root", AnchorLeaf: "head"}


@pytest.mark.parametrize("model", FROZEN)
def test_the_orm_cannot_change_a_row(model):
    journal()

    with pytest.raises(IntegrityError, match="Jurnal hanya ditambah"), transaction.atomic():
        model.objects.update(**{COLUMNS[model]: "x"})


@pytest.mark.parametrize("model", FROZEN)
def test_raw_sql_cannot_change_a_row(model):
    journal()

    with pytest.raises(IntegrityError, match="The journal only grows"), transaction.atomic():
        run(f"UPDATE {model._meta.db_table} SET {COLUMNS[model]} = 'x'")


@pytest.mark.parametrize("model", [AnchorLeaf, EntrySubject, Chain])
def test_the_orm_cannot_delete_a_row(model):
    journal()
    rows = model.objects.count()

    with pytest.raises(IntegrityError, match="Jurnal hanya ditambah"), transaction.atomic():
        model.objects.all().delete()

    assert model.objects.count() == rows


@pytest.mark.parametrize("model", [*FROZEN, Chain])
def test_raw_sql_cannot_delete_a_row(model):
    journal()

    with pytest.raises(IntegrityError, match="Jurnal hanya ditambah"), transaction.atomic():
        run(f"DELETE FROM {model._meta.db_table}")


@pytest.mark.postgresql
@pytest.mark.parametrize("model", [*FROZEN, Chain])
def test_no_table_can_be_emptied(model):
    with pytest.raises(IntegrityError, match="Jurnal hanya ditambah"), transaction.atomic():
        run(f"TRUNCATE {model._meta.db_table} CASCADE")


@pytest.mark.sqlite
@pytest.mark.parametrize("model", FROZEN)
def test_replacing_a_row_is_refused_like_changing_it(model):
    journal()
    table = model._meta.db_table

    with pytest.raises(IntegrityError, match="Jurnal hanya ditambah"), transaction.atomic():
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


def test_a_head_may_move_on():
    write()
    write(verb="laporan.tolak")

    assert Chain.objects.get(subject=LAPORAN).length == 2


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("model", FROZEN)
def test_past_the_guard_a_row_can_be_changed_and_afterwards_no_more(model):
    journal()

    with past_the_guard():
        assert model.objects.update(**{COLUMNS[model]: COLUMNS[model]}) if model not in (Anchor, EntrySubject) else True

    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**{COLUMNS[model]: "x"})


def test_an_exception_past_the_guard_undoes_the_changes_and_puts_the_guard_back():
    write()

    @past_the_guard()
    def fails_halfway() -> float:
        Entry.objects.update(verb="x")
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        fails_halfway()

    assert Entry.objects.get().verb == "laporan.dibuka"
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(verb="x")


@pytest.mark.django_db(transaction=True)
def test_a_database_error_past_the_guard_leaves_it_standing():
    write()

    with pytest.raises(DatabaseError), past_the_guard():
        run("UPDATE audit_entry SET no_such_column = 1")

    assert guard.missing(connection) == []
    with pytest.raises(IntegrityError):
        Entry.objects.update(verb="x")


@pytest.mark.django_db(transaction=True)
def test_the_guard_stands_again_as_soon_as_the_block_ends_even_inside_a_longer_transaction():
    write()

    with transaction.atomic():
        tamper("UPDATE audit_entry SET verb = 'laporan.lain'")
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.update(verb="x")

    assert Entry.objects.get().verb == "laporan.lain"


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_empties_the_journal_after_itself():
    seal_one_day()

    call_command("flush", interactive=False, verbosity=0)

    assert [model.objects.count() for model in (*FROZEN, Chain)] == [0] * 5
    assert guard.missing(connection) == []


def seal_one_day() -> None:
    write(hashes=[HASH])
    seal(FIRST_DAY)


def test_nothing_is_missing_after_the_migrations():
    assert guard.missing(connection) == []


def test_putting_the_guard_up_twice_changes_nothing():
    guard.put_up(connection)

    assert guard.missing(connection) == []


def test_every_migration_ends_with_the_guard_standing():
    guard.take_down(connection)

    guard.stand_again(using="default")

    assert guard.missing(connection) == []


def test_without_tables_there_is_nothing_to_guard(monkeypatch):
    guard.take_down(connection)
    monkeypatch.setattr(connection.introspection, "table_names", lambda: ["audit_entry"])

    guard.stand_again(using="default")

    assert guard.missing(connection) == sorted([*guard.FROZEN, *guard.KEPT])


def test_going_back_takes_the_guard_down_and_forward_puts_it_up():
    guard.take_down(connection)
    assert guard.missing(connection) == sorted([*guard.FROZEN, *guard.KEPT])

    guard.put_up(connection)

    assert guard.missing(connection) == []
