"""Drafts are prepared on their day by the worker and sent by people; those nobody needs any more are dropped."""

import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db import transaction

from netral.access.states import SYSTEM, Acting
from netral.audit.actions import record
from netral.discipline.models import Penanganan
from netral.lib.dates import local_day
from netral.lib.one_by_one import one_by_one
from netral.oversight import policies, queries
from netral.oversight.actions import letters
from netral.oversight.models import Block, Contact, Measure
from netral.oversight.states import DROPPED, LADDER, PREPARED, MeasureState, Rung
from netral.procedure.states import SomeoneWasFaster

log = logging.getLogger(__name__)
AT_ONCE = 500  # drafts of one round and rung; the next round goes on


def prepare_due(at: datetime) -> int:
    """Draft every rung whose day has come, and drop drafts that are answered; how many of both. Safe at any time."""
    made = sum(_prepare_rung(rung, at) for rung in LADDER)
    dropped = one_by_one(partial(drop, at=at), list(queries.over()[:AT_ONCE]), log=log)
    return made + len(list(dropped))


def _prepare_rung(rung: Rung, at: datetime) -> int:
    found = list(queries.due(rung, at)[:AT_ONCE])
    return len(list(one_by_one(partial(prepare, rung=rung, at=at), found, log=log)))


@transaction.atomic
def prepare(penanganan: Penanganan, *, rung: Rung, at: datetime) -> Measure:
    """One draft, dated on the day it fell due. `penanganan` comes from `queries.due`."""
    since: datetime = penanganan.since  # type: ignore[attr-defined]
    measure = Measure.objects.create(
        penanganan=penanganan,
        rung=rung,
        due_on=queries.day_of(rung, since, penanganan.authority.zone),
        prepared_at=at,
    )
    _record(measure, PREPARED, acting=SYSTEM, at=at)
    return measure


@transaction.atomic
def drop(measure: Measure, *, at: datetime) -> None:
    """The official acted before the letter left."""
    open_now = Measure.objects.filter(pk=measure.pk, state=MeasureState.DRAFT)
    if open_now.update(state=MeasureState.DROPPED, closed_at=at):
        _record(measure, DROPPED, acting=SYSTEM, at=at)


@transaction.atomic
def send(measures: Sequence[Measure], *, acting: Acting, at: datetime) -> Contact:
    """Send drafts of one rung toward one agency as one letter.

    Raises NotAllowed, or SomeoneWasFaster where one of them left or was dropped meanwhile; then none is sent.
    """
    found = _held([each.pk for each in measures])
    for each in found:
        policies.check_can_send(each, acting)
    if len(queries.bundles(found)) != 1:
        raise SomeoneWasFaster(measures[0].reference)
    handled, rung = [each.penanganan for each in found], Rung(found[0].rung)
    content = letters.content_of(found, acting=acting, at=at)
    contact = letters.make_contact(content, rung, handled, acting=acting, at=at, block=found[0].block)
    close(found, contact, at=at)
    return contact


@transaction.atomic
def remind(agency: str, *, acting: Acting, at: datetime) -> Contact:
    """Remind one agency of everything it owes, whatever rung each stands on; drafts of a reminder are used up."""
    waiting = queries.waiting_of(acting, agency)
    found = list(waiting.select_for_update(of=("self",)))
    policies.check_can_remind(found, acting)
    drafts = Measure.objects.filter(penanganan__in=found, rung=Rung.REMINDER, state=MeasureState.DRAFT)
    list(drafts.select_for_update())  # before the letter's number, as in `send`: else each waits for the other
    contact = letters.make_contact(
        letters.letter(Rung.REMINDER, found, acting=acting, at=at), Rung.REMINDER, found, acting=acting, at=at
    )
    drafted = set(drafts.values_list("penanganan_id", flat=True))
    drafts.update(state=MeasureState.SENT, closed_at=at, contact=contact)
    Measure.objects.bulk_create(sent_at_once(each, Rung.REMINDER, contact) for each in found if each.pk not in drafted)
    return contact


@transaction.atomic
def remind_all(agencies: Sequence[str], *, acting: Acting, at: datetime) -> list[Contact]:
    """Remind several agencies, each by its own letter: all of them or none."""
    return [remind(agency, acting=acting, at=at) for agency in dict.fromkeys(agencies)]


def sent_at_once(penanganan: Penanganan, rung: Rung, contact: Contact, block: Block | None = None) -> Measure:
    """A rung that left without having been a draft."""
    at = contact.made_at
    return Measure(
        penanganan=penanganan,
        rung=rung,
        state=MeasureState.SENT,
        due_on=local_day(at, contact.authority.zone),
        prepared_at=at,
        closed_at=at,
        contact=contact,
        block=block,
    )


def close(measures: Sequence[Measure], contact: Contact, *, at: datetime) -> None:
    """The drafts left with this letter."""
    ids = [each.pk for each in measures]
    Measure.objects.filter(pk__in=ids).update(state=MeasureState.SENT, closed_at=at, contact=contact)


def _held(ids: Sequence[int]) -> list[Measure]:
    """The drafts as they stand now, locked in one order: of two senders the second waits, and then finds them sent."""
    drafts = Measure.objects.filter(pk__in=ids).select_for_update(of=("self",))
    return list(drafts.select_related(*queries.JOINED).order_by("pk"))


def _record(measure: Measure, verb: str, *, acting: Acting, at: datetime) -> None:
    penanganan = measure.penanganan
    record(
        measure.reference,
        verb,
        actor=acting.reference,
        office=penanganan.authority.code,
        at=at,
        about=[penanganan.reference],
        facts={"rung": measure.rung, "due": measure.due_on.isoformat()},
    )
