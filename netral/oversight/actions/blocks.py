"""A block: asked for by one auditor, answered by another, lifted by one, or ended when its reason went."""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction

from netral.access.models import User
from netral.access.queries import today_in
from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.discipline.models import Penanganan
from netral.discipline.queries import AT_AGENCY
from netral.lib.one_by_one import one_by_one
from netral.notices.actions import tell
from netral.notices.queries.people import people_in, people_named
from netral.notices.states import Told
from netral.oversight import policies, queries
from netral.oversight.actions import letters
from netral.oversight.actions.ladder import close, sent_at_once
from netral.oversight.models import Block, Measure
from netral.oversight.states import (
    APPROVED,
    ASKED,
    DENIED,
    ENDED,
    LAPSED,
    LIFTED,
    BlockState,
    MeasureState,
    Rung,
)
from netral.procedure.states import SomeoneWasFaster

log = logging.getLogger(__name__)


@transaction.atomic
def request_block(penanganan: Penanganan, *, acting: Acting, at: datetime, reason: str) -> Block:
    """Ask for a block, with the reason the letter will give. Nothing is blocked by it."""
    policies.check_can_request(penanganan, acting)
    policies.check_filled("reason", reason)
    try:
        with transaction.atomic():
            block = Block.objects.create(
                penanganan=penanganan, agency=queries.agency_of(penanganan), reason=reason.strip(), requested_at=at,
                requested_by=acting.reference,
            )  # fmt: skip
    except IntegrityError:
        raise SomeoneWasFaster(penanganan.reference) from None
    _record(block, ASKED, acting=acting, at=at)
    _tell(_auditors(block, at), block, Told.BLOCK_ASKED, by=acting, at=at)
    return block


@transaction.atomic
def approve(block: Block, *, acting: Acting, at: datetime) -> Block:
    """The second pair of eyes: from now on it is in force, and the letter says so to the official and the terlapor."""
    policies.check_can_approve(block, acting)
    _move(block, BlockState.REQUESTED, BlockState.IN_FORCE, decided_at=at, decided_by=acting.reference)
    penanganan = block.penanganan
    content = letters.letter_of_block(block, acting=acting, at=at)
    block.contact = letters.make_contact(content, Rung.BLOCK, [penanganan], acting=acting, at=at, block=block)
    Block.objects.filter(pk=block.pk).update(contact=block.contact)
    drafted = list(Measure.objects.filter(penanganan=penanganan, rung=Rung.BLOCK, state=MeasureState.DRAFT))
    close(drafted, block.contact, at=at)
    if not drafted:
        sent_at_once(penanganan, Rung.BLOCK, block.contact).save()
    _record(block, APPROVED, acting=acting, at=at, public=True)
    _tell([*_auditors(block, at), *_at_agency(block, at)], block, Told.BLOCKED, by=acting, at=at)
    return block


@transaction.atomic
def refuse(block: Block, *, acting: Acting, at: datetime, reason: str) -> Block:
    """Nothing is blocked; the one who asked reads why."""
    policies.check_can_decide(block, acting)
    policies.check_filled("reason", reason)
    decided = {"decided_at": at, "decided_by": acting.reference, "answer": reason.strip()}
    _move(block, BlockState.REQUESTED, BlockState.REFUSED, **decided)
    _record(block, DENIED, acting=acting, at=at)
    _tell(people_named([block.requested_by]), block, Told.BLOCK_REFUSED, by=acting, at=at)
    return block


@transaction.atomic
def lift(block: Block, *, acting: Acting, at: datetime, reason: str) -> Block:
    """Open the service again, by letter at once."""
    policies.check_can_lift(block, acting)
    policies.check_filled("reason", reason)
    ended = {"ended_at": at, "ended_by": acting.reference, "end_reason": reason.strip()}
    _move(block, BlockState.IN_FORCE, BlockState.LIFTED, **ended)
    content = letters.letter_of_unblock(block, acting=acting, at=at)
    contact = letters.make_contact(content, Rung.UNBLOCK, [block.penanganan], acting=acting, at=at, block=block)
    sent_at_once(block.penanganan, Rung.UNBLOCK, contact, block).save()
    _record(block, LIFTED, acting=acting, at=at, public=True)
    _tell([*_auditors(block, at), *_at_agency(block, at)], block, Told.UNBLOCKED, by=acting, at=at)
    return block


def end_without_reason(at: datetime) -> int:
    """End every block whose reason has gone; how many. Safe to run at any time."""
    gone = list(queries.without_reason())
    return len(list(one_by_one(partial(end, at=at), gone, log=log)))


@transaction.atomic
def end(block: Block, *, at: datetime) -> None:
    """One that was in force ends and leaves the draft of a letter; one only asked for lapses."""
    over = {"ended_at": at, "ended_by": SYSTEM.reference, "by_itself": True}
    try:
        if block.state == BlockState.REQUESTED:
            _move(block, BlockState.REQUESTED, BlockState.LAPSED, **over)
            _record(block, LAPSED, acting=SYSTEM, at=at)
            return
        _move(block, BlockState.IN_FORCE, BlockState.LIFTED, **over)
    except SomeoneWasFaster:
        return
    today = today_in(block.penanganan.authority, now=at)
    said = {"rung": Rung.UNBLOCK, "due_on": today, "prepared_at": at}
    Measure.objects.create(penanganan=block.penanganan, block=block, **said)
    _record(block, ENDED, acting=SYSTEM, at=at, public=True)
    _tell([*_auditors(block, at), *_at_agency(block, at)], block, Told.UNBLOCKED, by=SYSTEM, at=at)


def _move(block: Block, before: BlockState, after: BlockState, **changes: object) -> None:
    """Compare and swap: of two at once, one hears that somebody was faster."""
    if not Block.objects.filter(pk=block.pk, state=before).update(state=after, **changes):
        raise SomeoneWasFaster(block.reference)
    for name, value in {"state": after, **changes}.items():
        setattr(block, name, value)


def _record(block: Block, verb: str, *, acting: Acting, at: datetime, public: bool = False) -> None:
    """What only the authority is to know is not about the case upstream."""
    penanganan = block.penanganan
    about = [penanganan.reference, *(penanganan.also_about() if public else ())]
    record(
        block.reference,
        verb,
        actor=acting.reference,
        office=penanganan.authority.code,
        at=at,
        about=about,
        facts={"agency": block.agency.code},
    )


def _auditors(block: Block, at: datetime) -> list[User]:
    return people_in(block.penanganan.authority, queries.AUDITORS, at=at)


def _at_agency(block: Block, at: datetime) -> list[User]:
    """Whose service it is: they are to know, and they can end it by deciding."""
    return people_in(block.agency, AT_AGENCY, at=at)


def _tell(people: Iterable[User], block: Block, kind: Told, *, by: Acting, at: datetime) -> None:
    """Everybody but whoever did it; of the handling only its number."""
    others = [each for each in dict.fromkeys(people) if each.reference != by.reference]
    tell(others, subject=block.penanganan.reference, kind=kind, mark=block.key, at=at)
