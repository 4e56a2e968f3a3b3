"""Many processes at the same cases: exactly one wins each step, the losers are told, numbers have no gap."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings

from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases.models import Case
from netral.procedure.models import Clock, NumberSeries
from netral.procedure.queries import differences
from tests.audit.test_concurrency import ROOT, environment_of_the_test_database
from tests.cases.builders import complete_laporan, members_of, opened
from tests.intake.builders import FULL

pytestmark = pytest.mark.django_db(transaction=True)
LIFE = (
    "klarifikasi", "simpan_kajian", "minta_keterangan_tambahan", "tambah_terlapor", "klarifikasi", "susun_kajian",
    "kembalikan", "susun_kajian", "putuskan_terbukti", "teruskan",
)  # fmt: skip
LOSING = {"SomeoneWasFaster", "NotAllowed"}
PATIENCE = 600  # seconds; the whole crowd shares two processors


class Crowd:
    """Processes that wait for a word, each with a connection of its own."""

    def __init__(self, size: int) -> None:
        self.people = [_start() for _ in range(size)]
        for each in self.people:
            assert self._line(each) == "siap"

    def do(self, *lines: str) -> list[list[str]]:
        """One line for each, or the same line for all, sent before anybody is listened to."""
        told = lines if len(lines) > 1 else lines * len(self.people)
        for each, line in zip(self.people, told, strict=True):
            assert each.stdin
            each.stdin.write(line + "\n")
            each.stdin.flush()
        return [json.loads(self._line(each)) for each in self.people]

    @staticmethod
    def _line(process: "subprocess.Popen[str]") -> str:
        assert process.stdout
        return process.stdout.readline().strip()


def _start() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.cases.crowd"], cwd=ROOT, env=environment_of_the_test_database(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextmanager
def crowd(size: int) -> Iterator[Crowd]:
    gathered = Crowd(size)
    try:
        yield gathered
    finally:
        for each in gathered.people:
            each.communicate(timeout=PATIENCE)


def exactly_one_wins_each_step(people: Crowd, case: Case) -> None:
    members_of()
    for code in LIFE:
        case.refresh_from_db()
        answers = Counter(
            answer for answers in people.do(f"langkah {case.key} {code} {case.version}") for answer in answers
        )
        assert answers.pop("Entry", 0) == 1, (code, answers)
        assert set(answers) <= LOSING, code
        assert answers.total() == len(people.people) - 1
    case.refresh_from_db()
    taken = Entry.objects.filter(chain=case.reference).order_by("position").values_list("verb", flat=True)
    steps = [verb.removeprefix("perkara.") for verb in taken if verb.removeprefix("perkara.") in LIFE]
    assert tuple(steps) == LIFE
    assert case.status == "diteruskan"
    assert differences(case) == []
    assert verify(settings.ROOTS_DIR).ok


def registered_without_gap_or_double(people: Crowd, reports: int) -> None:
    """Every laporan is given to two of the crowd; one of them registers it."""
    laporan = [complete_laporan(FULL) for _ in range(reports)]
    size = len(people.people)
    shares = [laporan[number::size] for number in range(size)]
    given = [[*shares[number], *shares[number - 1]] for number in range(size)]

    answers = Counter(
        answer
        for answers in people.do(*(f"registrasi {' '.join(each.key for each in mine)}" for mine in given))
        for answer in answers
    )

    assert answers.pop("Case", 0) == reports, answers
    assert set(answers) <= LOSING
    assert answers.total() == reports
    numbers = sorted(int(number.partition("/")[0]) for number in Case.objects.values_list("number", flat=True))
    assert numbers == list(range(1, reports + 1))
    assert NumberSeries.objects.filter(last=reports).exists()
    assert Clock.objects.filter(subject__startswith="perkara:").count() == reports
    assert verify(settings.ROOTS_DIR).ok


def test_of_a_few_processes_exactly_one_wins_each_step() -> None:
    case = opened()
    with crowd(4) as people:
        exactly_one_wins_each_step(people, case)


def test_a_few_processes_register_without_a_gap() -> None:
    with crowd(3) as people:
        registered_without_gap_or_double(people, 24)


@pytest.mark.soak
def test_of_sixteen_processes_exactly_one_wins_each_step() -> None:
    with crowd(16) as people:
        for _case in range(5):
            exactly_one_wins_each_step(people, opened())


@pytest.mark.soak
def test_eight_processes_register_five_thousand_without_a_gap() -> None:
    with crowd(8) as people:
        registered_without_gap_or_double(people, 5_000)
