import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, connections

from netral.access.actions import deactivate
from netral.access.models import Seat, User
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.models import Case, Pleno, SendBack
from netral.cases.states import Refused
from netral.procedure.meetings import Attendance, votes_hash
from netral.procedure.models import Meeting, Vote
from netral.procedure.queries import clocks_of, differences
from netral.procedure.states import NotAllowed, Part, SomeoneWasFaster
from netral.rulebook.quorum import quorums
from tests.cases.builders import (
    EXAMINER,
    LONG,
    MEMBER,
    NEIGHBOUR,
    acting_at,
    assessed,
    day,
    decided,
    members_of,
    opened,
    proposed,
    rows,
    votes,
)
from tests.cases.transfers import accepted


@pytest.mark.django_db
@pytest.mark.parametrize("decision", ["terbukti", "tidak_terbukti", "bukan_kewenangan"])
def test_the_members_decide_and_the_clocks_stop(decision: str) -> None:
    case = decided(decision)

    assert case.status == decision
    assert Pleno.objects.get(case=case).decision == decision
    assert {clock.stopped_by for clock in clocks_of(case.reference)} == {f"perkara.putuskan_{decision}"}
    assert differences(case) == []


@pytest.mark.django_db
def test_the_journal_counts_the_members_and_knows_them_by_reference_only() -> None:
    case = decided(present=2, in_favour=2)

    entry = Entry.objects.get(chain=case.reference, verb="perkara.putuskan_terbukti")
    meeting, people = Pleno.objects.get(case=case).meeting, members_of()
    counts = {"seats": 3, "present": 2, "in_favour": 2, "disagreed": 0, "abstained": 0, "excused": 1, "conflicted": 0}
    own = {name: entry.facts[name] for name in (*counts, "held_on", "meeting", "members", "votes")}
    assert own == counts | {
        "held_on": "2024-01-18",
        "meeting": meeting.key,
        "members": [people[0].reference, people[1].reference],
        "votes": votes_hash(rows(2, 2), meeting.salt),
    }
    assert not any(text in str(entry.facts) for text in (LONG, "Catatan", people[0].name))


@pytest.mark.django_db
def test_every_member_keeps_their_vote_and_their_words_unreadable_at_rest() -> None:
    case = decided(present=3, in_favour=2)

    kept = Vote.objects.filter(meeting=case.pleno.meeting).order_by("user__name")
    assert [(vote.part, vote.note) for vote in kept] == [
        ("setuju", ""),
        ("setuju", ""),
        ("tidak_setuju", "Catatan tidak_setuju."),
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM procedure_vote")
        assert not [row for row in cursor.fetchall() if b"Catatan" in bytes(row[0])]


@pytest.mark.django_db
def test_a_conflicted_member_neither_votes_nor_counts_as_present() -> None:
    case = proposed()
    agreed, conflicted = rows(2, 2)[:2], Attendance(rows()[2].member, Part.CONFLICTED, "Terlapor iparnya.")

    actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=(*agreed, conflicted)))

    meeting = Pleno.objects.get(case=case).meeting
    assert (meeting.seats, meeting.present, meeting.in_favour) == (3, 2, 2)
    assert conflicted.member not in str(Entry.objects.latest("pk").facts["members"])


@pytest.mark.django_db
def test_two_conflicted_of_three_leave_no_quorum() -> None:
    case = proposed()
    first, *others = rows()
    members = (first, *(Attendance(row.member, Part.CONFLICTED, "Kerabat.") for row in others))

    with pytest.raises(NotAllowed, match="memenuhi kuorum"):
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=members))


@pytest.mark.django_db
def test_an_empty_seat_counts_when_somebody_says_why() -> None:
    case = proposed()

    actions.decide(
        case, decision="terbukti", acting=MEMBER, **votes(seats=5, seats_reason=" Dua kursi kosong sejak Januari. ")
    )

    meeting = Pleno.objects.get(case=case).meeting
    assert (meeting.seats, meeting.present, meeting.seats_reason) == (5, 3, "Dua kursi kosong sejak Januari.")


