"""Journals for tests, made through the actions; and ways to damage them that no action offers."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from netral.audit import formats
from netral.audit.actions import anchor, past_the_guard, record
from netral.audit.models import Anchor, Entry
from netral.audit.queries import verify
from netral.audit.streams import ENTRY_FIELDS

NINE = datetime(2026, 1, 5, 2, 0, 0, 123456, tzinfo=UTC)
FIRST_DAY, SECOND_DAY = date(2026, 1, 5), date(2026, 1, 6)
LAPORAN, PERKARA, DOKUMEN = "laporan:7k4m2pxd91qf0", "perkara:2b8n5qwe73rt1", "dokumen:9c3v6hjk45yz8"
HASH = "ab" * 32


def write(chain: str = LAPORAN, verb: str = "laporan.dibuka", **fields: Any) -> Entry:
    """One entry, in a transaction of its own."""
    fields = {"actor": "sistem", "at": NINE, **fields}
    with transaction.atomic():
        return record(chain, verb, **fields)


def seal(day: date) -> Anchor:
    """Seal a day ten minutes after its midnight in Jakarta (17.10 UTC)."""
    return anchor(day, at=datetime(day.year, day.month, day.day, 17, 10, tzinfo=UTC))


def journal() -> None:
    """Three chains and two sealed days; afterwards one more entry, which no root covers yet."""
    write(LAPORAN, "laporan.dibuka", after="diterima", facts={"rule": "P-KA", "clocks": [{"count": 2}]}, hashes=[HASH])
    write(LAPORAN, "laporan.nyatakan_lengkap", before="diterima", after="memenuhi_syarat", actor="akun:5f6g7h8j9k0m1")
    write(PERKARA, "perkara.dibuka", about=[LAPORAN], office="bawaslu-33.74", after="pemeriksaan")
    write(PERKARA, "perkara.klarifikasi", about=[LAPORAN], before="pemeriksaan", after="pemeriksaan")
    seal(FIRST_DAY)
    write(PERKARA, "perkara.susun_kajian", about=[LAPORAN], before="pemeriksaan", after="menunggu_pleno")
    write(DOKUMEN, "dokumen.terbit", about=[PERKARA], hashes=[HASH])
    write(LAPORAN, "laporan.registrasi", before="memenuhi_syarat", after="diregistrasi")
    seal(SECOND_DAY)
    write(PERKARA, "perkara.putuskan_terbukti", about=[LAPORAN], before="menunggu_pleno", after="terbukti")


def tamper(sql: str, values: Sequence[object] = ()) -> int:
    """Run raw SQL past the guard; how many rows it touched."""
    with past_the_guard(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return cursor.rowcount


@contextmanager
def without_foreign_keys() -> Iterator[None]:
    """As someone works who owns the database. Outside a transaction only, and not on a connection others use."""
    off, on = {
        "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
        "postgresql": ("SET session_replication_role = replica", "SET session_replication_role = DEFAULT"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(off)
        yield
        cursor.execute(on)


def row_id(chain: str, position: int) -> int:
    return Entry.objects.get(chain=chain, position=position).pk


def hash_of(chain: str, position: int) -> str:
    return Entry.objects.get(chain=chain, position=position).hash


def delete_entry(chain: str, position: int) -> None:
    """An entry with its rows in the index of subjects."""
    pk = row_id(chain, position)
    tamper("DELETE FROM audit_entrysubject WHERE entry_id = %s", [pk])
    tamper("DELETE FROM audit_entry WHERE id = %s", [pk])


def rehash(chain: str, start: int = 1, *, previous: str | None = None) -> str:
    """Compute the hashes of a chain anew from a position on, as a forger would; the hash of its last entry."""
    last = previous or (hash_of(chain, start - 1) if start > 1 else "0" * 64)
    for entry in Entry.objects.filter(chain=chain, position__gte=start).order_by("position"):
        last = rehash_one(entry.pk, previous=last)
    return last


def rehash_one(pk: int, *, previous: str | None = None) -> str:
    """Make one entry agree with its own hash again."""
    entry = Entry.objects.get(pk=pk)
    if previous is not None:
        entry.previous = previous
    fields = {name: getattr(entry, name) for name in ENTRY_FIELDS}
    computed = formats.entry_hash(formats.entry_body(**fields))
    tamper("UPDATE audit_entry SET previous = %s, hash = %s WHERE id = %s", [entry.previous, computed, pk])
    return computed


def forge_entry(chain: str, position: int, *, previous: str, verb: str = "laporan.cabut") -> str:
    """Insert an entry that agrees with itself; its hash."""
    fields: dict[str, Any] = {
        "chain": chain,
        "position": position,
        "at": NINE,
        "actor": "pelapor",
        "office": "",
        "verb": verb,
        "subjects": [chain],
        "before": "",
        "after": "",
        "facts": {},
        "hashes": [],
        "previous": previous,
    }
    computed = formats.entry_hash(formats.entry_body(**fields))
    fields |= {"subjects": json.dumps([chain]), "facts": "{}", "hashes": "[]", "hash": computed}
    fields["at"] = connection.ops.adapt_datetimefield_value(NINE)
    columns, places = ", ".join(fields), ", ".join(["%s"] * len(fields))
    tamper(f"INSERT INTO audit_entry ({columns}) VALUES ({places})", list(fields.values()))
    tamper("INSERT INTO audit_entrysubject (entry_id, subject) VALUES (%s, %s)", [row_id(chain, position), chain])
    return computed


def move_head(chain: str, length: int, head: str) -> None:
    """Write a chain's head without being able to sign it."""
    tamper("UPDATE audit_chain SET length = %s, head = %s WHERE subject = %s", [length, head, chain])


def found() -> tuple[str, str]:
    """The kind and the place of the first problem that a check against everything finds."""
    problem = verify(settings.ROOTS_DIR).problem
    assert problem is not None, "the check found nothing"
    return problem.kind, problem.where
