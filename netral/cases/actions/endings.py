"""What is told by itself: a transfer nobody answers, an ad hoc office that ends, and what it leaves behind."""

from collections.abc import Sequence
from datetime import datetime

from netral.access.models import Role, User
from netral.access.states import SYSTEM
from netral.cases import queries
from netral.cases.desk_policies import HEADS
from netral.intake.house_rules import house_rule
from netral.notices.actions import tell
from netral.notices.queries.people import office_above, people_in
from netral.notices.states import Told
from netral.offices.models import Organisation
from netral.procedure.models import Transfer, TransferState

CHIEFS = (Role.MEMBER, Role.ADMINISTRATOR)


def tell_of_silence(at: datetime) -> int:
    """Remind of transfers without an answer: first the receiver, then also the sender and the office above; how many.

    One whose subject is over meanwhile waits no more.
    """
    waiting = list(queries.waiting_transfers())
    subjects = queries.subjects_of([each.subject for each in waiting])
    over = [each for each in waiting if not subjects[each.subject].open]
    Transfer.objects.filter(pk__in=[each.pk for each in over], state=TransferState.WAITING).update(
        state=TransferState.SUPERSEDED, answered_at=at, answered_by=SYSTEM.reference
    )
    return sum(_remind(each, at) for each in waiting if subjects[each.subject].open)


def _remind(transfer: Transfer, at: datetime) -> bool:
    first, second = house_rule("transfer_answer").lengths
    silent = at - transfer.made_at
    if silent > first:
        _tell_silent([transfer.receiver], transfer, mark="1", at=at)
    if silent > second:
        above = office_above(transfer.receiver)
        _tell_silent([transfer.origin, *([above] if above else [])], transfer, mark="2", at=at)
    return silent > first


def _tell_silent(offices: Sequence[Organisation], transfer: Transfer, *, mark: str, at: datetime) -> None:
    people = [user for office in offices for user in people_in(office, HEADS, at=at)]
    tell(people, subject=transfer.reference, kind=Told.HANDED_SILENT, mark=mark, at=at)


def tell_of_endings(at: datetime) -> int:
    """Remind of ad hoc offices that end, and of work left at those that ended; how many offices."""
    told = 0
    lines = queries.temporary_lines(list(queries.ad_hoc_ending()), now=at)
    for line in lines:
        if line.over:
            told += _tell_of_the_left(line, at) if line.homeless else 0
        else:
            told += _tell_of_the_end(line, at)
    return told


def _tell_of_the_end(line: queries.TemporaryLine, at: datetime) -> bool:
    """Each length of the table once, the nearest one that was reached."""
    reached = [each.days for each in house_rule("office_ending").lengths if (line.left or 0) <= each.days]
    if not reached:
        return False
    mark = f"{line.office.valid_until}:{min(reached)}"
    _tell_office(line.office, _chiefs(line.office, line.office.parent, at=at), Told.OFFICE_ENDS, mark=mark, at=at)
    return True


def _tell_of_the_left(line: queries.TemporaryLine, at: datetime) -> bool:
    mark = str(line.office.valid_until)
    _tell_office(line.office, _chiefs(line.office.parent, at=at), Told.OFFICE_OVER, mark=mark, at=at)
    return True


def _chiefs(*offices: Organisation | None, at: datetime) -> list[User]:
    return [user for office in offices if office for user in people_in(office, CHIEFS, at=at)]


def _tell_office(office: Organisation, people: Sequence[User], kind: Told, *, mark: str, at: datetime) -> None:
    tell(people, subject=f"organisasi:{office.code}", kind=kind, mark=mark, at=at)
