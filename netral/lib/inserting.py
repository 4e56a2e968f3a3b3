"""New rows through statements that are put together once.

The ORM compiles the same INSERT anew for every row, which takes several times as long as the database takes to store
it. On SQLite that is time in which nobody else writes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model


def insert(rows: Sequence[Model]) -> None:
    """Store new rows of one model and give them their primary keys, as `bulk_create` does.

    For models with an automatic key whose values are plain: no expressions, no parent tables. IntegrityError as usual.
    """
    if not rows:
        return
    fields = _fields(type(rows[0]))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(_statement(type(rows[0]), len(rows)), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, connection.alias  # noqa: SLF001 - as save() leaves it


@cache
def _fields(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))  # noqa: SLF001


@cache
def _statement(model: type[Model], rows: int) -> str:
    quoted, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - Django's public name for it
    columns = ", ".join(quoted(str(field.column)) for field in _fields(model))
    row = ", ".join(["%s"] * len(_fields(model)))
    values = ", ".join([f"({row})"] * rows)
    key = quoted(str(meta.pk.column))
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES {values} RETURNING {key}"  # noqa: S608 - own names
