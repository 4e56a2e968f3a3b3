"""Many cases from a few: real stories, taken by the actions themselves, then stamped out with keys of their own.

Every copy has its own laporan, case, clocks and journal: entries are hashed and linked anew and every chain's head is
signed, so that `netral journal verify` passes over all of them. What a copy shares with its original is ciphertext
(names apart), the assessment and the receipt's signed statement. Works on SQLite and, through COPY, on PostgreSQL.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Model

from netral.audit.actions import sign_json
from netral.audit.formats import entry_body, entry_hash, head_body
from netral.audit.models import Chain, Entry, EntrySubject
from netral.cases.models import Case, Kajian, Klarifikasi, Pleno, SendBack
from netral.intake.models import (
    Fingerprint,
    IdempotencyKey,
    Laporan,
    Link,
    Receipt,
    SealedIdentity,
    Terlapor,
    Witness,
)
from netral.lib.at_rest import encrypt
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.models import Clock

OF_LAPORAN = (Terlapor, Witness, Link, Fingerprint, SealedIdentity, Receipt, IdempotencyKey)
OF_CASE = (Klarifikasi, Kajian, Pleno, SendBack)
# Parents first: their new primary keys are needed by what follows.
TABLES: tuple[type[Model], ...] = (Laporan, *OF_LAPORAN, Case, *OF_CASE, Clock, Entry, EntrySubject, Chain)
# Columns with a hash that may stand there once only.
UNIQUE_HASHES = {(Receipt, "code_hash"), (IdempotencyKey, "key_hash")}
FIRST_NAMES = ("Andika", "Bestari", "Cahyo", "Dahlia", "Endra", "Fajar", "Gita", "Haris", "Indah", "Kartika", "Nanda")
LAST_NAMES = ("Anggara", "Basuki", "Darmawan", "Firdaus", "Gunadi", "Iswandi", "Jatmiko", "Kusuma", "Laksmana")
BATCH = 500


@dataclass(frozen=True)
class Story:
    """The rows of one laporan and its case, as the database holds them."""

    rows: dict[type[Model], list[dict[str, Any]]]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    office: Organisation

    @classmethod
    def of(cls, case: Case) -> "Story":
        laporan = case.laporan
        subjects = [laporan.reference, case.reference]
        rows = {Laporan: _rows(Laporan, "id", [laporan.pk]), Case: _rows(Case, "id", [case.pk])}
        rows |= {model: _rows(model, "laporan_id", [laporan.pk]) for model in OF_LAPORAN}
        rows |= {model: _rows(model, "case_id", [case.pk]) for model in OF_CASE}
        rows[Clock], rows[Chain] = _rows(Clock, "subject", subjects), _rows(Chain, "subject", subjects)
        rows[Entry] = _rows(Entry, "chain", subjects, order="chain, position")
        rows[EntrySubject] = _rows(EntrySubject, "entry_id", [row["id"] for row in rows[Entry]])
        keys = [row["key"] for found in rows.values() for row in found if "key" in row]
        return cls(rows, tuple(keys), (laporan.number, case.number), case.office)


def _rows(model: type[Model], column: str, values: Sequence[Any], order: str = "1") -> list[dict[str, Any]]:
    held = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT * FROM {table} WHERE {column} IN ({held}) ORDER BY {order}", values)
        columns = [each[0] for each in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


class Press:
    """Stamps copies out, table by table, in batches."""

    def __init__(self, offices: Sequence[Organisation], *, seed: int = 1) -> None:
        self.offices, self.chance = offices, random.Random(seed)
        self.next_id = {model: _highest(model) + 1 for model in TABLES}
        self.waiting: dict[type[Model], list[tuple[Any, ...]]] = defaultdict(list)
        self.stamped = 0

    def stamp(self, story: Story, *, shift: timedelta) -> None:
        """One more copy of a story, some time apart from it."""
        self.stamped += 1
        copy = _Copy(self, story, shift)
        for model in TABLES:
            self.waiting[model] += copy.made(model)
        if self.stamped % BATCH == 0:
            self.flush()

    def take_id(self, model: type[Model]) -> int:
        self.next_id[model] += 1
        return self.next_id[model] - 1

    def flush(self) -> None:
        with transaction.atomic():
            for model in TABLES:
                if self.waiting[model]:
                    _load(model, self.waiting[model])
        self.waiting.clear()

    def finish(self) -> None:
        """Write what waits, let the sequences go on behind it, and tell the planner."""
        self.flush()
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                for model in TABLES:
                    table = model._meta.db_table
                    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {self.next_id[model]})")
            cursor.execute("ANALYZE")


class _Copy:
    def __init__(self, press: Press, story: Story, shift: timedelta) -> None:
        self.press, self.story, self.shift = press, story, shift
        self.office = press.chance.choice(press.offices)
        self.pks: dict[tuple[type[Model], int], int] = {}
        self.texts = {old: new_key() for old in story.names}
        self.texts |= {old: f"{old.rsplit('-', 1)[0]}-{press.stamped:07d}" for old in story.numbers}
        self.texts[story.office.code] = self.office.code
        self.heads: dict[str, tuple[int, str]] = {}

    def made(self, model: type[Model]) -> Iterator[tuple[Any, ...]]:
        if model is Entry:
            return (self._entry(row) for row in self.story.rows[Entry])
        if model is Chain:
            return (self._chain(row) for row in self.story.rows[Chain])
        return (self._row(model, row) for row in self.story.rows[model])

    def _row(self, model: type[Model], row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(self._value(model, name, value) for name, value in row.items())

    def _value(self, model: type[Model], name: str, value: Any) -> Any:
        if name == "id":
            self.pks[model, value] = self.press.take_id(model)
            return self.pks[model, value]
        if value is None or name in FOREIGN or name == "office_id":
            return self._parent(name, value)
        if (model, name) in UNIQUE_HASHES:
            return f"{self.press.chance.getrandbits(256):064x}"
        if model is Terlapor and name == "name":
            return encrypt(self._person().encode(), place="intake.terlapor.name")
        return self._shifted(value) if name in MOMENTS else self._renamed(value)

    def _parent(self, name: str, value: Any) -> Any:
        if value is None:
            return None
        return self.pks[FOREIGN[name], value] if name in FOREIGN else self.office.pk

    def _person(self) -> str:
        first, last = self.press.chance.choice(FIRST_NAMES), self.press.chance.choice(LAST_NAMES)
        return f"{first} {last} {self.press.stamped}"

    def _renamed(self, value: Any) -> Any:
        if type(value) is str:
            for old, new in self.texts.items():
                if old in value:
                    value = value.replace(old, new)
        return value

    def _shifted(self, value: Any) -> Any:
        if type(value) is str:  # SQLite keeps moments as text
            return str(datetime.fromisoformat(value) + self.shift)
        return value + self.shift

    def _entry(self, row: dict[str, Any]) -> tuple[Any, ...]:
        """The entry hashed after the one before it in its new chain."""
        values = {name: self._value(Entry, name, value) for name, value in row.items()}
        chain = values["chain"]
        values["previous"] = self.heads[chain][1] if chain in self.heads else row["previous"]
        at = values["at"]
        body = entry_body(
            **{name: values[name] for name in CODES},
            **{name: json.loads(values[name]) for name in ("subjects", "facts", "hashes")},
            at=datetime.fromisoformat(at).replace(tzinfo=UTC) if type(at) is str else at,
        )
        values["hash"] = entry_hash(body)
        self.heads[chain] = (values["position"], values["hash"])
        return tuple(values.values())

    def _chain(self, row: dict[str, Any]) -> tuple[Any, ...]:
        values = {name: self._value(Chain, name, value) for name, value in row.items()}
        length, head = self.heads[values["subject"]]
        key_id, signature = sign_json(head_body(values["subject"], length, head))
        return tuple((values | {"head": head, "key_id": key_id, "signature": signature}).values())


FOREIGN: dict[str, type[Model]] = {"laporan_id": Laporan, "case_id": Case, "entry_id": Entry}
MOMENTS = {
    str(field.column)
    for model in TABLES
    for field in model._meta.concrete_fields
    if type(field) is models.DateTimeField
}
# What an entry's hash is taken over, beside its moment and its JSON.
CODES = ("chain", "position", "actor", "office", "verb", "before", "after", "previous")


def _highest(model: type[Model]) -> int:
    return model._default_manager.aggregate(most=models.Max("pk"))["most"] or 0


@cache
def _columns(model: type[Model]) -> list[str]:
    """In the order the database has them, as `SELECT *` gives them."""
    with connection.cursor() as cursor:
        return [each.name for each in connection.introspection.get_table_description(cursor, model._meta.db_table)]


def _load(model: type[Model], rows: list[tuple[Any, ...]]) -> None:
    table = model._meta.db_table
    columns = _columns(model)
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)
