"""Work goes to another office: what goes along, what stays, and who may say so."""

from datetime import timedelta
from typing import Any

import pytest
from nacl.public import PrivateKey

from netral.access.models import Role, Seat, User
from netral.access.queries import acting as acting_of
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.audit.queries import verify
from netral.cases import actions, policies, queries
from netral.cases import transfer_policies as allowed
from netral.cases.actions.erasing import erase_texts
from netral.cases.models import Case, Penerusan, Pleno, Task
from netral.cases.states import Refused
from netral.documents.sheets import Party
from netral.documents.states import Kind as Paper
from netral.exchange import actions as exchange
from netral.exchange.models import Kiriman
from netral.exchange.policies import can_send_again
from netral.exchange.queries import outbox as sent_by
from netral.exchange.states import Answer
from netral.intake.actions import ask, withdraw, write_to_reporter
from netral.intake.actions.identity_requests import look
from netral.intake.models import IdentityRequest, Laporan
from netral.intake.printing import for_reporter
from netral.intake.queries import public_status, requests_for, status_page
from netral.intake.queries.identity import openings_by
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.offices.queries import organisation
from netral.procedure.models import Clock, Transfer, TransferState
from netral.procedure.queries import differences, stays_of, waiting_transfer
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from netral.tracks.models import Track
from tests.cases.builders import (
    EXAMINER,
    INTAKE,
    LONG,
    MEMBER,
    NEIGHBOUR,
    OFFICE,
    PROVINCE,
    acting_at,
    complete_laporan,
    day,
    decided,
    forwarded,
    heard,
    hearing,
    invited,
    link_for,
    opened,
    proposed,
)
from tests.cases.matrix import asked, examined, said, written
from tests.cases.test_actions_around import led, of_village_head, on_record
from tests.cases.transfers import LETTER, accepted, handed, own, seated, taken
from tests.documents.builders import words
from tests.exchange.builders import House, clock, news_of
from tests.exchange.builders import partner as exchange_partner
from tests.intake import builders as intake

pytestmark = pytest.mark.django_db
THERE, ABOVE = acting_at("anggota", NEIGHBOUR), acting_at("anggota", PROVINCE)
RECEIVING, OTHER_EXAMINER = acting_at("petugas_laporan", NEIGHBOUR), acting_at("pemeriksa", NEIGHBOUR)


def test_until_it_is_accepted_it_lies_where_it_was() -> None:
    case = opened()
    before = (case.status, list(Clock.objects.values("key", "due_at", "stopped_at")))

    transfer = handed(case)

    assert (transfer.state, transfer.origin.code, transfer.receiver.code) == ("menunggu", OFFICE, NEIGHBOUR)
    assert transfer.number == case.number
    assert own(case).office.code == OFFICE
    assert (case.status, list(Clock.objects.values("key", "due_at", "stopped_at"))) == before
    assert waiting_transfer(own(case)) == transfer
    assert differences(case) == []
    assert verify().ok


def test_accepted_it_keeps_key_number_status_and_every_deadline() -> None:
    case = opened()
    before = list(Clock.objects.order_by("pk").values())

    transfer = accepted(case)

    moved = own(case)
    assert (moved.key, moved.number, moved.status) == (case.key, case.number, "pemeriksaan")
    assert (moved.office.code, moved.laporan.office.code) == (NEIGHBOUR, NEIGHBOUR)
    assert list(Clock.objects.order_by("pk").values()) == before
    assert [(stay.origin.code, stay.number) for stay in stays_of(own(case))] == [(OFFICE, case.number)]
    assert transfer.state == TransferState.ACCEPTED
    assert differences(moved) == differences(moved.laporan) == []
    assert verify().ok


def test_the_new_office_goes_on_and_the_old_one_does_not() -> None:
    case = opened()
    accepted(case)

    with pytest.raises(NotAllowed):
        actions.hold_klarifikasi(own(case), acting=EXAMINER, **hearing(at=day(2)))
    actions.hold_klarifikasi(own(case), acting=OTHER_EXAMINER, **hearing(at=day(2)))

    assert differences(own(case)) == []


