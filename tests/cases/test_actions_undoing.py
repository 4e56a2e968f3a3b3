"""One's own last act at a desk, taken back within the day: a further act, never a removal from the journal."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from netral.access.models import Role, User
from netral.audit.models import Entry
from netral.cases import actions, queries
from netral.cases.models import Case, Label, Task
from netral.cases.states import ASSIGNED, LABELLED, TASK_REOPENED, UNLABELLED
from netral.notices.actions import follow
from netral.notices.models import Follow
from netral.procedure.states import NotAllowed, SomeoneWasFaster
from tests.cases.builders import day, opened
from tests.cases.people import as_acting, at_office

pytestmark = pytest.mark.django_db
NOON = day(1, 12)


def assigned(case: Case, *names: str, seen: tuple[str, ...] = (), at: datetime = NOON) -> Entry | None:
    people = [at_office(name=name) for name in names]
    keys = [at_office(name=name).key for name in seen]
    return actions.assign(case, acting=as_acting(Role.MEMBER), at=at, examiners=people, seen=keys)


def last(case: Case, role: str = Role.MEMBER, *, at: datetime = NOON) -> queries.LastAct | None:
    return queries.last_act(case, as_acting(role), now=at)


def undone(case: Case, role: str = Role.MEMBER, *, at: datetime = NOON, name: str = "") -> Any:
    act = last(case, role, at=at)
    given = name or (act.name if act else "tidak ada")
    return actions.undo(case, acting=as_acting(role), user=at_office(role), at=at, name=given)


def names(case: Case) -> list[str]:
    return [user.name for user in case.examiners.order_by("name")]


def test_nothing_was_done_so_nothing_is_taken_back() -> None:
    case = opened()

    assert last(case) is None
    with pytest.raises(SomeoneWasFaster):
        undone(case)


def test_an_assignment_is_taken_back_by_another_that_names_it() -> None:
    case = opened()
    assigned(case, "Ayu")
    entry = assigned(case, "Bima", seen=("Ayu",))
    before = list(Entry.objects.filter(chain=case.reference).values_list("hash", flat=True))

    back = undone(case)

    assert names(case) == ["Ayu"]
    assert entry is not None
    assert (back.verb, back.facts["undoes"], back.position) == (ASSIGNED, entry.position, entry.position + 1)
    kept = list(Entry.objects.filter(chain=case.reference).values_list("hash", flat=True))
    assert kept == [*before, back.hash]
    assert last(case) is None  # what takes back is not taken back in its turn


def test_the_first_assignment_stays_because_somebody_has_to_examine() -> None:
    case = opened()
    assigned(case, "Ayu")

    assert last(case) is None


def test_others_who_went_on_from_it_end_it() -> None:
    case = opened()
    assigned(case, "Ayu")
    assigned(case, "Ayu", "Bima", seen=("Ayu",))
    actions.assign(
        case, acting=as_acting(Role.INTAKE_OFFICER), at=NOON, examiners=[at_office(name="Cici")],
        seen=[at_office(name=name).key for name in ("Ayu", "Bima")],
    )  # fmt: skip

    assert last(case) is None


def test_who_would_examine_again_must_still_sit_there() -> None:
    case = opened()
    assigned(case, "Ayu")
    assigned(case, "Bima", seen=("Ayu",))
    at_office(name="Ayu").seats.all().delete()

    with pytest.raises(NotAllowed):
        undone(case)
    User.objects.filter(name="Ayu").delete()
    assert last(case) is None


def test_a_label_is_taken_off_again_and_put_back_again() -> None:
    case = opened()
    actions.add_label(case, acting=as_acting(Role.MEMBER), at=NOON, word="mendesak")
    assert undone(case).verb == UNLABELLED
    assert queries.labels_of(case) == []

    actions.add_label(case, acting=as_acting(Role.MEMBER), at=NOON, word="mendesak")
    [label] = queries.labels_of(case)
    actions.remove_label(case, label, acting=as_acting(Role.MEMBER), at=NOON)
    back = undone(case)

    assert (back.verb, back.facts["label"]) == (LABELLED, label.key)
    assert queries.labels_of(case) == [label]


def test_a_label_somebody_else_moved_meanwhile_is_left_alone() -> None:
    case = opened()
    actions.add_label(case, acting=as_acting(Role.MEMBER), at=NOON, word="mendesak")
    act = last(case)
    [label] = queries.labels_of(case)
    actions.remove_label(case, label, acting=as_acting(), at=NOON)

    assert last(case) is None
    assert act is not None
    with pytest.raises(SomeoneWasFaster):
        undone(case, name=act.name)
    Label.objects.all().delete()
    assert last(case, Role.EXAMINER) is None


def test_a_task_called_done_is_open_again() -> None:
    case = opened()
    task = actions.give_task(case, acting=as_acting(Role.MEMBER), at=NOON, text="Panggil.", user=at_office())
    actions.finish_task(task, case=case, acting=as_acting(), at=NOON)

    back = undone(case, Role.EXAMINER)

    task.refresh_from_db()
    assert (task.done_at, task.done_by) == (None, "")
    assert (back.verb, back.facts["task"]) == (TASK_REOPENED, task.key)
    assert last(case, Role.EXAMINER) is None
    again = actions.finish_task(task, case=case, acting=as_acting(), at=NOON)
    Task.objects.filter(pk=task.pk).update(done_by=as_acting(Role.MEMBER).reference)
    with pytest.raises(SomeoneWasFaster):
        undone(case, Role.EXAMINER, name=str(again.position))
    Task.objects.filter(pk=task.pk).update(done_at=None, done_by="")
    assert last(case, Role.EXAMINER) is None


def test_following_is_taken_back_without_an_entry_as_it_left_none() -> None:
    case = opened()
    assigned(case, "Ayu")
    assigned(case, "Bima", seen=("Ayu",))
    follow(at_office(Role.MEMBER), case.reference, at=NOON + timedelta(minutes=1))
    length = Entry.objects.count()

    assert undone(case, at=NOON + timedelta(minutes=2)) is None

    assert not Follow.objects.exists()
    assert Entry.objects.count() == length
    assert (act := last(case)) is not None
    assert act.verb == ASSIGNED  # what was done before is the last act once more


def test_the_day_ends_where_the_office_stands() -> None:
    case = opened()
    actions.add_label(case, acting=as_acting(Role.MEMBER), at=day(1, 23), word="larut")

    assert last(case, at=day(1, 23)) is not None
    assert last(case, at=day(2, 0)) is None


def test_it_is_ones_own_act_only() -> None:
    case = opened()
    actions.add_label(case, acting=as_acting(Role.MEMBER), at=NOON, word="mendesak")

    assert last(case, Role.EXAMINER) is None
