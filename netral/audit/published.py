"""The files anyone can keep: one signed root per day, and proofs that lead from an entry to a root.

Pure: nothing here reads the database, so all of it can be checked offline with the public keys alone.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from netral.audit import formats
from netral.lib import merkle
from netral.lib.signing import verify_json


def write(folder: Path, day: date, signed: Mapping[str, Any]) -> Path:
    """Write `<day>.json` whole or not at all; a file that already says the same is left alone.

    FileExistsError if it says something else: what was published is never replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day.isoformat()}.json"
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != signed:
        raise FileExistsError(f"{path}: a different root was published for this day. Run `netral journal verify`.")
    draft = path.with_suffix(f".{os.getpid()}.tmp")
    draft.write_text(json.dumps(signed, indent=2) + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def files(folder: Path) -> Iterator[Path]:
    """The published days of a folder, oldest first."""
    yield from sorted(folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].json"))


def root_holds(signed: Mapping[str, Any], public_keys: Mapping[str, str]) -> bool:
    """Whether a published root was signed by one of `public_keys` (key id → public key)."""
    public_key = public_keys.get(str(signed.get("key_id")))
    body = {name: value for name, value in signed.items() if name != "signature"}
    return public_key is not None and verify_json(public_key, body, str(signed.get("signature")))


def proof(
    *, chain: str, entry_hashes: Sequence[str], position: int, leaves: Sequence[bytes], index: int
) -> dict[str, Any]:
    """The way from entry `position` (counted from 1) of a chain up to the root of a day, showing no other entry."""
    return proof_upto(chain=chain, entry_hashes=entry_hashes, position=position, to_root=merkle.proof(leaves, index))


def proof_upto(*, chain: str, entry_hashes: Sequence[str], position: int, to_root: merkle.Proof) -> dict[str, Any]:
    """The same where the way from the chain's leaf to the root is known already."""
    hashes = [bytes.fromhex(entry_hash) for entry_hash in entry_hashes]
    return {
        "format": formats.PROOF_FORMAT,
        "entry_hash": entry_hashes[position - 1],
        "chain": chain,
        "position": len(entry_hashes),
        "head": entry_hashes[-1],
        "to_chain": _written(merkle.proof(hashes, position - 1)),
        "to_root": _written(to_root),
    }


def proof_holds(proof: Mapping[str, Any], root: str) -> bool:
    """Whether a proof leads from its `entry_hash` to `root` (hexadecimal). False for anything malformed."""
    try:
        entries = _climb(merkle.leaf_hash(bytes.fromhex(proof["entry_hash"])), proof["to_chain"])
        leaf = formats.leaf_bytes(
            chain=proof["chain"], position=proof["position"], head=proof["head"], entries=entries.hex()
        )
        return _climb(merkle.leaf_hash(leaf), proof["to_root"]).hex() == root
    except (KeyError, TypeError, ValueError):
        return False


def _written(proof: merkle.Proof) -> list[list[str]]:
    return [[side, neighbour.hex()] for side, neighbour in proof]


def _climb(digest: bytes, written: Sequence[Sequence[str]]) -> bytes:
    return merkle.climb(digest, tuple(("left" if side == "left" else "right", bytes.fromhex(h)) for side, h in written))
