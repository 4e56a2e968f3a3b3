"""What stands beside a case for those who share it: examiners, tasks, notes, and who follows.

Gathered once; what a page does not ask for is not fetched, and as much is asked for thirty tasks as for one.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from netral.access.models import User
from netral.access.states import Acting
from netral.cases import desk_policies, queries
from netral.cases.models import Case, Label
from netral.evidence.models import Exhibit
from netral.notices.queries import followers

SHOWN_NOTES = 2


@dataclass(frozen=True)
class Mark:
    """How an exhibit is named in a text (`[B1]`), what its file is called, and where it is looked at."""

    text: str
    name: str
    url: str


def marks_of(case: Case, acting: Acting) -> list[Mark]:
    """The exhibits of a case this person sees, to be named in what they write."""
    return [
        Mark(f"[{each.called}]", each.filename or each.media_type, _address(each, case))
        for each in queries.exhibits_seen_by(case, acting)
    ]


def _address(exhibit: Exhibit, case: Case) -> str:
    if exhibit.subject == case.reference:
        return reverse("cases:exhibit", args=[case.key, exhibit.key])
    return reverse("intake:exhibit_page", args=[exhibit.subject.partition(":")[2], exhibit.key])


class Desk:
    """Everything the right column of a case may ask for."""

    def __init__(self, case: Case, acting: Acting, user: User, now: datetime) -> None:
        self.case, self.acting, self.user, self.now = case, acting, user, now

    @cached_property
    def inside(self) -> bool:
        """Whether this person reads and writes at the desk; offices above only follow."""
        return queries.is_inside(self.case, self.acting)

    @property
    def assignable(self) -> bool:
        return desk_policies.can_assign_self(self.case, self.acting)

    @cached_property
    def followers(self) -> list[User]:
        return followers(self.case.reference)

    @property
    def follows(self) -> bool:
        return self.user in self.followers

    @cached_property
    def tasks(self) -> list[queries.TaskShown]:
        return queries.tasks_of(self.case, now=self.now)

    @cached_property
    def open_tasks(self) -> list[queries.TaskShown]:
        return queries.open_tasks_of(self.case, now=self.now)

    @property
    def finishable(self) -> list[str]:
        """Keys of the tasks this person may call done."""
        mine = (each.task for each in self.open_tasks)
        return [task.key for task in mine if desk_policies.can_finish(task, self.case, self.acting)]

    @property
    def labeller(self) -> bool:
        return desk_policies.can_label(self.case, self.acting)

    @cached_property
    def labels(self) -> list[Label]:
        return queries.labels_of(self.case)

    @cached_property
    def marks(self) -> list[Mark]:
        return marks_of(self.case, self.acting)

    @cached_property
    def last_act(self) -> queries.LastAct | None:
        """What this person did here last today and may take back."""
        return queries.last_act(self.case, self.acting, now=self.now, follows=self.follows)

    @property
    def task_giver(self) -> bool:
        return desk_policies.can_give_task(self.case, self.acting)

    @property
    def writer(self) -> bool:
        return desk_policies.can_write(self.case, self.acting)

    @cached_property
    def notes(self) -> list[queries.NoteShown]:
        return queries.notes_of(self.case)

    @property
    def recent_notes(self) -> list[queries.NoteShown]:
        return self.notes[:SHOWN_NOTES]

    @property
    def editable(self) -> list[str]:
        """Keys of the notes this person wrote and may still change."""
        return [each.note.key for each in self.notes if desk_policies.can_edit(each.note, self.case, self.acting)]
