"""A whole house as it runs: what it answers, what ends it, what it survives, what it does by itself."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest

from netral.audit.states import PUBLIC_ZONE
from tests.config.programs import netral, own_database
from tests.journeys.house import House

pytestmark = pytest.mark.journey

REPORTS, STATUS = "/api/v1/laporan/", "/api/v1/laporan/status/"
PUBLIC = [
    "/",
    "/lapor/",
    "/cek/",
    "/kode-hilang/",
    "/bantuan/",
    "/privasi/",
    "/aksesibilitas/",
    "/istilah/",
    "/aturan/",
]
PUBLIC += ["/jurnal/", "/akun/masuk/", "/en/", "/nihil/"]
# What a page fetches or sends to: never another house's.
FETCHED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|form|link|use)\b[^>]*?\b(?:src|srcset|action|href)=["']?([^"'\s>]+)"""
)
SENDERS, EACH, ENOUGH = 16, 6, 20
GROUND = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("migrate", verbosity=0)
from netral.audit.actions import ensure_signing_key
from netral.offices.actions import load_examples
ensure_signing_key(); load_examples()
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(house: House, path: str, body: object = None, **headers: str) -> Answer:
    """One request on a connection of its own; no redirect is followed."""
    connection = http.client.HTTPConnection("127.0.0.1", house.port, timeout=60)
    try:
        content = None if body is None else json.dumps(body)
        sent = {"Content-Type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}}
        connection.request("GET" if body is None else "POST", path, content, sent if body is not None else headers)
        answer = connection.getresponse()
        return Answer(answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def wait_for(what: Callable[[], object], *, seconds: float) -> bool:
    """Whether it became true in time."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        if what():
            return True
        time.sleep(0.1)
    return False


# What it answers


def test_the_front_page_answers_at_once(house: House) -> None:
    answer = ask(house, "/")

    assert (answer.status, "location" in answer.headers) == (200, False)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_is_closed_to_everybody_elses_code(house: House, path: str) -> None:
    answer = ask(house, path)

    directives = [directive.split() for directive in answer.headers["content-security-policy"].split(";")]
    assert {name: sources for name, *sources in directives} == {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", "https://www.bmkg.go.id/"],
    }
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_fetches_nothing_from_elsewhere(house: House, path: str) -> None:
    page = ask(house, path).body.decode()

    fetched = FETCHED.findall(page)
    assert [address for address in fetched if "//" in address and not address.startswith("data:")] == []
    assert len(fetched) > 3
    styles = [address for address in fetched if address.endswith(".css")]
    elsewhere = [
        address for address in styles if re.search(rb"(@import|url\(['\"]?(https?:)?//)", ask(house, address).body)
    ]
    assert (len(styles) > 0, elsewhere) == (True, [])


def test_a_visitor_of_public_pages_is_not_given_a_cookie(house: House) -> None:
    given = {path: ask(house, path).headers.get("set-cookie") for path in PUBLIC}

    assert {path for path, cookie in given.items() if cookie and re.search("sessionid|jejak", cookie)} == set()


def test_what_never_changes_may_be_kept_for_ever(house: House) -> None:
    style = next(address for address in FETCHED.findall(ask(house, "/").body.decode()) if address.endswith(".css"))

    answer = ask(house, style)

    assert (answer.status, "immutable" in answer.headers["cache-control"]) == (200, True)


# What ends it


def test_one_signal_ends_every_process_and_a_second_run_keeps_the_data(house: House) -> None:
    codes, built, first = house.receipt_codes(), (house.home / "siap").stat().st_mtime_ns, house.process

    ended = house.stop()
    _gone, alive = psutil.wait_procs(ended, timeout=30)
    began = time.monotonic()
    house.start()
    print(f"second start: {time.monotonic() - began:.1f} s")

    assert len(ended) >= 5  # itself, gunicorn and its two workers, the worker
    assert (alive, first and first.returncode) == ([], 0)  # asked to stop, it did not fail
    assert (house.receipt_codes(), (house.home / "siap").stat().st_mtime_ns) == (codes, built)
    assert {ask(house, STATUS, {"code": code}).status for code in codes.values()} == {200}


def test_a_signal_while_the_demo_is_built_ends_the_building_too(tmp_path: Path) -> None:
    with own_database() as database:
        house = House(tmp_path / "demo", database)
        process = house.begin()
        site = tmp_path / "demo-dibangun"
        assert wait_for((site / "secret_key").exists, seconds=60), house.log.read_text()
        processes = house.stop()

    _gone, alive = psutil.wait_procs(processes, timeout=30)
    assert (process.returncode, alive, house.home.exists()) == (0, [], False)
    assert len(processes) == 2


def test_a_port_in_use_is_said_and_nothing_is_started(house: House, tmp_path: Path) -> None:
    before = set(house.children())

    demo = netral("demo", "--port", str(house.port), home=tmp_path / "lain")
    web = house.netral("web", "--bind", f"127.0.0.1:{house.port}")

    assert (demo.returncode, (tmp_path / "lain").exists()) == (2, False)
    assert f"porta {house.port} tidak dapat dipakai" in demo.stderr
    assert (web.returncode != 0, "in use" in web.stderr) == (True, True)
    assert set(house.children()) <= before


# What it survives


@dataclass
class Tally:
    """What senders saw: receipts by idempotency key, and the keys nobody answered."""

    receipts: dict[str, Any] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)


def report(key: str) -> dict[str, Any]:
    yesterday = (datetime.now(PUBLIC_ZONE) - timedelta(days=1)).date().isoformat()
    return {
        "kind": "laporan",
        "what": f"Camat mengajak warga memilih calon tertentu, kejadian {key}.",
        "when": {"date": yesterday, "known_on": yesterday},
        "where": {"region": "99.07", "place": "Lapangan desa"},
        "reporter": {"name": f"Pelapor Rekaan {key}", "address": "Jalan Contoh 1, Wanakerta"},
    }


def send_one(house: House, key: str, tally: Tally) -> None:
    try:
        answer = ask(house, REPORTS, report(key), Idempotency_Key=key)
    except (OSError, http.client.HTTPException):
        tally.unanswered.append(key)
        return
    if answer.status in {200, 201}:
        tally.receipts[key] = answer.json
    else:
        tally.refused.append(answer)


def send_all(house: House, keys: list[str], tally: Tally) -> list[threading.Thread]:
    """As many senders as there are, each with its share of the keys, one report after the other."""

    def send_share(share: list[str]) -> None:
        for key in share:
            send_one(house, key, tally)

    threads = [threading.Thread(target=send_share, args=(keys[number::SENDERS],)) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    return threads


def test_no_receipt_is_lost_when_everything_is_killed_amid_senders(house: House) -> None:
    keys, tally = [uuid4().hex for _ in range(SENDERS * EACH)], Tally()
    threads = send_all(house, keys, tally)
    assert wait_for(lambda: len(tally.receipts) >= ENOUGH, seconds=120), tally.refused[:2]

    for process in house.children():
        process.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join(timeout=120)
    assert house.process is not None
    parent = house.process.wait(timeout=30)
    house.start()

    lost = [key for key, receipt in tally.receipts.items() if not known(house, receipt)]
    print(f"{len(tally.receipts)} receipts before the kill, {len(tally.unanswered)} unanswered")
    assert (lost, tally.refused, parent) == ([], [], 1)
    assert tally.unanswered  # it was in the middle
    assert house.netral("journal", "verify").returncode == 0
    again = Tally()
    for thread in send_all(house, keys, again):
        thread.join(timeout=120)
    assert sorted(again.receipts) == sorted(keys)
    assert {key: again.receipts[key] for key in tally.receipts} == tally.receipts
    assert len({receipt["number"] for receipt in again.receipts.values()}) == len(keys)


def known(house: House, receipt: dict[str, Any]) -> bool:
    answer = ask(house, STATUS, {"code": receipt["code"]})
    return answer.status == 200 and answer.json["number"] == receipt["number"]


# What it does by itself


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[House]:
    """Tables, keys and offices, but nothing that ever ran."""
    with own_database() as database:
        home = tmp_path / "rumah"
        home.mkdir()
        house = House(home, database)
        environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "netral.config.settings"}
        subprocess.run([sys.executable, "-c", GROUND], env=environment, check=True)
        yield house


def test_the_worker_seals_yesterday_by_itself(small_house: House) -> None:
    yesterday = datetime.now(PUBLIC_ZONE).date() - timedelta(days=1)
    published = small_house.home / "akar" / f"{yesterday}.json"
    worker = subprocess.Popen(
        [sys.executable, "-m", "netral.config.cli", "worker"],
        env=small_house.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    try:
        assert wait_for(published.exists, seconds=90)
    finally:
        worker.terminate()
        ended = worker.wait(timeout=30)

    verdict = json.loads(small_house.netral("journal", "verify", "--json").stdout)
    assert ended == 0
    assert (verdict["ok"], verdict["anchors"], verdict["published"]) == (True, 1, 1)