def test_what_was_handed_over_is_no_longer_read_by_the_old_office_but_its_line_is() -> None:
    case = opened()
    transfer = handed(case)
    assert policies.can_see(own(case), MEMBER)
    assert not policies.can_see(own(case), THERE)

    actions.accept(transfer, own(case), acting=THERE, at=day(1, 12))

    assert not policies.can_see(own(case), MEMBER)
    assert not policies.can_see(own(case), EXAMINER)
    assert policies.can_see(own(case), THERE)
    assert policies.can_see(own(case), acting_at("pemeriksa", PROVINCE))
    assert list(queries.transfers_in(MEMBER, "riwayat")) == [transfer]
    assert list(queries.transfers_in(acting_at("anggota", "bawaslu-98"), "riwayat")) == []


def test_while_it_waits_no_office_takes_a_step_but_citizens_do() -> None:
    laporan, case = complete_laporan(), opened()
    handed(laporan)
    handed(case)

    with pytest.raises(NotAllowed, match="menunggu diterima"):
        actions.open_from(laporan, acting=INTAKE, at=day(1))
    for acting in (EXAMINER, OTHER_EXAMINER):
        with pytest.raises(NotAllowed):
            actions.hold_klarifikasi(own(case), acting=acting, **hearing())
    withdraw(laporan, at=day(1))

    assert laporan.status == "dicabut"


def test_taken_back_it_goes_on_as_if_nothing_had_been() -> None:
    case = opened()
    transfer = handed(case)

    actions.withdraw_transfer(transfer, case, acting=MEMBER, at=day(1, 12))

    assert transfer.state == TransferState.WITHDRAWN
    heard(own(case))
    assert differences(own(case)) == []


def test_sent_back_it_says_why_to_those_who_sent_it() -> None:
    _user, case = seated(Role.MEMBER, OFFICE), opened()
    transfer = handed(case)

    actions.send_back_transfer(transfer, case, acting=RECEIVING, at=day(1, 12), reason=LONG)

    transfer.refresh_from_db()
    assert (transfer.state, transfer.answer) == (TransferState.RETURNED, LONG)
    assert own(case).office.code == OFFICE
    assert Notice.objects.filter(user=_user, kind=Told.HANDED_ANSWERED).count() == 1
    with pytest.raises(Refused):
        actions.send_back_transfer(handed(case, at=day(2)), case, acting=RECEIVING, at=day(2, 12), reason="Bukan kami.")


def test_a_reason_that_says_nothing_a_letter_with_a_name_and_a_day_to_come_are_refused() -> None:
    case = opened()
    for changes in ({"reason": "x"}, {"letter_number": "surat Budi"}, {"letter_on": day(30).date()}):
        with pytest.raises(Refused):
            handed(case, **changes)
    assert not Transfer.objects.exists()


@pytest.mark.parametrize(
    ("acting", "kind", "moves"),
    [
        (MEMBER, "perkara", True),
        (INTAKE, "perkara", False),
        (EXAMINER, "perkara", False),
        (THERE, "perkara", False),
        (ABOVE, "perkara", False),
        (MEMBER, "laporan", True),
        (INTAKE, "laporan", True),
        (EXAMINER, "laporan", False),
        (RECEIVING, "laporan", False),
    ],
)
def test_who_hands_over(acting: Acting, kind: str, moves: bool) -> None:
    subject = opened() if kind == "perkara" else complete_laporan()

    assert allowed.can_hand_over(subject, "pelimpahan", acting) is moves


@pytest.mark.parametrize(
    ("acting", "answers"),
    [(THERE, True), (RECEIVING, True), (OTHER_EXAMINER, False), (MEMBER, False), (ABOVE, False)],
)
def test_who_answers(acting: Acting, answers: bool) -> None:
    transfer = handed(opened())

    assert allowed.can_answer(transfer, acting) is answers


