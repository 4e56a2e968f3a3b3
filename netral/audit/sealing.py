"""Sealing a day: one tree over the heads of all chains, whose root is signed and published.

A day is sealed after it has ended, and the root covers whatever the journal holds at that moment (`made_at`). So all
that was recorded on the day is under its root even if clocks or the times people wrote down were wrong; what came in
between midnight and the sealing is under it too.

The first leaf is a header with the day and the root before, so each root stands for all the roots before it. The other
leaves are the heads, sorted by the bytes of their chain's name. Only leaves that changed are stored with their anchor.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from netral.audit import formats, streams
from netral.audit.models import Anchor, AnchorLeaf, Chain, SealedHead
from netral.audit.states import GENESIS, JournalBroken, JournalError
from netral.lib.canonical import canonical_json
from netral.lib.merkle import Tree, leaf_hash
from netral.lib.signing import SigningKey
from netral.lib.statements import insert

HASH_BYTES = 32


@dataclass(frozen=True)
class Leaf:
    """What a day's tree says of one chain."""

    chain: str
    position: int
    head: str
    entries: str
    # Beside the leaf: what the tree under `entries` needs to grow on, where it is known.
    peaks: str = field(default="", compare=False)

    def hash(self) -> bytes:
        return leaf_hash(self.bytes())

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
    changed: list[Leaf] = []
    for rows in streams.chunks(_chains_as_last_sealed(), READ_AHEAD):
        moved = (chain for chain, stands in rows if not stands)
        grown = {leaf.chain: leaf for some in streams.chunks(moved) for leaf in _grown_leaves(_heads(some))}
        for chain, leaf in rows:
            tree.add_hash(bytes.fromhex(leaf) if leaf else grown[chain].hash())
        changed += grown.values()
    return tree.root().hex(), changed


# Of a million chains a hundredth moves in a day: so many rows hold enough of them to be asked for together.
READ_AHEAD = 50 * streams.CHUNK
_CHAINS = """
    SELECT c.subject, s.leaf FROM audit_chain c LEFT JOIN audit_sealedhead s
    ON s.chain = c.subject AND s.position = c.length AND s.head = c.head ORDER BY c.subject
"""


def _chains_as_last_sealed() -> Iterator[tuple[str, str | None]]:
    """Every chain in the order of the tree, with the hash of its leaf if it stands where it was sealed.

    No more columns than that: most days nearly every row is hashed as it is, and PostgreSQL sorts them all.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_CHAINS + (' COLLATE "C"' if connection.vendor == "postgresql" else ""))
        while rows := cursor.fetchmany(streams.CHUNK):
            yield from rows


class _Head(NamedTuple):
    """A head, and what the last sealed tree says of its chain."""

    chain: str
    length: int
    head: str
    position: int | None
    sealed_head: str
    leaf: str
    peaks: str

    def check_grown(self) -> None:
        """A chain that was sealed may only have grown. Sealing anything else would vouch for a forgery."""
        if self.position is not None and self.length <= self.position:
            message = _(
                "%(chain)s: disegel sampai catatan %(position)s (%(sealed_head)s), tetapi kini berdiri di catatan "
                "%(length)s (%(head)s). Tidak ada yang disegel. Jalankan `netral journal verify`."
            )
            raise JournalBroken(message % self._asdict())

    def sealed_tree(self) -> Tree:
        """The tree over the entries that are sealed; an empty one where its peaks are not those under the leaf."""
        if self.position and self.peaks:
            root = root_of(self.position, self.peaks)
            if Leaf(self.chain, self.position, self.sealed_head, root).hash().hex() == self.leaf:
                return Tree.grown_to(self.position, _in_parts(self.peaks))
        return Tree()


def root_of(size: int, peaks: str) -> str:
    """The root of a tree of so many leaves, from its peaks as they are kept; nothing where they do not fit."""
    try:
        return Tree.grown_to(size, _in_parts(peaks)).root().hex()
    except ValueError:
        return ""


def _in_parts(peaks: str) -> list[bytes]:
    hashes = bytes.fromhex(peaks)
    return [hashes[place : place + HASH_BYTES] for place in range(0, len(hashes), HASH_BYTES)]


def _heads(moved: Sequence[str]) -> list[_Head]:
    """The heads of chains that do not stand where they were sealed, in the order of the tree; JournalBroken if one
    of them did anything but grow.
    """
    as_sealed = SealedHead.objects.filter(chain__in=moved).values_list("chain", "position", "head", "leaf", "peaks")
    sealed = {chain: rest for chain, *rest in as_sealed}
    rows = streams.heads().filter(subject__in=moved).values_list("subject", "length", "head")
    heads = [_Head(*row, *sealed.get(row[0], (None, "", "", ""))) for row in rows]
    for head in heads:
        head.check_grown()
    return heads


def _grown_leaves(heads: Sequence[_Head]) -> Iterator[Leaf]:
    """A new leaf for each chain: the root over the hashes of its entries, up to its head.

    Only what came since the chain was sealed is read: of a long case that moved today, its last pages.
    """
    trees = {head.chain: head.sealed_tree() for head in heads}
    rows = streams.entries_after({chain: tree.size for chain, tree in trees.items()})
    runs = streams.Runs(rows, key=lambda row: str(row[0]))
    for head in heads:
        tree = trees[head.chain]
        new = [each for _chain, position, each in runs.take(head.chain) if position <= head.length]
        if (tree.size + len(new), new[-1:]) != (head.length, [head.head]):
            raise JournalBroken(_broken(head, tree.size, new))
        for each in new:
            tree.add(bytes.fromhex(each))
        yield _leaf(head, tree)


def _leaf(head: _Head, tree: Tree) -> Leaf:
    return Leaf(head.chain, head.length, head.head, tree.root().hex(), b"".join(tree.peaks).hex())


def _broken(head: _Head, sealed: int, new: Sequence[str]) -> str:
    message = _(
        "%(chain)s: kepalanya menyebut %(length)s catatan sampai %(head)s; yang ada %(size)s, terakhir %(last)s. "
        "Tidak ada yang disegel. Jalankan `netral journal verify`."
    )
    return message % {**head._asdict(), "size": sealed + len(new), "last": new[-1] if new else "—"}


def store(anchor: Anchor, leaves: Iterable[Leaf]) -> None:
    """Keep the changed leaves of a stored anchor for good."""
    for batch in streams.chunks(iter(leaves)):
        insert([
            AnchorLeaf(
                anchor_id=anchor.pk, chain=leaf.chain, position=leaf.position, head=leaf.head, entries=leaf.entries
            )
            for leaf in batch
        ])  # fmt: skip


def keep(leaves: Iterable[Leaf]) -> None:
    """Make these the leaves the next tree begins from."""
    for batch in streams.chunks(iter(leaves)):
        SealedHead.objects.bulk_create(
            [_kept(leaf) for leaf in batch],
            update_conflicts=True,
            unique_fields=["chain"],
            update_fields=["position", "head", "leaf", "peaks"],
        )


def _kept(leaf: Leaf) -> SealedHead:
    digest = leaf.hash().hex()
    return SealedHead(chain=leaf.chain, position=leaf.position, head=leaf.head, leaf=digest, peaks=leaf.peaks)


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
