"""Hold the coverage gates: every branch where the law is decided, 95 % of lines everywhere."""

import json
import re
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
FULL = re.compile(r"netral/(rulebook/.*|[a-z]+/(states|policies|actions)(/.*)?)\.py$")
LINES = 95.0


def main() -> int:
    report = Path(".coverage.json")
    if list(Path.cwd().glob(".coverage.*.*")):
        subprocess.run([BIN / "coverage", "combine", "--quiet"], check=False)
    subprocess.run([BIN / "coverage", "json", "--quiet", "-o", str(report)], check=True)
    data = json.loads(report.read_text())
    report.unlink()
    problems = [
        f"{path}: baris {entry['missing_lines']}, cabang {entry['missing_branches']}"
        for path, entry in sorted(data["files"].items())
        if FULL.search(path) and (entry["missing_lines"] or entry["missing_branches"])
    ]
    totals = data["totals"]
    lines = 100.0 * totals["covered_lines"] / max(1, totals["num_statements"])
    if lines < LINES:
        problems.append(f"seluruh netral/: {lines:.1f} % baris, batasnya {LINES} %")
    print(f"cakupan: {lines:.1f} % baris; {len(problems)} pelanggaran batas")
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
