"""PostgreSQL tables without their secondary indexes and triggers while rows pour in; everything is back afterwards."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import Model

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'
"""
# Of its own, not of a constraint. Primary keys stay: rows come in their order, and others point at them.
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE conindid <> 0)
"""


@contextmanager
def bare(models: Sequence[type[Model]]) -> Iterator[None]:
    """The superuser's way of loading, where nobody else writes. On SQLite nothing is taken off."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        back = [statement for model in models for statement in _strip(cursor, model._meta.db_table)]
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in back:
            cursor.execute(statement)


def _strip(cursor: Any, table: str) -> list[str]:
    """Take the constraints and indexes off; the statements that put them back."""
    cursor.execute(CONSTRAINTS, [table])
    constraints = cursor.fetchall()
    for name, _definition in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(INDEXES, [table])
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    kept = [f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}' for name, definition in constraints]
    return kept + [definition for _name, definition in indexes]
