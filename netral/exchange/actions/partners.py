"""Whom this house exchanges with: written down by people, keys and all."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from netral.access.states import Acting
from netral.audit.actions import record
from netral.exchange import policies
from netral.exchange.models import Kiriman, Partner
from netral.exchange.states import PARTNER_ADDED, PARTNER_CHANGED, Delivery, Door, Refused
from netral.lib.signing import key_id
from netral.offices.models import Organisation


@transaction.atomic
def write_down_partner(
    organisation: Organisation,
    *,
    door: Door,
    acting: Acting,
    at: datetime,
    address: str = "",
    public_keys: Mapping[str, str] | None = None,
    secret: str = "",
) -> Partner:
    """Write down, or change, how an organisation outside this house is reached.

    `public_keys` are {key id: public key} as the partner told them by another way than this address. The ids are
    recomputed: a key that is not named by its own fingerprint is refused.
    """
    policies.check_can_write_down_partners(acting)
    address = address.strip().rstrip("/") if door == Door.NETRAL else address.strip()
    policies.check_address(door, address)
    keys = _checked(public_keys or {}, door)
    values = {"door": door, "address": address, "keys": keys, "secret": secret or None, "changed_at": at}
    partner, new = Partner.objects.update_or_create(organisation=organisation, defaults=values)
    if door != Door.PACKAGE:  # what waited to be handed over by a person leaves by itself from now on
        waiting = Kiriman.objects.filter(receiver=organisation, delivery=Delivery.WAITING, next_try_at=None)
        waiting.update(next_try_at=at)
    record(
        partner.reference,
        PARTNER_ADDED if new else PARTNER_CHANGED,
        actor=acting.reference,
        at=at,
        facts={"door": str(door), "keys": sorted(keys)},
    )
    return partner


def _checked(keys: Mapping[str, str], door: Door) -> dict[str, str]:
    if door == Door.NETRAL and not keys:
        raise Refused("public_keys", _("Tanpa kunci, tanda terima lembaga itu tidak dapat diperiksa."))
    try:
        wrong = [name for name, public_key in keys.items() if key_id(public_key) != name]
    except ValueError:
        wrong = list(keys)
    if wrong:
        raise Refused("public_keys", _("Sidik kunci tidak cocok: %(keys)s.") % {"keys": ", ".join(wrong)})
    return dict(keys)


@transaction.atomic
def pause(partner: Partner, *, paused: bool, acting: Acting, at: datetime) -> None:
    """Hold back what goes to a partner, or let it go again. Nothing is lost meanwhile."""
    policies.check_can_write_down_partners(acting)
    Partner.objects.filter(pk=partner.pk).update(paused=paused, changed_at=at)
    partner.refresh_from_db()
    record(partner.reference, PARTNER_CHANGED, actor=acting.reference, at=at, facts={"paused": paused})
