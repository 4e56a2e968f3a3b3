"""`netral verify FILE`: is this receipt statement or document what this house signed? Works offline."""

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from netral.config.commands.ground import Subparsers, UsageError, set_up_django
from netral.lib.signing import verify_json


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
    try:
        signed = json.loads(content)
        key_id, signature = signed["key_id"], signed["signature"]
    except (ValueError, KeyError, TypeError) as problem:
        raise UsageError(
            "berkas ini bukan JSON bertanda tangan (perlu `key_id` dan `signature`) dan bukan PDF. "
            "Pakai tanda-terima.json, akar harian, atau surat PDF."
        ) from problem
    public_key = _public_keys(keys).get(key_id)
    if public_key is None:
        return {"holds": False, "because": f"Tidak cocok: kunci {key_id} tidak dikenal di sini."}
    unsigned = {name: value for name, value in signed.items() if name != "signature"}
    if not verify_json(public_key, unsigned, signature):
        return {"holds": False, "because": "Tidak cocok: isi berkas ini bukan yang ditandatangani."}
    return {"holds": True, "because": f"Cocok: ditandatangani dengan kunci {key_id}, isinya tidak berubah."}


def _public_keys(path: Path | None) -> dict[str, str]:
    if path is None:
        set_up_django()
        from netral.audit.queries import public_keys

        keys: list[dict[str, Any]] = public_keys()
    else:
        loaded = json.loads(path.read_text(encoding="utf-8"))
        keys = loaded["keys"] if isinstance(loaded, dict) else loaded
    return {key["key_id"]: key["public_key"] for key in keys}


def _check_document(content: bytes) -> dict[str, Any]:
    set_up_django()
    from netral.documents.models import Document

    sha256 = hashlib.sha256(content).hexdigest()
    document = Document.objects.filter(sha256=sha256).first()
    if document is None:
        return {"holds": False, "because": f"Tidak cocok: tidak ada surat terbit dengan sidik {sha256}."}
    return {"holds": True, "because": f"Cocok: surat {document.number}, terbit {document.issued_at:%Y-%m-%d}."}
