"""Rows found and stored through plain statements, for what stands in the way of every report.

The ORM compiles the same statement anew each time, which takes several times as long as the database takes to run it.
On SQLite part of that is time in which nobody else writes.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model

Row = TypeVar("Row", bound=Model)


def find(model: type[Row], column: str, *values: object) -> list[Row]:
    """The rows whose column holds one of the values, in no order."""
    quoted, places = connection.ops.quote_name, ", ".join(["%s"] * len(values))
    table = quoted(model._meta.db_table)  # noqa: SLF001 - Django's public name for it
    statement = f"SELECT * FROM {table} WHERE {quoted(column)} IN ({places})"  # noqa: S608 - own names
    return list(model._default_manager.raw(statement, values))  # noqa: SLF001 - the same


def insert(rows: Sequence[Model]) -> None:
    """Store new rows of one model and give them their primary keys, as `bulk_create` does.

    For models with an automatic key whose values are plain: no expressions, no parent tables. IntegrityError as usual.
    """
    if not rows:
        return
    fields = _fields(type(rows[0]))
    store = connections[DEFAULT_DB_ALIAS]  # without the proxy in front, which every value would pass
    values = [field.get_db_prep_save(field.pre_save(row, add=True), store) for row in rows for field in fields]
    with store.cursor() as cursor:
        cursor.execute(_statement(type(rows[0]), len(rows)), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(rows, keys, strict=True):
        row.pk, row._state.adding, row._state.db = key, False, store.alias  # noqa: SLF001 - as save() leaves it


@cache
def _fields(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))  # noqa: SLF001


@cache
def _statement(model: type[Model], rows: int) -> str:
    quoted, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - the same
    columns = ", ".join(quoted(str(field.column)) for field in _fields(model))
    row = ", ".join(["%s"] * len(_fields(model)))
    values = ", ".join([f"({row})"] * rows)
    key = quoted(str(meta.pk.column))
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES {values} RETURNING {key}"  # noqa: S608 - own names
