"""What the worker does by itself: at its pace, and whatever happens."""

from typing import Any, NoReturn

import pytest
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from netral.access import jobs as accounts
from netral.audit import jobs as journal
from netral.cases import jobs as cases
from netral.config import jobs as house
from netral.config import rounds
from netral.discipline import jobs as discipline
from netral.evidence import jobs as evidence
from netral.exchange import jobs as exchange
from netral.insight import jobs as insight
from netral.intake import jobs as intake
from netral.links import jobs as links
from netral.notices import jobs as notices
from netral.oversight import jobs as oversight
from netral.tracks import jobs as tracks


class Over(BaseException):
    """Ends a round, which has no end of its own."""


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long a round slept; at the third time the test is over."""
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise Over

    monkeypatch.setattr(rounds.time, "sleep", sleep)
    monkeypatch.setattr(rounds, "close_old_connections", lambda: None)  # a test keeps the one it has
    return slept


def broken() -> NoReturn:
    raise ConnectionError("the database is away")


def test_a_job_comes_round_at_its_pace(pauses: list[float]) -> None:
    done: list[str] = []

    with pytest.raises(Over):
        rounds._go_round(lambda: done.append("x"), 3600.0)

    assert (len(done), pauses) == (3, [3600.0] * 3)


def test_a_job_that_fails_is_tried_again_soon_and_said(pauses: list[float], caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Over):
        rounds._go_round(broken, 3600.0)

    assert pauses == [rounds.SOON] * 3
    assert [record.exc_info[0] for record in caplog.records if record.exc_info] == [ConnectionError] * 3


def test_after_a_failure_the_round_goes_on_at_its_pace(pauses: list[float]) -> None:
    tries: list[str] = []

    def at_first_broken() -> None:
        tries.append("x")
        if len(tries) == 1:
            broken()

    with pytest.raises(Over):
        rounds._go_round(at_first_broken, 3600.0)

    assert pauses == [rounds.SOON, 3600.0, 3600.0]


def test_a_quick_round_is_not_slowed_down_by_failing(pauses: list[float]) -> None:
    with pytest.raises(Over):
        rounds._go_round(broken, 5.0)

    assert pauses == [5.0] * 3


def test_connections_that_went_stale_are_left_behind_first(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    monkeypatch.setattr(rounds, "close_old_connections", lambda: order.append("close"))

    assert rounds._done(lambda: order.append("job"))

    assert order == ["close", "job"]


def test_no_round_keeps_the_worker_from_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[tuple[Any, float]] = []
    monkeypatch.setattr(rounds, "_go_round", lambda job, pause: gone.append((job, pause)))

    threads = rounds.start()

    for thread in threads:
        thread.join(timeout=10)
    assert [thread.daemon for thread in threads] == [True] * len(rounds.ROUNDS)
    assert gone == list(rounds.ROUNDS)


@pytest.mark.django_db
def test_every_round_puts_its_job_on_the_queue() -> None:
    assert task_backends["default"].__class__.__name__ == "DatabaseBackend"

    for job, _pause in rounds.ROUNDS:
        job()

    assert sorted(DBTaskResult.objects.values_list("task_path", flat=True)) == sorted(
        each.module_path
        for each in (
            journal.anchor_finished_days,
            intake.join_statements,
            intake.ask_for_stamps,
            evidence.prepare_waiting,
            evidence.seal_plain_files,
            evidence.forget_uploads,
            house.tidy_up,
            house.forget_work,
            accounts.forget_unsent,
            intake.forget_clients,
            intake.forget_people,
            cases.forget_people,
            cases.end_joined,
            tracks.open_waiting,
            tracks.forget_people,
            discipline.forget_people,
            discipline.follow_successions,
            links.forget_people,
            links.tell_of_expired,
            oversight.look_after_silence,
            oversight.forget_people,
            intake.group_alike,
            notices.tell_of_deadlines,
            notices.tell_of_steps,
            cases.tell_of_tasks,
            cases.tell_of_transfers,
            notices.send_digests,
            notices.tell_of_soon,
            intake.tell_reporters,
            notices.send_short_messages,
            intake.mark_words,
            insight.recount,
            insight.forget_lists,
            exchange.deliver_waiting,
            exchange.fetch_files,
            cases.hear_receivers,
        )
    )


def test_every_round_has_its_pace() -> None:
    paces = {job.__self__.module_path: pause for job, pause in rounds.ROUNDS}  # type: ignore[attr-defined]

    assert paces == {
        journal.anchor_finished_days.module_path: 3600.0,
        intake.join_statements.module_path: 3600.0,
        intake.ask_for_stamps.module_path: 300.0,
        evidence.prepare_waiting.module_path: 900.0,
        evidence.seal_plain_files.module_path: 86_400.0,
        evidence.forget_uploads.module_path: 3600.0,
        house.tidy_up.module_path: 86_400.0,
        house.forget_work.module_path: 300.0,
        accounts.forget_unsent.module_path: 300.0,
        intake.forget_clients.module_path: 300.0,
        intake.forget_people.module_path: 3600.0,
        cases.forget_people.module_path: 3600.0,
        cases.end_joined.module_path: 3600.0,
        tracks.open_waiting.module_path: 60.0,
        tracks.forget_people.module_path: 3600.0,
        discipline.forget_people.module_path: 3600.0,
        discipline.follow_successions.module_path: 3600.0,
        links.forget_people.module_path: 3600.0,
        links.tell_of_expired.module_path: 3600.0,
        intake.group_alike.module_path: 60.0,
        notices.tell_of_deadlines.module_path: 3600.0,
        notices.tell_of_steps.module_path: 300.0,
        cases.tell_of_tasks.module_path: 3600.0,
        cases.tell_of_transfers.module_path: 3600.0,
        notices.send_digests.module_path: 3600.0,
        notices.tell_of_soon.module_path: 3600.0,
        intake.tell_reporters.module_path: 300.0,
        notices.send_short_messages.module_path: 60.0,
        intake.mark_words.module_path: 60.0,
        oversight.look_after_silence.module_path: 3600.0,
        oversight.forget_people.module_path: 3600.0,
        insight.recount.module_path: 3600.0,
        insight.forget_lists.module_path: 3600.0,
        exchange.deliver_waiting.module_path: 15.0,
        exchange.fetch_files.module_path: 15.0,
        cases.hear_receivers.module_path: 60.0,
    }
