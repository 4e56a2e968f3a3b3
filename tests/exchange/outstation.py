"""A house of its own as a process: it reads one command a line (JSON) and answers with one line.

    python -m tests.exchange.outstation        with NETRAL_HOME and NETRAL_BASE_URL in the environment

Its worker runs in a child that may be killed at any moment, as often as somebody likes.
"""

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

LEASE, PAUSE, TIMEOUT = timedelta(seconds=2), timedelta(seconds=0.2), 1.5
TOGETHER = (1, 3, 50)  # in one request: alone, a few, or as many as a real worker sends
_chance = random.Random(7)


def lay() -> dict[str, str]:
    """Keys and offices, in tables that are there; the public key others must write down."""
    from django.conf import settings

    from netral.audit.actions import ensure_signing_key, signing_key
    from netral.lib.at_rest import ensure_key
    from netral.offices.actions import load_examples
    from tests.intake.builders import MONDAY

    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    ensure_key()
    ensure_signing_key()
    load_examples(at=MONDAY - timedelta(days=30))
    key = signing_key()
    return {key.key_id: key.public_key}


def trust(code: str, address: str, keys: dict[str, str]) -> None:
    from django.utils import timezone

    from netral.access.states import Acting, HeldSeat
    from netral.exchange import actions
    from netral.exchange.states import Door
    from netral.offices.queries import organisation

    boss = Acting("akun:pengelola", (HeldSeat("admin", "bawaslu"),))
    actions.write_down_partner(
        organisation(code), door=Door.NETRAL, address=address, public_keys=keys, acting=boss, at=timezone.now()
    )


def enqueue(count: int, sender: str, receiver: str, *, size: int = 400) -> None:
    from django.db import transaction
    from django.utils import timezone

    from netral.access.states import SYSTEM
    from netral.exchange import actions
    from netral.lib.keys import new_key
    from netral.offices.queries import organisation

    one, other = organisation(sender), organisation(receiver)
    for number in range(count):
        with transaction.atomic():
            actions.enqueue(
                {"number": number, "summary": "x" * size}, subject=f"penerusan:{new_key()}", sender=one,
                receiver=other, acting=SYSTEM, at=timezone.now(),
            )  # fmt: skip


def enqueue_files(sender: str, receiver: str, sizes: list[int]) -> list[str]:
    """One hand-over with an exhibit of each size, which a person let go as it is; their fingerprints."""
    from django.db import transaction
    from django.utils import timezone

    from netral.access.states import SYSTEM
    from netral.evidence.actions import keep, leaving
    from netral.evidence.models import Exhibit
    from netral.exchange import actions
    from netral.offices.queries import organisation
    from tests.evidence.builders import PDF, upload

    now = timezone.now()
    files = [upload(PDF + _chance.randbytes(size), f"bukti-{number}.pdf") for number, size in enumerate(sizes, 1)]
    kept = [keep("perkara:7k4m2pxd91qf0", file, at=now) for file in files]
    Exhibit.objects.update(cleaning="gagal", released_at=now)
    exhibits = list(Exhibit.objects.filter(pk__in=[each.pk for each in kept]).order_by("pk"))
    rows = [
        {"label": f"B{number}", "sha256": file.sha256, "media_type": file.media_type, "size": file.size}
        for number, file in enumerate(map(leaving, exhibits), 1)
    ]
    with transaction.atomic():
        actions.enqueue(
            {"number": "1", "exhibits": rows}, subject="penerusan:7k4m2pxd91qf1", sender=organisation(sender),
            receiver=organisation(receiver), acting=SYSTEM, at=now, exhibits=exhibits,
        )  # fmt: skip
    return [str(row["sha256"]) for row in rows]


