"""The processes of a running house, as far as no real process is needed; the rest is in tests/journeys."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from netral.config import rounds
from netral.config.cli import main
from netral.config.commands import running
from netral.config.commands.ground import UsageError
from netral.config.demo.__main__ import main as build_demo

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable, "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """`netral demo` sets variables and a signal handler for its process, which here is the tests'."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(os, "environ", {**os.environ})
    yield
    signal.signal(signal.SIGTERM, before)


@pytest.fixture
def home(own_environment: None, tmp_path: Path) -> Path:
    os.environ["NETRAL_HOME"] = str(tmp_path / "contoh")
    return tmp_path / "contoh"


def demo_at(home: Path) -> Path:
    home.mkdir()
    (home / running.READY).write_text("benih 7\n")
    (home / "netral.sqlite3").write_text("data")
    return home


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Throwing a demo away


def test_a_demo_is_thrown_away_with_what_was_half_built(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo_at(home)
    (home.parent / "contoh-dibangun").mkdir()

    code = main(["demo", "--reset"])

    assert (code, list(home.parent.iterdir())) == (0, [])
    assert "dibuang" in capsys.readouterr().out


def test_without_a_demo_there_is_nothing_to_throw_away(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["demo", "--reset"]), capsys.readouterr().out) == (0, "Tidak ada data contoh.\n")


