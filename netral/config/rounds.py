"""What the worker does by itself, again and again: it puts these jobs on the queue at their pace."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import close_old_connections

from netral.access import jobs as accounts
from netral.audit import jobs as journal
from netral.cases import jobs as cases
from netral.config import jobs as house
from netral.discipline import jobs as discipline
from netral.evidence import jobs as evidence
from netral.exchange import jobs as exchange
from netral.insight import jobs as insight
from netral.intake import jobs as intake
from netral.links import jobs as links
from netral.notices import jobs as notices
from netral.oversight import jobs as oversight
from netral.tracks import jobs as tracks

MINUTES = 300.0
QUARTER = 900.0
QUICK = 15.0  # seconds: the first pause of the outbox
HOUR = 3600.0
DAY = 24 * HOUR
SOON = 60.0  # seconds until another try at what failed
log = logging.getLogger(__name__)

# Each job is safe to run twice and catches up on what it missed.
ROUNDS: tuple[tuple[Callable[[], object], float], ...] = (
    (journal.anchor_finished_days.enqueue, HOUR),
    (intake.join_statements.enqueue, HOUR),
    (intake.ask_for_stamps.enqueue, MINUTES),
    (evidence.prepare_waiting.enqueue, QUARTER),
    (evidence.seal_plain_files.enqueue, DAY),
    (evidence.forget_uploads.enqueue, HOUR),
    (house.tidy_up.enqueue, DAY),
    (house.forget_work.enqueue, MINUTES),
    (accounts.forget_unsent.enqueue, MINUTES),
    (intake.forget_clients.enqueue, MINUTES),
    (intake.forget_people.enqueue, HOUR),
    (cases.forget_people.enqueue, HOUR),
    (cases.end_joined.enqueue, HOUR),
    (tracks.open_waiting.enqueue, SOON),
    (tracks.forget_people.enqueue, HOUR),
    (discipline.forget_people.enqueue, HOUR),
    (discipline.follow_successions.enqueue, HOUR),
    (oversight.look_after_silence.enqueue, HOUR),
    (oversight.forget_people.enqueue, HOUR),
    (links.forget_people.enqueue, HOUR),
    (links.tell_of_expired.enqueue, HOUR),
    (intake.group_alike.enqueue, SOON),
    (notices.tell_of_deadlines.enqueue, HOUR),
    (notices.tell_of_steps.enqueue, MINUTES),
    (cases.tell_of_tasks.enqueue, HOUR),
    (cases.tell_of_transfers.enqueue, HOUR),
    (notices.send_digests.enqueue, HOUR),
    (notices.tell_of_soon.enqueue, HOUR),
    (intake.tell_reporters.enqueue, MINUTES),
    (notices.send_short_messages.enqueue, SOON),
    (intake.mark_words.enqueue, SOON),
    (insight.recount.enqueue, HOUR),
    (insight.forget_lists.enqueue, HOUR),
    (exchange.deliver_waiting.enqueue, QUICK),
    (exchange.fetch_files.enqueue, QUICK),
    (cases.hear_receivers.enqueue, SOON),
)


def start() -> list[threading.Thread]:
    """One thread per round; none of them keeps the worker from ending."""
    threads = [threading.Thread(target=_go_round, args=round_, daemon=True) for round_ in ROUNDS]
    for thread in threads:
        thread.start()
    return threads


def _go_round(job: Callable[[], object], pause: float) -> None:
    while True:
        time.sleep(pause if _done(job) else min(SOON, pause))


def _done(job: Callable[[], object]) -> bool:
    """Whether it worked. A database that was away comes back, and a round that ended would not."""
    close_old_connections()
    try:
        job()
    except Exception:
        log.exception("A round failed; it is tried again in %s seconds.", SOON)
        return False
    return True
