"""Many cases from a few: real stories, taken by the actions themselves, then stamped out with keys of their own.

Every copy has its own laporan, case, clocks and journal: entries are hashed and linked anew and every chain's head is
signed, so that `netral journal verify` passes over all of them. What a copy shares with its original is ciphertext
(names apart), the assessment and the receipt's signed statement. Works on SQLite and, through COPY, on PostgreSQL.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cache, partial
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Model

from netral.audit.actions import sign_json
from netral.audit.formats import entry_body, entry_hash, head_body
from netral.audit.models import Chain, Entry, EntrySubject
from netral.cases.models import Accused, Case, Kajian, Klarifikasi, Pleno, PutusanTerlapor, SendBack, TakenNorm
from netral.intake import search_words
from netral.intake.models import (
    Fingerprint,
    IdempotencyKey,
    KajianAwal,
    Laporan,
    Link,
    Message,
    Receipt,
    SealedIdentity,
    SearchMark,
    Terlapor,
    Witness,
)
from netral.lib.at_rest import encrypt
from netral.lib.keys import new_key
from netral.offices.models import Organisation
from netral.procedure.models import Clock, Meeting, Vote

OF_LAPORAN = (
    Terlapor, Witness, Link, Fingerprint, SealedIdentity, Receipt, IdempotencyKey, KajianAwal, Message, SearchMark
)  # fmt: skip
OF_CASE = (Accused, Klarifikasi, Kajian, Pleno, SendBack)
# Parents first: their new primary keys are needed by what follows.
TABLES: tuple[type[Model], ...] = (
    Laporan, *OF_LAPORAN, Case, Meeting, Vote, *OF_CASE, PutusanTerlapor, TakenNorm, Clock, Entry, EntrySubject, Chain
)  # fmt: skip
# Columns with a hash that may stand there once only.
UNIQUE_HASHES = {(Receipt, "code_hash"), (IdempotencyKey, "key_hash")}
# Names as they stand in the tables, each under the place its ciphertext is bound to.
NAMES = {(Terlapor, "name"): "intake.terlapor.name", (Accused, "name"): "cases.accused.name"}
FIRST_NAMES = ("Andika", "Bestari", "Cahyo", "Dahlia", "Endra", "Fajar", "Gita", "Haris", "Indah", "Kartika", "Nanda")
LAST_NAMES = ("Anggara", "Basuki", "Darmawan", "Firdaus", "Gunadi", "Iswandi", "Jatmiko", "Kusuma", "Laksmana")
BATCH = 500
OFFICES = {"office_id", "numbered_by_id"}
FOR_EVER = "9999"  # the year of what has no end

Column = Callable[["_Copy"], Any]


@dataclass(frozen=True)
class Plate:
    """One row of a story: what every copy has alike, and how each other column is made for a copy."""

    model: type[Model]
    names: tuple[str, ...]
    values: tuple[Any, ...]
    made: tuple[tuple[int, Column], ...]

    def row(self, copy: "_Copy") -> list[Any]:
        row = list(self.values)
        for place, column in self.made:
            row[place] = column(copy)
        return row


@dataclass(frozen=True)
class Story:
    """The rows of one laporan and its case, ready to be stamped out."""

    plates: dict[type[Model], list[Plate]]
    keys: tuple[str, ...]
    numbers: tuple[str, ...]
    office: Organisation
    person: str

    @classmethod
    def of(cls, case: Case) -> "Story":
        """Raises AssertionError where something belongs to the story that no copy would have."""
        rows = _rows_of(case)
        keys = tuple(row["key"] for found in rows.values() for row in found if "key" in row)
        numbers = (case.laporan.number, case.number)
        person = str(case.accused_set.all()[0].name)
        rows[SearchMark] = _lasting(rows[SearchMark], [*numbers, person])
        engraver = _Engraver(re.compile("|".join(map(re.escape, [*keys, *numbers, case.office.code]))), case.office.pk)
        plates = {model: [engraver.plate(model, row) for row in found] for model, found in rows.items()}
        return cls(plates, keys, numbers, case.office, person)


def _rows_of(case: Case) -> dict[type[Model], list[dict[str, Any]]]:
    laporan = case.laporan
    subjects = [laporan.reference, case.reference]
    rows = {Laporan: _rows(Laporan, "id", [laporan.pk]), Case: _rows(Case, "id", [case.pk])}
    rows |= {model: _rows(model, "laporan_id", [laporan.pk]) for model in OF_LAPORAN}
    rows |= {model: _rows(model, "case_id", [case.pk]) for model in OF_CASE}
    rows |= {model: _rows(model, "subject", subjects) for model in (Clock, Chain, Meeting)}
    rows[Vote] = _rows(Vote, "meeting_id", [row["id"] for row in rows[Meeting]])
    rows[PutusanTerlapor] = _rows(PutusanTerlapor, "pleno_id", [row["id"] for row in rows[Pleno]])
    rows[TakenNorm] = _rows(TakenNorm, "accused_id", [row["id"] for row in rows[Accused]])
    rows[Entry] = _rows(Entry, "chain", subjects, order="chain, position")
    rows[EntrySubject] = _rows(EntrySubject, "entry_id", [row["id"] for row in rows[Entry]])
    for parent in (laporan, case, *case.accused_set.all()):
        for child in parent._meta.related_objects:
            left = child.related_model not in TABLES and child.related_model.objects.filter(
                **{child.field.name: parent}
            )
            assert not left or not left.exists(), f"{child.related_model.__name__} would be missing in every copy"
    return {model: rows[model] for model in TABLES}


def _rows(model: type[Model], column: str, values: Sequence[Any], order: str = "1") -> list[dict[str, Any]]:
    if not values:
        return []
    held = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT * FROM {table} WHERE {column} IN ({held}) ORDER BY {order}", values)
        columns = [each[0] for each in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _lasting(marks: list[dict[str, Any]], texts: list[str]) -> list[dict[str, Any]]:
    """The marks that copies share with the original; those of numbers and names are made anew for each."""
    own = search_words.of_names(texts)
    return [row for row in marks if row["mark"] not in own]


class _Engraver:
    """Finds what must differ between copies of a row."""

    def __init__(self, known: "re.Pattern[str]", office: int) -> None:
        self.known, self.office = known, office

    def plate(self, model: type[Model], row: dict[str, Any]) -> Plate:
        made = ((place, self.column(model, name, value)) for place, (name, value) in enumerate(row.items()))
        changing = tuple((place, column) for place, column in made if column)
        return Plate(model, tuple(row), tuple(row.values()), changing)

    def column(self, model: type[Model], name: str, value: Any) -> Column | None:
        """How this column is made, or None where every copy has it alike."""
        if value is None or (name in MOMENTS and str(value).startswith(FOR_EVER)):
            return None
        if name == "id":
            return partial(_Copy.new_id, model=model, old=value)
        if (model, name) in PARENTS:
            return partial(_Copy.parent, model=PARENTS[model, name], old=value)
        if name in MOMENTS:
            return partial(_Copy.shifted, value=value)
        return self.of_text(model, name, value)

    def of_text(self, model: type[Model], name: str, value: Any) -> Column | None:
        if (model, name) in NAMES:
            return partial(_Copy.name, place=NAMES[model, name])
        if (model, name) in UNIQUE_HASHES:
            return _Copy.unique_hash
        if name in OFFICES and value == self.office:
            return _Copy.of_office
        return partial(self.renamed, value=value) if type(value) is str and self.known.search(value) else None

    def renamed(self, copy: "_Copy", *, value: str) -> str:
        return self.known.sub(lambda found: copy.texts[found[0]], value)


class Press:
    """Stamps copies out, table by table, in batches."""

    def __init__(self, offices: Sequence[Organisation], *, seed: int = 1) -> None:
        self.offices, self.chance = offices, random.Random(seed)
        self.next_id: dict[type[Model], int] = {}
        self.waiting: dict[type[Model], list[Any]] = defaultdict(list)
        self.stamped = 0
        self.go_on()

    def go_on(self) -> None:
        """Count on from the rows there are, for others write too while nothing is stamped."""
        self.next_id = {model: _highest(model) + 1 for model in TABLES}

    def stamp(self, story: Story, *, shift: timedelta, office: Organisation | None = None) -> None:
        """One more copy of a story, some time apart from it, at this office or at any."""
        self.stamped += 1
        copy = _Copy(self, story, shift, office or self.chance.choice(self.offices))
        for model in TABLES:
            self.waiting[model] += copy.rows(model)
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
            # What a house does by itself in its first quiet hour.
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


class _Copy:
    def __init__(self, press: Press, story: Story, shift: timedelta, office: Organisation) -> None:
        self.press, self.story, self.shift, self.office = press, story, shift, office
        self.person = _person(press)
        self.pks: dict[tuple[type[Model], int], int] = {}
        self.numbers = [f"{old.rsplit('-', 1)[0]}-{press.stamped:07d}" for old in story.numbers]
        self.texts = {old: new_key() for old in story.keys} | dict(zip(story.numbers, self.numbers, strict=True))
        self.texts[story.office.code] = self.office.code
        self.heads: dict[str, tuple[int, str]] = {}

    def rows(self, model: type[Model]) -> Iterator[Sequence[Any]]:
        found = (plate.row(self) for plate in self.story.plates[model])
        if model is Entry:
            names = [plate.names for plate in self.story.plates[Entry]]
            return (self._entry(dict(zip(name, row, strict=True))) for name, row in zip(names, found, strict=True))
        if model is Chain:
            return (self._chain(dict(zip(_columns(Chain), row, strict=True))) for row in found)
        return self._marked(found) if model is SearchMark else found

    def _marked(self, shared: Iterator[list[Any]]) -> Iterator[Sequence[Any]]:
        columns = _columns(SearchMark)
        rows = list(shared)
        there = {row[columns.index("mark")] for row in rows}
        yield from rows
        laporan = next(new for (model, _old), new in self.pks.items() if model is Laporan)
        numbers = search_words.of_names(self.numbers)
        for mark in (numbers | search_words.of_names([self.person])) - there:
            made = {"mark": mark, "lasting": mark in numbers, "laporan_id": laporan}
            yield [made[name] if name != "id" else self.press.take_id(SearchMark) for name in columns]

    def new_id(self, *, model: type[Model], old: int) -> int:
        self.pks[model, old] = new = self.press.take_id(model)
        return new

    def parent(self, *, model: type[Model], old: int) -> int:
        return self.pks[model, old]

    def of_office(self) -> int:
        return int(self.office.pk)

    def name(self, *, place: str) -> Any:
        return encrypt(self.person.encode(), place=place)

    def unique_hash(self) -> str:
        return f"{self.press.chance.getrandbits(256):064x}"

    def shifted(self, *, value: Any) -> Any:
        return value + self.shift

    def _entry(self, values: dict[str, Any]) -> tuple[Any, ...]:
        """The entry hashed after the one before it in its new chain."""
        chain = values["chain"]
        values["previous"] = self.heads[chain][1] if chain in self.heads else values["previous"]
        body = entry_body(
            **{name: values[name] for name in CODES},
            **{name: json.loads(values[name]) for name in ("subjects", "facts", "hashes")},
            at=values["at"].replace(tzinfo=UTC),  # SQLite gives moments of UTC without saying so
        )
        values["hash"] = entry_hash(body)
        self.heads[chain] = (values["position"], values["hash"])
        return tuple(values.values())

    def _chain(self, values: dict[str, Any]) -> tuple[Any, ...]:
        length, head = self.heads[values["subject"]]
        key_id, signature = sign_json(head_body(values["subject"], length, head))
        return tuple((values | {"head": head, "key_id": key_id, "signature": signature}).values())


def _person(press: Press) -> str:
    return f"{press.chance.choice(FIRST_NAMES)} {press.chance.choice(LAST_NAMES)} {press.stamped}"


PARENTS: dict[tuple[type[Model], str], type[Model]] = {
    (model, field.column): field.related_model
    for model in TABLES
    for field in model._meta.concrete_fields
    if field.related_model in TABLES
}
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


def _load(model: type[Model], rows: list[Any]) -> None:
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
