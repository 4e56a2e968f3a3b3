"""The last act at the desk, taken back: a further act with an entry of its own. Nothing that was journalled goes."""

from datetime import datetime

from django.db import transaction

from netral.access.models import User
from netral.access.states import Acting
from netral.audit.models import Entry
from netral.cases import desk_policies, queries
from netral.cases.actions.assigning import assign
from netral.cases.actions.here import lock_here
from netral.cases.actions.labelling import put_label, remove_label
from netral.cases.actions.tasks import reopen_task
from netral.cases.models import Case
from netral.cases.states import FOLLOWED, LABELLED
from netral.notices.actions import unfollow
from netral.procedure.states import SomeoneWasFaster


@transaction.atomic
def undo(case: Case, *, acting: Acting, user: User, at: datetime, name: str) -> Entry | None:
    """Take back one's own last act of today. `name` is that of `queries.last_act`, as the person saw it.

    None where following is taken back, which never left an entry. Raises SomeoneWasFaster where it is not the last any
    more, was taken back already, or others have gone on from it; NotAllowed and Refused as the act itself does.
    """
    lock_here(case)
    act = queries.last_act(case, acting, now=at)
    if act is None or act.name != name:
        raise SomeoneWasFaster(case.reference)
    if act.verb == FOLLOWED:
        unfollow(user, case.reference)
        return None
    return _back(act, case, acting=acting, at=at)


def _back(act: queries.LastAct, case: Case, *, acting: Acting, at: datetime) -> Entry | None:
    undoes = act.position
    if act.task:
        return reopen_task(act.task, case=case, acting=acting, at=at, undoes=undoes)
    if act.label and act.verb == LABELLED:
        return remove_label(case, act.label, acting=acting, at=at, undoes=undoes)
    if act.label:
        desk_policies.check_can_label(case, acting)
        return put_label(case, act.label, acting=acting, at=at, undoes=undoes)
    seen = [user.key for user in act.now]
    return assign(case, acting=acting, at=at, examiners=act.before, seen=seen, undoes=undoes)
