"""KASN ends and BKN goes on: key, history and clocks stay, once each, by the worker or by hand, and everybody hears."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from netral.access.states import Acting, HeldSeat
from netral.audit.models import Entry
from netral.cases import actions as cases
from netral.cases.models import Case, Penerusan, Peralihan
from netral.discipline import actions, policies, queries
from netral.discipline.actions import succeeding
from netral.discipline.models import Penanganan
from netral.evidence.states import NotShown
from netral.exchange.models import Kiriman
from netral.notices.models import Notice
from netral.offices.models import Organisation
from netral.procedure.models import Clock
from netral.procedure.queries import differences, milestones
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.rulebook.successions import successions
from tests.access.builders import seated
from tests.cases.builders import EXAMINER, LONG, OFFICE, TWO, day, decided, forwarded, heard, opened
from tests.discipline.builders import OFFICIAL, imposition, ready, recommended, someone, stopped, taken_in, verified
from tests.exchange.builders import partner
from tests.intake.builders import staff

pytestmark = pytest.mark.django_db
LAST_OF_KASN = datetime(2024, 9, 3, 16, 59, tzinfo=UTC)  # one minute before midnight in Jakarta
FIRST_OF_BKN = datetime(2024, 9, 3, 17, 0, tzinfo=UTC)
BKN_DAY = date(2024, 9, 4)
RULE = successions()["S-KASN-BKN"]
BOSS = Acting("akun:pengelola", (HeldSeat("admin", "bawaslu"),), "Pengelola Rekaan")


def forwarded_further(case: Any, accused: Any, receiver: Organisation) -> Penerusan:
    cases.forward_further(
        case, further_reason=LONG, acting=EXAMINER, at=day(8), receiver=receiver, persons=[accused],
        conflict_of_interest=False, summary="Ringkasan.", override_reason=LONG,
    )  # fmt: skip
    return Penerusan.objects.get(accused=accused, receiver=receiver)


def row(penerusan: Penerusan) -> Penerusan:
    return Penerusan.objects.select_related("receiver", "case__office").get(pk=penerusan.pk)


def clocks() -> list[Any]:
    return list(Clock.objects.order_by("pk").values("key", "subject", "rule", "started_at", "due_at", "stopped_at"))


def test_nothing_moves_before_the_day_and_everything_open_on_it() -> None:
    penerusan = forwarded()

    assert actions.move_to_successors(LAST_OF_KASN) == 0
    assert row(penerusan).receiver.code == "kasn"
    assert actions.move_to_successors(FIRST_OF_BKN) == 1
    assert row(penerusan).receiver.code == "bkn"


def test_key_letter_history_and_clocks_stay() -> None:
    penanganan = verified()
    penerusan, before = penanganan.penerusan, clocks()
    told = [each.text for each in milestones(penanganan.reference, public=False, language="id")]

    actions.move_to_successors(FIRST_OF_BKN)

    now, found = row(penerusan), Penanganan.objects.get(pk=penanganan.pk)
    assert (now.key, now.document_id, now.sent_at, now.acknowledged_at) == (
        penerusan.key, penerusan.document_id, penerusan.sent_at, penerusan.acknowledged_at,
    )  # fmt: skip
    assert clocks() == before
    assert (found.authority.code, found.status, found.person_id) == ("bkn", "terverifikasi", penanganan.person_id)
    later = [each.text for each in milestones(found.reference, public=False, language="id")]
    assert later[: len(told)] == told
    assert later[-1].startswith("Penanganan beralih ke Badan Kepegawaian Negara")
    assert differences(found) == []
    assert differences(now.case) == []


def test_what_kasn_had_recommended_goes_to_the_minister_and_the_agency_acts_on() -> None:
    penanganan = ready()

    actions.move_to_successors(FIRST_OF_BKN)

    found = Penanganan.objects.get(pk=penanganan.pk)
    assert (found.authority.code, row(penanganan.penerusan).receiver.code) == ("kemenpanrb", "kemenpanrb")
    actions.impose(found, acting=OFFICIAL, **imposition())
    assert found.status == "dijatuhi_sanksi"


def test_the_successor_goes_on_where_the_old_one_stood() -> None:
    waiting, penanganan = forwarded(), taken_in()
    actions.move_to_successors(FIRST_OF_BKN)
    auditor = staff("auditor", "bkn")

    found = Penanganan.objects.get(pk=penanganan.pk)
    actions.verify(found, acting=auditor, at=FIRST_OF_BKN, person=someone())
    opened = actions.open_from(row(waiting), acting=auditor, at=FIRST_OF_BKN)

    assert found.status == "terverifikasi"
    assert opened.authority.code == "bkn"


def test_each_moves_once_however_often_the_round_goes() -> None:
    for build in (forwarded, taken_in, recommended):
        build()

    assert [actions.move_to_successors(FIRST_OF_BKN) for _ in range(3)] == [3, 0, 0]
    assert Peralihan.objects.count() == 3
    assert Entry.objects.filter(verb="perkara.penerusan_beralih").count() == 3


def test_what_has_ended_stays_where_it_ended() -> None:
    penanganan = stopped()

    assert actions.move_to_successors(FIRST_OF_BKN) == 0
    assert Penanganan.objects.get(pk=penanganan.pk).authority.code == "kasn"


def test_the_receiver_of_today_follows_from_the_journal_alone() -> None:
    for build in (forwarded, taken_in, recommended):
        build()
    actions.move_to_successors(FIRST_OF_BKN)

    for penerusan in Penerusan.objects.select_related("receiver", "case", "accused"):
        entries = Entry.objects.filter(chain=penerusan.case.reference).order_by("position")
        told = ""
        for entry in entries:
            if entry.verb == "perkara.teruskan":
                told = entry.facts["receiver"]
            if entry.verb == "perkara.penerusan_beralih" and entry.facts["penerusan"] == penerusan.key:
                assert entry.facts["from_office"] == told
                told = entry.facts["to_office"]
        assert told == penerusan.receiver.code


def test_examiners_members_and_the_agency_are_told_and_the_reporter_reads_it() -> None:
    penanganan = recommended()
    member, official = (
        seated("anggota", Organisation.objects.get(code=OFFICE)),
        seated("pejabat_pembina", Organisation.objects.get(code="pemkab-99.07")),
    )

    actions.move_to_successors(FIRST_OF_BKN)

    case = penanganan.case
    told = Notice.objects.filter(kind="penerima_beralih")
    assert told.filter(user=member, subject=case.reference).count() == 1
    assert told.filter(user=official, subject=penanganan.reference).count() == 1
    public = [each.text for each in milestones(case.laporan.reference, public=True, language="id")]
    assert public[-1].startswith("Penerusan beralih ke Kementerian Pendayagunaan Aparatur Negara")


def test_the_people_of_the_successor_hear_of_a_handling_that_came_to_them() -> None:
    penanganan = taken_in()
    auditor = seated("auditor", Organisation.objects.get(code="bkn"))

    actions.move_to_successors(FIRST_OF_BKN)

    assert Notice.objects.filter(user=auditor, subject=penanganan.reference, kind="penerima_beralih").count() == 1


def test_somebody_handed_to_both_goes_on_with_the_successors_own_hand_over() -> None:
    case = decided(case=heard(opened(report=TWO)))
    first = forwarded(case, persons=[case.accused_set.all()[0]])
    again = {"receiver": Organisation.objects.get(code="bkn"), "override_reason": LONG}
    second = forwarded(case, persons=[first.accused], **again)

    assert actions.move_to_successors(FIRST_OF_BKN) == 1

    now = row(first)
    assert (now.receiver.code, now.outcome) == ("kasn", "dilimpahkan")
    assert row(second).ended_at is None
    assert Entry.objects.get(verb="perkara.penerusan_beralih").facts["joins_another"] is True


def test_one_that_has_ended_there_stands_for_nothing_that_still_runs() -> None:
    case = decided(case=heard(opened(report=TWO)))
    first = forwarded(case, persons=[case.accused_set.all()[0]])
    second = forwarded(
        case, persons=[first.accused], receiver=Organisation.objects.get(code="bkn"), override_reason=LONG
    )
    cases.report_outcome(second, acting=EXAMINER, at=day(9), outcome="dihentikan", note="Tidak terbukti.")

    assert actions.move_to_successors(FIRST_OF_BKN) == 1

    now = row(first)
    assert (now.receiver.code, now.ended_at, now.outcome) == ("bkn", None, "")
    assert row(second).outcome == "dihentikan"
    assert Entry.objects.get(verb="perkara.penerusan_beralih").facts["joins_another"] is False
    assert Case.objects.get(pk=case.pk).open


def test_a_successor_outside_this_house_gets_the_message() -> None:
    penerusan = forwarded()
    partner("bkn")

    actions.move_to_successors(FIRST_OF_BKN)

    kiriman = Kiriman.objects.get()
    assert (kiriman.subject, kiriman.receiver.code) == (f"penerusan:{penerusan.key}", "bkn")
    assert kiriman.content["handover"] == penerusan.key


def test_without_the_successor_in_the_data_everything_waits() -> None:
    penerusan = forwarded()
    Organisation.objects.filter(code="bkn").update(code="bkn-lama")

    assert actions.move_to_successors(FIRST_OF_BKN) == 0
    assert row(penerusan).receiver.code == "kasn"


def test_of_two_who_move_one_hand_over_the_second_changes_nothing() -> None:
    seen = row(forwarded())
    again = row(seen)
    actions.succeed(seen, RULE, BKN_DAY, acting=BOSS, at=FIRST_OF_BKN)

    with pytest.raises(SomeoneWasFaster):
        actions.succeed(again, RULE, BKN_DAY, acting=BOSS, at=FIRST_OF_BKN)

    assert Peralihan.objects.count() == 1


def test_taken_in_while_it_moved_waits_for_the_next_round(monkeypatch: pytest.MonkeyPatch) -> None:
    penerusan = forwarded()
    from netral.discipline.actions import succeeding

    real = succeeding.route_to

    def taking_in(*given: Any, **more: Any) -> Any:
        if not Penanganan.objects.exists():
            actions.open_from(row(penerusan), acting=staff("auditor", "kasn"), at=day(5))
        return real(*given, **more)

    monkeypatch.setattr(succeeding, "route_to", taking_in)

    assert actions.move_to_successors(FIRST_OF_BKN) == 0
    monkeypatch.undo()
    # SQLite gave back what the other one did too: here both stood in one transaction.
    assert actions.move_to_successors(FIRST_OF_BKN) == 1


def test_national_administrators_move_by_hand_and_nobody_else() -> None:
    forwarded()

    assert actions.move_left_behind(acting=BOSS, at=FIRST_OF_BKN) == 1
    assert Entry.objects.get(verb="perkara.penerusan_beralih").actor == BOSS.reference


@pytest.mark.parametrize(
    ("role", "office"),
    [("admin", OFFICE), ("auditor", "bkn"), ("auditor", "kasn"), ("anggota", OFFICE), ("anggota", "bawaslu"),
     ("pejabat_pembina", "pemkab-99.07")],
)  # fmt: skip
def test_others_are_told_who_does(role: str, office: str) -> None:
    forwarded()
    somebody = staff(role, office)

    with pytest.raises(NotAllowed) as refusal:
        actions.move_left_behind(acting=somebody, at=FIRST_OF_BKN)

    assert str(refusal.value) == "Peralihan dijalankan pengelola nasional."
    assert not policies.can_move_left_behind(somebody)
    assert Peralihan.objects.count() == 0


def test_an_office_sees_what_moved_of_its_own_cases() -> None:
    forwarded()
    waiting = {
        office: queries.waiting_at(BKN_DAY, staff("admin", office)) for office in ("bawaslu", OFFICE, "bawaslu-99.08")
    }
    actions.move_to_successors(FIRST_OF_BKN)

    assert {office: [number for _rule, number in found] for office, found in waiting.items()} == {
        "bawaslu": [1], OFFICE: [1], "bawaslu-99.08": [],
    }  # fmt: skip
    counts = [len(queries.moved_by_law(staff("admin", each))) for each in ("bawaslu", OFFICE, "bawaslu-99.08")]
    assert counts == [1, 1, 0]
    assert [each["number"] for each in queries.moved_counts(BOSS)] == [1]


def test_one_that_fails_keeps_no_other_from_moving(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = forwarded(), forwarded()
    succeed = succeeding.succeed

    def fails(penerusan: Penerusan, *said: Any, **more: Any) -> Peralihan | None:
        if penerusan.pk == broken.pk:
            raise NotShown("no clean copy")
        return succeed(penerusan, *said, **more)

    monkeypatch.setattr(succeeding, "succeed", fails)

    assert actions.move_to_successors(FIRST_OF_BKN) == 1
    assert (row(broken).receiver.code, row(whole).receiver.code) == ("kasn", "bkn")


def test_a_handling_that_outlives_its_case_is_still_finished() -> None:
    penanganan = verified()
    case = Case.objects.get(pk=penanganan.case_id)
    second = forwarded_further(case, case.accused_set.get(), Organisation.objects.get(code="bkn"))
    actions.move_to_successors(FIRST_OF_BKN)
    auditor, after = staff("auditor", "bkn"), FIRST_OF_BKN
    actions.stop(actions.open_from(row(second), acting=auditor, at=after), acting=auditor, at=after, reason=LONG)
    found = Penanganan.objects.get(pk=penanganan.pk)
    assert found.case is not None
    assert not found.case.open

    actions.stop(found, acting=auditor, at=after, reason=LONG)

    assert not Penanganan.objects.get(pk=penanganan.pk).open


def test_what_still_waits_for_kasn_is_cancelled_and_the_new_house_gets_its_own() -> None:
    partner("kasn")
    partner("bkn")
    penerusan = forwarded()

    actions.move_to_successors(FIRST_OF_BKN)

    old, new = Kiriman.objects.filter(subject=f"penerusan:{penerusan.key}").order_by("pk")
    entry = Entry.objects.get(chain=old.reference, verb="kiriman.dibatalkan")
    assert [(each.receiver.code, each.delivery, each.said_last) for each in (old, new)] == [
        ("kasn", "dibatalkan", "beralih"),
        ("bkn", "menunggu", ""),
    ]
    assert (entry.facts["to_office"], entry.actor) == ("bkn", "sistem")
    assert row(penerusan).receiver.code == "bkn"
