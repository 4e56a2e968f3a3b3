"""The signed statement of a receipt: what its holder can prove alone and offline, years later.

The first one is signed when the report is stored and has no `anchor`. Once its day is sealed a second one is signed
with the way to the published root; it names the first signature, so the first statement follows from it and both hold.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from netral.audit import queries as audit
from netral.audit import stamps
from netral.audit.actions import sign_json, signing_key
from netral.audit.models import Anchor, Entry
from netral.intake.models import Laporan, Receipt, ReceiptProof
from netral.lib.canonical import canonical_json

FILENAME, STAMP_FILENAME = "tanda-terima.json", "tanda-terima.tsr"
# Receipts joined in one round; the next round goes on.
AT_ONCE = 5_000


def signed_statement(*, number: str, received: datetime, exhibits: Sequence[str], entry_hash: str) -> dict[str, Any]:
    """The statement as it is handed out with the receipt. `received` in the zone of the office."""
    return _signed(
        {
            "number": number,
            "received": received.isoformat(timespec="seconds"),
            "exhibits": list(exhibits),
            "entry_hash": entry_hash,
            "anchor": None,
        }
    )


def _signed(body: Mapping[str, Any]) -> dict[str, Any]:
    body = {**body, "key_id": signing_key().key_id}
    return {**body, "signature": sign_json(body)[1]}


def anchored_statement(
    statement: Mapping[str, Any], *, root: Mapping[str, Any], proof: Mapping[str, Any]
) -> dict[str, Any]:
    """The same statement joined to a published root, signed with the key in use today."""
    first = {name: statement[name] for name in ("key_id", "signature")}
    body = {name: value for name, value in statement.items() if name not in first}
    return _signed({**body, "anchor": {"first": first, "proof": dict(proof), "root": dict(root)}})


def file_bytes(statement: Mapping[str, Any]) -> bytes:
    """The file people keep: canonical JSON, so that a time-stamp over these bytes is one over the statement."""
    return canonical_json(dict(statement))


def latest(receipt: Receipt) -> dict[str, Any]:
    """The statement with the most in it: joined to its day once that is sealed, else as it was handed out."""
    proof = ReceiptProof.objects.filter(receipt=receipt, anchored__isnull=False).first()
    return dict(proof.anchored if proof and proof.anchored else receipt.statement)


@dataclass(frozen=True)
class Proofs:
    """What the pages say of a statement: its exhibits, the sealed day it was joined to, its time-stamp."""

    exhibits: int
    sealed_on: date | None
    stamped_at: datetime | None


def proofs_of(laporan: Laporan) -> Proofs:
    statement = latest(laporan.receipt)
    sealed_on = date.fromisoformat(statement["anchor"]["root"]["day"]) if statement["anchor"] else None
    stamped_at = ReceiptProof.objects.filter(receipt=laporan.receipt).values_list("stamped_at", flat=True).first()
    return Proofs(len(statement["exhibits"]), sealed_on, stamped_at)


def stamp_statements() -> int:
    """Ask for time-stamps over the first statements that have none, the newest first; how many were stamped."""
    waiting = Receipt.objects.filter(proof__stamp__isnull=True).order_by("-pk")[: stamps.AT_ONCE]
    return stamps.stamp_each(((receipt, file_bytes(receipt.statement)) for receipt in waiting), _keep_stamp)


def _keep_stamp(receipt: Receipt, answer: bytes, at: datetime) -> None:
    ReceiptProof.objects.update_or_create(receipt=receipt, defaults={"stamp": answer, "stamped_at": at})


def stamp_of(receipt: Receipt) -> bytes | None:
    """The authority's answer over the first statement, as it was given; None while there is none."""
    proof = ReceiptProof.objects.filter(receipt=receipt, stamp__isnull=False).first()
    return bytes(proof.stamp) if proof and proof.stamp else None


def join_to_anchors() -> int:
    """Join the statements whose days were sealed since; how many. Safe to run at any time, by several workers."""
    waiting = Receipt.objects.filter(proof__anchored__isnull=True).order_by("pk")[:AT_ONCE]
    by_hash = {receipt.statement["entry_hash"]: receipt for receipt in waiting}
    return sum(_join(anchor, hashes, by_hash) for anchor, hashes in _by_anchor(by_hash))


def _by_anchor(entry_hashes: Iterable[str]) -> Iterable[tuple[Anchor, list[str]]]:
    """The entries under each anchor, each under the first one that covers it; entries of today under none."""
    found: dict[Anchor, list[str]] = {}
    for entry in Entry.objects.filter(hash__in=list(entry_hashes)):
        if anchor := audit.anchor_covering(entry):
            found.setdefault(anchor, []).append(entry.hash)
    return found.items()


def _join(anchor: Anchor, entry_hashes: list[str], receipts: Mapping[str, Receipt]) -> int:
    root, proofs = audit.signed_root(anchor), audit.inclusions(anchor, entry_hashes)
    for entry_hash, proof in proofs.items():
        receipt = receipts[entry_hash]
        joined = anchored_statement(receipt.statement, root=root, proof=proof)
        ReceiptProof.objects.update_or_create(receipt=receipt, defaults={"anchored": joined})
    return len(proofs)
