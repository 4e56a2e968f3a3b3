"""What the worker does by itself, again and again: it puts these jobs on the queue at their pace."""

import threading
import time
from collections.abc import Callable

from netral.audit import jobs as journal
from netral.config import jobs as house

HOUR = 3600.0
DAY = 24 * HOUR

# Each job is safe to run twice and catches up on what it missed.
ROUNDS: tuple[tuple[Callable[[], object], float], ...] = (
    (journal.anchor_finished_days.enqueue, HOUR),
    (house.tidy_up.enqueue, DAY),
)


def start() -> list[threading.Thread]:
    threads = [threading.Thread(target=_go_round, args=round_, daemon=True) for round_ in ROUNDS]
    for thread in threads:
        thread.start()
    return threads


def _go_round(job: Callable[[], object], pause: float) -> None:
    while True:
        job()
        time.sleep(pause)
