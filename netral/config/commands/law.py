"""`netral assess` and `netral deadline`: the rulebook from a terminal. Needs no database."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from netral import rulebook
from netral.config.commands.ground import Subparsers, UsageError, set_up_django


def add(commands: Subparsers) -> None:
    assess = commands.add_parser("assess", help="menilai fakta menurut aturan yang berlaku pada hari perbuatan")
    assess.add_argument("file", nargs="?", default="-", help="satu objek JSON sebaris; - atau kosong: masukan standar")
    assess.add_argument("--json", action="store_true", help="jawaban sebagai baris JSON")
    assess.set_defaults(run=run_assess)
    deadline = commands.add_parser("deadline", help="menghitung tenggat, beserta alasannya")
    deadline.add_argument("--rule", required=True, help="kode aturan, misalnya P-KA")
    deadline.add_argument("--start", required=True, help="saat mulai, ISO 8601 dengan selisih zona")
    deadline.add_argument("--office", help="kode wilayah kantor yang menghitung, misalnya 33.74")
    deadline.add_argument(
        "--event",
        nargs=3,
        action="append",
        default=[],
        metavar=("JENIS", "HARI", "DOKUMEN"),
        help="yang menghentikan atau memperpanjang, misalnya keterangan_tambahan 2024-10-03 B-12/X/2024; boleh diulang",
    )
    deadline.add_argument("--json", action="store_true", help="jawaban sebagai baris JSON")
    deadline.set_defaults(run=run_deadline)


def rows(source: str) -> Iterator[tuple[int, Any]]:
    """Each JSON line with its number; a line that is no JSON in UTF-8 comes as a ValueError in its place."""
    stream = sys.stdin.buffer if source == "-" else _open(source)
    with stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, _read(number, line)


def _read(number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as problem:
        return ValueError(f"baris {number}: bukan JSON ({problem.msg}, kolom {problem.colno})")
    except (ValueError, RecursionError) as problem:  # not UTF-8, a number of a thousand digits, lists in lists in lists
        return ValueError(f"baris {number}: bukan JSON ({problem})")


def _open(source: str) -> BinaryIO:
    path = Path(source)
    if not path.is_file():
        raise UsageError(f"berkas {source} tidak ada. Beri nama berkas yang ada, atau - untuk masukan standar.")
    return path.open("rb")


def run_assess(args: argparse.Namespace) -> int:
    failed = False
    for number, row in rows(args.file):
        answer = _assess_row(number, row)
        failed = failed or "error" in answer
        print(json.dumps(answer, ensure_ascii=False) if args.json else _assessment_text(answer), flush=True)
    return 1 if failed else 0


def _assess_row(number: int, row: Any) -> dict[str, Any]:
    if isinstance(row, ValueError):
        return {"id": None, "error": str(row)}
    try:
        return rulebook.assess(row)
    except rulebook.AssessError as problem:
        return {"id": row.get("id") if isinstance(row, dict) else None, "error": f"baris {number}: {problem}"}


def _assessment_text(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return f"GAGAL {answer['error']}"
    lines = [f"{answer['id']} (aturan {answer['rulebook']}, tahap: {answer['phase']})"]
    for allegation in answer["allegations"]:
        level, basis = allegation["level"] or "tanpa tingkat", "; ".join(allegation["basis"])
        lines.append(f"  dugaan {allegation['kind']}: {allegation['provision']} [{level}] {basis}")
        lines += [f"    {e['state']:<8} {e['element']}: {e['because']}" for e in allegation["elements"]]
    lines += [f"  ke {each['to']} melalui {each['via']}: {each['because']}" for each in answer["referrals"]]
    lines += [f"  belum diketahui: {fact['fact']}: {fact['because']}" for fact in answer["missing"]]
    lines += [f"  tinjau: {reason}" for reason in answer["review"]]
    return "\n".join(lines)


def run_deadline(args: argparse.Namespace) -> int:
    start = _moment(args.start)
    zone = _zone(args.office) if args.office else None  # without an office, the zone of the start
    try:
        due = rulebook.due(args.rule, start, zone=zone, events=[_event(*words) for words in args.event])
    except LookupError as problem:
        known = ", ".join(rulebook.current().deadlines)
        raise UsageError(f"aturan {args.rule!r} tidak dikenal. Kode yang ada: {known}") from problem
    except ValueError as problem:
        raise UsageError(str(problem)) from problem
    print(json.dumps(deadline_answer(due), ensure_ascii=False) if args.json else rulebook.explain(due).id)
    return 0


def deadline_answer(due: "rulebook.Due") -> dict[str, Any]:
    """The answer of the contract; a period that was stopped or extended also says by what."""
    answer: dict[str, Any] = {
        "due": due.due.isoformat() if due.due else None,
        "rule": due.rule,
        "version": due.version,
        "source": due.source,
        "unit": due.unit,
        "skipped": [{"date": day.date.isoformat(), "name": day.name} for day in due.skipped],
        "assumptions": [assumption.id for assumption in due.assumptions],
    }
    if due.changes:
        answer["changes"] = [_change(change) for change in due.changes]
    return answer


def _change(change: "rulebook.Change") -> dict[str, Any]:
    return {
        "event": change.event.kind,
        "does": change.permit.does,
        "on": change.event.on.isoformat(),
        "document": change.event.document,
        "source": change.permit.source,
        "due": change.due_after.isoformat() if change.due_after else None,
    }


def _event(kind: str, day: str, document: str) -> "rulebook.Event":
    try:
        return rulebook.Event(kind, date.fromisoformat(day), document)
    except ValueError as problem:
        raise UsageError(f"--event {kind}: {day!r} bukan tanggal. Contoh: 2024-10-03") from problem


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise UsageError(f"--start {text!r} bukan waktu ISO 8601. Contoh: 2024-02-05T10:00:00+08:00") from problem
    if moment.tzinfo is None:
        raise UsageError(f"--start {text!r} tanpa selisih zona. Tambahkan, misalnya +07:00 untuk WIB.")
    return moment


def _zone(region: str) -> str:
    set_up_django()
    from netral.offices.queries import UnknownRegion, zone_of_code

    try:
        return zone_of_code(region)
    except UnknownRegion as problem:
        raise UsageError(str(problem)) from problem
