"""Checks that anyone can repeat offline: signatures, the way from an entry to a day's root, files against fingerprints.

Pure: public keys and files come in, findings go out; no database, no clock, no network. Nothing a file says of itself
is believed: key ids follow from keys, and a root counts only if one of the keys signed it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from netral.audit import formats, published
from netral.lib.canonical import canonical_json
from netral.lib.signing import verify_json

# A receipt statement has exactly these keys (docs/reference/tanda-terima.md).
STATEMENT = ("number", "received", "exhibits", "entry_hash", "anchor", "key_id", "signature")
# A statement joined to a day: the published root, the way to it, and how the statement was signed at first.
ANCHOR = ("first", "proof", "root")
FIRST = ("key_id", "signature")


@dataclass(frozen=True)
class Finding:
    """One check: `check` is its name for programs, `because` a sentence for people (Indonesian)."""

    check: str
    holds: bool
    because: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def kind_of(signed: Mapping[str, Any]) -> str:
    """`statement` (a receipt), `root` (a day of the journal), `document` (an issued letter) or `signed` (another)."""
    if signed.get("format") == formats.ANCHOR_FORMAT:
        return "root"
    if "entry_hash" in signed and "exhibits" in signed:
        return "statement"
    return "document" if "sha256" in signed and "number" in signed else "signed"


def check_signed(signed: Mapping[str, Any], keys: Mapping[str, str]) -> list[Finding]:
    """Every check that the file alone permits. `keys`: key id → public key (base64url)."""
    findings = [check_signature(signed, keys)]
    if kind_of(signed) == "statement" and signed.get("anchor") is not None:
        findings += _check_anchor(signed, keys)
    return findings


def check_signature(signed: Mapping[str, Any], keys: Mapping[str, str]) -> Finding:
    """Whether one of the keys signed exactly this."""
    public_key, key_id = keys.get(str(signed.get("key_id"))), signed.get("key_id")
    if public_key is None:
        return Finding("signature", False, f"Tidak cocok: kunci {key_id} tidak dikenal di sini.")
    body = {name: value for name, value in signed.items() if name != "signature"}
    if not verify_json(public_key, body, str(signed.get("signature"))):
        return Finding("signature", False, "Tidak cocok: isi berkas ini bukan yang ditandatangani.")
    return Finding("signature", True, f"Cocok: ditandatangani dengan kunci {key_id}, isinya tidak berubah.")


def _check_anchor(statement: Mapping[str, Any], keys: Mapping[str, str]) -> list[Finding]:
    """The root of the day, the way to it, and the signature of the first hour."""
    anchor = statement["anchor"]
    if not _is_anchor(anchor):
        return [Finding("anchor", False, "Tidak cocok: bagian `anchor` tidak berbentuk bukti penyegelan.")]
    return [_check_root(anchor["root"], keys), _check_way(statement, anchor), _check_first(statement, keys)]


def _is_anchor(anchor: object) -> bool:
    return (
        isinstance(anchor, dict)
        and sorted(anchor) == list(ANCHOR)
        and all(isinstance(part, dict) for part in anchor.values())
        and sorted(anchor["first"]) == list(FIRST)
    )


def _check_root(root: Mapping[str, Any], keys: Mapping[str, str]) -> Finding:
    if root.get("format") != formats.ANCHOR_FORMAT or not published.root_holds(root, keys):
        return Finding("root", False, "Tidak cocok: angka penutup harian di dalamnya tidak ditandatangani kunci ini.")
    day = root["day"]
    return Finding("root", True, f"Cocok: angka penutup {day} ditandatangani. Bandingkan juga dengan jurnal publik.")


def _check_way(statement: Mapping[str, Any], anchor: Mapping[str, Any]) -> Finding:
    proof, root = anchor["proof"], anchor["root"]
    if proof.get("entry_hash") != statement.get("entry_hash"):
        return Finding("inclusion", False, "Tidak cocok: bukti penyegelan itu milik catatan lain.")
    if not published.proof_holds(proof, str(root.get("root"))):
        return Finding("inclusion", False, "Tidak cocok: jalan dari catatan ini ke angka penutup harian terputus.")
    return Finding("inclusion", True, f"Cocok: catatan laporan ini tercakup angka penutup {root.get('day')}.")


def first_statement(statement: Mapping[str, Any]) -> dict[str, Any]:
    """The statement as it was handed out before its day was sealed; the statement itself if it is that one."""
    anchor = statement.get("anchor")
    if not _is_anchor(anchor):
        return dict(statement)
    assert isinstance(anchor, dict)  # noqa: S101 - just looked at
    return {**statement, "anchor": None, **anchor["first"]}


def _check_first(statement: Mapping[str, Any], keys: Mapping[str, str]) -> Finding:
    first = check_signature(first_statement(statement), keys)
    if not first.holds:
        return Finding("first", False, "Tidak cocok: tanda tangan saat laporan diterima tidak cocok dengan isi ini.")
    return Finding("first", True, "Cocok: tanda tangan saat laporan diterima masih berlaku.")


def check_exhibits(statement: Mapping[str, Any], files: Iterable[tuple[str, str]]) -> list[Finding]:
    """Whether each file (name, SHA-256) is one of the exhibits the statement names."""
    named: Sequence[Any] = statement.get("exhibits") or []
    return [
        Finding("exhibit", True, f"Cocok: {name} adalah bukti ke-{named.index(sha256) + 1} dalam tanda terima.")
        if sha256 in named
        else Finding("exhibit", False, f"Tidak cocok: {name} (sidik {sha256}) tidak tercantum dalam tanda terima.")
        for name, sha256 in files
    ]


def check_document(signed: Mapping[str, Any], sha256: str) -> Finding:
    """Whether a PDF with this fingerprint is the letter that the signed data names."""
    if signed.get("sha256") != sha256:
        return Finding("document", False, f"Tidak cocok: sidik PDF ini {sha256}, bukan yang diterbitkan.")
    return Finding("document", True, f"Cocok: PDF ini sama persis dengan surat {signed.get('number')}.")


def check_kept(statement: Mapping[str, Any], root: Mapping[str, Any]) -> Finding:
    """Whether the root inside a statement is the one that somebody kept elsewhere."""
    anchor = statement.get("anchor")
    if not _is_anchor(anchor) or anchor["root"] != root:  # type: ignore[index]
        return Finding("kept", False, "Tidak cocok: angka penutup di dalamnya bukan yang Anda simpan.")
    return Finding("kept", True, f"Cocok: angka penutup {root['day']} sama dengan yang Anda simpan.")


def stamped_forms(signed: Mapping[str, Any]) -> list[bytes]:
    """What a time-stamp may have been taken over: the file, the statement it was at first, the root inside it."""
    anchor = signed.get("anchor")
    inside = [anchor["root"]] if kind_of(signed) == "statement" and _is_anchor(anchor) else []  # type: ignore[index]
    return [canonical_json(dict(each)) for each in (signed, first_statement(signed), *inside)]
