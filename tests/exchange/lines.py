"""A bad line between two houses: it drops, delays, doubles and reorders what it carries. And the houses at its ends."""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from netral.config.commands.running import gunicorn
from tests.config.programs import laid_database
from tests.journeys.house import free_port

READY_WITHIN = 90  # seconds
FORWARD, DROP, DEAF, DELAY, TWICE, GHOST, BROKEN, LATE = range(8)
NAMES = ("forward", "drop", "deaf", "delay", "twice", "ghost", "broken", "late")
TOO_LATE = 2.0  # seconds: whoever asked has stopped waiting


class BadLine(ThreadingHTTPServer):
    """Between one house and the next. `trouble` is how often something goes wrong, of 1."""

    daemon_threads = True

    def __init__(self, port: int, target: int, *, seed: int, trouble: float) -> None:
        super().__init__(("127.0.0.1", port), _Carrier)
        self.target, self.trouble = target, trouble
        self.files, self.asked_from = (
            deque[str](),
            list[str](),
        )  # what happens to the next files; from where each was asked
        self.chance, self.lock, self.happened = random.Random(seed), threading.Lock(), Counter[str]()

    def mood(self) -> int:
        with self.lock:
            mood = self.chance.randrange(1, len(NAMES)) if self.chance.random() < self.trouble else FORWARD
            self.happened[NAMES[mood]] += 1
            return mood

    def carry(self, path: str, body: bytes) -> tuple[int, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.target, timeout=10)
        try:
            line.request("POST", path, body, {"Content-Type": "application/json"})
            answer = line.getresponse()
            return answer.status, answer.read()
        finally:
            line.close()

    def fetch(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """A file on its way: whole, `cut` in the middle, or with its last byte `flipped`."""
        line = http.client.HTTPConnection("127.0.0.1", self.target, timeout=10)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            line.close()

    def handle_error(self, *_arguments: Any) -> None:
        """A client that hung up is what this line is for."""


class _Carrier(BaseHTTPRequestHandler):
    server: BadLine

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mood = self.server.mood()
        if mood == DROP:
            return self._hang_up()
        if mood == BROKEN:
            return self._answer(502, b"<html>")
        if mood == GHOST:  # comes later, after others, when nobody waits for it any more
            threading.Timer(0.4, self._carry_silently, (body,)).start()
            return self._hang_up()
        if mood == DELAY:
            time.sleep(0.3)
        if mood == TWICE:
            self.server.carry(self.path, body)
        status, said = self.server.carry(self.path, body)
        if mood == LATE:
            time.sleep(TOO_LATE)
        return self._hang_up() if mood == DEAF else self._answer(status, said)

    def do_GET(self) -> None:
        self.server.asked_from.append(self.headers.get("Range", ""))
        status, headers, body = self.server.fetch(self.path, dict(self.headers))
        mood = self.server.files.popleft() if self.server.files else ""
        self.send_response(status)
        for name in ("Content-Range", "Content-Type", "Content-Length"):
            if name in headers:
                self.send_header(name, headers[name])
        self.end_headers()
        if mood == "flipped":
            body = body[:-1] + bytes([body[-1] ^ 1])
        self.wfile.write(body[: len(body) * 2 // 3] if mood == "cut" else body)
        if mood == "cut":
            self._hang_up()

    def _carry_silently(self, body: bytes) -> None:
        with suppress(OSError, http.client.HTTPException):
            self.server.carry(self.path, body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """Nobody reads it."""


class Outstation:
    """One real house: its own home, database, key and web, and a process that takes commands."""

    def __init__(self, home: Path, database: dict[str, str], known_as: int) -> None:
        self.home, self.port, self.known_as = home, free_port(), known_as
        kept = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
        self.environment = {
            **kept,
            "NETRAL_HOME": str(home),
            "NETRAL_BASE_URL": self.address,
            "NETRAL_SECRET_KEY": f"kunci-uji-rumah-{home.name}-yang-panjangnya-cukup",
            "NETRAL_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "netral.config.settings",
            **database,
        }
        (home / "static").mkdir()
        self.log = (home / "log.txt").open("wb")
        command = [sys.executable, "-m", "tests.exchange.outstation"]
        self.process = subprocess.Popen(
            command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        self.web: subprocess.Popen[bytes] | None = None
        self.line: BadLine | None = None

    @property
    def address(self) -> str:
        """How partners know it: the line in front of it."""
        return f"http://127.0.0.1:{self.known_as}"

    def say(self, name: str, *arguments: Any, **options: Any) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps([name, arguments, options]) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, (self.home / "log.txt").read_text()
        return json.loads(line)

    def ask(self, name: str, *arguments: Any, **options: Any) -> Any:
        self.say(name, *arguments, **options)
        return self.hear()

    def open_doors(self, workers: int = 1) -> None:
        command = gunicorn(f"127.0.0.1:{self.port}", workers)
        self.web = subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log)
        give_up = time.monotonic() + READY_WITHIN
        while time.monotonic() < give_up:
            if self._answers():
                return
            time.sleep(0.2)
        raise AssertionError((self.home / "log.txt").read_text())

    def _answers(self) -> bool:
        """Whether its web is there. Whoever asks too early must hang up: a line left open is a warning in any test."""
        with (
            suppress(OSError, http.client.HTTPException),
            closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as line,
        ):
            line.request("GET", "/.well-known/netral-keys.json")
            with closing(line.getresponse()) as answer:
                return answer.status == 200
        return False

    def close_doors(self) -> None:
        if self.web:
            self.web.terminate()
            self.web.wait(timeout=30)
            self.web = None

    def end(self) -> None:
        self.close_doors()
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()
        self.log.close()


@contextmanager
def two_houses(folder: Path, *, seed: int = 1, trouble: float = 0.0) -> Iterator[tuple[Outstation, Outstation]]:
    """A sender (bawaslu-99.07) and a receiver (bkn) that trust each other, with a line in front of each."""
    with ExitStack() as stack:
        houses = []
        for name in ("asal", "tujuan"):
            home = folder / name
            home.mkdir()
            database = stack.enter_context(laid_database(home))
            house = Outstation(home, database, free_port())
            stack.callback(house.end)
            houses.append(house)
        for number, house in enumerate(houses):
            line = BadLine(house.known_as, house.port, seed=seed + number, trouble=trouble)
            thread = threading.Thread(target=line.serve_forever, kwargs={"poll_interval": 0.1})
            thread.start()
            stack.callback(thread.join)
            stack.callback(line.server_close)
            stack.callback(line.shutdown)
            house.line = line
        for house in houses:
            house.say("lay")
        one, other = [house.hear() for house in houses]
        houses[0].ask("trust", "bkn", houses[1].address, other)
        houses[1].ask("trust", "bawaslu-99.07", houses[0].address, one)
        for house in houses:
            house.open_doors()
        yield houses[0], houses[1]