@pytest.mark.parametrize("name", ["netral", "demo", "demo-kantor"])
@pytest.mark.parametrize("arguments", [["demo"], ["demo", "--reset"]])
def test_a_real_house_is_never_touched_whatever_its_name(
    arguments: list[str], name: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = home.parent / name
    real.mkdir()
    (real / "netral.sqlite3").write_text("perkara sungguhan")
    os.environ["NETRAL_HOME"] = str(real)

    code = main(arguments)

    assert (code, "bukan data contoh" in capsys.readouterr().err) == (2, True)
    assert (real / "netral.sqlite3").read_text() == "perkara sungguhan"


@pytest.mark.django_db
def test_a_demo_is_not_mixed_into_an_installed_database(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With NETRAL_DATABASE_URL naming the real one, an empty home alone would not protect it."""
    monkeypatch.setattr("netral.config.foundation.laid", lambda: True)
    monkeypatch.setattr("netral.config.demo.build.everything", lambda **_: pytest.fail("built"))
    monkeypatch.setattr(sys, "argv", ["demo"])

    with pytest.raises(SystemExit, match="sudah terpasang"):
        build_demo()


# Starting


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """What a demo does after everything was found in order."""
    done: list[tuple[str, object]] = []
    monkeypatch.setattr(running, "_make_ready", lambda home, seed: done.append(("ready", seed)))
    monkeypatch.setattr(running, "_run_until_stopped", lambda home, port: done.append(("run", port)) or 0)
    return done


def test_a_demo_is_made_ready_and_run(home: Path, steps: list[tuple[str, object]]) -> None:
    port = free_port()

    code = main(["demo", "--port", str(port), "--seed", "11"])

    assert (code, steps) == (0, [("ready", 11), ("run", port)])
    assert (os.environ["NETRAL_DEMO"], os.environ["NETRAL_BASE_URL"]) == ("1", f"http://127.0.0.1:{port}")
    assert os.environ["NETRAL_HOME"] == str(home)


def test_a_port_in_use_is_said_before_anything_is_built(
    home: Path, steps: list[tuple[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        code = main(["demo", "--port", str(port)])

    told = capsys.readouterr().err
    assert (code, steps, home.exists()) == (2, [], False)
    assert f"porta {port} tidak dapat dipakai" in told
    assert "PORT=8010 make demo" in told


def test_a_port_that_cannot_be_one_is_wrong_usage(home: Path, steps: list[tuple[str, object]]) -> None:
    assert (main(["demo", "--port", "70000"]), steps) == (2, [])


def test_a_port_left_a_moment_ago_is_free_again(home: Path, steps: list[tuple[str, object]]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # the closing side keeps the port in TIME_WAIT

    assert main(["demo", "--port", str(port)]) == 0


@pytest.mark.parametrize(("trouble", "code"), [(KeyboardInterrupt(), 0), (subprocess.CalledProcessError(3, "demo"), 1)])
def test_a_build_that_is_stopped_or_fails_ends_the_demo(
    trouble: BaseException, code: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(running, "_make_ready", fail)

    assert main(["demo", "--port", str(free_port())]) == code


def test_a_second_signal_does_not_interrupt_the_ending() -> None:
    with pytest.raises(KeyboardInterrupt):
        running._stop(signal.SIGTERM, None)

    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN


def test_a_demo_is_built_beside_and_moved_when_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[list[str], bool]] = []

    def build(command: list[str], *, env: dict[str, str], check: bool) -> None:
        site = Path(env["NETRAL_HOME"])
        site.mkdir()
        (site / "netral.sqlite3").write_text("baru")
        seen.append((command[1:], home.exists()))

    monkeypatch.setattr(running.subprocess, "run", build)

    running._make_ready(home, 7)

    assert seen == [(["-m", "netral.config.demo", "--seed", "7"], False)]
    assert sorted(path.name for path in home.iterdir()) == ["netral.sqlite3", running.READY]
    assert not running._building_site(home).exists()


def test_a_finished_demo_only_follows_the_code(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(running.subprocess, "run", lambda command, *, check: commands.append(command[1:]))

    running._make_ready(demo_at(home), 7)

    assert commands == [["-m", "netral.config.demo", "--refresh"]]
    assert (home / "netral.sqlite3").read_text() == "data"


# Waiting and ending


@pytest.fixture
def children() -> Iterator[list[subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []
    yield started
    for child in started:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def test_a_web_that_ends_while_starting_is_said_at_once(children: list[subprocess.Popen[bytes]]) -> None:
    children.append(subprocess.Popen([sys.executable, "-c", ""]))
    children[0].wait()

    with pytest.raises(UsageError, match="web tidak bisa dijalankan"):
        running._wait_until_ready(f"http://127.0.0.1:{free_port()}/", children)


def test_a_web_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "READY_WITHIN", 0.5)

    with pytest.raises(UsageError, match="tidak menjawab"):
        running._wait_until_ready(f"http://127.0.0.1:{free_port()}/", [])


def test_the_first_answer_is_readiness() -> None:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()

        running._wait_until_ready(f"http://127.0.0.1:{server.server_port}/", [])

        thread.join()


def test_ending_is_asked_first_and_forced_at_last(
    children: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "END_WITHIN", 1)
    children.append(subprocess.Popen(SLEEPER))
    children.append(subprocess.Popen(STUBBORN, stdout=subprocess.PIPE))
    assert children[1].stdout is not None
    children[1].stdout.readline()  # from now on it ignores the request

    running.end(children)

    assert [child.returncode for child in children] == [-signal.SIGTERM, -signal.SIGKILL]


def test_what_has_ended_already_is_no_trouble(children: list[subprocess.Popen[bytes]]) -> None:
    children.append(subprocess.Popen([sys.executable, "-c", ""]))
    children[0].wait()

    running.end(children)

    assert children[0].returncode == 0


def test_a_demo_whose_process_dies_ends_the_others(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(_command: list[str]) -> subprocess.Popen[bytes]:
        started.append(popen([sys.executable, "-c", ""] if started else SLEEPER))
        return started[-1]

    monkeypatch.setattr(running.subprocess, "Popen", start)
    monkeypatch.setattr(running, "_wait_until_ready", lambda url, children: None)
    (demo_at(home) / "masuk.txt").write_text("http://127.0.0.1:{port}/\n")

    code = running._run_until_stopped(home, 8123)

    told = capsys.readouterr()
    assert (code, told.out) == (1, "http://127.0.0.1:8123/\n\n")
    assert "berhenti sendiri" in told.err
    assert [child.returncode for child in started] == [-signal.SIGTERM, 0]


def test_the_worker_starts_its_rounds_and_works(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Any] = []
    monkeypatch.setattr(rounds, "start", lambda: order.append("rounds"))
    monkeypatch.setattr("django.core.management.call_command", lambda name, *_, **__: order.append(name))

    assert running.run_worker(argparse.Namespace()) == 0

    assert order == ["rounds", "db_worker"]
