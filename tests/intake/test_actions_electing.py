"""The election of a report is set: the right table, its clocks from the same facts, and what the reporter hears."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from netral import rulebook
from netral.access.states import REPORTER
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions as cases
from netral.intake import actions, queries
from netral.intake.content import Entrance
from netral.intake.models import ElectionChoice, Laporan
from netral.intake.states import Door, Refused
from netral.procedure.actions import take_step
from netral.procedure.models import FAR, Clock
from netral.procedure.policies import can_take
from netral.procedure.queries import differences, rebuild
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.intake.builders import FULL, NEIGHBOUR, OFFICE, PROVINCE, WITA, country, decided, laporan, staff
from tests.procedure.test_actions import at_once

pytestmark = pytest.mark.django_db
# A Friday: two working days end on Tuesday, two calendar days on Sunday.
FRIDAY = datetime(2024, 1, 19, 10, 0, tzinfo=WITA)
UNKNOWN = replace(FULL, election="lain", known_on=date(2024, 1, 18), act_date=date(2024, 1, 18))
WHY = "Menurut pelapor calon yang didukung adalah calon bupati."


def unclear(**changes: Any) -> Laporan:
    """A report whose election the reporter did not find in the list; it runs under the table of Pemilu."""
    made = laporan(replace(UNKNOWN, **changes), at=FRIDAY)
    assert made.procedure == "pemilu"
    return made


def set_to(made: Laporan, election: str = "pilkada2024", **changes: Any) -> Entry:
    values = {"acting": staff(), "at": FRIDAY + timedelta(hours=3), "reason": WHY, **changes}
    return actions.set_election(made, election=election, **values)


def clocks(made: Laporan) -> list[tuple[str, str, bool]]:
    """(rule, local day it ends, whether it runs) of each clock, in the order they were made."""
    rows = Clock.objects.filter(subject=made.reference).order_by("pk")
    return [
        (row.rule, row.due_at.astimezone(WITA).date().isoformat() if row.due_at else "", row.stopped_at is None)
        for row in rows
    ]


def told(made: Laporan, language: str = "id") -> str:
    return str(queries.public_status(made, language)["milestones"][-1]["what"])


def test_the_table_is_pinned_and_the_running_clock_counted_from_the_day_the_report_came() -> None:
    made = unclear()
    assert clocks(made) == [("P-KA", "2024-01-23", True)]

    set_to(made)

    made.refresh_from_db()
    table = rulebook.current().procedure("pilkada", FRIDAY.date())
    assert (made.procedure, made.procedure_version, made.status, made.version) == (
        "pilkada", table.version, "diterima", 2,
    )  # fmt: skip
    assert clocks(made) == [("P-KA", "2024-01-23", False), ("K-KA", "2024-01-21", True)]
    old, new = Clock.objects.filter(subject=made.reference).order_by("pk")
    assert (old.set_aside, old.met, old.stopped_by) == (True, None, "laporan.tetapkan_pemilihan")
    assert (new.started_at, new.set_aside) == (old.started_at, False)
    assert made.due_at == new.due_at
    assert differences(made) == []
    assert verify().ok


def test_what_the_reporter_named_stays_as_it_was_received() -> None:
    made = unclear()

    set_to(made)

    made.refresh_from_db()
    assert made.election == "lain"
    assert queries.content_holds(made)
    assert queries.election_of(made) == queries.election_named("pilkada2024")


def test_the_journal_says_which_election_and_not_why() -> None:
    made = unclear(election="Bupati Wayan Rahasia")

    entry = set_to(made)

    assert (entry.facts["election"], entry.facts["election_before"]) == ("pilkada2024", "")
    assert entry.office == OFFICE
    assert "Wayan" not in str(entry.facts)
    assert WHY not in str(entry.facts)
    choice = ElectionChoice.objects.get()
    assert (choice.election, choice.reason, choice.at, choice.actor) == (
        "pilkada2024", WHY, FRIDAY + timedelta(hours=3), "akun:petugas_laporan",
    )  # fmt: skip


def test_the_reporter_reads_it_and_the_new_day_and_no_longer_the_old_one() -> None:
    made = unclear()
    set_to(made)
    made.refresh_from_db()
    name = queries.election_named("pilkada2024")
    assert name is not None

    assert told(made) == (
        f"Petugas menetapkan pemilihannya: {name.name}. Tenggat dihitung menurut aturan pemilihan itu."
    )
    assert told(made, "en") == (
        f"The officer set the election: {name.name_en}. Periods are counted by the rules of that election."
    )
    assert [row["due"][:10] for row in queries.deadlines(made, "id")] == ["2024-01-21"]
    page = queries.status_page(made, now=FRIDAY + timedelta(hours=4), language="id")
    assert [promise.at.date() for promise in page.promises] == [date(2024, 1, 21)]
    assert page.headline.id == "Laporan Anda sudah diterima dan menunggu kajian awal."


def test_it_is_corrected_back_and_forth() -> None:
    made = unclear()

    set_to(made)
    entry = set_to(made, "pemilu2024", at=FRIDAY + timedelta(hours=5))

    assert clocks(made) == [
        ("P-KA", "2024-01-23", False), ("K-KA", "2024-01-21", False), ("P-KA", "2024-01-23", True),
    ]  # fmt: skip
    assert entry.facts["election_before"] == "pilkada2024"
    assert rebuild(made.reference).procedure == made.procedure == "pemilu"
    assert differences(made) == []


STEPS: dict[str, list[tuple[str, str, bool]]] = {
    "perlu_dilengkapi": [
        ("P-KA", "2024-01-23", False), ("P-PERB", "2024-01-23", False), ("K-PERB", "2024-01-21", True),
    ],
    "diperbaiki": [
        ("P-KA", "2024-01-23", False), ("P-PERB", "2024-01-23", False), ("P-KA2", "2024-01-23", False),
        ("K-KA2", "2024-01-21", True),
    ],
    "memenuhi_syarat": [("P-KA", "2024-01-23", False)],
}  # fmt: skip


def in_status(status: str) -> Laporan:
    made = unclear()
    if status == "memenuhi_syarat":
        return decided(made, at=FRIDAY)
    decided(made, "minta_perbaikan", at=FRIDAY)
    if status == "diperbaiki":
        actions.complete(made, at=FRIDAY + timedelta(hours=1), text="Ini fotonya, dari saksi.")
    return made


@pytest.mark.parametrize("status", STEPS)
def test_in_every_status_before_registration_only_what_runs_is_counted_anew(status: str) -> None:
    made = in_status(status)
    over = list(Clock.objects.filter(subject=made.reference, stopped_at__isnull=False).values())

    set_to(made)

    assert (made.status, clocks(made)) == (status, STEPS[status])
    assert list(Clock.objects.filter(pk__in=[row["id"] for row in over]).values()) == over
    assert differences(made) == []


def test_the_steps_after_it_are_those_of_the_new_table_up_to_the_case() -> None:
    made = unclear()
    set_to(made)

    decided(made, "minta_perbaikan", at=FRIDAY + timedelta(hours=4))
    actions.complete(made, at=FRIDAY + timedelta(days=3), text="Ini fotonya, dari saksi.")
    late = queries.repaired_late(made)
    assert late is not None
    assert late.rule == "K-PERB"
    decided(made, at=FRIDAY + timedelta(days=4))
    case = cases.open_from(made, acting=staff(), at=FRIDAY + timedelta(days=4))

    assert (case.procedure, case.election) == ("pilkada", "pilkada2024")
    assert [clock.rule for clock in Clock.objects.filter(subject=case.reference)] == ["K-TL"]
    assert differences(made) == differences(case) == []
    assert queries.headline(made).id


def test_a_repair_that_came_too_late_before_stays_late() -> None:
    made = unclear()
    decided(made, "minta_perbaikan", at=FRIDAY)
    actions.complete(made, at=FRIDAY + timedelta(days=6), text="Ini fotonya, dari saksi.")

    set_to(made, at=FRIDAY + timedelta(days=6, hours=1))

    late = queries.repaired_late(made)
    assert late is not None
    assert late.rule == "P-PERB"


def test_whether_the_report_came_in_time_follows_the_new_rules() -> None:
    made = unclear(known_on=date(2024, 1, 11), act_date=date(2024, 1, 11))
    assert queries.lateness_of(made).late is False
    chosen = queries.election_named("pilkada2024")
    assert chosen is not None
    effect = queries.election_effect(made, chosen)
    assert (effect.lateness_now.rule, effect.lateness_then.rule) == ("P-REP", "K-REP")
    assert (effect.lateness_now.late, effect.lateness_then.late) == (False, True)

    set_to(made)

    assert queries.lateness_of(made) == effect.lateness_then


def finding(**changes: Any) -> Laporan:
    country()
    found = replace(UNKNOWN, kind="temuan", reporter=None, **changes)
    entrance = Entrance(door=Door.FINDING, acting=staff("pemeriksa"), office=OFFICE)
    return actions.submit(found, idempotency_key="temuan-1", at=FRIDAY, entrance=entrance).laporan


def test_a_finding_loses_the_clock_that_a_pilkada_does_not_know_and_gets_it_back_from_the_day_it_was_found() -> None:
    made = finding()
    [first] = Clock.objects.filter(subject=made.reference)

    set_to(made)
    assert [(rule, runs) for rule, _day, runs in clocks(made)] == [("P-TEM", False)]
    assert Laporan.objects.get(pk=made.pk).due_at == FAR
    set_to(made, "pemilu2024", at=FRIDAY + timedelta(hours=5))

    again = Clock.objects.get(subject=made.reference, stopped_at=None)
    assert (again.rule, again.started_at, again.due_at) == ("P-TEM", first.started_at, first.due_at)
    assert differences(made) == []


def test_a_finding_opened_under_pilkada_gets_the_clock_of_pemilu() -> None:
    made = finding(election="pilkada2024")
    assert (made.procedure, clocks(made)) == ("pilkada", [])

    set_to(made, "pemilu2024")

    [clock] = Clock.objects.filter(subject=made.reference)
    assert (clock.rule, clock.started_at) == ("P-TEM", datetime(2024, 1, 18, tzinfo=WITA))
    assert differences(made) == []


def test_another_election_of_the_same_rules_moves_no_clock() -> None:
    made = laporan(replace(UNKNOWN, election="pemilu2019"), at=FRIDAY)

    entry = set_to(made, "pemilu2024")

    assert clocks(made) == [("P-KA", "2024-01-23", True)]
    assert "procedure" not in entry.facts
    assert str(queries.election_of(made)) == str(queries.election_named("pemilu2024"))
    assert differences(made) == []


@pytest.mark.parametrize("election", ["pemilu2024", "", "lain", "pilkada1999"])
def test_it_must_be_another_one_of_the_list(election: str) -> None:
    made = laporan(replace(UNKNOWN, election="pemilu2024"), at=FRIDAY)

    with pytest.raises(Refused) as refusal:
        set_to(made, election)

    assert [problem.field for problem in refusal.value.problems] == ["election"]
    assert not ElectionChoice.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "Pilkada."])
def test_a_reason_is_needed_that_says_something(reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_to(unclear(), reason=reason)

    assert [problem.field for problem in refusal.value.problems] == ["reason"]


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        ("petugas_laporan", OFFICE, True),
        ("petugas_laporan", NEIGHBOUR, False),
        ("petugas_laporan", PROVINCE, False),
        ("pemeriksa", OFFICE, False),
        ("anggota", OFFICE, False),
        ("kustodian", OFFICE, False),
        ("administrator", OFFICE, False),
        ("auditor", "kasn", False),
        ("pejabat_pembina", "pemkab-99.07", False),
        ("petugas_kepegawaian", "pemkab-99.07", False),
    ],
)
def test_only_the_intake_officer_of_its_office_sets_it(role: str, office: str, may: bool) -> None:
    made, acting = unclear(), staff(role, office)

    assert can_take(made, "tetapkan_pemilihan", acting) is may
    if not may:
        with pytest.raises(NotAllowed):
            set_to(made, acting=acting)
        assert clocks(made) == [("P-KA", "2024-01-23", True)]


@pytest.mark.parametrize("step", ["tolak", "jadikan_informasi_awal", "gabungkan", "registrasi", "cabut"])
def test_not_after_registration_nor_after_any_end(step: str) -> None:
    made = unclear()
    if step == "registrasi":
        decided(made, at=FRIDAY)
    take_step(made, step, acting=REPORTER if step == "cabut" else staff(), at=FRIDAY)

    with pytest.raises(NotAllowed):
        set_to(made)

    assert not ElectionChoice.objects.exists()


def without_step(code: str, step: str) -> Any:
    """A rulebook whose table `code` does not know a step."""
    book = rulebook.current()
    tables = tuple(
        replace(table, steps=tuple(each for each in table.steps if each.code != step))
        for table in book.procedures[code]
    )
    return replace(book, procedures={**book.procedures, code: tables})


def test_a_step_the_new_table_does_not_know_forbids_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made = in_status("perlu_dilengkapi")
    poorer = without_step("pilkada", "minta_perbaikan")
    monkeypatch.setattr(rulebook, "current", lambda: poorer)
    before = clocks(made)

    with pytest.raises(NotAllowed, match=r"Langkah “Minta perbaikan” sudah diambil, dan Penanganan laporan .* tidak"):
        set_to(made)

    made.refresh_from_db()
    assert (made.procedure, made.version, clocks(made)) == ("pemilu", 2, before)


def test_a_step_never_taken_may_be_missing_there(monkeypatch: pytest.MonkeyPatch) -> None:
    made = unclear()
    poorer = without_step("pilkada", "minta_perbaikan")
    monkeypatch.setattr(rulebook, "current", lambda: poorer)

    set_to(made)

    assert made.procedure == "pilkada"


def test_a_stale_page_changes_nothing() -> None:
    made = unclear()
    stale = Laporan.objects.get(pk=made.pk)
    decided(made, "minta_perbaikan", at=FRIDAY)

    with pytest.raises((SomeoneWasFaster, NotAllowed)):
        set_to(stale)
    with pytest.raises(SomeoneWasFaster):
        set_to(made, version=1)

    assert not ElectionChoice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_sets_it() -> None:
    made = unclear()

    answers = at_once(lambda _n: set_to(Laporan.objects.get(pk=made.pk)), 2)

    assert isinstance(answers[0], Entry) != isinstance(answers[1], Entry)
    assert [rule for rule, _day, runs in clocks(made) if runs] == ["K-KA"]
    assert differences(Laporan.objects.get(pk=made.pk)) == []


def test_the_reason_goes_with_the_texts_of_the_report() -> None:
    made = unclear()
    set_to(made)

    actions.erase_texts(made, at=FRIDAY + timedelta(days=4000))

    assert ElectionChoice.objects.get().reason == ""
