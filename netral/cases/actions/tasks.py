"""Tasks: given to one person, done once, given on when somebody leaves."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain, Entry
from netral.cases import desk_policies, queries
from netral.cases.actions.here import lock_here
from netral.cases.models import Case, Task
from netral.cases.policies import check_filled
from netral.cases.states import SENT_OTHERWISE, TASK_DONE, TASK_GIVEN, TASK_MOVED, TASK_REOPENED, Refused
from netral.intake.states import KeyReused
from netral.lib.keys import new_key
from netral.notices.actions import tell, tell_each
from netral.notices.states import Told
from netral.procedure.states import NotAllowed, SomeoneWasFaster


@transaction.atomic
def give_task(
    case: Case,
    *,
    acting: Acting,
    at: datetime,
    text: str,
    user: User,
    due_on: date | None = None,
    seated: frozenset[str] | None = None,
    key: str = "",
) -> Task:
    """What somebody of the office is to do, until a day or not. `seated`: keys of its people, where already known.

    A `key` its sender chose makes it the same task when it is sent again; KeyReused where it came with another one.
    """
    desk_policies.check_can_give_task(case, acting)
    check_filled("text", text)
    check_can_take(case, user, at=at, seated=seated)
    if due_on and due_on < today_in(case.office, now=at):
        raise Refused("due_on", _("Hari ini sudah lewat. Pilih hari ini atau sesudahnya."))
    lock_here(case)
    if earlier := case.tasks.filter(key=key).first() if key else None:
        return _the_same(earlier, text, user, due_on)
    task = Task.objects.create(
        key=key or new_key(), case=case, text=text.strip(), user=user, due_on=due_on, given_at=at,
        given_by=acting.reference,
    )  # fmt: skip
    facts = {"task": task.key, "for": user.reference, "due": due_on.isoformat() if due_on else None}
    given = _record(task, case, TASK_GIVEN, facts, acting=acting, at=at)
    _tell_of_it(task, case, user, given, acting=acting, at=at)
    return task


def _the_same(earlier: Task, text: str, user: User, due_on: date | None) -> Task:
    facts = Entry.objects.get(chain=earlier.case.reference, verb=TASK_GIVEN, facts__task=earlier.key).facts
    given = (facts["for"], facts["due"])  # the first one: it may have been given on
    if earlier.text != text.strip() or given != (user.reference, due_on.isoformat() if due_on else None):
        raise KeyReused(SENT_OTHERWISE)
    return earlier


@transaction.atomic
def finish_task(task: Task, *, case: Case, acting: Acting, at: datetime) -> Entry:
    """It is done. Of two who say so the second is told."""
    desk_policies.check_can_finish(task, case, acting)
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    if not Task.objects.filter(pk=task.pk, done_at=None).update(done_at=at, done_by=acting.reference):
        raise SomeoneWasFaster(case.reference)
    return _record(task, case, TASK_DONE, {"task": task.key}, acting=acting, at=at)


@transaction.atomic
def reopen_task(task: Task, *, case: Case, acting: Acting, at: datetime, undoes: int) -> Entry:
    """It is not done after all: said by whoever said that it was. `undoes` is the place of that entry."""
    desk_policies.check_can_finish(task, case, acting)
    lock_here(case)
    mine = Task.objects.filter(pk=task.pk, done_by=acting.reference)
    if not mine.update(done_at=None, done_by=""):
        raise SomeoneWasFaster(case.reference)
    return _record(task, case, TASK_REOPENED, {"task": task.key, "undoes": undoes}, acting=acting, at=at)


def move_task(task: Task, to: User, *, case: Case, acting: Acting, at: datetime) -> Entry:
    """In the caller's transaction and by the caller's policy: somebody else is to do it."""
    check_can_take(case, to, at=at)
    Chain.objects.select_for_update().filter(subject=case.reference).first()
    if not Task.objects.filter(pk=task.pk, done_at=None, user=task.user_id).update(user=to):
        raise SomeoneWasFaster(case.reference)
    facts = {"task": task.key, "from": task.user.reference, "for": to.reference}
    entry = _record(task, case, TASK_MOVED, facts, acting=acting, at=at)
    _tell_of_it(task, case, to, entry, acting=acting, at=at)
    return entry


def check_can_take(case: Case, user: User, *, at: datetime, seated: frozenset[str] | None = None) -> None:
    """Tasks go to people who work at the office of the case today."""
    if seated is None:
        seated = seated_at(case, at=at)
    if user.key not in seated:
        words = _("%(name)s hari ini tidak bertugas di %(office)s.")
        raise NotAllowed(words % {"name": user.name, "office": case.office.name})


def seated_at(case: Case, *, at: datetime) -> frozenset[str]:
    people = queries.people_working_at(case.office, today_in(case.office, now=at))
    return frozenset(people.values_list("key", flat=True))


def tell_of_due(at: datetime) -> int:
    """Tell people of their tasks whose day has come at the office, each task and day once; how many tasks."""
    due = [task for task in queries.due_tasks(at) if task.due_on and task.due_on <= today_in(task.case.office, now=at)]
    tell_each(
        ((task.user, task.case.reference, f"{task.key}:{task.due_on}") for task in due), kind=Told.TASK_DUE, at=at
    )
    return len(due)


def _tell_of_it(task: Task, case: Case, user: User, entry: Entry, *, acting: Acting, at: datetime) -> None:
    """Marked by the entry: a task that comes back to somebody is news again."""
    if user.reference != acting.reference:
        tell([user], subject=case.reference, kind=Told.TASK, mark=f"{task.key}:{entry.position}", at=at)


def _record(task: Task, case: Case, verb: str, facts: Mapping[str, Any], *, acting: Acting, at: datetime) -> Entry:
    return record(
        case.reference, verb, actor=acting.reference, office=case.office.code, at=at,
        about=case.also_about(), facts=facts,
    )  # fmt: skip
