"""Many writers at once: nothing is lost, no chain forks, and one chain does not wait for another."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from netral.audit.models import Chain, Entry
from netral.audit.queries import verify
from netral.audit.streams import one_snapshot
from tests.audit import writers
from tests.audit.builders import FIRST_DAY, LAPORAN, PERKARA, journal, seal, write

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]


def url_of_the_test_database() -> str:
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    return urlsplit(os.environ["NETRAL_TEST_POSTGRESQL_URL"])._replace(path=f"/{at['NAME']}").geturl()


def environment_of_the_test_database() -> dict[str, str]:
    """What another process needs to work on this test's own database."""
    return os.environ | {
        "NETRAL_DATABASE_URL": url_of_the_test_database(),
        "NETRAL_HOME": str(settings.HOME),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }


def start(*arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.audit.writers", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment_of_the_test_database(), stdout=subprocess.PIPE, text=True
    )


def chains_are_whole(expected: dict[str, int]) -> None:
    for chain, length in expected.items():
        positions = Entry.objects.filter(chain=chain).order_by("position").values_list("position", flat=True)
        assert list(positions) == list(range(1, length + 1))
    assert dict(Chain.objects.values_list("subject", "length")) == expected
    assert verify().ok


def test_threads_that_begin_and_continue_the_same_chains_lose_nothing():
    writers.main(8, 5, [LAPORAN, PERKARA])

    chains_are_whole({LAPORAN: 40, PERKARA: 40})


def test_processes_with_threads_lose_nothing():
    running = [start(3, 5, LAPORAN, f"perkara:{number}") for number in range(2)]

    for process in running:
        process.communicate(timeout=120)
    assert [process.returncode for process in running] == [0, 0]

    chains_are_whole({LAPORAN: 30, "perkara:0": 15, "perkara:1": 15})


def test_another_process_checks_the_same_journal():
    journal()

    checking = start("verify")
    output, _ = checking.communicate(timeout=60)

    assert checking.returncode == 0
    assert json.loads(output)["entries"] == 8


def test_checking_while_others_write_sees_one_moment():
    writing = Thread(target=writers.main, args=(2, 25, [LAPORAN, PERKARA]))
    writing.start()
    verdicts = [verify() for _ in range(10)]
    writing.join()

    assert [verdict.problem for verdict in verdicts] == [None] * 10
    chains_are_whole({LAPORAN: 50, PERKARA: 50})


def test_sealing_while_others_write_covers_whole_heads():
    writing = Thread(target=writers.main, args=(2, 25, [LAPORAN, PERKARA]))
    writing.start()
    seal(FIRST_DAY)
    writing.join()

    assert verify(settings.ROOTS_DIR).ok


@contextmanager
def an_open_transaction(chain: str, *, fails: bool = False) -> Iterator[Event]:
    """Another connection has appended to a chain and not yet committed; it does when the event is set."""
    recorded, finish = Event(), Event()

    def act() -> None:
        with transaction.atomic():
            write(chain, "uji.pertama")
            recorded.set()
            finish.wait(20)
            transaction.set_rollback(fails)
        connection.close()

    thread = Thread(target=act)
    thread.start()
    assert recorded.wait(20)
    try:
        yield finish
    finally:
        finish.set()
        thread.join()


def impatient() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '300ms'")


@pytest.mark.postgresql
def test_a_chain_does_not_wait_for_another_chain():
    with an_open_transaction(LAPORAN), transaction.atomic():
        impatient()
        entry = write(PERKARA)

    assert entry.position == 1
    chains_are_whole({LAPORAN: 1, PERKARA: 1})


@pytest.mark.postgresql
def test_a_chain_waits_for_whoever_is_writing_to_it():
    write()

    def impatiently() -> None:
        with transaction.atomic():
            impatient()
            write()

    with an_open_transaction(LAPORAN), pytest.raises(OperationalError, match="lock timeout"):
        impatiently()

    chains_are_whole({LAPORAN: 2})


def second_writer(results: list[Any]) -> Thread:
    def act() -> None:
        results.append(write(verb="uji.kedua"))
        connection.close()

    thread = Thread(target=act)
    thread.start()
    thread.join(0.3)
    return thread


@pytest.mark.postgresql
@pytest.mark.parametrize(("fails", "position"), [(False, 2), (True, 1)])
def test_two_who_begin_the_same_chain_take_their_turns(fails: bool, position: int):
    results: list[Entry] = []
    with an_open_transaction(LAPORAN, fails=fails) as finish:
        thread = second_writer(results)
        assert thread.is_alive(), "it must wait until the first transaction has ended"
        finish.set()
    thread.join()

    assert [entry.position for entry in results] == [position]
    chains_are_whole({LAPORAN: position})


@pytest.mark.sqlite
def test_on_sqlite_the_second_writer_waits_instead_of_failing():
    results: list[Entry] = []
    with an_open_transaction(LAPORAN) as finish:
        thread = second_writer(results)
        assert thread.is_alive()
        finish.set()
    thread.join()

    assert [entry.position for entry in results] == [2]
    chains_are_whole({LAPORAN: 2})


@pytest.mark.sqlite
def test_on_sqlite_a_check_does_not_wait_for_a_writer():
    journal()

    with an_open_transaction(PERKARA):
        verdict = verify()

    assert (verdict.ok, verdict.entries) == (True, 8)


@pytest.mark.sqlite
def test_on_sqlite_a_writer_does_not_wait_for_a_check():
    journal()
    results: list[Entry] = []

    with one_snapshot():
        assert Entry.objects.count() == 8
        second_writer(results).join()
        assert Entry.objects.count() == 8, "the check goes on seeing its moment"

    assert [entry.position for entry in results] == [4]
    assert Entry.objects.count() == 9
