"""The statements of an append, written out: every act passes here, and the ORM would nearly triple its cost."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from django.db import connection

from netral.audit.models import Chain, Entry, EntrySubject
from netral.lib.statements import ask, in_columns, insert


@dataclass(frozen=True)
class Head:
    """Where a chain stands: its number of entries and the hash of the last."""

    length: int
    head: str


@dataclass(frozen=True)
class SignedHead(Head):
    key_id: str
    signature: str


AT_ONCE = 250  # entries in one statement: far below what either database takes

_INSERT_ENTRY = """
    INSERT INTO audit_entry
        (chain, position, at, actor, office, verb, subjects, before, after, facts, hashes, previous, hash)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id
"""
_MOVE_HEAD = "UPDATE audit_chain SET length = %s, head = %s, key_id = %s, signature = %s WHERE subject = %s"
# Both databases call the columns of VALUES so; where arrays are sent, they are given the same names.
_MOVE_HEADS = """
    UPDATE audit_chain
    SET length = moved.column1, head = moved.column2, key_id = moved.column3, signature = moved.column4
    FROM {} WHERE subject = moved.column5
"""
_ARRAYS = "UNNEST(%s::integer[], %s::text[], %s::text[], %s::text[], %s::text[])"
_AS_MOVED = "AS moved (column1, column2, column3, column4, column5)"


def lock_head(chain: str) -> Head | None:
    """The head of a chain, locked until the transaction ends (on SQLite, BEGIN IMMEDIATE has locked it already)."""
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    found = ask(f"SELECT length, head FROM audit_chain WHERE subject = %s{lock}", [chain])  # noqa: S608
    return Head(*found[0]) if found else None


def lock_heads(chains: Collection[str]) -> dict[str, Head]:
    """The heads of many chains, locked in one order for everybody: two who lock the same never wait in a ring."""
    found = Chain.objects.filter(subject__in=chains).order_by("subject").select_for_update()
    return {subject: Head(length, head) for subject, length, head in found.values_list("subject", "length", "head")}


def begin_chain(chain: str, head: SignedHead) -> bool:
    """Insert the head of a new chain. False if someone was faster; PostgreSQL waits for the faster one to commit."""
    begun = ask(
        "INSERT INTO audit_chain (length, head, key_id, signature, subject) VALUES (%s, %s, %s, %s, %s) "
        "ON CONFLICT (subject) DO NOTHING RETURNING length",
        [*astuple(head), chain],
    )
    return bool(begun)


def begin_chains(heads: Mapping[str, SignedHead]) -> None:
    """Insert the heads of many new chains; IntegrityError where one was begun before."""
    begun = [
        Chain(subject=chain, length=head.length, head=head.head, key_id=head.key_id, signature=head.signature)
        for chain, head in heads.items()
    ]
    for first in range(0, len(begun), AT_ONCE):
        insert(begun[first : first + AT_ONCE])


def move_head(chain: str, head: SignedHead) -> None:
    ask(_MOVE_HEAD, [*astuple(head), chain])


def move_heads(heads: Mapping[str, SignedHead]) -> None:
    """The same for many, by chain: one statement takes a fifth of the time of one for each."""
    moved = [(head.length, head.head, head.key_id, head.signature, chain) for chain, head in heads.items()]
    for first in range(0, len(moved), AT_ONCE):
        some = moved[first : first + AT_ONCE]
        if in_columns(len(some)):
            ask(_MOVE_HEADS.format(f"{_ARRAYS} {_AS_MOVED}"), [list(column) for column in zip(*some, strict=True)])
        else:
            places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            ask(_MOVE_HEADS.format(f"(VALUES {places}) AS moved"), [value for row in some for value in row])


def write_all(entries: Sequence[Entry]) -> None:
    """Insert many entries with one row for each of their subjects."""
    for first in range(0, len(entries), AT_ONCE):
        some = entries[first : first + AT_ONCE]
        insert(some)
        insert([EntrySubject(entry_id=entry.pk, subject=subject) for entry in some for subject in entry.subjects])


def write(entry: Entry) -> Entry:
    """Insert the entry and one row for each of its subjects."""
    ((entry.pk,),) = ask(_INSERT_ENTRY, _values(entry))
    places = ", ".join(["(%s, %s)"] * len(entry.subjects))
    pairs = [value for subject in entry.subjects for value in (entry.pk, subject)]
    ask(f"INSERT INTO audit_entrysubject (entry_id, subject) VALUES {places}", pairs)  # noqa: S608
    # As the ORM leaves it after save(): stored, and in which database.
    entry._state.adding, entry._state.db = False, connection.alias  # noqa: SLF001
    return entry


def _values(entry: Entry) -> list[Any]:
    at = connection.ops.adapt_datetimefield_value(entry.at)
    before = [entry.chain, entry.position, at, entry.actor, entry.office, entry.verb, json.dumps(entry.subjects)]
    after = [entry.before, entry.after, json.dumps(entry.facts), json.dumps(entry.hashes), entry.previous, entry.hash]
    return before + after
