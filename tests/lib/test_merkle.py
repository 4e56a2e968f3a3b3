import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.lib.merkle import LEAF, NODE, Tree, climb, holds, leaf_hash, node_hash, proof, proofs, root

LEAVES = st.lists(st.binary(max_size=8), min_size=1, max_size=40)


def plain_root(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word: slow and plainly right."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(LEAF + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(NODE + plain_root(leaves[:split]) + plain_root(leaves[split:])).digest()


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_root_is_that_of_the_rfc(leaves: list[bytes]):
    assert root(leaves) == plain_root(leaves)


def test_the_roots_of_the_rfc_s_own_test_leaves():
    leaves = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno"]

    assert root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(LEAVES, st.data())
def test_every_leaf_has_a_proof_that_holds(leaves: list[bytes], data: st.DataObject):
    index = data.draw(st.integers(0, len(leaves) - 1))

    assert holds(root(leaves), leaves[index], proof(leaves, index))


@given(LEAVES)
def test_the_proofs_of_one_pass_are_those_of_each_leaf_alone(leaves: list[bytes]):
    together = proofs([leaf_hash(leaf) for leaf in leaves], range(len(leaves)))

    assert together == {index: proof(leaves, index) for index in range(len(leaves))}


@pytest.mark.parametrize("index", [-1, 3])
def test_one_pass_has_no_proof_for_a_leaf_that_is_not_there(index: int):
    with pytest.raises(IndexError, match="there is no such leaf"):
        proofs([b"a", b"b", b"c"], [index])


@given(LEAVES, st.data(), st.binary(max_size=8))
def test_a_proof_of_one_leaf_is_none_of_another(leaves: list[bytes], data: st.DataObject, other: bytes):
    index = data.draw(st.integers(0, len(leaves) - 1))

    assert holds(root(leaves), other, proof(leaves, index)) == (other == leaves[index])


@given(LEAVES, st.data())
def test_changing_any_leaf_changes_the_root(leaves: list[bytes], data: st.DataObject):
    index = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:index], leaves[index] + b"!", *leaves[index + 1 :]]

    assert root(changed) != root(leaves)


@given(LEAVES, st.data())
def test_a_damaged_proof_does_not_hold(leaves: list[bytes], data: st.DataObject):
    index = data.draw(st.integers(0, len(leaves) - 1))
    steps = proof(leaves, index)
    for place, (side, neighbour) in enumerate(steps):
        broken = bytes([neighbour[0] ^ 1]) + neighbour[1:]

        assert not holds(root(leaves), leaves[index], (*steps[:place], (side, broken), *steps[place + 1 :]))


def test_an_inner_node_cannot_be_passed_off_as_a_leaf():
    leaves = [b"a", b"b", b"c", b"d"]
    inner = leaf_hash(b"a") + leaf_hash(b"b")

    assert not holds(root(leaves), inner, (("right", node_hash(leaf_hash(b"c"), leaf_hash(b"d"))),))


@given(LEAVES)
def test_a_tree_that_grows_has_the_root_of_what_it_holds_at_every_size(leaves: list[bytes]):
    tree = Tree()

    for size, leaf in enumerate(leaves, start=1):
        tree.add(leaf)

        assert (tree.size, tree.root()) == (size, plain_root(leaves[:size]))


@given(LEAVES, LEAVES)
def test_a_tree_grows_on_from_its_peaks_as_if_it_had_never_stopped(before: list[bytes], after: list[bytes]):
    stopped = Tree(before)

    tree = Tree.grown_to(stopped.size, stopped.peaks)
    for leaf in after:
        tree.add(leaf)

    assert (tree.size, tree.root()) == (len(before + after), plain_root(before + after))


@pytest.mark.parametrize(("size", "peaks"), [(0, 1), (1, 0), (3, 1), (4, 2)])
def test_peaks_that_are_too_many_or_too_few_are_no_tree(size: int, peaks: int):
    with pytest.raises(ValueError, match=f"a tree of {size} leaves"):
        Tree.grown_to(size, [b"x" * 32] * peaks)


def test_a_leaf_can_be_added_by_its_hash():
    tree = Tree([b"a"])

    tree.add_hash(leaf_hash(b"b"))

    assert tree.root() == root([b"a", b"b"])


def test_a_proof_is_as_long_as_the_tree_is_high():
    leaves = [bytes([number]) for number in range(200)]

    assert max(len(proof(leaves, index)) for index in range(200)) == 8


def test_climbing_nothing_stays_at_the_leaf():
    assert climb(leaf_hash(b"a"), ()) == root([b"a"])


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int):
    with pytest.raises(IndexError, match=f"leaf {index} of 3"):
        proof([b"a", b"b", b"c"], index)
