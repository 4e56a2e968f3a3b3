"""Tasks: given, told, due, done once."""

from datetime import date, timedelta
from typing import Any

import pytest

from netral.access.models import Role, Seat
from netral.audit.models import Entry
from netral.cases import actions, jobs, queries
from netral.cases.actions import tasks
from netral.cases.models import Case, Task
from netral.cases.states import TASK_DONE, TASK_GIVEN, Refused
from netral.notices.models import Notice
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import day, opened
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db
WHAT = "Surat panggilan kedua saksi."


def given(case: Case, *, days: int | None = 3, who: Any = None, **options: Any) -> Task:
    user = options.pop("user", None) or at_office()
    due = day(days).date() if days is not None else None
    return actions.give_task(
        case, acting=who or as_acting(Role.MEMBER), at=day(1), text=WHAT, user=user, due_on=due, **options
    )


def test_a_task_is_journalled_by_reference_and_its_words_stay_in_the_table() -> None:
    case = opened()
    task = given(case)

    entry = Entry.objects.get(chain=case.reference, verb=TASK_GIVEN)
    assert entry.facts == {"task": task.key, "for": at_office().reference, "due": "2024-01-18"}
    assert WHAT not in str(vars(entry))


def test_who_gets_a_task_from_another_is_told_of_it() -> None:
    case = opened()
    given(case)
    given(case, user=at_office(Role.MEMBER))

    assert [(row.user, row.kind) for row in Notice.objects.select_related("user")] == [(at_office(), "tugas")]


def test_done_is_said_once_by_whom_it_concerns() -> None:
    case = opened()
    task = given(case)
    finished = actions.finish_task(task, case=case, acting=as_acting(), at=day(2))

    assert finished.verb == TASK_DONE
    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (day(2), as_acting().reference)
    with pytest.raises(SomeoneWasFaster):
        actions.finish_task(task, case=case, acting=as_acting(Role.MEMBER), at=day(2))


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ((Role.EXAMINER, "bawaslu-99.07", ""), True),
        ((Role.EXAMINER, "bawaslu-99.07", "Pemberi Tugas"), True),
        ((Role.MEMBER, "bawaslu-99.07", ""), True),
        ((Role.INTAKE_OFFICER, "bawaslu-99.07", ""), True),
        ((Role.EXAMINER, "bawaslu-99.07", "Orang Ketiga"), False),
        ((Role.EXAMINER, "bawaslu-99", ""), False),
        ((Role.CUSTODIAN, "bawaslu-99.07", ""), False),
    ],
)
def test_done_is_said_by_receiver_giver_or_whoever_leads(who: tuple[str, str, str], may: bool) -> None:
    case = opened()
    task = given(case, who=as_acting(name="Pemberi Tugas"))
    role, office, name = who
    acting = as_acting(role, office, name=name)

    if may:
        assert actions.finish_task(task, case=case, acting=acting, at=day(2))
        return
    with pytest.raises(NotAllowed):
        actions.finish_task(task, case=case, acting=acting, at=day(2))


def test_a_task_goes_to_somebody_who_works_at_the_office() -> None:
    case = opened()
    gone = at_office(name="Sudah Pergi")
    Seat.objects.filter(user=gone).update(valid_until=date(2023, 12, 31))

    for user in (gone, at_office(Role.EXAMINER, "bawaslu-99.08"), at_office(Role.CUSTODIAN)):
        with pytest.raises(NotAllowed, match="tidak bertugas di"):
            given(case, user=user)
    assert given(case, user=at_office(Role.INTAKE_OFFICER))


def test_a_task_says_what_and_ends_no_earlier_than_today() -> None:
    case = opened()

    with pytest.raises(Refused):
        given(case, days=0)
    with pytest.raises(Refused):
        actions.give_task(case, acting=as_acting(), at=day(1), text=" ", user=at_office())
    assert given(case, days=None).due_on is None


@pytest.mark.parametrize(("role", "office"), [(Role.EXAMINER, "bawaslu-99"), (Role.CUSTODIAN, "bawaslu-99.07")])
def test_nobody_outside_the_desk_gives_tasks(role: str, office: str) -> None:
    with pytest.raises(NotAllowed, match="diurus di"):
        given(opened(), who=as_acting(role, office))


def test_the_case_lists_what_is_open_by_day_and_then_what_was_done() -> None:
    case = opened()
    later, soon, open_end, done = (given(case, days=days) for days in (5, 2, None, 4))
    actions.finish_task(done, case=case, acting=as_acting(Role.MEMBER), at=day(2))

    listed = queries.tasks_of(case, now=day(3))

    assert [each.task for each in listed] == [soon, later, open_end, done]
    assert [each.late for each in listed] == [True, False, False, False]
    assert listed[3].done_by == as_acting(Role.MEMBER).name


def test_own_tasks_are_those_of_cases_one_may_still_open() -> None:
    case, who = opened(), as_acting()
    task = given(case)

    assert list(queries.open_tasks_seen(who)) == [task]
    assert list(queries.open_tasks_seen(as_acting(Role.MEMBER))) == []
    Seat.objects.filter(user=at_office()).update(role=Role.CUSTODIAN)
    assert list(queries.open_tasks_seen(as_acting())) == []


def test_a_task_whose_day_has_come_is_told_once_and_again_on_no_other_day() -> None:
    case = opened()
    task = given(case, user=at_office(), who=as_acting())
    given(case, days=None)

    assert [tasks.tell_of_due(day(days)) for days in (2, 3, 3, 4)] == [0, 1, 0, 0]

    due = Notice.objects.filter(kind="tugas_tiba")
    assert [(row.subject, row.mark) for row in due] == [(case.reference, f"{task.key}:2024-01-18")]
    actions.finish_task(task, case=case, acting=as_acting(), at=day(4))
    assert tasks.tell_of_due(day(5)) == 0


def test_many_are_told_in_one_go_and_the_told_are_not_read_again(django_assert_num_queries: Any) -> None:
    case = opened()
    for _turn in range(5):
        given(case, user=at_office(), who=as_acting())

    with django_assert_num_queries(2):
        assert tasks.tell_of_due(day(4)) == 5
    with django_assert_num_queries(1):
        assert tasks.tell_of_due(day(5)) == 0
    assert Notice.objects.filter(kind="tugas_tiba").count() == 5


def test_the_day_comes_with_the_midnight_of_the_office() -> None:
    case = opened()
    given(case, days=3)
    midnight = day(3).replace(hour=0)

    assert [tasks.tell_of_due(midnight - timedelta(minutes=1)), tasks.tell_of_due(midnight)] == [0, 1]


def test_the_round_tells_of_due_tasks() -> None:
    given(opened())

    assert jobs.tell_of_tasks.func() == 1
