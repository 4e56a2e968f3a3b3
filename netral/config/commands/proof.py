"""`netral verify FILE`: is this receipt statement, daily root, letter or file package what a house signed? Offline."""

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from netral.audit import proving, stamping
from netral.audit.proving import Finding
from netral.audit.stamping import NoStamp
from netral.config.commands.ground import Subparsers, UsageError, enter_house, set_up_django
from netral.exchange import packing
from netral.lib.signing import key_id

PDF = b"%PDF"


def add(commands: Subparsers) -> None:
    verify = commands.add_parser(
        "verify", help="memeriksa tanda terima, angka penutup harian, surat, atau paket berkas; luring"
    )
    verify.add_argument("file", type=Path, help="tanda-terima.json, akar harian, surat.json, surat PDF, atau paket ZIP")
    verify.add_argument("--keys", type=Path, help="berkas netral-keys.json; tanpa ini dipakai kunci rumah ini")
    verify.add_argument("--exhibit", type=Path, nargs="+", default=[], help="berkas bukti yang ingin dicocokkan")
    verify.add_argument("--data", type=Path, help="surat.json dari halaman periksa surat, untuk PDF tanpa basis data")
    verify.add_argument("--root", type=Path, help="angka penutup harian yang Anda simpan sendiri, untuk dibandingkan")
    verify.add_argument("--stamp", type=Path, help="berkas stempel waktu .tsr (RFC 3161)")
    verify.add_argument("--tsa-root", type=Path, help="sertifikat akar otoritas stempel waktu, PEM")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    kind, findings = _checked(args)
    print(_as_json(kind, findings) if args.json else "\n".join(finding.because for finding in findings))
    return 0 if all(finding.holds for finding in findings) else 1


def _checked(args: argparse.Namespace) -> tuple[str, list[Finding]]:
    if _is_package(args.file):
        with args.file.open("rb") as package:  # as large as its films: never all of it in memory
            return "package", packing.check(package, _public_keys(args.keys))
    content = _content_of(args.file)
    return ("document", _of_document(content, args)) if content.startswith(PDF) else _of_signed(content, args)


def _is_package(path: Path) -> bool:
    """A ZIP by its first bytes, or by its name where those were damaged."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(packing.SIGNATURE)) == packing.SIGNATURE or path.suffix.lower() == ".zip"


def _content_of(path: Path) -> bytes:
    if not path.is_file():
        raise UsageError(f"berkas {path} tidak ada.")
    return path.read_bytes()


def _as_json(kind: str, findings: list[Finding]) -> str:
    """The first check that does not hold says why; else the first one."""
    failed = [finding for finding in findings if not finding.holds]
    checks = [finding.as_json() for finding in findings]
    told = {"holds": not failed, "because": (failed or findings)[0].because, "kind": kind, "checks": checks}
    return json.dumps(told, ensure_ascii=False)


def _of_signed(content: bytes, args: argparse.Namespace) -> tuple[str, list[Finding]]:
    signed = _read_signed(content)
    kind = proving.kind_of(signed)
    if args.exhibit and kind != "statement":
        raise UsageError("--exhibit hanya untuk tanda terima, yang memuat sidik bukti.")
    findings = proving.check_signed(signed, _public_keys(args.keys))
    findings += proving.check_exhibits(signed, _fingerprints(args.exhibit))
    findings += [proving.check_kept(signed, _read_signed(_content_of(args.root)))] if args.root else []
    return kind, [*findings, *_of_stamp(signed, args)]


def _of_stamp(signed: dict[str, Any], args: argparse.Namespace) -> Iterator[Finding]:
    """The time-stamp, if one was given: over the file itself, the statement it was at first, or the root inside it."""
    if args.stamp is None:
        return
    if args.tsa_root is None:
        raise UsageError("--stamp perlu --tsa-root: sertifikat akar otoritas stempel waktu, berkas PEM.")
    try:
        roots = stamping.trusted_roots(args.tsa_root)
    except NoStamp as problem:
        raise UsageError(f"--tsa-root {problem}") from problem
    yield stamping.check_stamp(_content_of(args.stamp), proving.stamped_forms(signed), roots)


def _fingerprints(paths: list[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        if not path.is_file():
            raise UsageError(f"berkas bukti {path} tidak ada.")
        with path.open("rb") as file:
            yield path.name, hashlib.file_digest(file, "sha256").hexdigest()


def _read_signed(content: bytes) -> dict[str, Any]:
    try:
        signed = json.loads(content)
        if isinstance(signed["key_id"], str) and isinstance(signed["signature"], str):
            return dict(signed)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise UsageError(
        "berkas ini bukan JSON bertanda tangan (perlu `key_id` dan `signature`), bukan PDF, dan bukan paket ZIP. "
        "Pakai tanda-terima.json, akar harian, surat.json, surat PDF, atau paket ZIP."
    )


def _public_keys(path: Path | None) -> dict[str, str]:
    """Public keys by their ids. The id follows from the key, so no file is believed on it."""
    if path is not None:
        return _keys_of_file(path)
    set_up_django()
    from netral.audit.queries import public_keys

    return {str(key["key_id"]): str(key["public_key"]) for key in public_keys()}


def _keys_of_file(path: Path) -> dict[str, str]:
    try:
        loaded = json.loads(path.read_bytes())
        keys = [str(key["public_key"]) for key in (loaded["keys"] if isinstance(loaded, dict) else loaded)]
        return {key_id(key): key for key in keys}
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UsageError(f"--keys {path} bukan daftar kunci. Unduh /.well-known/netral-keys.json lagi.") from problem


def _of_document(content: bytes, args: argparse.Namespace) -> list[Finding]:
    """A letter: against its signed data anywhere, or against the tables of this house."""
    sha256 = hashlib.sha256(content).hexdigest()
    if args.data is None:
        return [_check_in_house(sha256)]
    signed = _read_signed(_content_of(args.data))
    return [*proving.check_signed(signed, _public_keys(args.keys)), proving.check_document(signed, sha256)]


def _check_in_house(sha256: str) -> Finding:
    enter_house()
    from django.utils.timezone import localdate

    from netral.documents.models import Document

    document = Document.objects.filter(sha256=sha256).first()
    if document is None:
        return Finding("document", False, f"Tidak cocok: tidak ada surat terbit dengan sidik {sha256}.")
    return Finding("document", True, f"Cocok: surat {document.number}, terbit {localdate(document.issued_at)}.")
