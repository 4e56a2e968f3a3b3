"""Merkle trees as in RFC 6962: a root of 32 bytes for any number of leaves, and short proofs that a leaf is under it.

Leaves and inner nodes are hashed with different prefixes, so an inner node can never be passed off as a leaf.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

LEAF = b"\x00"
NODE = b"\x01"

Side = Literal["left", "right"]
# From the leaf up: on which side the neighbour stands, and its hash (32 bytes).
Proof = tuple[tuple[Side, bytes], ...]


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf and keeps one hash per level: millions of leaves need no more memory than ten."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.add(leaf)

    @classmethod
    def grown_to(cls, size: int, peaks: Sequence[bytes]) -> "Tree":
        """The tree that had so many leaves and these `peaks`, ready to grow on; ValueError where they do not fit."""
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        tree = cls()
        tree.size, tree._peaks = size, list(peaks)
        return tree

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The hashes of its whole parts, the largest first: all it needs to remember of its leaves."""
        return tuple(self._peaks)

    def add(self, leaf: bytes) -> None:
        self.add_hash(leaf_hash(leaf))

    def add_hash(self, digest: bytes) -> None:
        """Add a leaf whose `leaf_hash` is already known."""
        merges = self.size
        while merges & 1:
            digest = node_hash(self._peaks.pop(), digest)
            merges >>= 1
        self._peaks.append(digest)
        self.size += 1

    def root(self) -> bytes:
        """The root over the leaves added so far; the hash of nothing when there are none."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        digest = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            digest = node_hash(peak, digest)
        return digest


def root(leaves: Sequence[bytes]) -> bytes:
    return Tree(leaves).root()


def proof(leaves: Sequence[bytes], index: int) -> Proof:
    """The neighbours that lead from leaf `index` up to the root; IndexError when there is no such leaf."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"leaf {index} of {len(leaves)}: there is no such leaf")
    if len(leaves) == 1:
        return ()
    # RFC 6962 splits at the largest power of two below the number of leaves.
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return (*proof(leaves[:split], index), ("right", root(leaves[split:])))
    return (*proof(leaves[split:], index - split), ("left", root(leaves[:split])))


def proofs(hashes: Sequence[bytes], indexes: Iterable[int]) -> dict[int, Proof]:
    """The proofs of several leaves of one tree, whose `leaf_hash` are given: one pass over the tree for all of them."""
    levels = [list(hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = (below[place : place + 2] for place in range(0, len(below), 2))
        levels.append([node_hash(*pair) if len(pair) > 1 else pair[0] for pair in pairs])
    return {index: tuple(_neighbours(levels, index)) for index in indexes}


def _neighbours(levels: Sequence[Sequence[bytes]], index: int) -> Iterator[tuple[Side, bytes]]:
    if not 0 <= index < len(levels[0]):
        raise IndexError(f"leaf {index} of {len(levels[0])}: there is no such leaf")
    for level in levels[:-1]:
        if index & 1:
            yield "left", level[index - 1]
        elif index + 1 < len(level):
            yield "right", level[index + 1]
        index >>= 1


def climb(digest: bytes, proof: Proof) -> bytes:
    """The root that `proof` leads to from the hash of a leaf."""
    for side, neighbour in proof:
        digest = node_hash(neighbour, digest) if side == "left" else node_hash(digest, neighbour)
    return digest


def holds(root: bytes, leaf: bytes, proof: Proof) -> bool:
    """Whether `proof` leads from `leaf` to `root`."""
    return climb(leaf_hash(leaf), proof) == root
