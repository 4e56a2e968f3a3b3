"""How fast files come in over tus, and that every byte is there afterwards.

    python benchmarks/evidence.py [--postgresql] [--files 8]      one 10 MB file at a time, then four at once

A real gunicorn as `netral web` runs it, on 127.0.0.1, with a home of its own. The baseline, in the same run on the same
bytes: reading a file, its SHA-256, and writing it to the same disk (fsync), which is the least any server must do. Each
file is sent whole and its exhibit is read again at the end (`netral evidence verify`). SOAK=n multiplies the sizes.
"""

import argparse
import base64
import hashlib
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.burst_house import House, house
from benchmarks.intake import ask, report

MEGABYTE = 1_000_000
SIZE = 10 * MEGABYTE
AT_ONCE = 4
HEAD = b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41"
# What is wanted: seconds for one file, and megabytes a second for four at once.
WANTED_SECONDS, WANTED_RATE = 0.2, 60.0


def film(number: int) -> bytes:
    """A film as far as its first bytes tell; no two alike, and nothing a disk could make smaller."""
    return HEAD + number.to_bytes(8, "big") + os.urandom(SIZE - len(HEAD) - 8)


def baseline(content: bytes, folder: Path) -> float:
    """Seconds to hash and write these bytes here, and to wait for the disk."""
    began = time.perf_counter()
    hashlib.sha256(content).hexdigest()
    descriptor = os.open(folder / "dasar", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(descriptor, content)
    os.fsync(descriptor)
    os.close(descriptor)
    return time.perf_counter() - began


def upload(port: int, code: str, content: bytes) -> float:
    """Seconds from the first byte of the announcement to the last answer. SystemExit where it was refused."""
    told = {"code": code, "filename": "film.mp4", "sha256": hashlib.sha256(content).hexdigest()}
    metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.perf_counter()
    version = {"Tus-Resumable": "1.0.0"}
    announced = {**version, "Upload-Length": str(len(content)), "Upload-Metadata": metadata, "Content-Length": "0"}
    connection.request("POST", "/unggah/", headers=announced)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 201:
        raise SystemExit(f"refused: {answer.status}")
    place = "/unggah/" + answer.headers["Location"].rstrip("/").rpartition("/")[2] + "/"
    piece = {**version, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    connection.request("PATCH", place, content, piece)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 204:
        raise SystemExit(f"refused: {answer.status}")
    connection.close()
    return time.perf_counter() - began


def codes(running: House, count: int) -> list[str]:
    """Reports to hang the files on; ten files a report."""
    answers = [ask(running.port, "/api/v1/laporan/", report(n), key=f"b-{n}") for n in range(count)]
    return [body["code"] for _status, body in answers]


def one_at_a_time(running: House, code: str, files: list[bytes], folder: Path) -> None:
    least = statistics.median(baseline(content, folder) for content in files)
    before = running.cpu_seconds()
    took = statistics.median(upload(running.port, code, content) for content in files)
    cpu = 1000 * (running.cpu_seconds() - before) / len(files)
    print(
        f"one 10 MB file: {took:.3f} s (wanted {WANTED_SECONDS}), {took / least:.1f} x hash and write ({least:.3f} s), "
        f"{cpu:.0f} ms CPU of the server; load of the machine {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def several_at_once(running: House, code: str, files: list[bytes], folder: Path) -> None:
    began = time.perf_counter()
    for content in files:
        baseline(content, folder)
    least = len(files) * SIZE / MEGABYTE / (time.perf_counter() - began)
    problems: list[BaseException] = []

    def sender(mine: list[bytes]) -> None:
        try:
            for content in mine:
                upload(running.port, code, content)
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=sender, args=(files[first::AT_ONCE],)) for first in range(AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    rate = len(files) * SIZE / MEGABYTE / (time.perf_counter() - began)
    print(
        f"four at once: {rate:.0f} MB/s (wanted {WANTED_RATE:.0f}), {rate / least:.2f} x hash and write ({least:.0f})"
    )


def verified(running: House) -> None:
    command = [sys.executable, "-m", "netral.config.cli", "evidence", "verify"]
    done = subprocess.run(command, env=running.environment, capture_output=True, text=True, check=False)
    print(f"evidence verify: exit {done.returncode} {done.stdout.strip()}")
    if done.returncode:
        raise SystemExit(done.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--files", type=int, default=8, help="10 MB each, at most 10")
    args = parser.parse_args()
    rounds = max(1, int(os.environ.get("SOAK") or 1))
    count = min(10, args.files)
    print(f"{'PostgreSQL' if args.postgresql else 'SQLite'}, two gunicorn workers, {os.cpu_count()} processors shared")
    with house(postgresql=args.postgresql) as running, tempfile.TemporaryDirectory(prefix="netral-dasar-") as name:
        given = codes(running, 2 * rounds + 1)
        upload(running.port, given[0], film(0))  # each worker reads the law at its first request
        upload(running.port, given[0], film(1))
        for turn in range(rounds):
            files = [film(100 * turn + number + 2) for number in range(count)]
            one_at_a_time(running, given[2 * turn + 1], files, Path(name))
            several_at_once(running, given[2 * turn + 2], [film(900 + n) for n in range(count)], Path(name))
        verified(running)


if __name__ == "__main__":
    main()
