"""Something comes in: believed or refused, written down once, and signed for. The same again changes nothing."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from netral.access.states import NATIONAL_OFFICE, SYSTEM
from netral.audit.actions import record
from netral.audit.models import Chain
from netral.evidence.states import EXTENSIONS
from netral.exchange import messages, queries
from netral.exchange.actions.answering import hear
from netral.exchange.actions.delivering import house
from netral.exchange.actions.keeping import sign_for
from netral.exchange.models import Masukan, Partner, Refusal
from netral.exchange.news import News, read
from netral.exchange.states import REFUSED, Door, Forgery, Matter, NotGenuine, SaidOtherwise, Unreadable
from netral.exchange.tickets import announced
from netral.lib.keys import new_key
from netral.offices.models import Organisation

log = logging.getLogger(__name__)
# A receipt and whether it is new, or why there is none.
Taken = tuple[dict[str, Any], bool] | Exception
STRANGER = "asing"  # the journal's word for whoever is no partner: what they call themselves is not repeated


def receive(given: object, *, at: datetime) -> tuple[dict[str, Any], bool]:
    """(the receipt signed for this message, whether it is new here).

    Raises Unreadable for what is no message, NotGenuine for what is not believed, SaidOtherwise for other words under
    a key that came before. What is refused for its sender or its words is counted and journalled.
    """
    message = messages.check_shape(given)
    try:
        partner, receiver = _believed(message, at)
        return keep_once(message, partner.organisation, receiver, at)
    except NotGenuine as refusal:
        refuse(message["from"], refusal.reason, at=at)
        raise
    except SaidOtherwise:
        refuse(message["from"], Forgery.OTHER_WORDS, at=at)
        raise


def _believed(
    message: Mapping[str, Any],
    at: datetime,
    named: Callable[[str], Partner | None] = queries.partner_named,
    ours: Callable[[str], Organisation | None] = queries.ours,
) -> tuple[Partner, Organisation]:
    """The partner who signed it, and the office of this house it is for."""
    partner = named(message["from"])
    if partner is None or partner.door != Door.NETRAL:
        raise NotGenuine(Forgery.STRANGER)
    messages.check_genuine(message, partner.keys, audience=house(), now=at)
    receiver = ours(message["to"])
    if receiver is None:
        raise NotGenuine(Forgery.ELSEWHERE)
    if message["matter"] not in Matter.values:
        raise Unreadable("matter", f"expected one of {', '.join(Matter.values)}")
    return partner, receiver


def keep_once(
    message: Mapping[str, Any], sender: Organisation, receiver: Organisation, at: datetime, *, news: News | None = None
) -> tuple[dict[str, Any], bool]:
    """Write down what was believed (`id`, `matter`, `content`, `sha256`), or find it: (receipt, whether it is new).

    `news` are those a content means where it is not spelt as one between houses.
    """
    known = _known(message, sender)
    if known is not None:
        return known, False
    try:
        return _written(message, sender, receiver, at, news), True
    except IntegrityError:  # the same message came twice at once, and the other one was first
        known = _known(message, sender)
        if known is None:
            raise
        return known, False


def _known(message: Mapping[str, Any], sender: Organisation) -> dict[str, Any] | None:
    """The receipt given for this message before. SaidOtherwise where only the key is the same."""
    found = Masukan.objects.filter(sender=sender, message=message["id"]).values_list("sha256", "receipt").first()
    if found is None:
        return None
    if found[0] != message["sha256"]:
        raise SaidOtherwise
    return dict(found[1])


@transaction.atomic
def _written(
    message: Mapping[str, Any], sender: Organisation, receiver: Organisation, at: datetime, news: News | None
) -> dict[str, Any]:
    """Row, journal entry, receipt and, of news, what they change: all of it or nothing."""
    masukan = _row(message, sender, receiver, at)
    sign_for([masukan], acting=SYSTEM, at=at)
    if masukan.matter == Matter.NEWS:
        hear(news or read(message["content"]), sender=sender, at=at)
    return dict(masukan.receipt)


def _row(message: Mapping[str, Any], sender: Organisation, receiver: Organisation, at: datetime) -> Masukan:
    masukan = Masukan(
        key=new_key(),
        message=message["id"],
        matter=message["matter"],
        sender=sender,
        receiver=receiver,
        # Of news every word stands in the reply they become, and is erased with it.
        content=message["content"] if message["matter"] == Matter.HANDOVER else {},
        sha256=message["sha256"],
        came_at=at,
    )
    if masukan.matter == Matter.HANDOVER and announced(masukan.content, EXTENSIONS):
        masukan.files_due_at = at
    return masukan


def receive_many(given: Sequence[object], *, at: datetime) -> list[Taken]:
    """What `receive` would answer each of them: its receipt and whether it is new, or the exception that says why not.

    All in one transaction where nothing is wrong with any of them; else one after the other, so that none of them
    keeps the others out.
    """
    try:
        with transaction.atomic():
            return _together(given, at)
    except (Unreadable, NotGenuine, SaidOtherwise, DatabaseError):
        return [_alone(each, at) for each in given]


def _together(given: Sequence[object], at: datetime) -> list[Taken]:
    named, ours = cache(queries.partner_named), cache(queries.ours)
    believed = [(each, *_believed(each, at, named, ours)) for each in map(messages.check_shape, given)]
    # News are about chains that others may work on too: taken in one order, nobody waits in a ring.
    threads = [f"kiriman:{each['content'].get('thread')}" for each, *_ in believed if each["matter"] == Matter.NEWS]
    list(Chain.objects.filter(subject__in=threads).order_by("subject").select_for_update().values_list("pk"))
    came = _known_before([each["id"] for each, *_ in believed])
    new: dict[tuple[int, str], tuple[Masukan, Mapping[str, Any]]] = {}
    for message, partner, receiver in believed:
        place = (partner.organisation_id, message["id"])
        if place in new or (place in came and came[place][0] != message["sha256"]):
            raise SaidOtherwise  # one after the other it will be seen which
        if place not in came:
            new[place] = (_row(message, partner.organisation, receiver, at), message)
    sign_for([masukan for masukan, _message in new.values()], acting=SYSTEM, at=at)
    for masukan, said in new.values():
        if masukan.matter == Matter.NEWS:
            hear(read(said["content"]), sender=masukan.sender, at=at)
    receipts = {place: masukan.receipt for place, (masukan, _message) in new.items()}
    places = [(partner.organisation_id, message["id"]) for message, partner, _receiver in believed]
    return [(receipts[each], True) if each in receipts else (came[each][1], False) for each in places]


def _known_before(keys: Sequence[str]) -> dict[tuple[int, str], tuple[str, dict[str, Any]]]:
    found = Masukan.objects.filter(message__in=keys).values_list("sender_id", "message", "sha256", "receipt")
    return {(sender, message): (sha256, receipt) for sender, message, sha256, receipt in found}


def _alone(given: object, at: datetime) -> Taken:
    try:
        return receive(given, at=at)
    except (Unreadable, NotGenuine, SaidOtherwise) as refusal:
        return refusal
    except DatabaseError as problem:
        log.warning("One message of many could not be written down: %s", type(problem).__name__)
        return problem


def refuse(sender: str, reason: str, *, at: datetime) -> None:
    """Count what was not believed, and journal the first of its kind in an hour: a flood must not fill the journal."""
    partner = queries.partner_named(sender)
    code = partner.organisation.code if partner else STRANGER
    hour = at.replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        counted, first = Refusal.objects.get_or_create(sender=code, reason=reason, hour=hour)
        if not first:
            Refusal.objects.filter(pk=counted.pk).update(count=F("count") + 1)
            return
        record(
            f"organisasi:{NATIONAL_OFFICE}",
            REFUSED,
            actor=SYSTEM.reference,
            at=at,
            facts={"sender": code, "reason": reason},
        )
