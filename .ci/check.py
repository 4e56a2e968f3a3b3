"""Run every check and report all failures, not the first."""

import subprocess
import sys
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
    for name, command in CHECKS.items():
        result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        print(f"{'lulus' if result.returncode == 0 else 'GAGAL'}  {name}", flush=True)
        if result.returncode:
            failed.append(name)
            print(result.stdout[-6000:] + result.stderr[-4000:])
    if failed:
        print(f"{len(failed)} pemeriksaan gagal: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
