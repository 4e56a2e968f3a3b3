"""How many reports a second come in through HTTP, and that none is lost.

    python benchmarks/intake.py                          all of it, on SQLite and on PostgreSQL
    python benchmarks/intake.py --only sqlite            one database
    python benchmarks/intake.py --part speed|rounds|kill

speed: reports a second, p95 and server CPU per report at 1, 8, 32 and 100 senders, against named baselines.
rounds: 100 senders at the same moment, ten times: a receipt for each, no number twice, every statement verifies.
kill: kill -9 of web and worker in the middle of 32 senders; whoever was shown a receipt finds the report whole.

A real gunicorn with two workers on 127.0.0.1 and the background worker beside it, a home of its own, sealing, at-rest
encryption and synchronous FULL as always. Every sender has an address of its own, as behind a proxy. Senders run on the
same machine as the server and share its processors. SOAK=n multiplies reports and kills.
"""

import argparse
import json
import os
import statistics
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.burst_house import House, house
from netral.lib.signing import verify_json

SENDERS = (1, 8, 32, 100)
# Reports a second, and server CPU per report in ms, of other systems on such a machine (two processors).
BASELINES = {"GlobaLeaks": 15.8, "Apollo": 44.0, "Hush Line": 46.0}
WANTED = {"reports/s at 32": 3 * 46.0, "p95 ms at 32": 300.0, "CPU ms": 8.0}
ROUND, ROUNDS, KILLS = 100, 10, 50
CREATED, REPLAYED = 201, 200


@dataclass
class Tally:
    """What the senders of one burst saw."""

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


