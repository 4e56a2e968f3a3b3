"""The desk of a case: its notes, its tasks, and who may be given work at its office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from netral.access.models import User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.cases.models import Case, Note, NoteEdition, Task
from netral.cases.queries.names import names_of
from netral.cases.queries.scope import ROLES
from netral.notices.models import Notice
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.queries import arrived_at


def people_working_at(office: Organisation, on: date) -> QuerySet[User]:
    """Who has a seat that opens cases in an office on a day, by name."""
    open_ended = Q(seats__valid_until=None) | Q(seats__valid_until__gte=on)
    found = User.objects.filter(
        open_ended, is_active=True, seats__role__in=ROLES, seats__office=office, seats__valid_from__lte=on
    )
    return found.distinct().order_by("name", "pk")


@dataclass(frozen=True)
class NoteShown:
    """A note as it reads now, with its author's name and what it read before."""

    note: Note
    author: str
    editions: list[NoteEdition]

    @property
    def latest(self) -> NoteEdition:
        return self.editions[-1]

    @property
    def earlier(self) -> list[NoteEdition]:
        """Older editions, newest first."""
        return self.editions[-2::-1]


def notes_of(case: Case) -> list[NoteShown]:
    """Newest first, those written since the case lies here. Two queries, however many there are."""
    found: dict[Note, list[NoteEdition]] = {}
    mine = NoteEdition.objects.filter(note__case=case, note__written_at__gte=arrived_at(case.reference))
    rows = mine.select_related("note").order_by("-note_id", "edition")
    for edition in rows:
        found.setdefault(edition.note, []).append(edition)
    names = names_of(note.written_by for note in found)
    return [NoteShown(note, names.get(note.written_by, ""), editions) for note, editions in found.items()]


@dataclass(frozen=True)
class TaskShown:
    """A task with the name of who did it, and whether its day is over."""

    task: Task
    late: bool
    done_by: str = ""


def tasks_of(case: Case, *, now: datetime) -> list[TaskShown]:
    """What is open first, by day; then what was done, newest first. Two queries."""
    order = (F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    mine = case.tasks.filter(given_at__gte=arrived_at(case.reference))
    rows = list(mine.select_related("user").order_by(*order))
    names = names_of(task.done_by for task in rows if task.done_by)
    today = today_in(case.office, now=now)
    return [TaskShown(task, _is_late(task, today), names.get(task.done_by, "")) for task in rows]


def open_tasks_of(case: Case, *, now: datetime) -> list[TaskShown]:
    """What is open, by day. One query."""
    rows = case.tasks.filter(done_at=None).select_related("user")
    return shown(rows.order_by(F("due_on").asc(nulls_last=True), "pk"), now=now, office=case.office)


def _is_late(task: Task, today: date) -> bool:
    return task.done_at is None and task.due_on is not None and task.due_on < today


def open_tasks_for(user: User) -> QuerySet[Task]:
    """Somebody's open tasks, those with a day first, soonest first."""
    found = Task.objects.filter(user=user, done_at=None).select_related("case__office__region", "user")
    return found.order_by(F("due_on").asc(nulls_last=True), "pk")


def open_tasks_seen(acting: Acting) -> QuerySet[Task]:
    """Somebody's own open tasks at the offices where they still work with cases: tasks are given nowhere else."""
    mine = Task.objects.filter(user__key=acting.reference.partition(":")[2], done_at=None)
    return mine.filter(case__office__code__in=[seat.office_code for seat in acting.seats if seat.role in ROLES])


def shown(tasks: Iterable[Task], *, now: datetime, office: Organisation | None = None) -> list[TaskShown]:
    """Open tasks, each measured by the day of its office; `office` where it is one for all."""
    return [TaskShown(task, _is_late(task, today_in(office or task.case.office, now=now))) for task in tasks]


def due_tasks(at: datetime) -> QuerySet[Task]:
    """Open tasks nobody was told of whose day may have come somewhere; the caller asks the office's own day."""
    found = Task.objects.filter(done_at=None, due_on__lte=at.date() + timedelta(days=1), user__is_active=True)
    subject = Concat(Value(f"{Case.KIND}:"), OuterRef("case__key"))
    mark = Concat(OuterRef("key"), Value(":"), Cast(OuterRef("due_on"), CharField()))
    told = Notice.objects.filter(user=OuterRef("user"), subject=subject, kind=Told.TASK_DUE, mark=mark)
    return found.exclude(Exists(told)).select_related("case__office__region", "user").order_by("pk")
