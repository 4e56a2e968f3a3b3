"""What a check carries along: the keys it trusts, what it has counted, and rows that may be damaged."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import DatabaseError
from django.db.models import QuerySet

from netral.audit.findings import broken
from netral.lib.signing import verify_json

Row = TypeVar("Row")
# What the layers between a damaged column and Python raise.
UNREADABLE = (ValueError, TypeError, AttributeError, DatabaseError)


@dataclass
class Counts:
    """How much has been checked so far."""

    entries: int = 0
    chains: int = 0
    anchors: int = 0
    published: int = 0


@dataclass(frozen=True)
class Keys:
    """The public keys of this installation (key id → base64url), read from files: the database is never asked."""

    public: Mapping[str, str]

    def check(self, kind: str, where: object, body: Mapping[str, Any], *, key_id: str, signature: str) -> None:
        """Raise `kind` unless `body` was signed by one of these keys."""
        public_key = self.public.get(key_id)
        if public_key is None:
            raise broken("key_unknown", where, found=key_id, expected=", ".join(self.public))
        if not verify_json(public_key, body, signature):
            raise broken(kind, where, found=key_id)


def readable(kind: str, rows: QuerySet[Any, Row], *named_by: str) -> Iterator[Row]:
    """The rows one by one; raises `kind` when one cannot be read at all, naming it by its columns `named_by`."""
    try:
        yield from rows.iterator()
    except UNREADABLE as problem:
        raise broken(kind, _first_unreadable(rows, named_by), found=f"{type(problem).__name__}: {problem}") from problem


def _first_unreadable(rows: QuerySet[Any, Any], named_by: Sequence[str]) -> str:
    """Databases hand out rows by the hundred and fail for all of them; read one by one to see which it was."""
    for pk in rows.values_list("pk", flat=True).iterator():
        one = rows.filter(pk=pk)
        if not _legible(one):
            names = one.values_list(*named_by)
            return "#".join(str(part) for part in names[0]) if _legible(names) else f"{rows.model.__name__} {pk}"
    return rows.model.__name__


def _legible(rows: QuerySet[Any, Any]) -> bool:
    try:
        list(rows)
    except UNREADABLE:
        return False
    return True


def number(value: object) -> int:
    """A damaged column may hold anything; what is no number equals no position."""
    return value if isinstance(value, int) else -1
