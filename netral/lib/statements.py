"""Rows found and stored through plain statements, for what stands in the way of every report.

The ORM compiles the same statement anew each time, which takes several times as long as the database takes to run it.
On SQLite part of that is time in which nobody else writes.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import AutoField, Field, Model

Row = TypeVar("Row", bound=Model)
MANY = 20
BATCH = 500  # rows of one statement
PASSING_OVER = " ON CONFLICT DO NOTHING"
_KEPT = "cursor_of_ready_statements"
# Fields that store a text or a whole number as it is.
PLAIN = (
    models.CharField,
    models.TextField,
    models.ForeignKey,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
)


def ask(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement as it is written and give back the rows it answers with, all of them."""
    return _answers(connections[DEFAULT_DB_ALIAS], statement, values)  # the proxy in front costs at each touch


def _answers(store: BaseDatabaseWrapper, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    cursor = _cursor(store)
    cursor.execute(statement, values)
    return cursor.fetchall() if cursor.description else []


def _cursor(store: BaseDatabaseWrapper) -> CursorWrapper:
    """One cursor for as long as the connection stands: making one takes longer than most statements."""
    if store.queries_logged:
        return store.cursor()
    kept: tuple[Any, CursorWrapper] | None = getattr(store, _KEPT, None)
    if kept is None or kept[0] is not store.connection or store.connection is None:
        cursor = store.cursor()  # connects first, where nothing is connected
        kept = (store.connection, cursor)
        setattr(store, _KEPT, kept)
    return kept[1]


def find(model: type[Row], column: str, *values: str | int) -> list[Row]:
    """The rows whose column holds one of the values, in no order."""
    store = connections[DEFAULT_DB_ALIAS]
    found = [list(row) for row in _answers(store, _selection(model, column, len(values)), values)]
    names, converters = _reading(model)
    for row in found:
        for place, expression, convert in converters:
            row[place] = convert(row[place], expression, store)
    return [model.from_db(store.alias, names, row) for row in found]


@cache
def _selection(model: type[Model], column: str, places: int) -> str:
    quoted, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - Django's public name for it
    columns = ", ".join(quoted(str(field.column)) for field in meta.concrete_fields)
    held = ", ".join(["%s"] * places)
    return f"SELECT {columns} FROM {quoted(meta.db_table)} WHERE {quoted(column)} IN ({held})"  # noqa: S608 - own names


@cache
def _reading(model: type[Model]) -> tuple[list[str], list[tuple[int, Any, Callable[..., Any]]]]:
    """Names of the fields in their order, and what turns a stored value into theirs, as the ORM would."""
    fields, store = model._meta.concrete_fields, connections[DEFAULT_DB_ALIAS]  # noqa: SLF001 - the same
    columns = [field.get_col(model._meta.db_table) for field in fields]  # noqa: SLF001 - the same
    converters = [
        (place, column, convert)
        for place, (field, column) in enumerate(zip(fields, columns, strict=True))
        for convert in (*store.ops.get_db_converters(column), *field.get_db_converters(store))
    ]
    return [str(field.attname) for field in fields], converters


def insert(rows: Sequence[Model]) -> None:
    """Store new rows of one model and give them their primary keys, as `bulk_create` does.

    For models with an automatic key whose values are plain: no expressions, no parent tables. IntegrityError as usual.
    """
    if not rows:
        return
    for row, (key,) in zip(rows, _stored(rows), strict=True):
        row.pk, row._state.adding, row._state.db = key, False, DEFAULT_DB_ALIAS  # noqa: SLF001 - as save() leaves it


def insert_missing(rows: Sequence[Model]) -> None:
    """Store those of the rows that are not there yet: whatever breaks a rule of uniqueness is passed over.

    For models as with `insert`. None is given a primary key.
    """
    for start in range(0, len(rows), BATCH):
        _stored(rows[start : start + BATCH], PASSING_OVER)


def _stored(rows: Sequence[Model], doubles: str = "") -> list[tuple[Any, ...]]:
    """The keys of the rows that were stored, in the order of the rows; `doubles` says what becomes of a double."""
    model, store = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    fields = _fields(model)
    if in_columns(len(rows)):
        columns = [[_prepared(field, row, store) for row in rows] for field in fields]
        return _answers(store, _statement_of_columns(model, doubles), columns)
    values = [_prepared(field, row, store) for row in rows for field in fields]
    return _answers(store, _statement(model, len(rows), doubles), values)


def in_columns(rows: int) -> bool:
    """Whether so many rows are better sent as one array for each column: thousands of places to fill cost more."""
    return connection.vendor == "postgresql" and rows >= MANY


def _prepared(field: "Field[Any, Any]", row: Model, store: BaseDatabaseWrapper) -> Any:
    """The value as the database takes it. Text and numbers of plain fields already are."""
    if type(field) in PLAIN:
        value = getattr(row, field.attname)
        if type(value) in (str, int):
            return value
    return field.get_db_prep_save(field.pre_save(row, add=True), store)


@cache
def _fields(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))  # noqa: SLF001


@cache
def _statement(model: type[Model], rows: int, doubles: str) -> str:
    row = ", ".join(["%s"] * len(_fields(model)))
    return _insertion(model, "VALUES " + ", ".join([f"({row})"] * rows) + doubles)


@cache
def _statement_of_columns(model: type[Model], doubles: str) -> str:
    arrays = ", ".join(f"%s::{_element(field)}[]" for field in _fields(model))
    return _insertion(model, f"SELECT * FROM UNNEST({arrays}){doubles}")  # noqa: S608 - types of our own columns


def _element(field: "Field[Any, Any]") -> str:
    """A text too long for its column is refused as it is stored; named `varchar(n)` here, it would be cut silently."""
    kind = str(field.db_type(connections[DEFAULT_DB_ALIAS]))
    return "text" if kind.startswith("varchar") else kind


def _insertion(model: type[Model], rows: str) -> str:
    quoted, meta = connection.ops.quote_name, model._meta  # noqa: SLF001 - the same
    columns = ", ".join(quoted(str(field.column)) for field in _fields(model))
    key = quoted(str(meta.pk.column))
    return f"INSERT INTO {quoted(meta.db_table)} ({columns}) {rows} RETURNING {key}"
