"""How fast the rulebook answers, as ratios against OpenFisca-core on a machine like this one.

    python benchmarks/rulebook.py [--seconds 2] [--write]

One core by its own clock (CPU time), so that neighbours do not count; no Django. A batch gives structured reasons
(which element, which answer, which fact is missing); `assess` also puts every reason into a sentence, as the command
line prints it. The rows are made up from the codes of the law.
"""

import argparse
import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from netral import rulebook
from netral.rulebook.reasons import awaited

# Measured on such a machine: OpenFisca-core behind its web API with eight callers, and in a batch.
OPENFISCA_WEB = 825
OPENFISCA_BATCH = 6_530
DUE_GOAL = 50_000
BATCH_GOAL = 10_000
LOAD_GOAL_MS = 200
PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "kecepatan.md"
ROUNDS = 5
POSITIONS = ("camat", "guru sekolah dasar negeri", "kepala bidang mutasi", "staf kelurahan", None)
CIRCUMSTANCES = ({}, {"active_support": True}, {"posted_publicly": True, "purpose_support": False}, {"cltn": False})


def rows(count: int) -> list[dict[str, Any]]:
    """Rows of every election, status and act, with more or less said about them."""
    book = rulebook.current()
    elections, subjects = list(book.elections), list(book.subjects)
    conducts, targets = list(book.conducts), [*book.vocabulary.targets, None]
    found = []
    for number in range(count):
        election = elections[number % len(elections)]
        day = book.elections[election].voting_day - timedelta(days=number % 200)
        row = {
            "id": str(number),
            "election": election,
            "subject": subjects[number % 7 if number % 3 else 0],
            "conduct": [conducts[number % 21]] if number % 4 else [conducts[number % 21], conducts[(number + 5) % 21]],
            "target": targets[number % len(targets)],
            "position": POSITIONS[number % len(POSITIONS)],
            "circumstances": CIRCUMSTANCES[number % len(CIRCUMSTANCES)],
            "date": day.isoformat() if number % 5 else None,
        }
        found.append({key: value for key, value in row.items() if value is not None})
    return found


def per_second(answer: Callable[[], object], times: int, seconds: float) -> float:
    """The median of a few rounds; each goes on until its share of the time is over."""
    answer()
    rates = []
    for _ in range(ROUNDS):
        began, done = time.process_time(), 0
        while time.process_time() - began < seconds / ROUNDS:
            answer()
            done += times
        rates.append(done / (time.process_time() - began))
    return median(rates)


def batch(batch_rows: list[dict[str, Any]]) -> Callable[[], object]:
    """Structured reasons for many rows: allegations with their elements, receivers, and the facts still awaited."""
    book = rulebook.current()

    def answer() -> None:
        for row in batch_rows:
            found = book.find(row)
            awaited(found)

    return answer


def single(all_rows: list[dict[str, Any]]) -> Callable[[], object]:
    turn = itertools.cycle(all_rows)
    return lambda: rulebook.assess(next(turn))


def due_days() -> Callable[[], object]:
    """Ends of periods that start on the days of two years."""
    codes = [code for code in ("P-REP", "P-TL", "K-TL", "P-KA") if code in rulebook.current().deadlines]
    starts = [datetime(2024, 1, 1, 3, tzinfo=UTC) + timedelta(days=day) for day in range(730)]
    turn: Iterator[tuple[str, datetime]] = itertools.cycle(itertools.product(codes, starts))

    def answer() -> None:
        code, start = next(turn)
        rulebook.due(code, start, zone="Asia/Makassar")

    return answer


def load_ms() -> float:
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        rulebook.load()
        taken.append(1000 * (time.process_time() - began))
    return median(taken)


@dataclass(frozen=True)
class Figures:
    """Answers a second (load: milliseconds), measured one after the other."""

    rows: int
    batch: float
    single: float
    due: float
    load: float


def measured(count: int, seconds: float) -> Figures:
    many = rows(count)
    return Figures(
        rows=len(many),
        batch=per_second(batch(many), len(many), seconds),
        single=per_second(single(many), 1, seconds),
        due=per_second(due_days(), 1, seconds),
        load=load_ms(),
    )


def printed(found: Figures) -> str:
    provisions = len(rulebook.current().provisions)
    return f"""One core, CPU time, {found.rows} different rows, {provisions} provisions
assess, batch, structured reasons {found.batch:>9,.0f}/s  {found.batch / OPENFISCA_BATCH:6.1f} x OpenFisca batch
{"":34}{found.batch / BATCH_GOAL:>10.2f} x the goal of {BATCH_GOAL:,}/s
assess, single, with sentences    {found.single:>9,.0f}/s  {found.single / OPENFISCA_WEB:6.1f} x OpenFisca, 8 callers
due                               {found.due:>9,.0f}/s  {found.due / DUE_GOAL:6.2f} x the goal of {DUE_GOAL:,}/s
load the whole law                {found.load:>7,.0f} ms  {found.load / LOAD_GOAL_MS:6.2f} of {LOAD_GOAL_MS} ms"""


def page(found: Figures, load_average: float) -> str:
    """The figures as they came out, with how busy the machine was: CPU time suffers from neighbours too."""
    return f"""<!-- Ditulis oleh `python benchmarks/rulebook.py --write`. Jangan disunting di sini. -->

# Kecepatan mesin aturan

Satu inti, waktu CPU, {found.rows} baris berbeda, {len(rulebook.current().provisions)} norma; beban mesin waktu itu
{load_average:.1f} pada {os.cpu_count()} inti. Tetangga yang memakai inti yang sama memperlambat angka ini.

| Ukuran | Hasil | Sasaran atau pembanding |
| --- | --- | --- |
| penilaian beruntun dengan alasan berstruktur | {found.batch:,.0f}/dtk | {BATCH_GOAL:,} |
| dibanding OpenFisca beruntun | {found.batch / OPENFISCA_BATCH:.1f} kali | {OPENFISCA_BATCH:,}/dtk |
| penilaian satu per satu dengan kalimat | {found.single:,.0f}/dtk | |
| dibanding OpenFisca lewat web, delapan pemanggil | {found.single / OPENFISCA_WEB:.1f} kali | {OPENFISCA_WEB:,}/dtk |
| tenggat | {found.due:,.0f}/dtk | {DUE_GOAL:,} |
| memuat seluruh hukum | {found.load:,.0f} mdtk | {LOAD_GOAL_MS} |
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each figure")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--write", action="store_true", help=f"put the figures into {PAGE.name}")
    args = parser.parse_args()
    busy = os.getloadavg()[0]
    found = measured(args.rows, args.seconds)
    print(printed(found))
    if args.write:
        PAGE.write_text(page(found, busy), encoding="utf-8")


if __name__ == "__main__":
    main()
