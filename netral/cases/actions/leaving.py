"""What a leaving colleague holds goes to others, piece by piece: each its own transaction and its own entry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.models import User
from netral.access.queries import acting as acting_of
from netral.access.queries import offices_seen_by
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import desk_policies
from netral.cases.actions.assigning import Known, replace_examiner
from netral.cases.actions.tasks import move_task
from netral.cases.models import Case, Task
from netral.cases.queries.holding import Followed
from netral.notices.actions import follow, unfollow
from netral.offices.models import Organisation
from netral.procedure.states import NotAllowed


@transaction.atomic
def give_on_case(case: Case, *, leaving: User, to: User, acting: Acting, at: datetime, known: Known) -> Entry:
    """Another examiner of the office instead of the leaving one."""
    desk_policies.check_can_hand_over(acting, case.office.code)
    desk_policies.check_open(case)
    return replace_examiner(case, leaving, to, acting=acting, at=at, known=known)


@transaction.atomic
def give_on_task(task: Task, *, to: User, acting: Acting, at: datetime) -> Entry:
    """Somebody else of the office is to do it."""
    desk_policies.check_can_hand_over(acting, task.case.office.code)
    return move_task(task, to, case=task.case, acting=acting, at=at)


@transaction.atomic
def give_on_follow(followed: Followed, *, leaving: User, to: User, acting: Acting, at: datetime) -> None:
    """Somebody else who sees the work hears of it from now on."""
    office = Organisation.objects.get(pk=followed.about.office)
    desk_policies.check_can_hand_over(acting, office.code)
    if not offices_seen_by(acting_of(to)).organisations().filter(pk=office.pk).exists():
        words = _("%(name)s tidak melihat urusan %(office)s.")
        raise NotAllowed(words % {"name": to.name, "office": office.name})
    unfollow(leaving, followed.follow.subject)
    follow(to, followed.follow.subject, at=at)