@pytest.mark.parametrize(("acting", "withdraws"), [(MEMBER, True), (INTAKE, False), (THERE, False), (ABOVE, False)])
def test_who_takes_it_back(acting: Acting, withdraws: bool) -> None:
    case = opened()

    assert allowed.can_withdraw(handed(case), case, acting) is withdraws


@pytest.mark.parametrize(
    ("acting", "takes"),
    [
        (ABOVE, True),
        (acting_at("pemeriksa", PROVINCE), False),
        (MEMBER, False),
        (acting_at("anggota", "bawaslu"), False),
    ],
)
def test_only_a_member_right_above_takes_over(acting: Acting, takes: bool) -> None:
    assert allowed.can_take_over(opened(), acting) is takes


def test_what_is_over_goes_nowhere() -> None:
    case, laporan = decided("tidak_terbukti"), complete_laporan()
    withdraw(laporan, at=day(1))

    for subject in (own(case), laporan):
        with pytest.raises(NotAllowed, match="sudah berakhir"):
            allowed.check_can_hand_over(subject, "pelimpahan", MEMBER)
        with pytest.raises(NotAllowed, match="sudah berakhir"):
            allowed.check_can_take_over(subject, ABOVE)


def test_a_case_that_was_decided_is_handed_to_nobody_but_may_be_taken_over() -> None:
    case = decided()

    assert not allowed.can_hand_over(case, "pelimpahan", MEMBER)
    assert allowed.can_take_over(case, ABOVE)


def test_a_report_inside_a_case_goes_with_it() -> None:
    case, other = opened(), intake.laporan(intake.FULL)
    actions.join(case, other, acting=INTAKE, at=day(1))
    with pytest.raises(NotAllowed, match="bersama perkaranya"):
        allowed.check_can_hand_over(other, "pelimpahan", MEMBER)

    accepted(own(case))

    assert Laporan.objects.get(pk=other.pk).office.code == NEIGHBOUR
    assert [stay.part_of.subject for stay in stays_of(Laporan.objects.get(pk=other.pk))] == [case.reference]  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        actions.separate(own(case), Laporan.objects.get(pk=other.pk), acting=INTAKE, at=day(3))
    actions.separate(own(case), Laporan.objects.get(pk=other.pk), acting=RECEIVING, at=day(3))
    assert differences(own(case)) == []


def test_one_who_read_the_report_before_it_moved_does_not_take_it_out() -> None:
    case, other = opened(), intake.laporan(intake.FULL)
    actions.join(case, other, acting=INTAKE, at=day(1))
    stale = Laporan.objects.select_related("office").get(pk=other.pk)
    before = own(case)
    accepted(own(case))

    with pytest.raises(NotAllowed):
        actions.separate(before, stale, acting=INTAKE, at=day(3))


def test_one_who_read_the_case_before_it_moved_joins_nothing_to_it() -> None:
    stale, other = own(opened()), intake.laporan(intake.FULL)
    accepted(own(stale))

    with pytest.raises(Refused, match="kantor lain"):
        actions.join(stale, other, acting=INTAKE, at=day(3))
    assert Laporan.objects.get(pk=other.pk).status == "diterima"


def test_assignments_and_tasks_end_and_their_people_are_told() -> None:
    user, case = seated(Role.EXAMINER, OFFICE), opened()
    actions.assign(case, acting=MEMBER, at=day(1), examiners=[user], seen=[])
    actions.give_task(case, acting=MEMBER, at=day(1), text="Telepon saksi.", user=user)

    accepted(own(case))

    assert not case.examiners.exists()
    task = Task.objects.get()
    assert (task.done_at, task.done_by) == (day(1, 12), "sistem")
    assert Notice.objects.filter(user=user, kind=Told.HANDED_OFF).count() == 1
    entry = Entry.objects.get(verb="perkara.pelimpahan_diterima")
    assert entry.facts["examiners_removed"] == [user.reference]
    assert entry.facts["tasks_ended"] == [task.key]


