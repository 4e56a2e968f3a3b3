"""Random steps by random people against a model of a dozen lines: no forbidden step succeeds, no lawful one fails.

The model reads the procedure table and remembers what happened; it knows no policy and no database. After every step
the journal tells what the tables say, and every clock ends where the rulebook says.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from netral import rulebook
from netral.access.states import REPORTER, SYSTEM, Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions
from netral.cases.models import PutusanTerlapor
from netral.cases.states import Refused, Ruling
from netral.offices.queries import organisation
from netral.procedure.models import Clock
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import EXAMINER, INTAKE, LONG, MEMBER, MONDAY, NEIGHBOUR, OFFICE, acting_at, opened
from tests.cases.stations import FACTS_OF, GOOD, PROCEDURES, REPORTS, TABLES, nothing_left_behind, take
from tests.sizes import examples

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
DECIDING = tuple(code for code in actions.STEPS if code.startswith("putuskan_"))
# Revoking asks for a link that waits, which the model does not follow.
CODES = tuple(code for code in actions.STEPS if code in (*GOOD, *DECIDING) and code != "cabut_tautan_jawaban")
HERE, ELSEWHERE = (EXAMINER, MEMBER, INTAKE), (acting_at("pemeriksa", NEIGHBOUR), acting_at("anggota", NEIGHBOUR))
OTHERS = (acting_at("kustodian", OFFICE), acting_at("admin", OFFICE), acting_at("auditor", OFFICE), REPORTER, SYSTEM)
REFUSALS = (NotAllowed, Refused, SomeoneWasFaster)


@dataclass
class Remembered:
    """What anybody who watched would know of the case."""

    status: str = "pemeriksaan"
    done: list[str] = field(default_factory=list)
    concluded: bool = False
    people: int = 1
    gone: int = 0

    def holds(self, need: str) -> bool:
        return {
            "klarifikasi_ada": "klarifikasi" in self.done,
            "kajian_tersimpan": self.concluded,
            "tambahan_belum_dipakai": "minta_keterangan_tambahan" not in self.done,
            "terlapor_menunggu": "teruskan" not in self.done,
            "semua_diteruskan": "teruskan" in self.done,
        }.get(need, True)

    def allows(self, step: rulebook.Step, acting: Acting) -> bool:
        seated = any(acting.holds(role, OFFICE) for role in step.by)
        somebody_left = step.code != "lepas_terlapor" or self.people > 1
        return seated and self.status in step.froms and somebody_left and all(map(self.holds, step.needs))

    def take(self, step: rulebook.Step) -> None:
        self.status = step.to or self.status
        self.done.append(step.code)
        self.concluded = self.concluded or step.code == "simpan_kajian"
        self.people += {"tambah_terlapor": 1, "lepas_terlapor": -1}.get(step.code, 0)


class Life(RuleBasedStateMachine):
    @initialize(procedure=st.sampled_from(PROCEDURES))
    def open(self, procedure: str) -> None:
        self.case, self.at = opened(report=REPORTS[procedure]), MONDAY
        self.known = Remembered(people=self.case.accused_set.count())

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(code=st.sampled_from(CODES), acting=st.sampled_from(HERE), stale=st.integers(0, 9))
    def somebody_of_the_office(self, code: str, acting: Acting, stale: int) -> None:
        self.attempt(code, acting, self.case.version - (not stale))

    @rule(choice=st.integers(0, 99))
    def the_case_moves_on(self, choice: int) -> None:
        """So that lives get far: a step to another status where one is possible, else what such a step still needs."""
        steps = [TABLES[self.case.procedure].step(code) for code in CODES]
        moving = [
            (step.code, acting) for step in steps for acting in HERE if step.to and self.known.allows(step, acting)
        ]
        if moving:
            self.attempt(*moving[choice % len(moving)], self.case.version)
        elif self.known.status == "pemeriksaan":
            self.attempt(
                "simpan_kajian" if "klarifikasi" in self.known.done else "klarifikasi", EXAMINER, self.case.version
            )

    @rule(code=st.sampled_from(CODES), acting=st.sampled_from((*ELSEWHERE, *OTHERS)))
    def somebody_else(self, code: str, acting: Acting) -> None:
        self.attempt(code, acting, self.case.version)

    def attempt(self, code: str, acting: Acting, version: int) -> None:
        step = TABLES[self.case.procedure].step(code)
        self.at += timedelta(minutes=1)
        may = self.known.allows(step, acting) and version == self.case.version
        if may and self.happens(code, acting, version):
            self.known.take(step)
        if not may:
            with nothing_left_behind(self.case), pytest.raises(REFUSALS):
                take(self.case, code, acting, version=version, **self.said(code))

    def happens(self, code: str, acting: Acting, version: int) -> bool:
        """Whether it was: a lawful one is, unless its letter came after the period, or went to this receiver before."""
        try:
            take(self.case, code, acting, version=version, **self.said(code))
        except Refused:
            if code == "teruskan_lagi":
                assert code in self.known.done
                return False
            assert code == "minta_keterangan_tambahan", code
            assert self.at > self.first_clock().due_at, "refused in time"  # type: ignore[operator]
            return False
        return True

    def said(self, code: str) -> dict[str, Any]:
        """Values that would do at this moment."""
        today, present = self.at.date(), {"accused": self.case.accused_set.filter(left_at=None).last()}
        told: dict[str, dict[str, Any]] = {
            "klarifikasi": {"held_on": today},
            "simpan_kajian": {"facts": FACTS_OF[self.case.procedure], "conclusion": LONG},
            "minta_keterangan_tambahan": {"letter_on": today},
            "lepas_terlapor": present,
            "undang_klarifikasi": {**present, "meets_at": self.at + timedelta(days=2)},
            "minta_jawaban": present,
            "teruskan": {"receiver": organisation("kasn")},
            **{decision: {"held_on": today} for decision in DECIDING},
            "putuskan_terbukti": {"held_on": today, "outcomes": self.found_by_turns()},
        }
        return {**told.get(code, {}), "at": self.at}

    def found_by_turns(self) -> tuple[Ruling, ...]:
        """Of several people the first proven, the second not, and so on."""
        people = self.case.accused_set.filter(left_at=None)
        return tuple(
            Ruling(each.key, ("terbukti", "tidak_terbukti")[place % 2], LONG) for place, each in enumerate(people)
        )

    def first_clock(self) -> Clock:
        return Clock.objects.filter(subject=self.case.reference).earliest("pk")

    @invariant()
    def status_is_the_remembered_one(self) -> None:
        assert (self.case.status, self.case.version) == (self.known.status, len(self.known.done) + 1)

    @invariant()
    def the_journal_tells_the_same(self) -> None:
        assert differences(self.case) == []
        decided = Entry.objects.filter(chain=self.case.reference, verb__in=[f"perkara.{code}" for code in DECIDING])
        told = {key: found for entry in decided for key, found in entry.facts["outcomes"].items()}
        rows = PutusanTerlapor.objects.filter(accused__case=self.case).select_related("accused")
        assert {each.accused.key: each.decision for each in rows} == told
        assert not rows.exclude(decision="terbukti").exclude(accused__penerusan_set=None).exists()

    @invariant()
    def clocks_end_where_the_rulebook_says(self) -> None:
        for clock in Clock.objects.filter(subject=self.case.reference, extends=""):
            assert clock.due_at == rulebook.current().due(clock.rule, clock.started_at, zone=clock.zone).due


def test_no_forbidden_step_succeeds_and_no_lawful_one_fails() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples(12), stateful_step_count=25, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert verify().ok
