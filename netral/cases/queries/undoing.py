"""What somebody did last at the desk of a case today, while it still stands as they left it."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from netral.access.models import User
from netral.access.queries import today_in
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases.models import Case, Label, Task
from netral.cases.states import ASSIGNED, FOLLOWED, LABELLED, TASK_DONE, TASK_REOPENED, UNLABELLED
from netral.notices.models import Follow

# The acts at the desk that leave an entry. Of them TASK_REOPENED only ever takes another back.
LOOKED_AT = (ASSIGNED, LABELLED, UNLABELLED, TASK_DONE, TASK_REOPENED)
UNDOES = "undoes"  # the fact by which an entry names the one it takes back


@dataclass(frozen=True)
class LastAct:
    """An act to be taken back. `name` is how a button and a program name it; what it was about is set by its kind."""

    verb: str
    name: str
    position: int = 0
    label: Label | None = None
    task: Task | None = None
    now: tuple[User, ...] = ()
    before: tuple[User, ...] = ()


def last_act(case: Case, acting: Acting, *, now: datetime, follows: bool = True) -> LastAct | None:
    """One's own last act there today; None where there is none, it was taken back, or others have gone on from it.

    Whoever knows that this person does not follow the case spares the question when they began to.
    """
    start = datetime.combine(today_in(case.office, now=now), time(), ZoneInfo(case.office.zone))
    mine = Entry.objects.filter(chain=case.reference, actor=acting.reference, verb__in=LOOKED_AT, at__gte=start)
    entry = mine.order_by("-position").first()
    key = acting.reference.partition(":")[2]
    followed = Follow.objects.filter(user__key=key, subject=case.reference, since__gte=entry.at if entry else start)
    if follows and followed.exists():
        return LastAct(FOLLOWED, FOLLOWED)
    if entry is None or UNDOES in entry.facts:
        return None
    return _STANDING[entry.verb](case, entry)


def _assigned(case: Case, entry: Entry) -> LastAct | None:
    """Where the same people still examine, and somebody did before: a running case is not left without examiner."""
    facts = entry.facts
    before = {*facts["examiners"], *facts["removed"]} - {*facts["added"]}
    named = {user.reference: user for user in _people({*before, *facts["examiners"]})}
    now = {user.reference for user in case.examiners.all()}
    if now != set(facts["examiners"]) or not before or not before <= set(named):
        return None
    users = (tuple(named[one] for one in sorted(group)) for group in (now, before))
    return LastAct(entry.verb, str(entry.position), entry.position, None, None, *users)


def _people(references: set[str]) -> list[User]:
    return list(User.objects.filter(key__in=[one.partition(":")[2] for one in references]))


def _labelled(case: Case, entry: Entry) -> LastAct | None:
    """Where the label still is where this person left it: on the case, or off it."""
    label = Label.objects.filter(key=entry.facts["label"], office=case.office_id).first()
    if label is None or case.labels.filter(label=label).exists() != (entry.verb == LABELLED):
        return None
    return LastAct(entry.verb, str(entry.position), entry.position, label=label)


def _finished(case: Case, entry: Entry) -> LastAct | None:
    task = case.tasks.select_related("user").filter(key=entry.facts["task"]).exclude(done_at=None).first()
    return LastAct(entry.verb, str(entry.position), entry.position, task=task) if task else None


_STANDING = {ASSIGNED: _assigned, LABELLED: _labelled, UNLABELLED: _labelled, TASK_DONE: _finished}