def test_one_who_read_the_case_before_it_moved_gives_no_work_on_it() -> None:
    user, case = seated(Role.EXAMINER, OFFICE), opened()
    stale = own(case)
    accepted(own(case))

    with pytest.raises(SomeoneWasFaster):
        actions.assign(stale, acting=MEMBER, at=day(2), examiners=[user], seen=[])
    with pytest.raises(SomeoneWasFaster):
        actions.give_task(stale, acting=MEMBER, at=day(2), text="Telepon saksi.", user=user)


def test_notes_and_tasks_of_the_old_office_stay_with_it() -> None:
    user, case = seated(Role.EXAMINER, OFFICE), opened()
    actions.write_note(case, acting=MEMBER, at=day(1), text="Rahasia kantor lama.")
    actions.give_task(case, acting=MEMBER, at=day(1), text="Telepon saksi.", user=user)

    accepted(own(case))
    actions.write_note(own(case), acting=THERE, at=day(2), text="Catatan kantor baru.")

    assert [each.latest.text for each in queries.notes_of(own(case))] == ["Catatan kantor baru."]
    assert queries.tasks_of(own(case), now=day(2)) == []


def test_what_members_wrote_in_their_meeting_stays_with_them() -> None:
    case = decided(issue=True)
    pleno = Pleno.objects.select_related("meeting__office").get(case=case)
    assert queries.papers_of(case, MEMBER).filter(kind=Paper.PLENO_MINUTES).exists()

    taken(case, at=day(4))

    assert queries.reads_votes(pleno, MEMBER)
    assert not queries.reads_votes(pleno, ABOVE)
    assert not queries.papers_of(own(case), ABOVE).filter(kind=Paper.PLENO_MINUTES).exists()


def test_requests_for_a_name_end_and_the_new_custodian_reads_none_of_them() -> None:
    laporan = complete_laporan()
    asked, key = ask(laporan, acting=INTAKE, at=day(1), purpose="registrasi", reason="Alamat pelapor belum jelas.")
    granted, other_key = ask(
        laporan, acting=EXAMINER, at=day(1), purpose="registrasi", reason="Alamat belum jelas juga."
    )
    IdentityRequest.objects.filter(pk=granted.pk).update(
        status="dikabulkan", ciphertext=b"x", until=day(7), answered_at=day(1), answered_by="akun:x"
    )
    custodian = acting_at(Role.CUSTODIAN, NEIGHBOUR)

    accepted(laporan)

    asked.refresh_from_db()
    granted.refresh_from_db()
    assert (asked.status, asked.answered_by) == ("ditolak", "sistem")
    assert (granted.ciphertext, granted.until) == (None, day(1, 12))
    assert list(requests_for(custodian)) == openings_by(custodian) == []
    with pytest.raises(NotAllowed):
        look(granted, other_key, acting=EXAMINER, at=day(1, 13))
    again, _key = ask(
        Laporan.objects.get(pk=laporan.pk), acting=RECEIVING, at=day(2), purpose="registrasi",
        reason="Alamat pelapor belum jelas.",
    )  # fmt: skip
    assert list(requests_for(custodian)) == [again]
    assert isinstance(key, PrivateKey)
    ended = Entry.objects.get(verb="laporan.pelimpahan_diterima").facts["identity_requests_ended"]
    assert sorted(ended) == sorted([asked.key, granted.key])


