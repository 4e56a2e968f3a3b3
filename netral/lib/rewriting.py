"""Values and files that stand under an older key, written again under the one in use.

Each says itself which key wrote it, so nothing else is kept: whoever goes on after a break finds what is left.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.files.base import File
from django.db import connection, transaction
from django.db.models import QuerySet

from netral.lib import at_rest, encrypted_files, files
from netral.lib.at_rest import Damaged, EncryptedField, KeyMissing
from netral.lib.sealed_files import SealedFiles

BATCH = 200  # rows in one transaction: nobody else waits longer than for those


@dataclass(frozen=True)
class Column:
    """One encrypted column: its table, itself, the primary key, and the place sealed into its values."""

    table: str
    name: str
    key: str
    place: str

    def sql(self, statement: str) -> str:
        """A statement with the quoted names filled in; our own names, so nothing of anybody's stands in them."""
        quoted = connection.ops.quote_name
        return statement.format(table=quoted(self.table), column=quoted(self.name), key=quoted(self.key))


def columns() -> list[Column]:
    """Every encrypted column of this house, table by table."""
    return [
        Column(model._meta.db_table, str(field.column), str(model._meta.pk.column), field.place)  # noqa: SLF001 - Django's
        for model in apps.get_models()
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's public name for it
        if isinstance(field, EncryptedField)
    ]


def counted(column: Column) -> dict[str, int]:
    """Key id → how many values of this column it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(
            column.sql("SELECT substr({column}, 1, 5), COUNT(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1")
        )
        return {at_rest.key_of(bytes(head)): count for head, count in cursor.fetchall()}


def rewrite(column: Column) -> Iterator[tuple[int, list[int]]]:
    """Rewrite a column; after each batch, committed by then, (values rewritten, rows whose value does not open).

    What somebody else writes meanwhile stands under the key in use already, and is not written over.
    """
    last = 0
    while found := _under_older_keys(column, after=last):
        last = found[-1][0]
        yield _rewritten(column, found)


def _under_older_keys(column: Column, *, after: int) -> list[tuple[int, bytes]]:
    statement = (
        "SELECT {key}, {column} FROM {table} WHERE {key} > %s AND substr({column}, 1, 5) <> %s ORDER BY {key} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(column.sql(statement), [after, _binary(at_rest.key().head), BATCH])
        return [(pk, bytes(value)) for pk, value in cursor.fetchall()]


def _rewritten(column: Column, found: list[tuple[int, bytes]]) -> tuple[int, list[int]]:
    count, closed = 0, []
    with transaction.atomic(), connection.cursor() as cursor:
        for pk, old in found:
            try:
                new = at_rest.encrypt(at_rest.decrypt(old, place=column.place), place=column.place)
            except (Damaged, KeyMissing):
                closed.append(pk)
                continue
            statement = column.sql("UPDATE {table} SET {column} = %s WHERE {key} = %s AND {column} = %s")
            cursor.execute(statement, [_binary(new), pk, _binary(old)])
            count += cursor.rowcount
    return count, closed


def counted_files(rows: QuerySet[Any], use: SealedFiles) -> Counter[str]:
    """Key id → how many of the files that these rows name it sealed. What lies plain or is gone does not count."""
    found: Counter[str] = Counter()
    for _pk, name in _named(rows):
        with suppress(FileNotFoundError):
            found[use.key_of(name)] += 1
    return Counter({key_id: count for key_id, count in found.items() if key_id})


def reseal(rows: QuerySet[Any], use: SealedFiles, *, folder: str) -> Iterator[bool]:
    """Seal again, beside the old one, each file these rows name that an older key sealed; then the old one goes.

    Says of each whether it could be opened. A row that was erased meanwhile stays as it is.
    """
    for pk, name in _named(rows):
        with suppress(FileNotFoundError):  # erased meanwhile, or missing: whoever checks the files says so
            if use.key_of(name) not in ("", at_rest.key().id):
                yield _resealed(rows.filter(pk=pk, file=name), name, use, folder)


def _named(rows: QuerySet[Any]) -> Iterator[tuple[int, str]]:
    last = 0
    while found := list(rows.exclude(file="").filter(pk__gt=last).order_by("pk").values_list("pk", "file")[:BATCH]):
        last = found[-1][0]
        yield from found


def _resealed(row: QuerySet[Any], name: str, use: SealedFiles, folder: str) -> bool:
    try:
        with use.opened(name) as reader, files.written(folder, [use.content(File(reader))]) as (new,):
            moved = row.update(file=new)
    except (encrypted_files.Damaged, KeyMissing):
        return False
    files.remove([name if moved else new])
    return True


def _binary(value: bytes) -> Any:
    driver: Any = connection
    return driver.Database.Binary(value)
