"""Every chain, entry by entry, beside its signed head and the leaves that were sealed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from netral.audit import formats, streams
from netral.audit.findings import broken
from netral.audit.grounds import Counts, Keys, number, readable
from netral.audit.models import Entry, EntrySubject
from netral.audit.states import GENESIS
from netral.lib.merkle import Tree


@dataclass(frozen=True)
class Sealed:
    """What an anchor's leaf says of a chain."""

    day: date
    position: int
    head: str
    entries: str


@dataclass
class Walk:
    """How far a chain has been followed, and what was sealed of it."""

    chain: str
    sealed: Sequence[Sealed]
    length: int = 0
    last: str = GENESIS
    tree: Tree = field(default_factory=Tree)

    @property
    def next_place(self) -> str:
        return f"{self.chain}#{self.length + 1}"


@dataclass(frozen=True)
class Row:
    """An entry as it stands in the tables."""

    fields: Mapping[str, Any]
    hash: str
    listed: Sequence[str]

    @property
    def place(self) -> str:
        return f"{self.fields['chain']}#{self.fields['position']}"


def check_chains(days: Mapping[int, date], keys: Keys, counts: Counts) -> None:
    """Raise Broken for the first entry that does not hold. `days` names the anchors, whose leaves hold already."""
    entries = streams.Runs(_rows(), key=lambda row: str(row.fields["chain"]))
    heads = streams.Runs(readable("entry_unreadable", streams.heads(), "subject"), key=_first)
    leaves = streams.Runs(readable("anchor_unreadable", streams.leaves(), "chain"), key=_first)
    for chain in streams.side_by_side(entries, heads, leaves):
        sealed = [Sealed(days[anchor], number(position), *rest) for _, anchor, position, *rest in leaves.take(chain)]
        walk = Walk(chain, sealed)
        for row in entries.take(chain):
            _follow(walk, row)
            counts.entries += 1
        _check_end(walk, next(iter([*heads.take(chain)]), None), keys)
        counts.chains += 1
    _check_no_stray_subjects()


def _first(row: Sequence[Any]) -> str:
    return str(row[0])


def _rows() -> Iterator[Row]:
    """Entries in order, each with the subjects that the index lists for it."""
    entries = readable("entry_unreadable", streams.entries(), "chain", "position")
    for chunk in streams.chunks(entries):
        listed = _listed([row[0] for row in chunk])
        for pk, *values, entry_hash in chunk:
            yield Row(dict(zip(streams.ENTRY_FIELDS, values, strict=True)), entry_hash, listed[pk])


def _listed(entries: Iterable[int]) -> Mapping[int, list[str]]:
    listed: defaultdict[int, list[str]] = defaultdict(list)
    for entry, subject in EntrySubject.objects.filter(entry_id__in=entries).values_list("entry_id", "subject"):
        listed[entry].append(subject)
    return listed


def _follow(walk: Walk, row: Row) -> None:
    """One entry further: its place, its contents, its link to the entry before, its index rows, its seal."""
    if number(row.fields["position"]) != walk.length + 1:
        raise broken("entry_missing", walk.next_place, found=row.fields["position"], expected=walk.length + 1)
    _check_contents(row)
    if row.fields["previous"] != walk.last:
        raise _wrong_link(walk, row)
    if sorted(row.listed) != sorted(row.fields["subjects"]):
        found, expected = (", ".join(sorted(names)) or "—" for names in (row.listed, row.fields["subjects"]))
        raise broken("subjects_differ", row.place, found=found, expected=expected)
    walk.length, walk.last = walk.length + 1, row.hash
    walk.tree.add(bytes.fromhex(row.hash))
    _check_seals(walk)


def _check_contents(row: Row) -> None:
    try:
        computed = formats.entry_hash(formats.entry_body(**row.fields))
    except (ValueError, TypeError, AttributeError) as problem:  # contents that record() never writes
        computed = type(problem).__name__
    if computed != row.hash:
        raise broken("entry_edited", row.place, found=computed, expected=row.hash)


def _wrong_link(walk: Walk, row: Row) -> Exception:
    """Either this entry stands in the wrong place, or the one before it is not the one it was built on."""
    previous = row.fields["previous"]
    elsewhere = Entry.objects.filter(chain=walk.chain, hash=previous).exists()
    if elsewhere or previous == GENESIS or not walk.length:
        return broken("entry_out_of_order", row.place, found=previous, expected=walk.last)
    return broken("entry_replaced", f"{walk.chain}#{walk.length}", found=walk.last, expected=previous)


def _check_seals(walk: Walk) -> None:
    place = f"{walk.chain}#{walk.length}"
    for sealed in (seal for seal in walk.sealed if seal.position == walk.length):
        if sealed.head != walk.last:
            raise broken("sealed_entry_differs", place, found=walk.last, expected=f"{sealed.day} ({sealed.head})")
        root = walk.tree.root().hex()
        if sealed.entries != root:
            raise broken("sealed_history_differs", place, found=root, expected=f"{sealed.day} ({sealed.entries})")


def _check_end(walk: Walk, head: tuple[str, int, str, str, str] | None, keys: Keys) -> None:
    """Where the chain ends, against its sealed leaves and its signed head."""
    for sealed in walk.sealed:
        if not 0 < sealed.position <= walk.length:
            raise broken("sealed_tail_cut", walk.next_place, found=walk.length, expected=sealed.day)
    if head is None:
        raise broken("head_missing", walk.chain)
    _, length, last, key_id, signature = head
    if number(length) > walk.length:
        raise broken("tail_cut", walk.next_place, found=walk.length, expected=length)
    if number(length) < walk.length:
        raise broken("tail_added", f"{walk.chain}#{number(length) + 1}", found=walk.length, expected=length)
    if last != walk.last:
        raise broken("head_differs", f"{walk.chain}#{walk.length}", found=walk.last, expected=last)
    body = formats.head_body(walk.chain, walk.length, walk.last)
    keys.check("head_forged", f"{walk.chain}#{walk.length}", body, key_id=key_id, signature=signature)


def _check_no_stray_subjects() -> None:
    stray = EntrySubject.objects.filter(~Exists(Entry.objects.filter(pk=OuterRef("entry_id"))))
    if rows := stray.count():
        raise broken("subjects_stray", "audit_entrysubject", found=rows, expected=0)