def fetch() -> dict[str, Any]:
    """One round of fetching: what is said of it, and the fingerprints of the bytes that are here."""
    from hashlib import sha256

    from netral.evidence import actions as evidence
    from netral.evidence.models import Exhibit
    from netral.exchange import actions
    from netral.exchange.actions import fetching
    from netral.exchange.models import Masukan

    fetching.PAUSES, fetching.REFUSED_PAUSE = (timedelta(0),) * 4, timedelta(0)
    actions.fetch_due(most=1)
    masukan = Masukan.objects.get()
    here = {}
    for exhibit in Exhibit.objects.filter(subject=masukan.reference, arrival="ada"):
        with evidence.opened_as_it_came(exhibit) as reader:
            here[exhibit.filename] = sha256(reader.read()).hexdigest()
    return {"said": masukan.files_said, "here": here}


def deliver(*, rounds: int = 0, together: int = 0, most: int = 2_000) -> int:
    """Send what is due, for ever or so many rounds, with the patience of a test; `together` in one request, or any."""
    from netral.exchange import actions
    from netral.exchange.actions import delivering, noting
    from netral.exchange.wire import ask

    noting.PAUSES = (PAUSE,) * 4
    arrived = done = 0
    while not rounds or done < rounds:
        delivering.TOGETHER = together or _chance.choice(TOGETHER)
        arrived += actions.deliver_due(asked=partial(ask, timeout=TIMEOUT), lease=LEASE, most=most)
        done += 1
        time.sleep(0.05)
    return arrived


def deliver_killed(seconds: float, seed: int, longest: float = 0.6) -> int:
    """The same by workers that are killed (-9) one after the other, until all arrived or the time is over; how many."""
    from django.db import connections

    chance, ends, killed = random.Random(seed), time.monotonic() + seconds, 0
    while waiting() and time.monotonic() < ends:
        connections.close_all()
        child = os.fork()
        if not child:
            with suppress(BaseException):
                deliver()
            os._exit(0)
        time.sleep(chance.uniform(0.02, longest))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        killed += 1
    return killed


def waiting() -> int:
    from netral.exchange.models import Kiriman

    return Kiriman.objects.exclude(delivery="sampai").count()


def answer_all() -> int:
    """Receive, and then accept, whatever came in."""
    from django.utils import timezone

    from netral.access.states import Acting, HeldSeat
    from netral.exchange import actions
    from netral.exchange.models import Masukan
    from netral.exchange.states import Answer

    rows = list(Masukan.objects.filter(matter="penerusan", answer="masuk").select_related("sender", "receiver"))
    for row in rows:
        officer = Acting("akun:auditor", (HeldSeat("auditor", row.receiver.code),))
        actions.answer(row, Answer.RECEIVED, acting=officer, at=timezone.now())
        actions.answer(row, Answer.ACCEPTED, acting=officer, at=timezone.now())
    return len(rows)


def told() -> dict[str, Any]:
    """Everything this house knows of its exchange, and whether its journal holds."""
    from netral.audit.models import Entry
    from netral.audit.queries import verify
    from netral.exchange.models import Kiriman, Masukan, Reply

    entry_hashes = dict(Entry.objects.filter(verb="masukan.masuk").values_list("chain", "hash"))
    arrived = Entry.objects.filter(verb="kiriman.sampai").values_list("chain", "hashes")
    return {
        "sent": {
            row.key: [row.sha256, row.delivery, (row.receipt or {}).get("entry_hash"), row.answer, row.matter]
            for row in Kiriman.objects.all()
        },
        "came": {row.message: [row.sha256, entry_hashes[row.reference], row.answer] for row in Masukan.objects.all()},
        "came_rows": Masukan.objects.count(),
        "entries_of_arrival": len(entry_hashes),
        "proofs": {chain.partition(":")[2]: hashes[1] for chain, hashes in arrived},
        "arrived_once": arrived.count() == len({chain for chain, _hashes in arrived}),
        "replies": Reply.objects.count(),
        "journal": verify().ok,
    }


VERBS = (lay, trust, enqueue, enqueue_files, deliver, deliver_killed, fetch, waiting, answer_all, told)
COMMANDS = {each.__name__: each for each in VERBS}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "netral.config.settings")
    import django

    django.setup()
    for line in sys.stdin:
        name, arguments, options = json.loads(line)
        print(json.dumps(COMMANDS[name](*arguments, **options)), flush=True)


if __name__ == "__main__":
    main()
