"""The exact shapes that are hashed, signed and published. Changing one breaks every journal ever written."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from netral.lib.canonical import canonical_json, sha256_hex

ANCHOR_FORMAT = "netral-root-1"
PROOF_FORMAT = "netral-inclusion-1"


def moment(at: datetime) -> str:
    """UTC with microseconds, always in the same spelling: `2024-02-05T03:00:00.000000+00:00`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def entry_body(
    *,
    chain: str,
    position: int,
    at: datetime,
    actor: str,
    office: str,
    verb: str,
    subjects: Sequence[str],
    before: str,
    after: str,
    facts: Mapping[str, Any],
    hashes: Sequence[str],
    previous: str,
) -> dict[str, Any]:
    """What an entry's hash is taken over: every one of its fields, and the hash of the entry before it."""
    return {
        "chain": chain,
        "position": position,
        "at": moment(at),
        "actor": actor,
        "office": office,
        "verb": verb,
        "subjects": subjects,
        "before": before,
        "after": after,
        "facts": facts,
        "hashes": hashes,
        "previous": previous,
    }


def entry_hash(body: Mapping[str, Any]) -> str:
    return sha256_hex(canonical_json(body))


def head_body(chain: str, length: int, head: str) -> dict[str, Any]:
    """What is signed after every append: how long the chain is and which hash it ends in."""
    return {"chain": chain, "length": length, "head": head}


def leaf_bytes(*, chain: str, position: int, head: str, entries: str) -> bytes:
    """One leaf of a day's tree: a head, and the root over the hashes of all entries up to it."""
    return canonical_json({"chain": chain, "position": position, "head": head, "entries": entries})


def anchor_header(*, day: date, made_at: datetime, chains: int, previous: str) -> dict[str, Any]:
    """The first leaf of a day's tree: it ties the root to its day and to the root before it."""
    return {
        "format": ANCHOR_FORMAT,
        "day": day.isoformat(),
        "made_at": moment(made_at),
        "chains": chains,
        "previous": previous,
    }


def anchor_body(header: Mapping[str, Any], *, root: str, key_id: str, public_key: str) -> dict[str, Any]:
    """What is signed for a day: its header, its root, and the key that signs. The published file adds the signature."""
    return {**header, "root": root, "key_id": key_id, "public_key": public_key}
