"""Reading everything the journal holds, in order, as of one moment, and never more than a little of it at a time."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Collate

from netral.audit.models import AnchorLeaf, Chain, Entry, SealedHead

CHUNK = 1000


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Every read inside sees the same moment, while others go on writing; on SQLite without taking the write lock."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            # Django's own BEGIN here would be IMMEDIATE and keep every writer waiting.
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def byte_order(field: str) -> F | Collate:
    """Sort by the bytes of the text, whatever the language of the database: proofs depend on the order."""
    return Collate(field, "C") if connection.vendor == "postgresql" else F(field)


def entries() -> QuerySet[Entry, Any]:
    """Every entry, chain by chain: the primary key, then the fields in the order of `ENTRY_FIELDS`."""
    return Entry.objects.order_by(byte_order("chain"), "position").values_list("pk", *ENTRY_FIELDS, "hash")


ENTRY_FIELDS = (
    "chain",
    "position",
    "at",
    "actor",
    "office",
    "verb",
    "subjects",
    "before",
    "after",
    "facts",
    "hashes",
    "previous",
)


def heads() -> QuerySet[Chain, Any]:
    return Chain.objects.order_by(byte_order("subject")).values_list("subject", "length", "head", "key_id", "signature")


def leaves() -> QuerySet[AnchorLeaf, Any]:
    """Every leaf, chain by chain, the oldest anchor of a chain first."""
    return AnchorLeaf.objects.order_by(byte_order("chain"), "anchor_id").values_list(
        "chain", "anchor_id", "position", "head", "entries"
    )


def sealed_heads() -> QuerySet[SealedHead, Any]:
    """What waits for the next tree: chain, position, head, hash of the leaf, peaks."""
    return SealedHead.objects.order_by(byte_order("chain")).values_list("chain", "position", "head", "leaf", "peaks")


_AFTER = """
    SELECT e.chain, e.position, e.hash FROM {} JOIN audit_entry e ON e.chain = sealed.column1
    AND e.position > sealed.column2 ORDER BY e.chain{}, e.position
"""


def entries_after(sealed: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    """Chain, position and hash of the entries behind the given position of each chain, chain by chain.

    A join from a list of places: both databases then go to each place in the index and read on from there.
    """
    if connection.vendor == "postgresql":
        places, order = "UNNEST(%s::text[], %s::integer[]) AS sealed (column1, column2)", ' COLLATE "C"'
        values: list[Any] = [list(sealed), list(sealed.values())]
    else:
        places, order = f"(VALUES {', '.join(['(%s, %s)'] * len(sealed))}) AS sealed", ""
        values = [value for place in sealed.items() for value in place]
    with connection.chunked_cursor() as cursor:
        cursor.execute(_AFTER.format(places, order), values)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def chunks(rows: Iterator[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    while chunk := list(islice(rows, size)):
        yield chunk


class Runs:
    """A sorted stream of rows, taken one run of equal keys at a time: several streams can be read side by side."""

    def __init__(self, rows: Iterator[Any], key: Callable[[Any], str]) -> None:
        self._rows = rows
        self._key = key
        self._next: Any = next(rows, None)

    @property
    def key(self) -> str | None:
        """The key of the run that comes next; None at the end."""
        return None if self._next is None else self._key(self._next)

    def take(self, key: str) -> Iterator[Any]:
        """The rows of the coming run if it has this key, else nothing. Must be read to its end."""
        while self._next is not None and self._key(self._next) == key:
            row, self._next = self._next, next(self._rows, None)
            yield row


def side_by_side(*streams: Runs) -> Iterator[str]:
    """Every key that any of the streams still holds, in order; the caller takes that run from each before going on."""
    while keys := [stream.key for stream in streams if stream.key is not None]:
        yield min(keys)
