"""A running house in a burst: everybody gets a receipt that holds, also when everything is killed in the middle.

The same as `benchmarks/intake.py` at a small size; the full sizes run under `make soak`.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import intake
from benchmarks.burst_house import House
from tests.config.programs import own_database

# The answers of a sound API: no error of ours, nothing the schema does not name.
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with own_database() as database:
        house = House(tmp_path_factory.mktemp("ledakan") / "rumah", database)
        house.start()
        try:
            yield house
        finally:
            house.stop()


def test_everybody_at_the_same_moment_gets_a_receipt_that_holds(running: House) -> None:
    assert intake.rounds(running, times=2, senders=20) == 40
    assert running.check_whole() == 40


def test_whoever_was_shown_a_receipt_finds_the_report_after_everything_was_killed(running: House) -> None:
    intake.kill_in_the_middle(running, times=1, senders=8)


def test_no_input_the_schema_can_describe_breaks_the_api(running: House, tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"http://127.0.0.1:{running.port}/api/v1/openapi.json",
        "--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-examples", "5", "--seed", "1", "--max-time", "20",
        "--header", "X-Real-IP: 10.9.9.9", "--suppress-health-check", "all",
    ]  # fmt: skip
    tried = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120)

    assert tried.returncode == 0, tried.stdout[tried.stdout.find("FAILURES") :][:3000]
    assert "Traceback" not in running.log.read_text(errors="replace")