def test_hearings_and_open_links_go_on_working() -> None:
    case = heard()
    link = link_for(case)
    invited(own(case), at=day(1, 17))

    accepted(own(case), at=day(2))

    assert queries.open_links(own(case), day(2, 13)) == [link]
    assert len(queries.waiting_invitations(own(case))) == 1
    actions.answer(queries.links_of(own(case))[0], at=day(2, 15), text="Bukan saya.")
    assert queries.can_read_answers(own(case), OTHER_EXAMINER)
    assert not queries.can_read_answers(own(case), EXAMINER)
    assert not policies.can_hand_out_links(own(case), EXAMINER)


def test_the_reporter_reads_where_it_went_and_nothing_more() -> None:
    case = opened()
    transfer = handed(case)

    told = public_status(own(case).laporan, "id")["milestones"]
    assert told[-1]["what"] == f"Dilimpahkan ke {transfer.receiver.name}; menunggu diterima di sana."

    actions.accept(transfer, case, acting=THERE, at=day(1, 12))
    told = public_status(own(case).laporan, "id")["milestones"]
    assert told[-1]["what"].startswith(f"Dilimpahkan ke {transfer.receiver.name}, yang menanganinya sejak hari ini.")
    assert told[-1]["by"] == transfer.receiver.name
    assert LONG not in str(told)


def test_heads_of_the_receiver_are_told_and_see_it_counted() -> None:
    user = seated(Role.MEMBER, NEIGHBOUR)
    transfer = handed(opened())

    assert [each.subject for each in Notice.objects.filter(user=user)] == [transfer.reference]
    assert queries.incoming_count(THERE) == 1
    assert queries.incoming_count(MEMBER) == 0
    assert list(queries.transfers_in(THERE, "masuk")) == list(queries.transfers_in(MEMBER, "keluar")) == [transfer]


def test_the_office_below_asks_and_the_one_above_takes() -> None:
    case = opened()
    transfer = handed(case, kind="permintaan", receiver=PROVINCE)

    actions.accept(transfer, own(case), acting=ABOVE, at=day(1, 12))

    assert own(case).office.code == PROVINCE
    assert Entry.objects.filter(verb="perkara.diminta_diambil_alih").count() == 1


def test_a_request_goes_only_right_up() -> None:
    with pytest.raises(Refused, match="tepat di atasnya"):
        handed(opened(), kind="permintaan", receiver="bawaslu")
    case = opened()
    Case.objects.filter(pk=case.pk).update(office=organisation("bawaslu"))
    with pytest.raises(NotAllowed, match="di atas"):
        allowed.check_can_hand_over(own(case), "permintaan", acting_at("anggota", "bawaslu"))


@pytest.mark.parametrize("receiver", [OFFICE, PROVINCE, "bkn"])
def test_it_goes_neither_nowhere_nor_up_nor_out_of_the_house(receiver: str) -> None:
    with pytest.raises(Refused):
        handed(opened(), receiver=receiver)


def test_an_office_that_has_ended_is_given_nothing() -> None:
    case = opened()
    Organisation.objects.filter(code=NEIGHBOUR).update(valid_until=day(-10).date())

    with pytest.raises(Refused, match="tidak ada"):
        handed(case)


def test_taken_over_at_once_it_stops_what_was_on_its_way() -> None:
    case = opened()
    waiting = handed(case)

    taken(own(case), at=day(1, 12))

    waiting.refresh_from_db()
    assert waiting.state == TransferState.SUPERSEDED
    assert own(case).office.code == PROVINCE
    assert public_status(own(case).laporan, "id")["milestones"][-1]["what"].startswith("Diambil alih oleh Bawaslu")
    assert differences(own(case)) == []
    with pytest.raises(NotAllowed):
        taken(own(case), acting=MEMBER, at=day(2))


def test_of_a_report_withdrawn_meanwhile_nothing_is_accepted() -> None:
    laporan = complete_laporan()
    transfer = handed(laporan)
    withdraw(laporan, at=day(1))

    with pytest.raises(NotAllowed, match="sudah berakhir"):
        actions.accept(transfer, laporan, acting=THERE, at=day(2))


