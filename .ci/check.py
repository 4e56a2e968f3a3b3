"""Run every check, two at a time, and report all failures, not the first."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

BIN = Path(sys.executable).parent
CHECKS = {
    "gaya (ruff)": [BIN / "ruff", "check", "."],
    "bentuk (ruff format)": [BIN / "ruff", "format", "--check", "."],
    "tipe (mypy --strict)": [BIN / "mypy"],
    "lapisan (import-linter)": [BIN / "lint-imports"],
    "migrasi lengkap": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "pemeriksaan Django": [sys.executable, "manage.py", "check"],
    "docs/reference mutakhir": [sys.executable, "manage.py", "reference", "--check"],
    "terjemahan lengkap": [sys.executable, "manage.py", "texts", "--check"],
}


def main() -> int:
    failed = []
    with ThreadPoolExecutor(max_workers=2) as two:
        for name, result in zip(CHECKS, two.map(run, CHECKS.values()), strict=True):
            print(f"{'lulus' if result.returncode == 0 else 'GAGAL'}  {name}", flush=True)
            if result.returncode:
                failed.append(name)
                print(result.stdout[-6000:] + result.stderr[-4000:])
    if failed:
        print(f"{len(failed)} pemeriksaan gagal: {', '.join(failed)}")
    return 1 if failed else 0


def run(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
