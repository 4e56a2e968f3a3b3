"""Something leaves: it is written down with the step that sends it, and from then on the worker owes its delivery."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from netral.access.states import Acting
from netral.audit.actions import record
from netral.audit.models import Chain
from netral.documents.models import Document
from netral.evidence.models import Exhibit
from netral.exchange import policies, queries
from netral.exchange.messages import digest_of
from netral.exchange.models import Kiriman, Masukan
from netral.exchange.states import AGAIN, PACKED, SENT, Delivery, Door, Matter
from netral.offices.models import Organisation


def enqueue(
    content: Mapping[str, Any],
    *,
    subject: str,
    about: Sequence[str] = (),
    sender: Organisation,
    receiver: Organisation,
    acting: Acting,
    at: datetime,
    matter: Matter = Matter.HANDOVER,
    document: Document | None = None,
    exhibits: Collection[Exhibit] = (),
    passes_on: Masukan | None = None,
) -> Kiriman | None:
    """Write a message to a receiver outside this house; None for one inside, who sees the step itself.

    Stands in the transaction of the step (RuntimeError otherwise): both stay, or neither. `about` are the subjects
    whose milestones the news of it become. `content` is plain JSON and never names a reporter.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a message is written in the transaction of the step that sends it")
    partner = queries.partner_of(receiver)
    if partner is None:
        return None
    kiriman = Kiriman.objects.create(
        matter=matter, subject=subject, about=list(about), sender=sender, office=sender, receiver=receiver,
        content=dict(content), sha256=digest_of(content), document=document, passes_on=passes_on, made_at=at,
        next_try_at=None if partner.door == Door.PACKAGE else at,
    )  # fmt: skip
    kiriman.exhibits.set(exhibits)
    _record(kiriman, SENT, acting=acting, at=at, facts={"matter": matter, "door": partner.door}, first=True)
    return kiriman


def look_after(subjects: Collection[str], origin: Organisation, receiver: Organisation) -> None:
    """What is about these subjects is `receiver`'s to look after now: a part of the step that moves the case there.

    Who signed it stays: its house knows it by that name, and answers to it.
    """
    Kiriman.objects.filter(subject__in=subjects, office=origin).update(office=receiver)


@transaction.atomic
def send_again(kiriman: Kiriman, *, acting: Acting, at: datetime) -> None:
    """Try now what waits or is held. What arrived stays as it is."""
    _lock(kiriman)
    kiriman.refresh_from_db(fields=["delivery", "said_last"])
    policies.check_can_send_again(kiriman, acting)
    going = Kiriman.objects.filter(pk=kiriman.pk).exclude(delivery__in=(Delivery.ARRIVED, Delivery.CANCELLED))
    going.update(delivery=Delivery.WAITING, next_try_at=at)
    kiriman.refresh_from_db()
    _record(kiriman, AGAIN, acting=acting, at=at, facts={"tries": kiriman.tries})


@transaction.atomic
def hand_over_package(kiriman: Kiriman, *, acting: Acting, at: datetime) -> None:
    """A person says that the package of a message was handed to its receiver, who has no door of its own."""
    _lock(kiriman)
    kiriman.refresh_from_db()
    policies.check_can_hand_over(kiriman, acting)
    Kiriman.objects.filter(pk=kiriman.pk).update(delivery=Delivery.ARRIVED, delivered_at=at, tried_at=at)
    kiriman.refresh_from_db()
    _record(kiriman, PACKED, acting=acting, at=at)


def _lock(kiriman: Kiriman) -> None:
    """Of two at once the second waits and sees what the first left."""
    Chain.objects.select_for_update().filter(subject=kiriman.reference).first()


def _record(
    kiriman: Kiriman,
    verb: str,
    *,
    acting: Acting,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    first: bool = False,
) -> None:
    record(
        kiriman.reference,
        verb,
        actor=acting.reference,
        office=kiriman.office.code,
        at=at,
        about=[kiriman.subject, *kiriman.about],
        facts={"receiver": kiriman.receiver.code, **(facts or {})},
        hashes=[kiriman.sha256],
        first=first,
    )