@pytest.mark.django_db
def test_with_seats_nobody_holds_three_present_can_be_too_few() -> None:
    case = proposed()

    with pytest.raises(NotAllowed, match="memenuhi kuorum"):
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(seats=7, seats_reason="Kosong."))


@pytest.mark.django_db
def test_a_reason_for_a_number_that_does_not_differ_is_not_kept() -> None:
    case = decided(seats=3, seats_reason="Tidak perlu.")

    assert Pleno.objects.get(case=case).meeting.seats_reason == ""


@pytest.mark.django_db
def test_who_held_the_seat_on_the_day_of_the_meeting_decides_not_who_holds_it_today() -> None:
    case = proposed()
    gone = members_of()[0]
    Seat.objects.filter(user=gone).update(valid_until=day(2).date())

    with pytest.raises(Refused, match="pada tanggal itu bukan anggota"):
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=_rows_with(gone.key)))
    actions.decide(
        case, decision="terbukti", acting=MEMBER, **votes(held_on=day(2).date(), members=_rows_with(gone.key))
    )

    assert Vote.objects.filter(user=gone).exists()


@pytest.mark.django_db
def test_a_member_whose_account_was_shut_since_keeps_seat_and_vote_of_that_day() -> None:
    case, members = proposed(), rows(3, 2)
    dissenting = User.objects.get(key=members[2].member)
    deactivate(dissenting, acting=acting_at("admin", "bawaslu"), at=day(4))

    actions.decide(case, decision="terbukti", acting=MEMBER, **votes(members=members, at=day(5)))

    meeting = Pleno.objects.get(case=case).meeting
    assert (meeting.seats, meeting.present, meeting.in_favour) == (3, 3, 2)
    assert Vote.objects.get(meeting=meeting, user=dissenting).part == Part.DISAGREED


@pytest.mark.django_db
def test_on_a_day_without_members_nothing_can_have_been_decided() -> None:
    case, said = proposed(), votes()
    Seat.objects.filter(role="anggota").update(valid_from=day(4).date())

    with pytest.raises(Refused) as refused:
        actions.decide(case, decision="terbukti", acting=MEMBER, **said)

    assert refused.value.field == "held_on"
    assert not Pleno.objects.exists()


def _rows_with(key: str) -> tuple[Attendance, ...]:
    """All three members of the office, whoever has left meanwhile."""
    others = [user.key for user in members_of(least=2) if user.key != key]
    return tuple(Attendance(each, Part.AGREED) for each in (key, *others))


@pytest.mark.django_db
def test_an_office_decides_only_what_lay_with_it_on_the_day_of_its_meeting() -> None:
    case = proposed()
    accepted(case, at=day(5))
    there = acting_at("anggota", NEIGHBOUR)
    members = tuple(Attendance(user.key, Part.AGREED) for user in members_of(NEIGHBOUR))

    with pytest.raises(Refused, match="sejak 20 Januari 2024") as refusal:
        actions.decide(
            case, decision="terbukti", acting=there, **votes(members=members, held_on=day(4).date(), at=day(6))
        )

    assert refusal.value.field == "held_on"
    actions.decide(case, decision="terbukti", acting=there, **votes(members=members, held_on=day(5).date(), at=day(6)))
    assert case.status == "terbukti"


@pytest.mark.django_db
def test_minutes_are_issued_when_asked_for_and_belong_to_the_decision() -> None:
    case = decided(issue=True, present=3, in_favour=2)

    minutes = Pleno.objects.get(case=case).document
    assert minutes
    assert (minutes.kind, minutes.number) == ("berita_acara_pleno", "001/BA-Pleno/BAWASLU-99.07/I/2024")
    assert minutes.subject == case.reference


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"held_on": day(4).date()}, "held_on"),
        ({"held_on": day(0).date()}, "held_on"),  # somebody was heard the day after
        ({"held_on": day(-1).date()}, "held_on"),
        ({"held_on": date(2019, 12, 31)}, "held_on"),
        ({"in_favour": 1}, "members"),
        ({"members": ()}, "members"),
        ({"seats": 4}, "seats_reason"),
        ({"seats": 2, "seats_reason": "Satu kursi kosong."}, "seats"),
        ({"reason": "Singkat."}, "reason"),
    ],
)
def test_a_pleno_that_cannot_be_true_is_refused_at_its_field(changes: dict[str, Any], field: str) -> None:
    case = proposed()

    with pytest.raises(Refused) as refusal:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(**changes))

    assert refusal.value.field == field
    assert (case.status, Pleno.objects.count()) == ("menunggu_pleno", 0)


