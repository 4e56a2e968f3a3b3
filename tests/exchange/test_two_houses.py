"""Two real houses on loopback, over a line that loses and doubles, with workers that are killed: each arrives once."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.exchange.lines import Outstation, two_houses

SENDER, RECEIVER = "bawaslu-99.07", "bkn"


def until(done: Callable[[], bool], house: Outstation, other: Outstation, *, within: float) -> None:
    """Both houses work on until it is done."""
    give_up = time.monotonic() + within
    while not done():
        assert time.monotonic() < give_up, (house.ask("waiting"), other.ask("waiting"))
        for each in (house, other):
            each.say("deliver", rounds=3)
        for each in (house, other):
            each.hear()


def check_agree(sender: dict[str, Any], receiver: dict[str, Any], count: int) -> None:
    """Every message is here and there once, with one fingerprint, and each journal names the entry of the other."""
    handed = {key: row for key, row in sender["sent"].items() if row[4] == "penerusan"}
    assert len(handed) == count
    assert {row[1] for row in handed.values()} == {"sampai"}
    for one, other in ((sender, receiver), (receiver, sender)):
        assert {key: [row[0], row[2]] for key, row in one["sent"].items()} == {
            message: row[:2] for message, row in other["came"].items()
        }
        assert one["proofs"] == {key: row[2] for key, row in one["sent"].items()}
        assert other["came_rows"] == other["entries_of_arrival"] == len(one["sent"])
        assert one["arrived_once"]
        assert one["journal"]


def over_a_bad_line(folder: Path, count: int, *, within: float, seed: int = 7) -> None:
    with two_houses(folder, seed=seed, trouble=0.4) as (sender, receiver):
        sender.ask("enqueue", count, SENDER, RECEIVER)
        until(lambda: sender.ask("waiting") == 0, sender, receiver, within=within)
        assert receiver.ask("answer_all") == count
        until(lambda: receiver.ask("waiting") == 0, sender, receiver, within=within)

        here, there = sender.ask("told"), receiver.ask("told")

    check_agree(here, there, count)
    assert here["replies"] == 2 * count
    assert {row[3] for row in here["sent"].values()} == {"ditindaklanjuti"}


def killed_again_and_again(folder: Path, count: int, *, within: float, longest: float) -> int:
    with two_houses(folder) as (sender, receiver):
        sender.ask("enqueue", count, SENDER, RECEIVER)
        killed: int = sender.ask("deliver_killed", within, 7, longest=longest)
        here, there = sender.ask("told"), receiver.ask("told")

    check_agree(here, there, count)
    return killed


def test_two_houses_agree_over_a_line_that_drops_delays_doubles_and_reorders(tmp_path: Path) -> None:
    over_a_bad_line(tmp_path, 20, within=240)


def test_a_worker_killed_at_any_point_loses_and_doubles_nothing(tmp_path: Path) -> None:
    assert killed_again_and_again(tmp_path, 20, within=240, longest=0.3) > 1


def test_a_receiver_that_was_away_gets_everything_when_it_is_back(tmp_path: Path) -> None:
    with two_houses(tmp_path) as (sender, receiver):
        receiver.close_doors()
        sender.ask("enqueue", 5, SENDER, RECEIVER)
        assert sender.ask("deliver", rounds=3) == 0
        assert sender.ask("waiting") == 5

        receiver.open_doors()
        until(lambda: sender.ask("waiting") == 0, sender, receiver, within=120)
        here, there = sender.ask("told"), receiver.ask("told")

    check_agree(here, there, 5)


def test_files_come_through_real_servers_cut_and_flipped_and_in_the_end_whole(tmp_path: Path) -> None:
    with two_houses(tmp_path) as (sender, receiver):
        assert sender.line
        first, second = sender.ask("enqueue_files", SENDER, RECEIVER, [400_000, 2_000])
        assert sender.ask("deliver", rounds=1) == 1
        sender.line.files.extend(["cut", "", "flipped"])

        cut, flipped, whole = (receiver.ask("fetch") for _each in range(3))

    assert cut == {"said": "tidak_menjawab:B1.pdf", "here": {}}
    assert flipped == {"said": "berubah:B2.pdf", "here": {"B1.pdf": first}}
    assert whole == {"said": "", "here": {"B1.pdf": first, "B2.pdf": second}}
    start, resumed, *others = sender.line.asked_from
    assert (start, others) == ("bytes=0-", ["bytes=0-"] * 2)
    assert int(resumed.removeprefix("bytes=").removesuffix("-")) >= 65_536


@pytest.mark.soak
def test_a_thousand_cases_over_the_bad_line(tmp_path: Path) -> None:
    over_a_bad_line(tmp_path, 1_000, within=5_400)


@pytest.mark.soak
def test_a_worker_killed_through_five_hundred_hand_overs(tmp_path: Path) -> None:
    assert killed_again_and_again(tmp_path, 500, within=3_600, longest=0.6) > 10
