"""`netral journal`: check the journal, seal a day, hand it on. Answers in words, or as JSON lines with --json."""

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from netral.audit import actions, queries, xes
from netral.audit.models import Entry
from netral.audit.states import JournalBroken, JournalError
from netral.lib.signing import NoSigningKey

FINE, BROKEN, WRONG_USAGE = 0, 1, 2


def add_arguments(subparsers: Any) -> None:
    """Mount the verbs. Each sets `run`, a function of the parsed arguments that returns the exit code."""
    verify = subparsers.add_parser("verify", help="memeriksa seluruh jurnal")
    verify.add_argument("--roots", type=Path, help="folder akar harian yang terbit; bawaan: ROOTS_DIR")
    verify.add_argument("--json", action="store_true")
    verify.set_defaults(run=lambda args: run_verify(args.roots, as_json=args.json))
    anchor = subparsers.add_parser("anchor", help="menyegel hari-hari yang sudah lewat, atau satu hari")
    anchor.add_argument("--date", type=date.fromisoformat, help="hari yang disegel, misalnya 2026-01-31")
    anchor.add_argument("--json", action="store_true")
    anchor.set_defaults(run=lambda args: run_anchor(args.date, as_json=args.json))
    export = subparsers.add_parser("export", help="menulis jurnal sebagai log kejadian untuk penambangan proses")
    export.add_argument("--xes", required=True, metavar="BERKAS", help="IEEE 1849; - untuk keluaran baku")
    export.set_defaults(run=lambda args: run_export(args.xes))


def run_verify(roots: Path | None = None, *, as_json: bool = False) -> int:
    """Check everything against the published roots; 1 if anything is broken, 2 for a folder that is not there."""
    if roots is not None and not roots.is_dir():
        return _refuse(_("Folder %(folder)s tidak ada.") % {"folder": roots}, as_json=as_json)
    if not _has_tables():
        return _refuse(_("Basis data ini belum dipasang. Jalankan `netral init`."), as_json=as_json)
    verdict = queries.verify(roots or Path(settings.ROOTS_DIR))
    if as_json:
        print(json.dumps(asdict(verdict), ensure_ascii=False))
    else:
        print(_sentence(verdict))
    return FINE if verdict.ok else BROKEN


def run_anchor(day: date | None = None, *, as_json: bool = False) -> int:
    """Seal one day, or yesterday and every day missed; 1 when the journal is broken, 2 if it cannot be sealed."""
    if not _has_tables():
        return _refuse(_("Basis data ini belum dipasang. Jalankan `netral init`."), as_json=as_json)
    try:
        anchors = [actions.anchor(each) for each in ([day] if day else queries.days_without_anchor())]
    except (JournalBroken, FileExistsError) as problem:
        _refuse(str(problem), as_json=as_json)
        return BROKEN
    except (JournalError, NoSigningKey) as problem:
        return _refuse(str(problem), as_json=as_json)
    for anchor in anchors:
        signed = queries.signed_root(anchor)
        print(json.dumps(signed) if as_json else _("%(day)s disegel: %(root)s (%(chains)s rantai)") % signed)
    if not anchors and not as_json:
        print(_("Semua hari yang sudah lewat sudah disegel."))
    return FINE


def run_export(target: str) -> int:
    """Write the event log whole or not at all; 2 where it cannot be written."""
    if not _has_tables():
        return _refuse(_("Basis data ini belum dipasang. Jalankan `netral init`."), as_json=False)
    if target == "-":
        xes.write(sys.stdout)
        return FINE
    path = Path(target)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("w", encoding="utf-8") as out:
            traces, events = xes.write(out)
        part.replace(path)
    except OSError as problem:
        part.unlink(missing_ok=True)
        said = _("%(file)s tidak bisa ditulis: %(why)s")
        return _refuse(said % {"file": path, "why": problem.strerror}, as_json=False)
    print(_("%(events)s kejadian dalam %(traces)s jejak ditulis.") % {"events": events, "traces": traces})
    return FINE


def _has_tables() -> bool:
    return Entry._meta.db_table in connection.introspection.table_names()  # noqa: SLF001 — Django's own way to ask


def _refuse(message: str, *, as_json: bool) -> int:
    print(json.dumps({"error": message}, ensure_ascii=False) if as_json else message)
    return WRONG_USAGE


def _sentence(verdict: queries.Verdict) -> str:
    counts = _("%(entries)s catatan dalam %(chains)s rantai, %(anchors)s akar harian, %(published)s berkas terbit")
    if verdict.problem is None:
        return _("Jurnal utuh: %(counts)s.") % {"counts": counts % asdict(verdict)}
    lines = [
        _("JURNAL TIDAK UTUH di %(where)s") % {"where": verdict.problem.where},
        _("Ditemukan: %(found)s") % {"found": verdict.problem.found},
        _("Seharusnya: %(expected)s") % {"expected": verdict.problem.expected},
        _("Tindakan: %(remedy)s") % {"remedy": verdict.problem.remedy},
        _("Diperiksa sampai ketemu: %(counts)s.") % {"counts": counts % asdict(verdict)},
    ]
    return "\n".join(lines)
