"""Hold the coverage gates: every branch where the law is decided, 95 % of lines everywhere."""

import json
import re
import sys
from pathlib import Path
from typing import Any

PARTS = Path(".cakupan")  # what every process of the run wrote (tests/watching.py)
FULL = re.compile(r"netral/(rulebook/.*|[a-z]+/(states|policies|actions)(/.*)?)\.py$")
LINES = 95.0


def main() -> int:
    parts = [read(path) for path in sorted(PARTS.glob("*.json"))]
    if not parts:
        print(f"cakupan: tidak ada hasil di {PARTS}. Jalankan: make test-sqlite")
        return 1
    lines, branches = unreached(parts, "missing_lines"), unreached(parts, "missing_branches")
    problems = [
        f"{path}: baris {lines[path]}, cabang {branches[path]}"
        for path in sorted(lines)
        if FULL.search(path) and (lines[path] or branches[path])
    ]
    total = sum(len(part["executed_lines"]) + len(part["missing_lines"]) for part in parts[0].values())
    reached = 100.0 * (1 - sum(map(len, lines.values())) / total)
    if reached < LINES:
        problems.append(f"seluruh netral/: {reached:.1f} % baris, batasnya {LINES} %")
    print(f"cakupan: {reached:.1f} % baris; {len(problems)} pelanggaran batas")
    print("\n".join(problems))
    return 1 if problems else 0


def read(path: Path) -> dict[str, Any]:
    """What one process reached, file by file; migrations are written by Django."""
    files = json.loads(path.read_text())["files"]
    return {name: found for name, found in files.items() if "/migrations/" not in name}


def unreached(parts: list[dict[str, Any]], what: str) -> dict[str, list[Any]]:
    """Per file what no process reached; every part names every file."""
    found: dict[str, list[Any]] = {}
    for path in parts[0]:
        left = set.intersection(*(set(map(_key, part[path][what])) for part in parts))
        found[path] = sorted(left)
    return found


def _key(place: Any) -> Any:
    return tuple(place) if isinstance(place, list) else place


if __name__ == "__main__":
    sys.exit(main())
