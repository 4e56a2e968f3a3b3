"""A day's work in a full house, measured: for each page what it takes, and the anchor over all chains.

Prints JSON: for each page in ms its p95 and median, the median of this process' CPU time and of the time spent in the
database's statements; for the anchors seconds. `cases.py` starts it, once for each house.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.full_house import BULK, LOOKING, open_house
from netral.lib.garbage import settle

OK, SEE_OTHER = 200, 303
WARM_UP = 3
FORM = "application/x-www-form-urlencoded"

Act = Callable[[], Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, required=True)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--postgresql", action="store_true")
    args = parser.parse_args()
    clients = open_house(args.folder, cases=args.cases, postgresql=args.postgresql)
    settle()  # as a process of the house does
    pages = {name: taken(drawn, args.requests) for name, drawn in drawn_pages(clients).items()}
    json.dump({"pages": pages, "anchor": anchored()}, sys.stdout)


def drawn_pages(clients: dict[str, Any]) -> dict[str, Callable[[], Act]]:
    """Each page as somebody asks for it: what is called draws whatever changes from time to time, and gives the act."""
    from netral.intake.models import Terlapor

    chance = random.Random(7)
    some_case = partial(drawn_case, chance)

    def name_of_some() -> str:
        return str(Terlapor.objects.filter(laporan=some_case().laporan).first().name)

    def asking(path: str, whose: str = "nation", **asked: str) -> Act:
        return partial(see, clients[whose], path, asked)

    found: dict[str, Callable[[], Act]] = {}
    for whose in LOOKING:
        searching = partial(asking, "/kerja/cari/", whose)
        found[f"queue, {whose}"] = partial(asking, "/kerja/antrean/", whose)
        found[f"queue, finished, {whose}"] = partial(asking, "/kerja/antrean/", whose, tampilan="selesai")
        found[f"search by number, {whose}"] = lambda ask=searching: ask(q=some_case().number)
        found[f"search by name, {whose}"] = lambda ask=searching: ask(q=name_of_some())
        found[f"search by title, {whose}"] = partial(searching, q="mengarahkan")
    found["case page"] = lambda: asking(f"/kerja/perkara/{some_case().key}/")
    found[f"bulk assign of {BULK}"] = lambda: freed_to_assign(clients["member"])
    return dict(sorted(found.items()))


def drawn_case(chance: random.Random) -> Any:
    from netral.cases.models import Case

    return Case.objects.filter(pk__gte=chance.randrange(1, newest_case() + 1)).order_by("pk").first()


@cache
def newest_case() -> int:
    from netral.cases.models import Case

    return int(Case.objects.order_by("-pk").values_list("pk", flat=True)[0])


def see(client: Any, path: str, asked: dict[str, str]) -> None:
    answer = client.get(path, asked)
    assert answer.status_code == OK, (path, answer.status_code, answer.headers.get("Location"))


def freed_to_assign(client: Any) -> Act:
    """Whatever was assigned is free again; a member then assigns it in the queue."""
    from netral.access.models import User
    from netral.cases.models import Case
    from netral.lib.keys import new_key

    user = User.objects.get(email="regency@contoh.id")
    Case.examiners.through.objects.filter(user=user).delete()
    form = {"aksi": "tugaskan", "langkah": "simpan", "lembar": new_key()}
    body = {**form, "user": user.key, "pilih": full_desk()}

    def assign() -> None:
        answer = client.post("/kerja/antrean/sekaligus/", urlencode(body, doseq=True), content_type=FORM)
        assert answer.status_code == SEE_OTHER, answer.status_code
        assert Case.examiners.through.objects.filter(user=user).count() == BULK

    return assign


@cache
def full_desk() -> list[str]:
    from netral.cases.models import Case

    open_cases = Case.objects.filter(office__code=LOOKING["regency"], open=True, status="pemeriksaan")
    return [case.reference for case in open_cases[:BULK]]


def taken(drawn: Callable[[], Act], requests: int) -> dict[str, float]:
    """Of so many requests, after three that warm up."""
    from django.db import connection

    rows = []
    for _number in range(requests + WARM_UP):
        act, spent = drawn(), Spent()
        wall, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(spent):
            act()
        rows.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu), 1000 * spent.seconds))
    wall_ms, cpu_ms, sql_ms = zip(*rows[WARM_UP:], strict=True)
    medians = {"median": wall_ms, "cpu": cpu_ms, "sql": sql_ms}
    return {"p95": statistics.quantiles(wall_ms, n=20)[-1]} | {
        what: statistics.median(each) for what, each in medians.items()
    }


class Spent:
    """Counts the seconds statements take, as Django's `execute_wrapper` calls it."""

    seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            self.seconds += time.perf_counter() - began


def anchored() -> dict[str, float]:
    """Seconds for a day on which a hundredth of all chains moved, and before it, once, for all there is to read."""
    from netral.audit.actions import anchor
    from netral.audit.models import Anchor

    last = Anchor.objects.order_by("-day").first()
    at = datetime.combine(last.day, datetime.min.time(), UTC) if last else datetime.now(UTC)
    found = {}
    for name in ["anchor of a day"] if last else ["anchor of all there is", "anchor of a day"]:
        if name == "anchor of a day":
            at += timedelta(days=1)
            move_a_hundredth(at)
        began = time.perf_counter()
        anchor(at.date(), at=at + timedelta(days=1))
        found[name] = time.perf_counter() - began
    return found


def move_a_hundredth(at: datetime) -> None:
    from django.db import transaction

    from netral.audit.actions import record_each
    from netral.audit.models import Chain
    from netral.audit.states import Act as Entered

    chains = Chain.objects.order_by("pk").values_list("subject", flat=True)[::100]
    for first in range(0, len(chains), BULK):
        with transaction.atomic():
            record_each([Entered(chain, "uji.langkah", "sistem", at) for chain in chains[first : first + BULK]])


if __name__ == "__main__":
    main()
