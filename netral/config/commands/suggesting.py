"""`netral suggest`: what free texts may be about, with the words that say so. Never a finding; needs no database."""

import argparse
import json
from typing import Any

from netral.config.commands.ground import Subparsers, set_up_django
from netral.config.commands.law import rows
from netral.rulebook.suggestion import Gazetteer, suggest


def add(commands: Subparsers) -> None:
    words = "usulan isian dari teks bebas: perbuatan, status, wilayah, tanggal; usulan, bukan temuan"
    command = commands.add_parser("suggest", help=words, description=words)
    command.add_argument("file", nargs="?", default="-", help="satu objek JSON sebaris; - atau kosong: masukan standar")
    command.add_argument("--json", action="store_true", help="jawaban sebagai baris JSON")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    set_up_django()
    from netral.offices.gazetteer import gazetteer

    failed = False
    for number, row in rows(args.file):
        answer = answered(number, row, gazetteer())
        failed = failed or "error" in answer
        print(json.dumps(answer, ensure_ascii=False) if args.json else as_text(answer), flush=True)
    return 1 if failed else 0


def answered(number: int, row: Any, gazetteer: Gazetteer) -> dict[str, Any]:
    """The answer to a row of the wire contract, or its id and what is wrong with it."""
    known = row.get("id") if isinstance(row, dict) and isinstance(row.get("id"), str) else None
    problem = _problem(row)
    if problem:
        return {"id": known, "error": f"baris {number}: {problem}" if not isinstance(row, ValueError) else problem}
    return {"id": known, **suggest(row["text"], gazetteer)}


def _problem(row: Any) -> str:
    if isinstance(row, ValueError):
        return str(row)
    if not isinstance(row, dict):
        return 'bukan objek. Tulis {"id": "…", "text": "…"}'
    return next((f"{key} harus ada dan berupa teks" for key in ("id", "text") if not isinstance(row.get(key), str)), "")


def as_text(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return f"GAGAL {answer['error']}"
    lines = [f"{answer['id']} (usulan, bukan temuan)"]
    lines += [f"  perbuatan {each['code']} ({each['score']:.2f}): {_words(each)}" for each in answer["conduct"]]
    lines += [f"  status {each['code']}: {_words(each)}" for each in [answer["subject"]] if each]
    lines += [f"  wilayah {each['code']} {each['name']}, {each['province']}" for each in [answer["region"]] if each]
    lines += [f"  {label} {answer[key]}" for key, label in (("date", "tanggal"), ("target", "sasaran")) if answer[key]]
    return "\n".join(lines + [f"  saluran {', '.join(answer['channel'])}" for _ in answer["channel"][:1]])


def _words(suggested: dict[str, Any]) -> str:
    return " … ".join(" ".join(span["text"].split()) for span in suggested["because"])
