"""Every sealed day: its signature, its link to the day before, its leaves, and the file that was published."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from netral.audit import published, sealing, streams
from netral.audit.findings import Broken, broken
from netral.audit.grounds import Counts, Keys, readable
from netral.audit.models import Anchor
from netral.audit.states import GENESIS
from netral.lib.merkle import Tree, leaf_hash


def check_anchors(keys: Keys, counts: Counts) -> list[Anchor]:
    """The anchors by day, all of them checked; raises Broken for the first that does not hold."""
    anchors = list(readable("anchor_unreadable", Anchor.objects.order_by("day"), "day"))
    for anchor in anchors:
        if anchor.day is None or anchor.made_at is None:  # what Django makes of a column that holds no date
            raise broken("anchor_unreadable", f"Anchor {anchor.pk}", found=f"{anchor.day} {anchor.made_at}")
    last = GENESIS
    for anchor in anchors:
        _check_signature(anchor, keys)
        if anchor.previous != last:
            raise broken("anchor_out_of_order", anchor.day, found=anchor.previous, expected=last)
        last = anchor.root
        counts.anchors += 1
    _check_roots(anchors)
    return anchors


def _check_signature(anchor: Anchor, keys: Keys) -> None:
    signed = sealing.signed_root(anchor, keys.public.get(anchor.key_id, ""))
    signature = signed.pop("signature")
    keys.check("anchor_forged", anchor.day, signed, key_id=anchor.key_id, signature=signature)


def _check_roots(anchors: Sequence[Anchor]) -> None:
    """Grow the trees of all days at once: each leaf is read once and added to every day it was in force."""
    trees = [Tree([sealing.header_leaf(anchor)]) for anchor in anchors]
    places = {anchor.pk: place for place, anchor in enumerate(anchors)}
    runs = streams.Runs(readable("anchor_unreadable", streams.leaves(), "chain"), key=lambda row: str(row[0]))
    ready = streams.Runs(streams.sealed_heads().iterator(), key=lambda row: str(row[0]))
    stale: Broken | None = None
    for chain in streams.side_by_side(runs, ready):
        placed = _placed(runs.take(chain), places)
        _add_chain(trees, placed)
        stale = _not_ready(chain, [leaf for _place, leaf in placed][-1:], list(ready.take(chain))) or stale
    for anchor, tree in zip(anchors, trees, strict=True):
        if tree.root().hex() != anchor.root:
            raise broken("anchor_root_differs", anchor.day, found=tree.root().hex(), expected=anchor.root)
    if stale:  # only where the leaves themselves are whole: they say what it should have been
        raise stale


def _placed(rows: Iterable[Any], places: Mapping[int, int]) -> list[tuple[int, sealing.Leaf]]:
    """The leaves of one chain with the place of their anchor among the days, in the order of the days."""
    placed = []
    for chain, anchor, *rest in rows:
        if anchor not in places:
            raise broken("leaf_stray", chain, found=anchor)
        placed.append((places[anchor], sealing.Leaf(chain, *rest)))
    return sorted(placed, key=lambda pair: pair[0])


def _add_chain(trees: Sequence[Tree], placed: Sequence[tuple[int, sealing.Leaf]]) -> None:
    for (place, leaf), (until, _) in pairwise([*placed, (len(trees), None)]):
        digest = leaf_hash(leaf.bytes()) if leaf else b""
        for tree in trees[place:until]:
            tree.add_hash(digest)


def _not_ready(chain: str, newest: Sequence[sealing.Leaf], ready: Sequence[Any]) -> Broken | None:
    """What waits for the next tree must be what the last one said."""
    expected = [(leaf.chain, leaf.position, leaf.head, leaf.hash().hex()) for leaf in newest]
    found = [tuple(row[:-1]) for row in ready]
    if found == expected and all(_leads_to(leaf, row[-1]) for leaf, row in zip(newest, ready, strict=True)):
        return None
    return broken("sealed_head_differs", chain, found=ready, expected=expected)


def _leads_to(leaf: sealing.Leaf, peaks: str) -> bool:
    """Whether the tree over the chain's entries, as it is kept to grow on, is the one under the leaf."""
    return not peaks or sealing.root_of(leaf.position, peaks) == leaf.entries


def check_published(folder: Path, anchors: Iterable[Anchor], keys: Keys, counts: Counts) -> None:
    """Compare every published day with its anchor. Days without a file are left to those who kept one."""
    stored = {anchor.day.isoformat(): anchor for anchor in anchors}
    for path in published.files(folder):
        file = _read(path)
        anchor = stored.get(path.stem)
        if anchor is None:
            raise broken("published_without_anchor", path.stem, expected=file.get("root"))
        signed = sealing.signed_root(anchor, keys.public[anchor.key_id])
        for name in (*signed, *file):
            if signed.get(name) != file.get(name):
                found, expected = (f"{name} = {side.get(name)}" for side in (signed, file))
                raise broken("published_differs", path.stem, found=found, expected=expected)
        counts.published += 1


def _read(path: Path) -> Mapping[str, Any]:
    try:
        file = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise broken("published_unreadable", path.name, found=type(problem).__name__) from problem
    if not isinstance(file, dict):
        raise broken("published_unreadable", path.name, found=type(file).__name__)
    return file