def ask(port: int, path: str, body: dict[str, Any] | None = None, *, key: str = "", sender: int = 0) -> tuple[int, Any]:
    """One question on a connection of its own; None instead of a body asks by GET."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Content-Type": "application/json", "X-Real-IP": f"10.1.{sender // 250}.{sender % 250}"}
    headers |= {"Idempotency-Key": key} if key else {}
    try:
        content = None if body is None else json.dumps(body)
        connection.request("GET" if body is None else "POST", path, content, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def one_sender(port: int, keys: list[tuple[str, int]], tally: Tally, start: threading.Barrier) -> None:
    """Send one report after the other; an unanswered one ends the day of this sender."""
    start.wait()
    for key, number in keys:
        began = time.perf_counter()
        try:
            status, body = ask(port, "/api/v1/laporan/", report(number), key=key, sender=number)
        except (OSError, HTTPException, ValueError):
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
    """That many senders share the reports; all begin at the same moment."""
    tally, barrier = Tally(), threading.Barrier(senders)
    keys = [(f"{name}-{number}", number) for number in range(reports)]
    threads = [
        threading.Thread(target=one_sender, args=(port, keys[first::senders], tally, barrier))
        for first in range(senders)
    ]
    for thread in threads:
        thread.start()
    return tally, threads


def burst(running: House, senders: int, reports: int, name: str) -> Tally:
    """What everybody saw, when nothing was killed: everybody must have been answered."""
    tally, threads = start_senders(running.port, senders, reports, name)
    for thread in threads:
        thread.join()
    if tally.unanswered or tally.refused:
        seen = running.tail()
        raise SystemExit(f"{len(tally.unanswered)} unanswered, refused: {tally.refused[:3]}\n{seen}")
    return tally


def check_found(port: int, receipts: list[dict[str, Any]]) -> None:
    """Every code and number once, every statement verifies, and every code opens the report with its number."""
    if len({each["code"] for each in receipts}) != len(receipts):
        raise SystemExit("two reports share a code")
    if len({each["number"] for each in receipts}) != len(receipts):
        raise SystemExit("two reports share a number")
    known = ask(port, "/.well-known/netral-keys.json")[1]["keys"]
    keys = {each["key_id"]: each["public_key"] for each in known}
    for number, receipt in enumerate(receipts):
        unsigned = {name: value for name, value in receipt["statement"].items() if name != "signature"}
        if not verify_json(keys[unsigned["key_id"]], unsigned, receipt["statement"]["signature"]):
            raise SystemExit(f"the statement of {receipt['number']} does not verify")
        status, body = ask(port, "/api/v1/laporan/status/", {"code": receipt["code"]}, sender=number)
        if status != REPLAYED or body["number"] != receipt["number"]:
            raise SystemExit(f"receipt {receipt['number']} was shown, but its report is not there ({status})")


def speed(running: House, reports: int) -> dict[str, float]:
    """The table of rates; the three figures that are promised, as measured at 32 senders."""
    print(f"{'senders':>8}{'reports/s':>11}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>8}   against the named baselines")
    promised: dict[str, float] = {}
    for senders in SENDERS:
        before, began = running.cpu_seconds(), time.perf_counter()
        tally = burst(running, senders, max(reports, senders), f"s{senders}")
        rate = len(tally.receipts) / (time.perf_counter() - began)
        cpu = 1000 * (running.cpu_seconds() - before) / len(tally.receipts)
        check_found(running.port, list(tally.receipts.values()))
        ratios = ", ".join(f"{rate / other:.1f} x {name}" for name, other in BASELINES.items())
        middle, slow = 1000 * statistics.median(tally.seconds), percentile(tally.seconds, 0.95)
        print(f"{senders:>8}{rate:>11.1f}{middle:>9.1f}{slow:>9.1f}{cpu:>8.1f}   {ratios}", flush=True)
        if senders == 32:
            promised = dict(zip(WANTED, (rate, slow, cpu), strict=True))
    return promised


def percentile(seconds: list[float], share: float) -> float:
    return 1000 * sorted(seconds)[min(len(seconds) - 1, int(share * len(seconds)))]


def rounds(running: House, times: int, senders: int = ROUND) -> int:
    """Everybody at the same moment, again and again; how many receipts were shown, all of them good."""
    shown = [receipt for turn in range(times) for receipt in _round(running, senders, turn)]
    check_found(running.port, shown)
    if len(shown) != times * senders:
        raise SystemExit(f"{len(shown)} receipts for {times * senders} reports")
    return len(shown)


def _round(running: House, senders: int, turn: int) -> list[dict[str, Any]]:
    return list(burst(running, senders, senders, f"r{turn}").receipts.values())


def kill_in_the_middle(running: House, times: int, senders: int = 32) -> int:
    """Kill everything while senders are at it; whoever was shown a receipt finds the report, nobody gets two."""
    shown = 0
    for turn in range(times):
        tally, threads = start_senders(running.port, senders, senders * 20, f"k{turn}")
        enough = senders + (37 * turn) % (4 * senders)
        while len(tally.receipts) < enough and any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
        running.kill()
        for thread in threads:
            thread.join()
        shown += len(tally.receipts)
        running.start()
        stored = send_again(running.port, tally)
        check_found(running.port, list(tally.receipts.values()))
        there = running.check_whole()
        print(
            f"kill {turn + 1}: {len(tally.receipts) - len(tally.unanswered)} receipts shown, all there; "
            f"{len(tally.unanswered)} sent again ({stored} had been stored); {there} reports, each whole",
            flush=True,
        )
    print(running.check_journal())
    return shown


def send_again(port: int, tally: Tally) -> int:
    """Senders without an answer send the same twice: stored before the kill or not, it is there once. How many were."""
    stored = 0
    for key in tally.unanswered:
        number = int(key.partition("-")[2])
        first, second = (ask(port, "/api/v1/laporan/", report(number), key=key, sender=number) for _ in range(2))
        if first[0] not in (CREATED, REPLAYED) or second != (REPLAYED, first[1]):
            raise SystemExit(f"sent again, answered {first} and {second}")
        stored += first[0] == REPLAYED
        tally.receipts[key] = first[1]
    return stored


def run(*, postgresql: bool, parts: list[str], reports: int, kills: int) -> dict[str, float]:
    print(f"{'PostgreSQL' if postgresql else 'SQLite'}, two web workers, {os.cpu_count()} processors shared")
    promised: dict[str, float] = {}
    with house(postgresql=postgresql) as running:
        burst(running, 8, 64, "warm")  # each worker loads its code and the law first; that is not what is measured
        if "speed" in parts:
            promised = speed(running, reports)
        if "rounds" in parts:
            print(f"{ROUND} senders x {ROUNDS}: {rounds(running, ROUNDS)} receipts, no number twice, all verify")
        if "kill" in parts:
            kill_in_the_middle(running, kills)
        print(f"{running.check_whole()} reports, each whole")
    return promised


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="one database instead of both")
    parser.add_argument("--part", choices=("speed", "rounds", "kill"), action="append", help="one part; repeatable")
    parser.add_argument("--reports", type=int, default=320, help="per number of senders")
    args = parser.parse_args()
    notches = int(os.environ.get("SOAK") or 0)
    kills = KILLS * notches if notches else 3
    parts, missed = args.part or ["speed", "rounds", "kill"], []
    for name in ("sqlite", "postgresql"):
        if args.only in (None, name):
            found = run(postgresql=name != "sqlite", parts=parts, reports=args.reports * max(1, notches), kills=kills)
            missed += [f"{name}: {key} {value:.1f}, wanted {WANTED[key]:.0f}" for key, value in found.items()
                       if (value < WANTED[key]) == key.startswith("reports")]  # fmt: skip
    if missed:
        print("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
