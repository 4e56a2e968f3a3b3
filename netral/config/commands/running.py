"""`netral web`, `netral worker`, `netral demo`: the processes of a running house."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from netral.config.commands.ground import Subparsers, UsageError, set_up_django

READY_WITHIN = 60  # seconds a web process may take to answer
END_WITHIN = 10  # seconds a process may take to end itself
PAUSE = 0.2
LAST_PORT = 65_535
READY = "siap"  # the file that says: this folder is a demo, and whole


def add(commands: Subparsers) -> None:
    web = commands.add_parser("web", help="halaman dan API, lewat gunicorn")
    web.add_argument("--bind", type=_place, default="127.0.0.1:8000", help="HOST:PORTA, atau unix:/folder/nama.sock")
    web.add_argument("--workers", type=_at_least_one, default=2)
    web.set_defaults(run=run_web)
    worker = commands.add_parser("worker", help="pekerjaan latar: surel, jangkar jurnal harian")
    worker.set_defaults(run=run_worker)
    demo = commands.add_parser("demo", help="seluruh sistem dengan data contoh, di 127.0.0.1")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--seed", type=int, default=7, help="benih data contoh; benih sama, data sama")
    demo.add_argument("--reset", action="store_true", help="buang data contoh, lalu selesai")
    demo.set_defaults(run=run_demo)


def _place(text: str) -> str:
    host, _colon, port = text.rpartition(":")
    if not text.startswith("unix:") and not (
        host and port.isascii() and port.isdecimal() and 0 < int(port) <= LAST_PORT
    ):
        raise argparse.ArgumentTypeError(f"{text!r} bukan HOST:PORTA. Contoh: 127.0.0.1:8000")
    return text


def _at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} bukan jumlah; sedikitnya 1")
    return int(text)


def run_web(args: argparse.Namespace) -> int:
    """Become gunicorn; 1 where something forbids opening the doors, with every reason and its remedy."""
    set_up_django()
    from netral.config.checks import reasons_to_stay_closed

    reasons = reasons_to_stay_closed()
    if not reasons:
        os.execv(sys.executable, gunicorn(args.bind, args.workers))  # noqa: S606 - our own interpreter and arguments
    print("netral web: pintu tetap tertutup.", file=sys.stderr)
    print("\n".join(f"- {reason.msg} {reason.hint or ''} ({reason.id})" for reason in reasons), file=sys.stderr)
    return 1


def gunicorn(bind: str, workers: int) -> list[str]:
    """No access log, and no warnings, which name where a malformed request came from: addresses of reporters.

    No header of a request may say where the application is mounted: it stands at the root.
    """
    options = ["--workers", str(workers), "--bind", bind, "--backlog", "2048", "--log-level", "error"]
    options += ["--forwarder-headers", ""]
    return [sys.executable, "-m", "gunicorn", "netral.config.wsgi:application", *options]


def run_worker(_args: argparse.Namespace) -> int:
    set_up_django()
    from django.core.management import call_command

    from netral.config import rounds

    rounds.start()
    call_command("db_worker", "--no-reload", "--no-startup-delay", interval=1, verbosity=1)
    return 0


def run_demo(args: argparse.Namespace) -> int:
    home = Path(os.environ.get("NETRAL_HOME", "var/demo")).resolve()
    if args.reset:
        return _throw_away(home)
    os.environ.update(NETRAL_DEMO="1", NETRAL_HOME=str(home))
    os.environ.setdefault("NETRAL_BASE_URL", f"http://127.0.0.1:{args.port}")
    _refuse_foreign(home)
    _refuse_taken(args.port)
    signal.signal(signal.SIGTERM, _stop)  # from here on, so that it ends whatever is under way
    try:
        _make_ready(home, args.seed)
        return _run_until_stopped(home, args.port)
    except KeyboardInterrupt:
        return 0
    except subprocess.CalledProcessError:  # it has said why
        return 1


def _throw_away(home: Path) -> int:
    """Only a folder that says it is a demo is ever removed."""
    _refuse_foreign(home)
    shutil.rmtree(_building_site(home), ignore_errors=True)
    if not home.exists():
        print("Tidak ada data contoh.")
        return 0
    shutil.rmtree(home)
    print(f"Data contoh di {home} dibuang. `make demo` membuatnya lagi.")
    return 0


def _refuse_foreign(home: Path) -> None:
    """A folder with anything in it that does not say it is a demo may be somebody's real house."""
    if home.exists() and not (home / READY).exists() and any(home.iterdir()):
        raise UsageError(f"{home} bukan data contoh; tidak ada yang diubah. Tunjuk NETRAL_HOME lain.")


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as problem:
            remedy = "Pilih yang lain, misalnya: PORT=8010 make demo"
            raise UsageError(f"porta {port} tidak dapat dipakai ({problem}). {remedy}") from problem


def _make_ready(home: Path, seed: int) -> None:
    if (home / READY).exists():
        subprocess.run([sys.executable, "-m", "netral.config.demo", "--refresh"], check=True)
    else:
        _build(home, seed)


def _building_site(home: Path) -> Path:
    return home.with_name(home.name + "-dibangun")


def _build(home: Path, seed: int) -> None:
    """Build beside, then rename: an interrupted build is never mistaken for a finished one."""
    site = _building_site(home)
    shutil.rmtree(site, ignore_errors=True)
    environment = {**os.environ, "NETRAL_HOME": str(site)}
    print("Menyiapkan data contoh; sekali saja, sekitar satu menit …", flush=True)
    command = [sys.executable, "-m", "netral.config.demo", "--seed", str(seed)]
    subprocess.run(command, env=environment, check=True)  # noqa: S603 - our own program
    (site / READY).write_text(f"benih {seed}\n")
    shutil.rmtree(home, ignore_errors=True)
    site.rename(home)


def _run_until_stopped(home: Path, port: int) -> int:
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(subprocess.Popen(gunicorn(f"127.0.0.1:{port}", 2)))  # noqa: S603 - our own program
        children.append(subprocess.Popen([sys.executable, "-m", "netral.config.cli", "worker"]))
        _wait_until_ready(f"http://127.0.0.1:{port}/", children)
        print((home / "masuk.txt").read_text().format(port=port), flush=True)
        while all(child.poll() is None for child in children):
            time.sleep(PAUSE)
    finally:
        end(children)
    print("Salah satu proses berhenti sendiri; semuanya dihentikan.", file=sys.stderr)
    return 1


def _stop(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second one must not interrupt the ending
    raise KeyboardInterrupt


def _wait_until_ready(url: str, children: Sequence[subprocess.Popen[bytes]]) -> None:
    give_up = time.monotonic() + READY_WITHIN
    while time.monotonic() < give_up:
        if any(child.poll() is not None for child in children):
            raise UsageError(f"web tidak bisa dijalankan. Mungkin {url} sudah dipakai; coba PORT lain.")
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address on loopback
                return
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE)
    raise UsageError(f"{url} tidak menjawab dalam {READY_WITHIN} detik.")


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=END_WITHIN)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
