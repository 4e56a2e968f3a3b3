"""The whole house as `make demo` brings it up: its own home and database, web and worker as real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.config.programs import own_database

PASSWORD = "netral-contoh-2026"
BUILT_WITHIN = 240  # seconds


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class House:
    """A running demo. `address` ends without a slash."""

    home: Path
    database: dict[str, str]
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
        return {**kept, "NETRAL_HOME": str(self.home), **self.database, **self.more}

    @property
    def log(self) -> Path:
        """What its processes print. A file, for nobody empties a pipe while stories are told."""
        return self.home.with_name(f"{self.home.name}.log")

    def start(self) -> None:
        self.begin()
        self._wait()

    def begin(self) -> subprocess.Popen[bytes]:
        """Start it without waiting for its first answer."""
        arguments = [sys.executable, "-m", "netral.config.cli", "demo", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(arguments, env=self.environment, stdout=log, stderr=log)
        return self.process

    def _wait(self) -> None:
        give_up = time.monotonic() + BUILT_WITHIN
        while time.monotonic() < give_up:
            assert self.process is not None
            if self.process.poll() is not None:
                raise AssertionError(self.log.read_text())
            try:
                with urllib.request.urlopen(self.address + "/", timeout=2):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError(f"the demo did not answer within {BUILT_WITHIN} seconds")

    def children(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> list[psutil.Process]:
        """SIGTERM, as `make` passes it on; the processes that were alive then."""
        assert self.process is not None
        alive = [*self.children(), psutil.Process(self.process.pid)]
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        return alive

    def netral(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "netral.config.cli", *arguments],
            env={**self.environment, "NETRAL_DEMO": "1"}, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip

    def receipt_codes(self) -> dict[str, str]:
        """Status → receipt code, from the sheet the demo prints; of stories that end alike the last."""
        return {status: code for code, status in self._codes()}

    def first_code(self, status: str) -> str:
        """The receipt code of the first story that stands so."""
        return next(code for code, told in self._codes() if told == status)

    def _codes(self) -> list[tuple[str, str]]:
        lines = (self.home / "masuk.txt").read_text(encoding="utf-8").partition("/cek/:")[2].splitlines()
        found = [line.strip().partition("  ") for line in lines if line.startswith("  ")]
        return [(code.strip(), status.strip()) for code, _, status in found]


@contextmanager
def running_house(folder: Path, *, more: dict[str, str]) -> Iterator[House]:
    with own_database() as database:
        house = House(folder / "demo", database, more=more)
        house.start()
        try:
            yield house
        finally:
            if house.process and house.process.poll() is None:
                house.stop()
