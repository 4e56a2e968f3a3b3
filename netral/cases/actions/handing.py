"""Giving on many pieces of one person's work: each stands for itself, and each that could not says why."""

from collections.abc import Iterable
from datetime import datetime

from netral.access.models import User
from netral.access.states import Acting
from netral.cases.actions.assigning import Known
from netral.cases.actions.bulk import Outcome, each
from netral.cases.actions.leaving import give_on_case, give_on_follow, give_on_task
from netral.cases.models import Case, Task
from netral.cases.queries.holding import Followed, Holding

Piece = Case | Task | Followed


def pieces_of(held: Holding) -> dict[str, tuple[str, Piece]]:
    """What a person holds, by its box: the number it is told by, and the piece."""
    boxes: dict[str, tuple[str, Piece]] = {case.reference: (case.number, case) for case in held.cases}
    boxes |= {f"tugas:{task.key}": (task.case.number, task) for task in held.tasks}
    return boxes | {f"ikut:{one.follow.subject}": (one.about.number, one) for one in held.followed}


def give_on(chosen: Iterable[tuple[str, Piece]], *, leaving: User, to: User, acting: Acting, at: datetime) -> Outcome:
    """Give every chosen piece to somebody else."""
    pieces = list(chosen)
    known = Known.of([piece for _number, piece in pieces if isinstance(piece, Case)], at=at)

    def give(piece: Piece) -> None:
        if isinstance(piece, Case):
            give_on_case(piece, leaving=leaving, to=to, acting=acting, at=at, known=known)
        elif isinstance(piece, Task):
            give_on_task(piece, to=to, acting=acting, at=at)
        else:
            give_on_follow(piece, leaving=leaving, to=to, acting=acting, at=at)

    return each(pieces, give)