def test_it_waits_for_one_office_at_a_time_and_an_old_page_is_told() -> None:
    case = opened()
    stale = own(case)
    handed(case)

    with pytest.raises(NotAllowed, match="menunggu diterima"):
        handed(own(case))
    with pytest.raises((NotAllowed, SomeoneWasFaster)):
        actions.hold_klarifikasi(stale, acting=EXAMINER, **hearing(), version=stale.version)
    with pytest.raises(SomeoneWasFaster):
        handed(opened(), version=0)


def test_answered_twice_the_second_is_told() -> None:
    case = opened()
    transfer = handed(case)
    second = Transfer.objects.get(pk=transfer.pk)
    actions.withdraw_transfer(transfer, own(case), acting=MEMBER, at=day(1, 12))

    with pytest.raises(SomeoneWasFaster):
        actions.accept(second, own(case), acting=THERE, at=day(1, 13))


def test_a_case_comes_back_and_both_stays_are_told() -> None:
    case = opened()
    accepted(case)
    transfer = handed(own(case), acting=THERE, receiver=OFFICE, at=day(2))
    actions.accept(transfer, own(case), acting=MEMBER, at=day(2, 12))

    assert [stay.origin.code for stay in stays_of(own(case))] == [OFFICE, NEIGHBOUR]
    heard(own(case), at=day(3), held_on=day(3).date())
    assert differences(own(case)) == []


def test_running_tracks_go_along() -> None:
    case = decided()
    at = organisation(OFFICE)
    track = Track.objects.create(
        case=case, office=at, subject="orang", number="1", status="x", procedure="tni", procedure_version="x",
        opened_at=day(3),
    )  # fmt: skip

    taken(case, at=day(4))

    track.refresh_from_db()
    assert track.office.code == PROVINCE


def test_texts_of_a_transfer_go_when_those_of_the_case_go() -> None:
    case = opened()
    accepted(case)

    erase_texts(own(case), at=day(9))

    assert {each.reason for each in Transfer.objects.filter(subject=case.reference)} == {""}


def test_after_a_hand_over_to_an_agency_the_case_may_still_be_taken_over() -> None:
    penerusan = forwarded()

    taken(own(penerusan.case), at=day(5))

    assert own(penerusan.case).office.code == PROVINCE


def test_a_case_at_its_members_may_be_handed_over() -> None:
    assert allowed.can_hand_over(proposed(), "pelimpahan", MEMBER)


def test_a_person_with_seats_in_both_offices_holds_no_name_over() -> None:
    user = seated(Role.EXAMINER, OFFICE)
    Seat.objects.create(user=user, office=organisation(NEIGHBOUR), role=Role.EXAMINER, valid_from=day(-900).date())
    both = acting_of(User.objects.get(pk=user.pk), day(1).date())
    laporan = complete_laporan()
    asked, key = ask(laporan, acting=both, at=day(1), purpose="registrasi", reason="Alamat pelapor belum jelas.")
    IdentityRequest.objects.filter(pk=asked.pk).update(status="dikabulkan", ciphertext=b"x", until=day(7))

    accepted(laporan)

    asked = IdentityRequest.objects.select_related("laporan__office").get(pk=asked.pk)
    with pytest.raises(NotAllowed):
        look(asked, key, acting=both, at=day(1) + timedelta(hours=5))


def test_letters_are_kept_as_they_were() -> None:
    values: dict[str, Any] = LETTER
    transfer = handed(opened())

    assert (transfer.letter_number, transfer.reason) == (values["letter_number"], LONG)
    assert transfer.basis.startswith("Perbawaslu")


LATE: dict[str, Any] = {
    "unsur": lambda case: actions.assess_element(case, **said(case)),
    "surat": asked,
    "naskah": written,
    "tautan": lambda case: actions.hand_out_link(
        case, link=case.answer_links.select_related("case").get(), acting=EXAMINER, at=day(3)
    ),
}


