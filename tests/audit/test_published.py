import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.audit import formats, published
from netral.lib import merkle

DAY = date(2026, 1, 5)
HASHES = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=20)


@given(HASHES, st.lists(st.binary(max_size=8), max_size=20), st.data())
def test_every_proof_leads_to_its_root(hashes: list[str], others: list[bytes], data: st.DataObject):
    position = data.draw(st.integers(1, len(hashes)))
    index = data.draw(st.integers(0, len(others)))
    entries = merkle.root([bytes.fromhex(each) for each in hashes]).hex()
    leaf = formats.leaf_bytes(chain="laporan:a", position=len(hashes), head=hashes[-1], entries=entries)
    leaves = [*others[:index], leaf, *others[index:]]

    proof = published.proof(chain="laporan:a", entry_hashes=hashes, position=position, leaves=leaves, index=index)

    assert published.proof_holds(proof, merkle.root(leaves).hex())
    assert not published.proof_holds(proof, "0" * 64)


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"entry_hash": 7},
        {"entry_hash": "bukan"},
        {"entry_hash": "ab" * 32, "to_chain": None},
        {"entry_hash": "ab" * 32, "to_chain": [["left"]]},
        {"entry_hash": "ab" * 32, "to_chain": [], "chain": "x", "position": 2**60, "head": ""},
    ],
)
def test_a_malformed_proof_does_not_hold(proof: dict[str, object]):
    assert not published.proof_holds(proof, "0" * 64)


def test_a_root_without_a_signature_does_not_hold():
    assert not published.root_holds({"root": "0" * 64}, {})
    assert not published.root_holds({"root": "0" * 64, "key_id": "a"}, {"a": "A" * 43 + "="})


def test_a_file_is_written_whole_and_leaves_no_draft(tmp_path: Path):
    path = published.write(tmp_path / "akar", DAY, {"root": "ab"})

    assert path == tmp_path / "akar" / "2026-01-05.json"
    assert json.loads(path.read_text()) == {"root": "ab"}
    assert list(path.parent.iterdir()) == [path]


def test_the_days_of_a_folder_come_in_order_without_other_files(tmp_path: Path):
    for name in ("2026-01-06.json", "2026-01-05.json", "catatan.json", "2026-01-05.json.bak", "2026-01-07.7.tmp"):
        (tmp_path / name).write_text("{}")

    assert [path.stem for path in published.files(tmp_path)] == ["2026-01-05", "2026-01-06"]


def test_a_folder_that_is_not_there_holds_no_days(tmp_path: Path):
    assert list(published.files(tmp_path / "tidak-ada")) == []
