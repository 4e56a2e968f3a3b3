"""`netral verify FILE`: is this receipt statement or document what this house signed? Works offline."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from netral.config.commands.ground import Subparsers, UsageError, enter_house, set_up_django
from netral.lib.signing import key_id, verify_json


def add(commands: Subparsers) -> None:
    verify = commands.add_parser("verify", help="memeriksa pernyataan tanda terima, akar harian, atau surat")
    verify.add_argument("file", type=Path)
    verify.add_argument("--keys", type=Path, help="berkas netral-keys.json; tanpa ini dipakai kunci rumah ini")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise UsageError(f"berkas {args.file} tidak ada.")
    content = args.file.read_bytes()
    answer = _check_document(content) if content.startswith(b"%PDF") else _check_signed(content, args.keys)
    print(json.dumps(answer, ensure_ascii=False) if args.json else answer["because"])
    return 0 if answer["holds"] else 1


def _check_signed(content: bytes, keys: Path | None) -> dict[str, Any]:
    signed = _read_signed(content)
    public_key = _public_keys(keys).get(signed["key_id"])
    if public_key is None:
        return {"holds": False, "because": f"Tidak cocok: kunci {signed['key_id']} tidak dikenal di sini."}
    unsigned = {name: value for name, value in signed.items() if name != "signature"}
    if not verify_json(public_key, unsigned, signed["signature"]):
        return {"holds": False, "because": "Tidak cocok: isi berkas ini bukan yang ditandatangani."}
    return {"holds": True, "because": f"Cocok: ditandatangani dengan kunci {signed['key_id']}, isinya tidak berubah."}


def _read_signed(content: bytes) -> dict[str, Any]:
    try:
        signed = json.loads(content)
        if isinstance(signed["key_id"], str) and isinstance(signed["signature"], str):
            return dict(signed)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise UsageError(
        "berkas ini bukan JSON bertanda tangan (perlu `key_id` dan `signature`) dan bukan PDF. "
        "Pakai tanda-terima.json, akar harian, atau surat PDF."
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


def _check_document(content: bytes) -> dict[str, Any]:
    enter_house()
    from django.utils.timezone import localdate

    from netral.documents.models import Document

    sha256 = hashlib.sha256(content).hexdigest()
    document = Document.objects.filter(sha256=sha256).first()
    if document is None:
        return {"holds": False, "because": f"Tidak cocok: tidak ada surat terbit dengan sidik {sha256}."}
    return {"holds": True, "because": f"Cocok: surat {document.number}, terbit {localdate(document.issued_at)}."}