@pytest.mark.parametrize("verb", LATE)
def test_whoever_read_the_case_before_it_went_does_nothing_more_there(verb: str) -> None:
    case = examined()
    link_for(case, at=day(2))
    read = own(case)
    accepted(own(case), at=day(2, 10))
    before = Entry.objects.count()

    with pytest.raises((NotAllowed, SomeoneWasFaster)):
        LATE[verb](read)

    assert Entry.objects.count() == before


def test_a_message_keeps_the_name_of_the_office_that_wrote_it() -> None:
    report = intake.laporan()
    before = report.office.name
    write_to_reporter(report, "Dari kantor lama.", acting=INTAKE, at=day(0, 12))
    transfer = accepted(report)
    write_to_reporter(report, "Dari kantor baru.", acting=OTHER_EXAMINER, at=day(2))

    shown = status_page(report, now=day(2), language="id").messages

    assert [each.office_name for each in shown] == [before, transfer.receiver.name]
    assert [each["by"] for each in public_status(report, "id")["messages"]] == [before, transfer.receiver.name]


def test_whoever_received_a_report_is_named_as_that_wherever_it_lies() -> None:
    report = intake.laporan()
    before = report.office.name
    transfer = accepted(report)

    assert status_page(report, now=day(2), language="id").received_by == before
    form = words(for_reporter(report, Party()))
    assert f"disampaikan kepada {before} pada" in form
    assert f"disampaikan kepada {transfer.receiver.name}" not in form


def test_what_left_before_it_was_taken_over_is_looked_after_by_whoever_has_it_now() -> None:
    exchange_partner("kasn")
    penerusan = forwarded()
    kiriman = Kiriman.objects.get()
    taken(own(penerusan.case), at=day(5))

    outbox = {code: list(sent_by(acting_at("anggota", code))) for code in (OFFICE, PROVINCE)}
    kiriman = outbox[PROVINCE][0]

    assert outbox == {OFFICE: [], PROVINCE: [kiriman]}
    assert (kiriman.sender.code, kiriman.office.code) == (OFFICE, PROVINCE)  # its receiver knows it by who signed it
    assert can_send_again(kiriman, acting_at("pemeriksa", PROVINCE))
    assert not can_send_again(kiriman, EXAMINER)


def test_what_is_answered_to_it_later_moves_the_case_where_it_lies_now() -> None:
    exchange_partner("kasn")
    penerusan = forwarded()
    kiriman = Kiriman.objects.get()
    exchange.deliver_due(clock=clock(day(4)), asked=House("kasn"))
    taken(own(penerusan.case), at=day(5))

    exchange.receive(news_of(kiriman, Answer.RECEIVED, 1), at=day(2))
    actions.apply_replies(day(6))

    (seen,) = sent_by(acting_at("pemeriksa", PROVINCE))
    assert (seen.answer, own(penerusan.case).office.code) == ("diterima", PROVINCE)
    assert Penerusan.objects.get(pk=penerusan.pk).acknowledged_at == day(6)
    assert differences(own(penerusan.case)) == []


def test_what_is_sent_from_then_on_is_signed_by_the_office_that_has_it() -> None:
    exchange_partner("pemkab-99.07")
    exchange_partner("pemprov-99")
    penerusan = of_village_head()
    taken(own(penerusan.case), at=day(5))
    on_record()
    penerusan = Penerusan.objects.select_related("case__office", "receiver", "accused").get(pk=penerusan.pk)

    led(penerusan, acting=acting_at("pemeriksa", PROVINCE), at=day(6))

    old, new = sent_by(acting_at("pemeriksa", PROVINCE)).order_by("pk")
    assert [(each.sender.code, each.office.code, each.delivery) for each in (old, new)] == [
        (OFFICE, PROVINCE, "dibatalkan"), (PROVINCE, PROVINCE, "menunggu"),
    ]  # fmt: skip
    assert Entry.objects.get(verb="kiriman.dibatalkan").office == PROVINCE
