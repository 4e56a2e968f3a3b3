"""How many steps a second a house takes with eight writers: hearings written down through the API, none lost.

    python benchmarks/steps.py [--steps 60] [--only sqlite|postgresql]

A real gunicorn on 127.0.0.1 and a home of its own, as for the intake. Every writer has cases of their own and takes one
step after the other, each with its signed journal entry and its clocks. Named baseline: Apollo, 44 incidents a second
on such a machine, without a journal. Afterwards every step must be in the journal and `netral journal verify` pass.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.burst_house import House, house

WRITERS, APOLLO, OK = 8, 44.0, 200
HERE = ZoneInfo("Asia/Makassar")  # where the cases lie
# Registered cases of one office and a token of its examiner, made by the actions themselves.
PREPARE = """
import django; django.setup()
import json
from datetime import date
from django.utils import timezone
from netral import rulebook
from netral.access.actions import create_token, create_user, give_seat
from netral.access.states import SYSTEM, Acting, HeldSeat
from netral.cases import actions
from netral.intake.actions import review, submit
from netral.intake.content import NewReport, Reporter, Who
from netral.offices.queries import organisation
at = timezone.now()
user = create_user(email="pemeriksa@contoh.id", name="Pemeriksa Rekaan", password=None, acting=SYSTEM, at=at)
office = organisation("bawaslu-99.07")
give_seat(user, role="pemeriksa", office=office, valid_from=date(2020, 1, 1), valid_until=None, acting=SYSTEM, at=at)
officer = Acting("akun:petugas", (HeldSeat("petugas_laporan", office.code),))
book = rulebook.current()
answers = {item.code: "ya" for item in (*book.report_requirements, *book.review_checks)}
keys = []
for number in range(%d):
    report = NewReport(
        kind="laporan", election="pemilu2024",
        what="Camat mengajak warga memilih calon tertentu di lapangan desa. " * 5,
        act_date=at.date(), known_on=at.date(), region="99.07", place="Lapangan desa",
        who=(Who("Terlapor Rekaan", "Camat", "Kecamatan Contoh", "PNS"),), links=("https://contoh.id/1",),
        reporter=Reporter("Pelapor Rekaan", "Jalan Sunyi 7", "0812-3456-7890", "rekaan@contoh.id"),
    )
    laporan = submit(report, idempotency_key=f"kisah-{number}", at=at).laporan
    review(laporan, "nyatakan_lengkap", acting=officer, at=at, checklist=answers, reason="Lengkap.", message="Lengkap.")
    keys.append(actions.open_from(laporan, acting=officer, at=at).key)
print(json.dumps({"token": create_token(user), "keys": keys}))
"""
COUNT = """
import django; django.setup()
from netral.audit.models import Entry
print(Entry.objects.filter(verb="perkara.klarifikasi").count())
"""
STEPS_OF_A_CASE = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=60, help="of each writer")
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    args = parser.parse_args()
    rates = [measured(args.steps, kind) for kind in ("sqlite", "postgresql") if args.only in (None, kind)]
    return int(min(rates) < APOLLO)


def measured(steps: int, kind: str) -> float:
    """Steps a second; the slowest and the middle one are printed beside."""
    with house(postgresql=kind == "postgresql") as running:
        cases = -(-steps // STEPS_OF_A_CASE)
        made = json.loads(running.python(PREPARE % (cases * WRITERS)))
        took: list[float] = []
        before, began = running.cpu_seconds(), time.perf_counter()
        writers = [
            threading.Thread(target=write, args=(running, made["token"], made["keys"][first::WRITERS], steps, took))
            for first in range(WRITERS)
        ]
        for each in writers:
            each.start()
        for each in writers:
            each.join()
        rate = steps * WRITERS / (time.perf_counter() - began)
        cpu = 1000 * (running.cpu_seconds() - before) / (steps * WRITERS)
        check(running, steps * WRITERS)
    middle, slow = 1000 * statistics.median(took), 1000 * statistics.quantiles(took, n=20)[-1]
    print(f"{kind}: {rate:.1f} steps/s with {WRITERS} writers ({rate / APOLLO:.1f} x Apollo); "
          f"p50 {middle:.0f} ms, p95 {slow:.0f} ms, {cpu:.1f} ms server CPU each", flush=True)  # fmt: skip
    return rate


def write(running: House, token: str, keys: list[str], steps: int, took: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", running.port, timeout=120)
    for number in range(steps):
        key, version = keys[number // STEPS_OF_A_CASE], number % STEPS_OF_A_CASE
        body = {**HEARING, "held_on": datetime.now(HERE).date().isoformat(), "version": version + 1}
        began = time.perf_counter()
        answer = ask(connection, f"/api/v1/perkara/{key}/langkah/", token, body)
        took.append(time.perf_counter() - began)
        assert answer["version"] == version + 2, answer
    connection.close()


HEARING = {
    "step": "klarifikasi", "party": "saksi", "name": "Saksi Rekaan", "place": "Kantor", "attended": "ya",
    "minutes": "Tanya: apa yang dilihat? Jawab: camat berpidato di lapangan. " * 10,
}  # fmt: skip


def ask(connection: HTTPConnection, path: str, token: str, body: dict[str, Any]) -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}", "X-Real-IP": "10.0.0.1"}
    connection.request("POST", path, json.dumps(body), headers)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status == OK, (answer.status, content)
    return json.loads(content)


def check(running: House, steps: int) -> None:
    """Every step is in the journal, once."""
    found = int(running.python(COUNT))
    if found != steps:
        raise SystemExit(f"{steps} steps were answered, {found} are in the journal")
    running.check_journal()


if __name__ == "__main__":
    sys.exit(main())