@pytest.mark.django_db
def test_without_quorum_the_sentence_says_so() -> None:
    case = proposed()

    with pytest.raises(NotAllowed, match="memenuhi kuorum"):
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes(present=1, in_favour=1))


@pytest.mark.django_db
def test_two_of_three_are_enough_to_decide() -> None:
    assert decided(present=2, in_favour=2).status == "terbukti"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "stranger", [EXAMINER, acting_at("anggota", "bawaslu-99"), acting_at("anggota", "bawaslu-99.08")]
)
def test_only_members_of_the_office_decide(stranger: Any) -> None:
    case = proposed()

    with pytest.raises(NotAllowed, match="diambil oleh anggota Bawaslu di Bawaslu"):
        actions.decide(case, decision="terbukti", acting=stranger, **votes())


@pytest.mark.django_db
def test_nothing_is_decided_while_the_examination_runs() -> None:
    case = opened()

    with pytest.raises(NotAllowed) as refusal:
        actions.decide(case, decision="terbukti", acting=MEMBER, **votes())

    hearing = ["klarifikasi", "undang_klarifikasi", "minta_jawaban", "cabut_tautan_jawaban", "jawab"]
    examining = [*hearing, "minta_keterangan_tambahan", "simpan_kajian", "tambah_terlapor", "lepas_terlapor"]
    assert refusal.value.steps == [*examining, "susun_kajian"]


@pytest.mark.django_db
def test_a_decision_on_an_old_page_is_not_kept() -> None:
    case = proposed()

    with pytest.raises(SomeoneWasFaster):
        actions.decide(case, decision="terbukti", acting=MEMBER, version=case.version - 1, **votes())

    assert not Pleno.objects.exists()


@pytest.mark.django_db
def test_a_case_sent_back_is_examined_again_and_can_come_a_second_time() -> None:
    case = proposed()

    actions.send_back(case, acting=MEMBER, at=day(3), reason=LONG)

    assert case.status == "pemeriksaan"
    assert SendBack.objects.get(case=case).reason == LONG
    assert proposed(assessed(case)).status == "menunggu_pleno"
    assert differences(case) == []


@pytest.mark.django_db
def test_sending_back_needs_a_reason_and_a_member() -> None:
    case = proposed()

    with pytest.raises(Refused):
        actions.send_back(case, acting=MEMBER, at=day(3), reason="Kurang.")
    with pytest.raises(NotAllowed):
        actions.send_back(case, acting=EXAMINER, at=day(3), reason=LONG)


@pytest.mark.django_db(transaction=True)
def test_of_two_members_who_decide_at_once_exactly_one_wins() -> None:
    case = proposed()
    ready = threading.Barrier(2)
    results: list[str] = []

    def member(decision: str) -> Callable[[], None]:
        own = Case.objects.select_related("laporan", "office").get(pk=case.pk)
        values = votes()

        def run() -> None:
            ready.wait()
            try:
                actions.decide(own, decision=decision, acting=MEMBER, **values)
                results.append(decision)
            except SomeoneWasFaster:
                results.append("too late")
            finally:
                connections.close_all()

        return run

    threads = [threading.Thread(target=member(decision)) for decision in ("terbukti", "tidak_terbukti")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert results.count("too late") == 1
    assert (Pleno.objects.filter(case=case).count(), Meeting.objects.count(), Vote.objects.count()) == (1, 1, 3)
    case.refresh_from_db()
    assert case.status == Pleno.objects.get(case=case).decision
    assert Entry.objects.filter(chain=case.reference, verb__startswith="perkara.putuskan_").count() == 1
    assert differences(case) == []


@pytest.mark.django_db
def test_how_many_must_agree_is_said_as_the_rulebook_says_it() -> None:
    with pytest.raises(Refused) as refusal:
        decided(in_favour=1)

    assert str(quorums()["pleno_pengawas"].assumption.id) in refusal.value.message
