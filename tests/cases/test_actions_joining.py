"""Many reports of one event: one case, every sender answered, and told apart again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import prefetch_related_objects

from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, queries
from netral.cases.actions.bulk import Outcome
from netral.cases.models import Case, Joined
from netral.cases.states import Refused
from netral.intake.actions import group_alike, withdraw
from netral.intake.content import NewReport
from netral.intake.models import Laporan
from netral.intake.queries import deadlines, ended_at, headline, public_status
from netral.offices.queries import organisation
from netral.procedure.queries import chains_about, clocks_of, differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import (
    EXAMINER,
    INTAKE,
    MEMBER,
    NEIGHBOUR,
    acting_at,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    opened,
)
from tests.intake import builders as intake
from tests.intake.test_actions_electing import finding

pytestmark = pytest.mark.django_db
LATER = {"acting": INTAKE, "at": day(1)}


def another(report: NewReport = intake.FULL, **options: Any) -> Laporan:
    """One more report of the same story, just received."""
    return intake.laporan(report, **options)


def joined(case: Case | None = None, **options: Any) -> tuple[Case, Laporan]:
    case, laporan = case or opened(), another(**options)
    actions.join(case, laporan, **LATER)
    return own(case), laporan


def own(case: Case) -> Case:
    return Case.objects.select_related("laporan", "office__region").get(pk=case.pk)


def test_a_report_goes_on_inside_a_case_and_its_sender_reads_it() -> None:
    case, laporan = joined()

    assert (laporan.status, laporan.open) == ("digabung", True)
    assert [each.laporan for each in queries.joined_of(case)] == [laporan]
    assert headline(laporan).id == "Laporan Anda sedang diperiksa."
    told = [line["what"] for line in public_status(laporan, "id")["milestones"]]
    assert told[-1] == "Laporan digabung dengan laporan lain tentang peristiwa yang sama."
    assert chains_about(laporan.reference) == [laporan.reference, case.reference]
    assert deadlines(laporan, "id")[-1]["met"] is None


def test_every_later_step_is_told_to_every_sender() -> None:
    case, laporan = joined()

    heard(case)

    assert public_status(laporan, "id")["milestones"][-1]["what"] == "Pengawas meminta klarifikasi."
    assert differences(case) == differences(laporan) == []
    assert verify().ok


def test_the_first_reporter_reads_nothing_of_the_others() -> None:
    case = opened()
    before = public_status(case.laporan, "id")["milestones"]

    joined(case)

    assert public_status(case.laporan, "id")["milestones"] == before


@pytest.mark.parametrize("status", ["diterima", "memenuhi_syarat"])
def test_a_report_joins_wherever_it_stands_before_registration(status: str) -> None:
    case = opened()
    laporan = another() if status == "diterima" else complete_laporan()
    assert laporan.status == status

    actions.join(case, laporan, **LATER)

    assert laporan.status == "digabung"


def test_a_registered_report_joins_nothing() -> None:
    case, other = opened(), opened()

    with pytest.raises(NotAllowed):
        actions.join(case, other.laporan, **LATER)


def test_the_report_a_case_came_from_is_in_it_already() -> None:
    case = opened()

    with pytest.raises(Refused, match="dibuka dari laporan ini"):
        actions.join(case, case.laporan, **LATER)


def test_a_report_of_another_office_stays_there() -> None:
    case, other = opened(), another()
    other.office = organisation(NEIGHBOUR)

    with pytest.raises(Refused, match="kantor lain"):
        actions.join(case, other, **LATER)


@pytest.mark.parametrize("acting", [EXAMINER, MEMBER, acting_at("petugas_laporan", NEIGHBOUR)], ids=str)
def test_only_those_who_receive_reports_here_join_and_separate(acting: Acting) -> None:
    case, laporan = joined()

    with pytest.raises(NotAllowed):
        actions.join(case, another(), acting=acting, at=day(1))
    with pytest.raises(NotAllowed):
        actions.separate(case, laporan, acting=acting, at=day(2))
    assert Joined.objects.filter(left_at=None).count() == 1
    assert differences(case) == []


def test_a_case_that_has_ended_takes_nothing_in() -> None:
    case, laporan = decided("tidak_terbukti"), another()

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.join(case, laporan, **LATER)
    assert Laporan.objects.get(pk=laporan.pk).status == "diterima"


def test_a_report_that_was_studied_becomes_a_case_of_its_own_when_taken_out() -> None:
    case, laporan = opened(), complete_laporan()
    actions.join(case, laporan, **LATER)

    actions.separate(case, laporan, acting=INTAKE, at=day(2))

    assert laporan.status == "memenuhi_syarat"
    assert not queries.joined_of(case).exists()
    heard(own(case))
    assert clocks_of(laporan.reference)[-1].stopped_at is not None
    assert public_status(laporan, "id")["milestones"][-1]["what"] == "Laporan dipisahkan dan akan ditangani sendiri."
    assert chains_about(laporan.reference) == [laporan.reference]
    assert actions.open_from(laporan, acting=INTAKE, at=day(3)).number == "002/Reg/LP/99.07/I/2024"
    assert ended_at(laporan) is None
    assert verify().ok


@pytest.mark.parametrize("election", ["pemilu2024", "pilkada2024"])
def test_a_report_nobody_studied_is_studied_when_taken_out_by_the_clock_it_came_with(election: str) -> None:
    case, laporan = joined(report=replace(intake.FULL, election=election))
    (before,) = clocks_of(laporan.reference)

    actions.separate(case, laporan, acting=INTAKE, at=day(4))

    assert laporan.status == "diterima"
    _stopped, running = clocks_of(laporan.reference)
    assert (running.rule, running.stopped_at) == (before.rule, None)
    assert (running.started_at, running.due_at) == (before.started_at, before.due_at)
    with pytest.raises(NotAllowed):
        actions.open_from(laporan, acting=INTAKE, at=day(4))
    intake.decided(laporan, at=day(4))
    assert actions.open_from(laporan, acting=INTAKE, at=day(4)).open
    assert differences(laporan) == []


def test_joining_and_taking_out_again_gives_nobody_a_new_period() -> None:
    case, laporan = joined()
    due = clocks_of(laporan.reference)[0].due_at

    for _ in range(2):
        actions.separate(case, laporan, acting=INTAKE, at=day(2))
        actions.join(case, laporan, acting=INTAKE, at=day(2))

    assert {clock.due_at for clock in clocks_of(laporan.reference)} == {due}


def test_taken_out_a_finding_keeps_the_days_since_it_was_found() -> None:
    case = opened()
    laporan = finding()
    (before,) = clocks_of(laporan.reference)
    actions.join(case, laporan, **LATER)

    actions.separate(case, laporan, acting=INTAKE, at=day(2))

    running = clocks_of(laporan.reference)[-1]
    assert (laporan.status, running.rule, running.stopped_at) == ("diterima", "P-TEM", None)
    assert (running.started_at, running.due_at) == (before.started_at, before.due_at)
    assert differences(laporan) == []


def test_taken_out_it_can_join_another_case() -> None:
    case, laporan = joined()
    actions.separate(case, laporan, acting=INTAKE, at=day(2))

    actions.join(opened(), laporan, acting=INTAKE, at=day(3))

    assert Joined.objects.filter(laporan=laporan).count() == 2


def test_what_is_not_inside_cannot_be_taken_out() -> None:
    with pytest.raises(Refused, match="tidak tergabung"):
        actions.separate(opened(), another(), **LATER)


def test_with_the_end_of_a_case_every_sender_reads_the_end() -> None:
    case, laporan = joined()
    assert actions.end_with_their_case(day(2)) == 0
    decided("tidak_terbukti", heard(case))
    assert ended_at(laporan) is None

    assert actions.end_with_their_case(day(4)) == 1
    assert actions.end_with_their_case(day(4)) == 0

    ended = Laporan.objects.get(pk=laporan.pk)
    assert (ended.status, ended.open) == ("selesai_digabung", False)
    assert headline(ended).id == "Perkara yang memuat laporan Anda sudah selesai. Hasilnya tertulis di bawah."
    assert ended_at(ended) == day(4)
    assert "tidak terbukti" in str(public_status(ended, "id")["milestones"])


def test_one_that_moved_this_moment_waits_for_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    case, _laporan = joined()
    decided("tidak_terbukti", heard(case))

    def faster(*_: object, **__: object) -> None:
        raise SomeoneWasFaster("laporan:x")

    monkeypatch.setattr("netral.cases.actions.joining.take_step", faster)

    assert actions.end_with_their_case(day(4)) == 0


def test_the_way_of_the_case_through_other_hands_is_told_to_the_joined_too() -> None:
    case, laporan = joined()

    forwarded(decided(case=heard(case)))

    assert headline(laporan).id == "Perkara sudah diteruskan kepada instansi yang berwenang."


def test_many_join_one_by_one_and_those_that_cannot_are_named_with_the_reason() -> None:
    case, other = opened(), opened()
    good = [another() for _ in range(3)]

    outcome = actions.join_many(case, [good[0], other.laporan, *good[1:]], **LATER)

    [(reason, numbers)] = outcome.skipped.items()
    assert (outcome.done, numbers) == (3, [other.laporan.number])
    assert "sudah berakhir" in reason
    assert queries.joined_of(case).count() == 3


def test_a_flood_is_proposed_with_its_reasons_and_joined_with_one_press() -> None:
    case = opened()
    alike = [another() for _ in range(5)]
    group_alike(at=day(1))

    found = queries.proposals(case)

    assert [each.laporan for each in found] == alike
    assert all(each.sure for each in found)
    assert found[0].reasons == ("100% kata-katanya sama", "hari kejadian sama", "wilayah sama", "terlapor yang sama")
    assert actions.join_many(case, list(queries.waiting_alike(case)), **LATER) == Outcome(5, {})
    assert queries.proposals(case) == []


def test_the_same_day_and_place_is_a_weaker_reason() -> None:
    case = opened()
    other = another(replace(intake.FULL, what="Kejadian yang lain sama sekali, di lapangan desa itu juga."))

    (found,) = queries.proposals(case)

    assert (found.laporan, found.sure) == (other, False)
    assert "kata-katanya" not in " ".join(found.reasons)


def test_a_hundred_proposals_cost_as_many_queries_as_one(django_assert_num_queries: Any) -> None:
    case = own(opened())
    another()
    with django_assert_num_queries(2):
        assert len(queries.proposals(case)) == 1
    for _ in range(29):
        another()
    with django_assert_num_queries(2):
        assert len(queries.proposals(case)) == 30


@pytest.mark.django_db(transaction=True)
def test_of_two_who_join_one_report_to_two_cases_one_wins() -> None:
    first, second, laporan = opened(), opened(), another()

    def act(case: Case) -> object:
        try:
            return actions.join(own(case), Laporan.objects.select_related("office__region").get(pk=laporan.pk), **LATER)
        except (SomeoneWasFaster, NotAllowed) as problem:
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = [type(each).__name__ for each in pool.map(act, (first, second))]

    assert min(results) == "Entry"
    assert max(results) in {"NotAllowed", "SomeoneWasFaster"}
    assert Joined.objects.count() == 1
    assert Entry.objects.filter(verb="laporan.gabungkan").count() == 1
    assert verify().ok


def test_a_sender_who_withdraws_inside_a_case_hears_no_more_of_it() -> None:
    case, laporan = joined()
    withdraw(laporan, at=day(2))

    heard(own(case))

    assert laporan.status == "dicabut"
    assert not queries.joined_of(case).exists()
    assert public_status(laporan, "id")["milestones"][-1]["what"] == "Laporan dicabut oleh pelapor."


def test_what_a_page_fetched_ahead_is_not_asked_again(django_assert_num_queries: Any) -> None:
    case, laporan = joined()
    prefetch_related_objects([case], "joined_set__laporan")

    with django_assert_num_queries(0):
        assert case.also_about() == [case.laporan.reference, laporan.reference]
