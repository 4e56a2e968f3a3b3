"""Sealing a day: one tree over the heads of all chains, whose root is signed and published.

A day is sealed after it has ended, and the root covers whatever the journal holds at that moment (`made_at`). So all
that was recorded on the day is under its root even if clocks or the times people wrote down were wrong; what came in
between midnight and the sealing is under it too.

The first leaf is a header with the day and the root before, so each root stands for all the roots before it. The other
leaves are the heads, sorted by the bytes of their chain's name. Only leaves that changed are stored with their anchor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from netral.audit import formats, streams
from netral.audit.models import Anchor, AnchorLeaf, Chain, Entry
from netral.audit.states import GENESIS, JournalBroken, JournalError
from netral.lib.canonical import canonical_json
from netral.lib.merkle import Tree
from netral.lib.signing import SigningKey


@dataclass(frozen=True)
class Leaf:
    """What a day's tree says of one chain."""

    chain: str
    position: int
    head: str
    entries: str

    def bytes(self) -> bytes:
        return formats.leaf_bytes(chain=self.chain, position=self.position, head=self.head, entries=self.entries)


def prepare(day: date, *, at: datetime, key: SigningKey) -> tuple[Anchor, list[Leaf]]:
    """The signed anchor of a day and its changed leaves, computed from one snapshot and not yet stored.

    Raises JournalError for a day before the last sealed one, JournalBroken when a chain got shorter or changed.
    """
    with streams.one_snapshot():
        last = Anchor.objects.order_by("-day").first()
        if last and last.day > day:
            message = _("%(day)s tidak dapat disegel lagi: %(last)s sudah disegel, dan penyegelan hanya maju.")
            raise JournalError(message % {"day": day, "last": last.day})
        chains = Chain.objects.count()
        previous = last.root if last else GENESIS
        header = formats.anchor_header(day=day, made_at=at, chains=chains, previous=previous)
        root, changed = _grow(header)
    body = formats.anchor_body(header, root=root, key_id=key.key_id, public_key=key.public_key)
    anchor = Anchor(
        day=day,
        made_at=at,
        root=root,
        chains=chains,
        previous=previous,
        key_id=key.key_id,
        signature=key.sign_json(body),
    )
    return anchor, changed


def _grow(header: dict[str, Any]) -> tuple[str, list[Leaf]]:
    """The root over the header and all heads, and the leaves that changed since the last anchor."""
    tree = Tree([canonical_json(header)])
    changed = []
    for chain, length, head, position, sealed_head, sealed_entries in _heads_with_their_last_leaf():
        _check_grown(chain, length=length, head=head, position=position, sealed_head=sealed_head)
        if position == length:
            leaf = Leaf(chain, length, head, sealed_entries)
        else:
            leaf = Leaf(chain, length, head, _root_over_entries(chain, length, head))
            changed.append(leaf)
        tree.add(leaf.bytes())
    return tree.root().hex(), changed


def _heads_with_their_last_leaf() -> Iterator[Any]:
    def last(field: str) -> Subquery:
        leaves = AnchorLeaf.objects.filter(chain=OuterRef("subject")).order_by("-anchor_id")
        return Subquery(leaves.values(field)[:1])

    heads = Chain.objects.order_by(streams.byte_order("subject"))
    return heads.values_list("subject", "length", "head", last("position"), last("head"), last("entries")).iterator()


def _check_grown(chain: str, *, length: int, head: str, position: int | None, sealed_head: str | None) -> None:
    """A chain that was sealed may only have grown. Sealing anything else would vouch for a forgery."""
    if position is not None and (length < position or (length == position and head != sealed_head)):
        message = _(
            "%(chain)s: disegel sampai catatan %(position)s (%(sealed)s), tetapi kini berdiri di catatan %(length)s "
            "(%(head)s). Tidak ada yang disegel. Jalankan `netral journal verify`."
        )
        values = {"chain": chain, "position": position, "sealed": sealed_head, "length": length, "head": head}
        raise JournalBroken(message % values)


def _root_over_entries(chain: str, length: int, head: str) -> str:
    """The root over the hashes of a chain's entries, up to its head."""
    entries = Entry.objects.filter(chain=chain, position__lte=length).order_by("position")
    last, tree = "", Tree()
    for last in entries.values_list("hash", flat=True):
        tree.add(bytes.fromhex(last))
    if (tree.size, last) != (length, head):
        message = _(
            "%(chain)s: kepalanya menyebut %(length)s catatan sampai %(head)s; yang ada %(size)s, terakhir %(last)s. "
            "Tidak ada yang disegel. Jalankan `netral journal verify`."
        )
        values = {"chain": chain, "length": length, "head": head, "size": tree.size, "last": last or "—"}
        raise JournalBroken(message % values)
    return tree.root().hex()


def header_leaf(anchor: Anchor) -> bytes:
    """The first leaf of an anchor's tree."""
    header = formats.anchor_header(
        day=anchor.day, made_at=anchor.made_at, chains=anchor.chains, previous=anchor.previous
    )
    return canonical_json(header)


def signed_root(anchor: Anchor, public_key: str) -> dict[str, Any]:
    """What is published for a day: everything needed to check it offline, signature included."""
    header = formats.anchor_header(
        day=anchor.day, made_at=anchor.made_at, chains=anchor.chains, previous=anchor.previous
    )
    body = formats.anchor_body(header, root=anchor.root, key_id=anchor.key_id, public_key=public_key)
    return {**body, "signature": anchor.signature}


def leaves_under(anchor: Anchor) -> Iterator[Leaf]:
    """The leaves in force for an anchor (one per chain, the newest not younger than it), in the order of its tree."""
    rows = streams.leaves().filter(anchor_id__lte=anchor.pk).iterator()
    runs = streams.Runs(rows, lambda row: str(row[0]))
    for chain in streams.side_by_side(runs):
        *_, newest = runs.take(chain)
        yield Leaf(chain, *newest[2:])
