"""The migration that encrypts a column of text which stood plain until now."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AlterField
from django.db.migrations.state import ProjectState

from netral.lib import at_rest

BATCH = 500
# PostgreSQL must be told how text becomes bytes: a plain cast reads backslashes as escapes.
TO_BYTES = "ALTER TABLE {table} ALTER COLUMN {column} TYPE bytea USING convert_to({column}::text, 'UTF8')"
TO_TEXT = "ALTER TABLE {table} ALTER COLUMN {column} TYPE {type} USING convert_from({column}, 'UTF8'){cast}"
# Only JSON is cast: a text too long for the old column must be refused, and a cast would cut it.
CAST = {"jsonb": "::jsonb"}


class EncryptColumn(AlterField):
    """Turns a field of text or JSON into an encrypted one and its rows with it; backwards, the rows are plain again.

    Whoever upgrades a house with reports in it vacuums the database afterwards: what was overwritten is still on the
    disk until then (SQLite clears it by itself with `secure_delete`).
    """

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._retype(TO_BYTES, app_label, schema_editor, from_state, to_state)
        place = self._place(app_label)
        self._rewrite(app_label, schema_editor, to_state, lambda value: at_rest.encrypt(value, place=place))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        place = self._place(app_label)
        # SQLite's columns take any type, so there the value itself must be text again.
        plain = bytes.decode if schema_editor.connection.vendor == "sqlite" else bytes
        self._rewrite(app_label, schema_editor, from_state, lambda value: plain(at_rest.decrypt(value, place=place)))
        self._retype(TO_TEXT, app_label, schema_editor, from_state, to_state)

    def _place(self, app_label: str) -> str:
        return f"{app_label}.{self.model_name_lower}.{self.name}"

    def _retype(
        self,
        statement: str,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        # A row rewritten twice in one transaction waits for its foreign keys, and no column of it may change till then.
        schema_editor.connection.check_constraints()
        table, column = self._names(app_label, schema_editor, to_state)
        field = to_state.apps.get_model(app_label, self.model_name)._meta.get_field(self.name)  # noqa: SLF001 - public
        kind = str(field.db_type(schema_editor.connection))
        schema_editor.execute(statement.format(table=table, column=column, type=kind, cast=CAST.get(kind, "")))

    def _names(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, state: ProjectState) -> tuple[str, str]:
        described = state.apps.get_model(app_label, self.model_name)._meta  # noqa: SLF001 - Django's public name for it
        column = str(described.get_field(self.name).column)
        return schema_editor.quote_name(described.db_table), schema_editor.quote_name(column)

    def _rewrite(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        state: ProjectState,
        change: Callable[[bytes], bytes | str],
    ) -> None:
        table, column = self._names(app_label, schema_editor, state)
        with schema_editor.connection.cursor() as cursor:
            for rows in _batches(cursor, table, column):
                at_rest.ensure_key()
                values = [(change(_bytes(value)), pk) for pk, value in rows]
                cursor.executemany(f"UPDATE {table} SET {column} = %s WHERE id = %s", values)  # noqa: S608 - own names


def _batches(cursor: Any, table: str, column: str) -> Iterator[list[tuple[int, Any]]]:
    statement = f"SELECT id, {column} FROM {table} WHERE id > %s ORDER BY id LIMIT {BATCH}"  # noqa: S608 - own names
    last = 0
    while True:
        cursor.execute(statement, [last])
        rows = cursor.fetchall()
        if not rows:
            return
        yield [row for row in rows if row[1] is not None]
        last = rows[-1][0]


def _bytes(value: str | bytes | memoryview) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)
