"""Something comes in: believed or refused, written down once, and signed for. The same again changes nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from netral.access.states import NATIONAL_OFFICE, SYSTEM
from netral.audit.actions import record
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


def _believed(message: Mapping[str, Any], at: datetime) -> tuple[Partner, Organisation]:
    """The partner who signed it, and the office of this house it is for."""
    partner = queries.partner_named(message["from"])
    if partner is None or partner.door != Door.NETRAL:
        raise NotGenuine(Forgery.STRANGER)
    messages.check_genuine(message, partner.keys, audience=house(), now=at)
    receiver = queries.ours(message["to"])
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
    sign_for(masukan, acting=SYSTEM, at=at)
    if masukan.matter == Matter.NEWS:
        hear(news or read(message["content"]), sender=sender, at=at)
    return dict(masukan.receipt)


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
