"""Chains that tell one story: what began as a laporan, became a perkara and went on in other houses is one trace.

The journal alone says so: an opening names what it came from, and the entries of a perkara name its laporan.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connection

from netral.audit.models import Entry
from netral.audit.streams import CHUNK, chunks

# Each names a chain of the story and the trace it belongs to. A laporan that was joined to a perkara belongs to it as
# well as the one it was opened from; a jalur that followed another one without a perkara belongs to that one.
ROOTS = """
    SELECT opening.chain AS chain, COALESCE(
        CASE WHEN opening.chain LIKE 'laporan:%%' THEN (
            SELECT MIN(later.chain) FROM audit_entrysubject named JOIN audit_entry later ON later.id = named.entry_id
            WHERE named.subject = opening.chain AND later.chain LIKE 'perkara:%%'
        ) ELSE (
            SELECT MIN(named.subject) FROM audit_entrysubject named
            WHERE named.entry_id = opening.id AND named.subject LIKE 'perkara:%%'
        ) END,
        (
            SELECT MIN(named.subject) FROM audit_entrysubject named
            WHERE named.entry_id = opening.id AND named.subject LIKE 'jalur:%%' AND named.subject <> opening.chain
        ),
        opening.chain
    ) AS root
    FROM audit_chain head JOIN audit_entry opening ON opening.chain = head.subject AND opening.position = 1
    WHERE head.subject LIKE 'laporan:%%' OR head.subject LIKE 'perkara:%%'
        OR head.subject LIKE 'penanganan:%%' OR head.subject LIKE 'jalur:%%'
"""
FIELDS = ("chain", "at", "actor", "office", "verb", "before", "after")
Row = tuple[Any, ...]


def traces() -> Iterator[tuple[str, list[Row]]]:
    """(trace, its entries in order, each as `FIELDS`) one after the other; a few hundred chains in memory at a time.

    Call it inside `one_snapshot`, or a step taken meanwhile is told by one trace and not by the next.
    """
    by_root = groupby(_roots(), key=lambda pair: pair[1])
    for some in chunks((root, [chain for chain, _root in pairs]) for root, pairs in by_root):
        told = _entries([chain for _root, members in some for chain in members])
        for root, members in some:
            rows = sorted(row for chain in members for row in told.get(chain, ()))
            yield root, [row[2:] for row in rows]


def _roots() -> Iterator[tuple[str, str]]:
    """Every chain with its trace, trace by trace."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT chain, root FROM ({ROOTS}) AS story ORDER BY root, chain", ())  # noqa: S608 - our own
        while pairs := cursor.fetchmany(CHUNK):
            yield from pairs


def _entries(members: list[str]) -> dict[str, list[Row]]:
    """The entries of some chains, by chain: moment and primary key in front, by which they are put in order."""
    found: dict[str, list[Row]] = {}
    rows = Entry.objects.filter(chain__in=members).order_by().values_list("at", "pk", *FIELDS)
    for row in rows.iterator():
        found.setdefault(row[2], []).append(row)
    return found
