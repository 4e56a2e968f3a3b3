"""A leaving colleague's work: seen whole, given on piece by piece, and never left without somebody."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from netral.access.actions import end_seat
from netral.access.models import Role, Seat, User
from netral.access.states import NotAllowed as AccessRefused
from netral.audit.models import Entry
from netral.cases import actions
from netral.cases.actions import leaving
from netral.cases.actions.assigning import Known
from netral.cases.models import Case, Task
from netral.cases.queries.holding import held_by, holder_lines, holders, holding_of, offices_led_by
from netral.cases.states import ASSIGNED, TASK_MOVED
from netral.intake.models import IdentityRequest
from netral.notices.actions import follow
from netral.notices.models import Follow, Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.queries import differences
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import day, decided, opened
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def busy(name: str = "Ayu") -> tuple[User, Case, Task]:
    """Somebody with a case, a task in another one, and a third that they follow."""
    ayu, member = at_office(name=name), as_acting(Role.MEMBER)
    case = opened()
    actions.add_examiner([(case.number, case)], ayu, acting=member, at=day(1))
    task = actions.give_task(opened(), acting=member, at=day(1), text="Panggil.", user=ayu)
    follow(ayu, opened().reference, at=day(1))
    return ayu, case, task


def offices(code: str = "bawaslu-99.07") -> Any:
    return Organisation.objects.filter(code=code)


def given(piece: Case, ayu: User, to: User, role: str = Role.MEMBER, office: str = "bawaslu-99.07") -> Any:
    known = Known.of([piece], at=NOW)
    return leaving.give_on_case(piece, leaving=ayu, to=to, acting=as_acting(role, office), at=NOW, known=known)


def test_everything_somebody_holds_stands_on_one_page() -> None:
    ayu, case, task = busy()
    over = decided("tidak_terbukti")
    over.examiners.add(ayu)
    request = IdentityRequest.objects.create(
        laporan=case.laporan, purpose="registrasi", reason="Perlu.", asked_by=ayu.reference, asked_at=NOW,
        public_key="0" * 64,
    )  # fmt: skip

    held = holding_of(ayu, offices(), now=NOW)

    assert (held.cases, held.tasks, held.requests) == ([case], [task], [request])
    assert [one.about.reference for one in held.followed] == [Follow.objects.get().subject]
    assert held
    elsewhere = holding_of(ayu, offices("bawaslu-99.08"), now=NOW)
    assert not elsewhere
    assert (elsewhere.followed, elsewhere.requests) == ([], [])


def test_a_case_goes_to_another_examiner_in_one_entry() -> None:
    ayu, case, _task = busy()
    bima = at_office(name="Bima")
    entry = given(case, ayu, bima)

    assert list(case.examiners.all()) == [bima]
    assert entry.verb == ASSIGNED
    assert (entry.facts["added"], entry.facts["removed"]) == ([bima.reference], [ayu.reference])
    assert Notice.objects.filter(user=bima, kind="penugasan").exists()
    assert differences(case) == []


def test_to_somebody_who_examines_it_already_the_case_stays() -> None:
    ayu, case, _task = busy()
    bima = at_office(name="Bima")
    case.examiners.add(bima)

    given(case, ayu, bima)

    assert list(case.examiners.all()) == [bima]


def test_a_task_goes_to_another_with_word_to_them() -> None:
    ayu, _case, task = busy()
    leaving.give_on_task(task, to=at_office(Role.INTAKE_OFFICER), acting=as_acting(Role.MEMBER), at=NOW)

    assert Task.objects.get(pk=task.pk).user == at_office(Role.INTAKE_OFFICER)
    facts = Entry.objects.get(verb=TASK_MOVED).facts
    assert (facts["from"], facts["for"]) == (ayu.reference, at_office(Role.INTAKE_OFFICER).reference)


def test_a_task_that_comes_back_is_news_again() -> None:
    ayu, _case, task = busy()
    other, member = at_office(Role.INTAKE_OFFICER), as_acting(Role.MEMBER)
    told = Notice.objects.filter(user=ayu, subject=task.case.reference, kind=Told.TASK)

    leaving.give_on_task(task, to=other, acting=member, at=NOW)
    leaving.give_on_task(Task.objects.get(pk=task.pk), to=ayu, acting=member, at=NOW)

    assert told.count() == 2


def test_who_follows_instead_sees_the_work() -> None:
    ayu, _case, _task = busy()
    (one,) = holding_of(ayu, offices(), now=NOW).followed
    by = {"leaving": ayu, "acting": as_acting(Role.MEMBER), "at": NOW}

    with pytest.raises(NotAllowed, match="tidak melihat urusan"):
        leaving.give_on_follow(one, to=at_office(Role.EXAMINER, "bawaslu-99.08"), **by)
    assert Follow.objects.get().user == ayu
    leaving.give_on_follow(one, to=at_office(name="Bima"), **by)

    assert Follow.objects.get().user == at_office(name="Bima")


def test_what_was_done_or_moved_meanwhile_is_not_given_on() -> None:
    ayu, case, task = busy()
    bima, member = at_office(name="Bima"), as_acting(Role.MEMBER)
    given(case, ayu, bima)
    actions.finish_task(task, case=task.case, acting=member, at=NOW)

    with pytest.raises(SomeoneWasFaster):
        given(case, ayu, bima)
    with pytest.raises(SomeoneWasFaster):
        leaving.give_on_task(task, to=bima, acting=member, at=NOW)


def test_a_case_goes_to_no_witness_to_no_member_and_not_when_it_is_over() -> None:
    ayu, case, _task = busy()

    for to, says in (
        (at_office(name="Saksi Rekaan"), "tercatat sebagai saksi"),
        (at_office(Role.MEMBER), "bukan pemeriksa"),
    ):
        with pytest.raises(NotAllowed, match=says):
            given(case, ayu, to)
    over = decided("tidak_terbukti")
    with pytest.raises(NotAllowed, match="sudah berakhir"):
        given(over, ayu, at_office(name="Bima"))
    assert list(case.examiners.all()) == [ayu]


@pytest.mark.parametrize(
    ("role", "office", "may"),
    [
        (Role.MEMBER, "bawaslu-99.07", True),
        (Role.ADMINISTRATOR, "bawaslu-99.07", True),
        (Role.ADMINISTRATOR, "bawaslu", True),
        (Role.EXAMINER, "bawaslu-99.07", False),
        (Role.MEMBER, "bawaslu-99.08", False),
        (Role.ADMINISTRATOR, "bawaslu-99.08", False),
        (Role.MEMBER, "bawaslu-99", False),
    ],
)
def test_heads_and_administrators_of_the_office_hand_over(role: str, office: str, may: bool) -> None:
    ayu, case, task = busy()
    (one,) = holding_of(ayu, offices(), now=NOW).followed
    acting, bima = as_acting(role, office), at_office(name="Bima")

    assert offices_led_by(acting).filter(code="bawaslu-99.07").exists() == may
    if may:
        assert given(case, ayu, bima, role, office)
        return
    for act in (
        lambda: given(case, ayu, bima, role, office),
        lambda: leaving.give_on_task(task, to=bima, acting=acting, at=NOW),
        lambda: leaving.give_on_follow(one, leaving=ayu, to=bima, acting=acting, at=NOW),
    ):
        with pytest.raises(NotAllowed, match="diserahterimakan oleh"):
            act()


def test_the_list_of_holders_names_whose_seat_is_over_or_ends() -> None:
    people = {name: busy(name)[0] for name in ("Ayu", "Bima", "Citra")}
    Seat.objects.filter(user=people["Bima"]).update(valid_until=date(2024, 1, 1))
    soon = timezone.localdate() + timedelta(days=9)
    Seat.objects.filter(user=people["Citra"]).update(valid_until=soon)

    lines = holder_lines(list(holders(offices())), offices())

    assert [(line.user.name, line.cases, line.tasks) for line in lines] == [
        ("Ayu", 1, 1), ("Bima", 1, 1), ("Citra", 1, 1),
    ]  # fmt: skip
    assert [(line.seated, line.until) for line in lines] == [(True, None), (False, None), (True, soon)]
    assert list(holders(offices("bawaslu-99.08"))) == []


def test_a_seat_on_which_work_hangs_ends_after_the_handover_or_on_a_later_day() -> None:
    ayu, case, task = busy()
    seat = ayu.seats.get()
    admin, today = as_acting(Role.ADMINISTRATOR), timezone.localdate()

    with pytest.raises(AccessRefused, match="perkara 1, tugas 1"):
        end_seat(seat, last_day=today, acting=admin, at=NOW)
    end_seat(seat, last_day=today + timedelta(days=9), acting=admin, at=NOW)
    given(case, ayu, at_office(name="Bima"))
    leaving.give_on_task(task, to=at_office(name="Bima"), acting=as_acting(Role.MEMBER), at=NOW)
    end_seat(seat, last_day=today, acting=admin, at=NOW)

    assert Seat.objects.get(pk=seat.pk).valid_until == today


def test_another_seat_carries_the_work_on() -> None:
    ayu, _case, _task = busy()
    seat, place = ayu.seats.get(), offices().get()
    assert "perkara 1, tugas 1" in held_by(seat)

    second = Seat.objects.create(user=ayu, office=place, role=Role.INTAKE_OFFICER, valid_from=date(2020, 1, 1))
    assert "perkara 1, tugas 0" in held_by(seat)
    assert held_by(second) == ""
    Seat.objects.filter(pk=second.pk).update(role=Role.EXAMINER, valid_from=date(2021, 1, 1))
    assert held_by(seat) == ""
    Seat.objects.filter(pk=second.pk).update(role=Role.CUSTODIAN)
    second.refresh_from_db()
    assert held_by(second) == ""
